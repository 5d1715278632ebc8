"""Writing down a try to reach a family, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk.care import audit
from hhdesk.care.confidentiality import Seal
from hhdesk.care.members import Member
from hhdesk.care.outreach import Met, Outcome, OutreachAttempt, Way
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

RECORD = "outreach.record"
LONGEST = 24 * 60
"""Minutes of one contact."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One try as its form tells it. `at` None is now; `language` is a BCP 47 tag, of
    what was spoken; `interpreter` who interpreted, or their number; `minutes` how long
    it took."""

    way: Way
    outcome: Outcome
    at: datetime | None = None
    with_whom: str = ""
    note: str = ""
    language: str = ""
    interpreter: str = ""
    next_on: date | None = None
    seal: Seal = Seal()
    minutes: int | None = None
    met: Met | None = None

    def check(self, now: datetime, zone: ZoneInfo) -> None:
        """Raises InvalidField beside the field that is wrong."""
        at = self.at or now
        if at > now:
            raise InvalidField("time", N_("This time is still to come."))
        if self.next_on is not None and self.next_on < at.astimezone(zone).date():
            raise InvalidField("next_on", N_("This day is before the contact."))
        if self.outcome is Outcome.REACHED and not self.with_whom.strip():
            raise InvalidField("with_whom", N_("Say who was reached."))
        if self.minutes is not None and not 0 <= self.minutes <= LONGEST:
            raise InvalidField("minutes", N_("Enter the minutes, at most one day."))


def record_contact(session: UnitOfWork, member_id: UUID, told: Contact) -> UUID:
    """Write down a try to reach the family; gives its id.

    Raises NotFound, and InvalidField beside the field that is wrong.
    """
    member = session.get(Member, member_id)
    if member is None or member.voided_at is not None:
        raise NotFound(N_("There is no such member."))
    told.check(session.now(), session.zone)
    tried = made(session, member_id, told)
    session.add(tried)
    audit.record(session, RECORD, member_id, **codes_of(told))
    session.flush()
    return tried.id


def made(session: UnitOfWork, member_id: UUID, told: Contact) -> OutreachAttempt:
    """The row of a contact that was checked; the caller adds it."""
    tried = OutreachAttempt(
        id=session.new_id(),
        member_id=member_id,
        at=told.at or session.now(),
        way=told.way,
        outcome=told.outcome,
        with_whom=told.with_whom.strip(),
        staff_id=session.actor_id,
        note=told.note.strip(),
        language=told.language,
        interpreter=told.interpreter.strip(),
        next_on=told.next_on,
        minutes=told.minutes,
        met=told.met,
    )
    tried.put_seal(told.seal)
    return tried


def codes_of(told: Contact) -> dict[str, str]:
    """What the audit tells of it."""
    return {"way": told.way.value, "outcome": told.outcome.value}


def take_back_contact(session: UnitOfWork, attempt_id: UUID, reason: str) -> None:
    """It was written down by mistake: out of every view, kept in the records.

    Raises NotFound; NotPermitted for a try that a referral's history tells of, and
    for one that moved more than itself: `wrap_up_acts.undo` takes that back whole.
    """
    tried = session.get(OutreachAttempt, attempt_id)
    if tried is None or tried.voided_at is not None:
        raise NotFound(N_("There is no such contact."))
    if tried.referral_id is not None:
        raise NotPermitted(N_("This contact belongs to a referral."))
    if tried.wrap_up_id is not None:
        raise NotPermitted(N_("This contact belongs to a call; undo the whole call."))
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    tried.void(reason.strip(), session.now(), session.actor_id)
    audit.record(session, "outreach.take_back", tried.member_id)
    session.flush()


def put_back_contact(session: UnitOfWork, attempt_id: UUID) -> None:
    """Undo that a contact was taken back. Raises NotFound; NotPermitted for one of a
    call, which was taken back whole."""
    tried = session.get(OutreachAttempt, attempt_id)
    if tried is None or tried.voided_at is None:
        raise NotFound(N_("There is no such contact."))
    if tried.wrap_up_id is not None:
        raise NotPermitted(N_("This contact belongs to a call; undo the whole call."))
    tried.voided_at = tried.voided_by = tried.void_reason = None
    audit.record(session, "outreach.put_back", tried.member_id)
    session.flush()
