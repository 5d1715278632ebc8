"""What is done with consents: given, put on paper, revoked at once, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, members
from hhdesk.care.clinic import Clinic
from hhdesk.care.confidentiality import Consenter
from hhdesk.care.consent_checks import GivenConsent, GivingGround, check
from hhdesk.care.consents import Consent, ConsentStatus
from hhdesk.care.documents import Document
from hhdesk.care.household import Authority, Caregiver, Caregiving
from hhdesk.care.members import Member
from hhdesk.care.person import Interpreter, Languages
from hhdesk.care.staff import Staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

__all__ = [
    "GivenConsent",
    "attach",
    "detach",
    "give",
    "put_back",
    "revoke",
    "take_revocation_back",
]

NO_SUCH = N_("There is no such consent.")
CHANGED = N_("Somebody else changed this consent.")
NOT_IN_FORCE = N_("This consent is not in force; there is nothing to revoke.")
NOT_REVOKED = N_("This consent is not revoked.")
NO_PERSON = N_("Say who took the yes back.")
BEFORE_GIVEN = N_("This day is before the yes was given.")
STILL_TO_COME = N_("This day is still to come.")
NO_DOCUMENT = N_("There is no such document of this child.")
HAS_PAPER = N_("A paper is attached to this consent already.")
NO_PAPER = N_("No paper is attached to this consent.")


def give(session: UnitOfWork, member_id: UUID, told: GivenConsent) -> UUID:
    """Write down a yes; it opens from now on what it says, unless its paper is awaited.

    Raises NotFound, InvalidField beside the field that is wrong.
    """
    member = members.present(session, member_id)
    told = _tidied(told)
    check(told, giving_ground(session, member, told))
    _check_document(session, member_id, told.document_id)
    first, *further = told.recipients or ("",)
    one = Consent(
        id=session.new_id(),
        member_id=member_id,
        audience=told.audience,
        recipient=first,
        further_recipients=further,
        segments=sorted(segment.value for segment in told.segments),
        given_by=told.given_by,
        giver_name=told.giver_name,
        basis=told.basis,
        interpreter=told.interpreter,
        given_on=told.given_on,
        until=told.until,
        status=ConsentStatus.PROPOSED if told.awaited else ConsentStatus.ACTIVE,
        purpose=told.purpose,
        part2=told.part2,
        form=told.form,
        document_id=told.document_id,
    )
    session.add(one)
    _told(session, one, "give", basis=told.basis.value, audience=told.audience.value)
    return one.id


def _tidied(told: GivenConsent) -> GivenConsent:
    names = {" ".join(name.split()) for name in told.recipients} - {""}
    return replace(
        told,
        recipients=tuple(sorted(names, key=str.casefold)),
        giver_name=" ".join(told.giver_name.split()),
        interpreter=told.interpreter.strip(),
        purpose=told.purpose.strip(),
        form=told.form.strip(),
    )


def giving_ground(
    session: UnitOfWork, member: Member, told: GivenConsent
) -> GivingGround:
    """What the record knows of who says yes."""
    giver = _caregiver(session, member.id, told.giver_name)
    languages, authority = member.languages, Authority.NOT_ASKED
    if told.given_by is Consenter.CAREGIVER and giver is not None:
        languages, authority = giver[0].languages, giver[1].authority
    return GivingGround(
        session.today(),
        member.birth_date,
        session.scalar(select(Clinic.state)) or "",
        languages.interpreter is Interpreter.NEEDED and not _speaks(session, languages),
        authority is Authority.NONE,
    )


def _caregiver(
    session: UnitOfWork, member_id: UUID, name: str
) -> tuple[Caregiver, Caregiving] | None:
    """Whom the name is of, else the main one."""
    rows = session.execute(
        select(Caregiver, Caregiving)
        .join(Caregiving, Caregiving.caregiver_id == Caregiver.id)
        .where(Caregiving.member_id == member_id, Caregiving.voided_at.is_(None))
        .order_by(Caregiving.main.desc(), Caregiving.id)
    ).all()
    named = [row for row in rows if row[0].name.full.casefold() == name.casefold()]
    main = [row for row in rows if row[1].main]
    for one, link in (*named, *main):
        return one, link
    return None


def _speaks(session: UnitOfWork, languages: Languages) -> bool:
    """Whether the person at the desk speaks the giver's language."""
    actor = session.get(Staff, session.actor_id) if session.actor_id else None
    spoken = languages.spoken.partition("-")[0]
    tags = actor.spoken_languages if actor else []
    return spoken in {tag.partition("-")[0] for tag in tags}


