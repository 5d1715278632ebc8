"""Writing down a try to reach a family, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hhdesk.care import audit
from hhdesk.care.confidentiality import Seal
from hhdesk.care.members import Member
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Contact:
    """One try as its form tells it. `at` None is now; `language` is a BCP 47 tag, of
    what was spoken; `interpreter` who interpreted, or their number."""

    way: Way
    outcome: Outcome
    at: datetime | None = None
    with_whom: str = ""
    note: str = ""
    language: str = ""
    interpreter: str = ""
    next_on: date | None = None
    seal: Seal = Seal()


def record_contact(session: UnitOfWork, member_id: UUID, told: Contact) -> UUID:
    """Write down a try to reach the family; gives its id.

    Raises NotFound, and InvalidField beside the field that is wrong.
    """
    member = session.get(Member, member_id)
    if member is None or member.voided_at is not None:
        raise NotFound(N_("There is no such member."))
    at = told.at or session.now()
    _check(session, told, at)
    tried = OutreachAttempt(
        id=session.new_id(),
        member_id=member_id,
        at=at,
        way=told.way,
        outcome=told.outcome,
        with_whom=told.with_whom.strip(),
        staff_id=session.actor_id,
        note=told.note.strip(),
        language=told.language,
        interpreter=told.interpreter.strip(),
        next_on=told.next_on,
    )
    tried.put_seal(told.seal)
    session.add(tried)
    codes = {"way": told.way.value, "outcome": told.outcome.value}
    audit.record(session, "outreach.record", member_id, **codes)
    session.flush()
    return tried.id


def _check(session: UnitOfWork, told: Contact, at: datetime) -> None:
    if at > session.now():
        raise InvalidField("time", N_("This time is still to come."))
    day = at.astimezone(session.zone).date()
    if told.next_on is not None and told.next_on < day:
        raise InvalidField("next_on", N_("This day is before the contact."))
    if told.outcome is Outcome.REACHED and not told.with_whom.strip():
        raise InvalidField("with_whom", N_("Say who was reached."))


def take_back_contact(session: UnitOfWork, attempt_id: UUID, reason: str) -> None:
    """It was written down by mistake: out of every view, kept in the records.

    Raises NotFound; NotPermitted for a try that a referral's history tells of.
    """
    tried = session.get(OutreachAttempt, attempt_id)
    if tried is None or tried.voided_at is not None:
        raise NotFound(N_("There is no such contact."))
    if tried.referral_id is not None:
        raise NotPermitted(N_("This contact belongs to a referral."))
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    tried.void(reason.strip(), session.now(), session.actor_id)
    audit.record(session, "outreach.take_back", tried.member_id)
    session.flush()
