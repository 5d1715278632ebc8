"""The caregivers of a child: entered, joined from a sibling, changed, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, family_phones, members
from hhdesk.care.family_phones import CHANGED
from hhdesk.care.family_rows import Entered, FamilyCaregiver, Version
from hhdesk.care.household import Caregiver, Caregiving, Relationship
from hhdesk.care.members import Member
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

_SELDOM_FIRST = {Relationship.OTHER, Relationship.SISTER, Relationship.BROTHER}


def add(
    session: UnitOfWork,
    member_id: UUID,
    told: FamilyCaregiver,
    *,
    joining: UUID | None = None,
    seen: Version = (),
) -> Entered:
    """Enter a caregiver; with `joining`, one of another child, who is the same person
    here.

    Raises NotFound, ChangedElsewhere for one who was changed since, InvalidField.
    """
    member, told = members.present(session, member_id), told.checked()
    person = _joined(session, joining, seen) if joining else None
    if person is None:
        person = Caregiver(id=session.new_id(), household_id=member.household_id)
        person.speak(told.languages)
        person.rename(told.name)
        session.add(person)
        session.flush()
    link = _place(session, member_id, person.id)
    _put(session, link, person, told)
    _tell(session, member, person, "add")
    return Entered(person.id, version_of(session, link, person))


def _joined(session: UnitOfWork, caregiver_id: UUID, seen: Version) -> Caregiver:
    person = session.get(Caregiver, caregiver_id)
    if person is None or person.voided_at is not None:
        raise NotFound(N_("There is no such caregiver any more."))
    if _person_version(session, person) != seen:
        raise ChangedElsewhere(CHANGED)
    return person


def _place(session: UnitOfWork, member_id: UUID, caregiver_id: UUID) -> Caregiving:
    """A new place, or the one that this caregiver had before."""
    link = session.scalars(
        select(Caregiving).where(
            Caregiving.member_id == member_id, Caregiving.caregiver_id == caregiver_id
        )
    ).one_or_none()
    if link is None:
        link = Caregiving(
            id=session.new_id(), member_id=member_id, caregiver_id=caregiver_id
        )
        link.relationship = Relationship.OTHER
        session.add(link)
    elif link.voided_at is None:
        raise InvalidField("given", N_("This caregiver is here already."))
    link.voided_at = link.voided_by = link.void_reason = None
    return link


def change(
    session: UnitOfWork,
    member_id: UUID,
    caregiver_id: UUID,
    told: FamilyCaregiver,
    *,
    seen: Version,
) -> Version:
    """Save a caregiver; name, languages and phones are the same for each child. Gives
    the new version.

    Raises NotFound, ChangedElsewhere, InvalidField.
    """
    member, told = members.present(session, member_id), told.checked()
    link, person = _standing(session, member_id, caregiver_id)
    _check_seen(session, link, person, seen)
    _put(session, link, person, told)
    _tell(session, member, person, "change")
    return version_of(session, link, person)


def remove(
    session: UnitOfWork,
    member_id: UUID,
    caregiver_id: UUID,
    reason: str,
    *,
    seen: Version,
) -> None:
    """Entered by mistake: no caregiver of this child any more; of others still.

    Raises NotFound, ChangedElsewhere, InvalidField without a reason.
    """
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    member = members.present(session, member_id)
    link, person = _standing(session, member_id, caregiver_id)
    _check_seen(session, link, person, seen)
    link.void(reason.strip(), session.now(), session.actor_id)
    _lead(session, member_id, None)
    _tell(session, member, person, "remove")


def put_back(session: UnitOfWork, member_id: UUID, caregiver_id: UUID) -> None:
    """Undo that a caregiver was taken out. Raises NotFound, InvalidField where they
    were entered again meanwhile."""
    member = members.present(session, member_id)
    person = session.get(Caregiver, caregiver_id)
    if person is None:
        raise NotFound(N_("There is no such caregiver any more."))
    link = _place(session, member_id, caregiver_id)
    session.flush()
    _lead(session, member_id, link if link.main else None)
    _tell(session, member, person, "put_back")


def version_of(session: UnitOfWork, link: Caregiving, person: Caregiver) -> Version:
    """What a form of this caregiver must have seen."""
    return link.version, *_person_version(session, person)


def _person_version(session: UnitOfWork, person: Caregiver) -> Version:
    points = family_phones.points_of(session, caregiver_id=person.id)
    return person.version, *family_phones.versions(points)


def _check_seen(
    session: UnitOfWork, link: Caregiving, person: Caregiver, seen: Version
) -> None:
    if version_of(session, link, person) != seen:
        raise ChangedElsewhere(CHANGED)


def _standing(
    session: UnitOfWork, member_id: UUID, caregiver_id: UUID
) -> tuple[Caregiving, Caregiver]:
    found = session.execute(
        select(Caregiving, Caregiver)
        .join(Caregiver, Caregiver.id == Caregiving.caregiver_id)
        .where(
            Caregiving.member_id == member_id,
            Caregiving.caregiver_id == caregiver_id,
            Caregiving.voided_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise NotFound(N_("There is no such caregiver any more."))
    return found[0], found[1]


def _put(
    session: UnitOfWork, link: Caregiving, person: Caregiver, told: FamilyCaregiver
) -> None:
    person.rename(told.name)
    person.speak(told.languages)
    link.relationship, link.authority = told.relationship, told.authority
    link.education_rights, link.note = told.education_rights, told.note
    link.begins_on, link.ends_on = told.begins_on, told.ends_on
    link.main = told.main
    session.flush()
    family_phones.put(session, told.phones, caregiver_id=person.id)
    _lead(session, link.member_id, link if told.main else None)


def _lead(session: UnitOfWork, member_id: UUID, chosen: Caregiving | None) -> None:
    """One of those who care now is called first: the chosen one, else who was, else the
    likeliest."""
    today = session.today()
    links = session.scalars(
        select(Caregiving)
        .where(Caregiving.member_id == member_id, Caregiving.voided_at.is_(None))
        .order_by(Caregiving.id)
    ).all()
    present = [one for one in links if one.ends_on is None or one.ends_on > today]
    first = chosen if chosen in present else _likeliest(present)
    for link in links:
        link.main = link is first


def _likeliest(present: Sequence[Caregiving]) -> Caregiving | None:
    ranked = sorted(
        present, key=lambda one: (not one.main, one.relationship in _SELDOM_FIRST)
    )
    return ranked[0] if ranked else None


def _tell(session: UnitOfWork, member: Member, person: Caregiver, act: str) -> None:
    """Forms of each child of this caregiver that were opened before are told."""
    session.flush()
    family_phones.touch(member)
    for other in session.scalars(
        select(Member)
        .join(Caregiving, Caregiving.member_id == Member.id)
        .where(Caregiving.caregiver_id == person.id, Caregiving.voided_at.is_(None))
        .where(Member.id != member.id)
    ):
        family_phones.touch(other)
    audit.record(session, f"caregiver.{act}", member.id, caregiver=str(person.id))
    session.flush()