def _check_document(
    session: UnitOfWork, member_id: UUID, document_id: UUID | None
) -> None:
    if document_id is None:
        return
    found = session.get(Document, document_id)
    gone = found is None or found.voided_at is not None
    if gone or found is None or found.member_id != member_id:
        raise InvalidField("document_id", NO_DOCUMENT)


def attach(
    session: UnitOfWork,
    consent_id: UUID,
    document_id: UUID,
    signed_on: date | None = None,
    *,
    seen: int,
) -> int:
    """Put the scan of the signed form to a consent; gives its version.

    One whose paper was awaited is in force from now on, given on `signed_on`. Raises
    NotFound, ChangedElsewhere, NotPermitted, InvalidField.
    """
    one = _seen(session, consent_id, seen)
    if _has_paper(session, one):
        raise NotPermitted(HAS_PAPER)
    _check_document(session, one.member_id, document_id)
    if one.status is ConsentStatus.PROPOSED:
        if signed_on is None:
            raise InvalidField("signed_on", N_("Say on which day it was signed."))
        if signed_on > session.today():
            raise InvalidField("signed_on", STILL_TO_COME)
        if one.until is not None and one.until <= signed_on:
            raise InvalidField(
                "signed_on", N_("The consent had ended by then; ask for a new one.")
            )
        one.status, one.given_on = ConsentStatus.ACTIVE, signed_on
    one.document_id = document_id
    return _told(session, one, "attach", document=str(document_id))


def _has_paper(session: UnitOfWork, one: Consent) -> bool:
    """Whether its scan is there; a document that was taken out counts no more."""
    known = one.document_id
    document = session.get(Document, known) if known is not None else None
    return document is not None and document.voided_at is None


def detach(
    session: UnitOfWork, consent_id: UUID, printed_on: date | None = None, *, seen: int
) -> int:
    """Undo that a scan was attached: with `printed_on` its paper is awaited again, and
    it gives nothing. Raises NotFound, ChangedElsewhere, NotPermitted."""
    one = _seen(session, consent_id, seen)
    if one.document_id is None:
        raise NotPermitted(NO_PAPER)
    one.document_id = None
    if printed_on is not None:
        one.status, one.given_on = ConsentStatus.PROPOSED, printed_on
    return _told(session, one, "detach")


def revoke(
    session: UnitOfWork, consent_id: UUID, by: str, on: date, *, seen: int
) -> int:
    """The yes is taken back: nothing goes out under it from this very moment, whatever
    day is written. Gives the consent's version.

    Raises NotFound, ChangedElsewhere, NotPermitted, InvalidField.
    """
    one = _seen(session, consent_id, seen)
    if one.status is not ConsentStatus.ACTIVE or one.revoked_on is not None:
        raise NotPermitted(NOT_IN_FORCE)
    if not by.strip():
        raise InvalidField("by", NO_PERSON)
    if on > session.today():
        raise InvalidField("on", STILL_TO_COME)
    if on < one.given_on:
        raise InvalidField("on", BEFORE_GIVEN)
    one.revoked_on, one.revoked_by = on, " ".join(by.split())
    return _told(session, one, "revoke")


def take_revocation_back(session: UnitOfWork, consent_id: UUID, *, seen: int) -> int:
    """It was not revoked after all; gives the consent's version. Raises NotFound,
    ChangedElsewhere, NotPermitted."""
    one = _seen(session, consent_id, seen)
    if one.revoked_on is None:
        raise NotPermitted(NOT_REVOKED)
    one.revoked_on, one.revoked_by = None, ""
    return _told(session, one, "unrevoke")


def put_back(session: UnitOfWork, consent_id: UUID) -> int:
    """Undo that a consent was said to be written by mistake. Raises NotFound."""
    one = session.get(Consent, consent_id)
    if one is None or one.voided_at is None:
        raise NotFound(NO_SUCH)
    members.present(session, one.member_id)
    one.voided_at = one.voided_by = one.void_reason = None
    return _told(session, one, "put_back")


def _seen(session: UnitOfWork, consent_id: UUID, seen: int) -> Consent:
    one = session.get(Consent, consent_id)
    if one is None or one.voided_at is not None:
        raise NotFound(NO_SUCH)
    if one.version != seen:
        raise ChangedElsewhere(CHANGED)
    return one


def _told(session: UnitOfWork, one: Consent, act: str, **detail: object) -> int:
    session.flush()
    audit.record(
        session, f"consent.{act}", one.member_id, consent=str(one.id), **detail
    )
    session.flush()
    return one.version
