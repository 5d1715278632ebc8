"""Referrals: what was asked of which agency, where it stands, and the rules of a step.

The rules run without a database; `referral_acts` holds the use cases.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_states import (
    CLOSED,
    HELP_ENDS,
    PREPARING,
    REFERRAL_STATE_WORDS,
    TABLE,
    Detail,
    ReferralState,
    Turn,
    first_detail,
    rule_of,
)
from hhdesk.care.referral_steps import Closing, Evidence, Known, NoHelpReason, Step
from hhdesk.care.referral_ways import due_on, lawful, passed_between
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.types import coded

__all__ = [
    "CLOSED",
    "REFERRAL_STATE_WORDS",
    "EventKind",
    "Referral",
    "ReferralEvent",
    "ReferralRow",
    "ReferralState",
    "Urgency",
]

S = ReferralState


class Urgency(enum.StrEnum):
    """FHIR request-priority, the part in use."""

    ROUTINE = "routine"
    URGENT = "urgent"


URGENCY_WORDS = {
    Urgency.ROUTINE: N_("Routine"),
    Urgency.URGENT: N_("Urgent"),
}


class EventKind(enum.StrEnum):
    """What an event tells: a step and the states it passed, or news without a step."""

    STEP = "step"
    PASSED = "passed"
    NOTE = "note"
    ATTEMPT = "attempt"
    RECHECKED = "rechecked"
    ARRIVED = "arrived"
    LATE_FAILURE = "late_failure"
    EXPLAINED = "explained"
    REPORT_RECEIVED = "report_received"
    REPORT_REVIEWED = "report_reviewed"
    # Where it stood when a record from elsewhere brought it in.
    IMPORTED = "imported"
    # An event told by mistake: it stays readable, and counts no longer.
    TAKEN_BACK = "taken_back"


class Referral(Sealable, Record, Base):
    """`due_on` is the day by which the next step is expected.

    `previous_id` is the cycle that this one takes up again.
    """

    __tablename__ = "referral"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goal.id"))
    previous_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"))
    domain: Mapped[Domain] = mapped_column(coded(Domain))
    need: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    agency_phone: Mapped[str] = mapped_column(default="")
    state: Mapped[ReferralState] = mapped_column(
        coded(ReferralState), default=ReferralState.DRAFT
    )
    detail: Mapped[Detail | None] = mapped_column(coded(Detail))
    urgency: Mapped[Urgency] = mapped_column(coded(Urgency), default=Urgency.ROUTINE)
    basis: Mapped[Basis | None] = mapped_column(coded(Basis))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    state_since: Mapped[date]
    due_on: Mapped[date | None]
    # What the family needs help with, or what the agency still needs.
    wanted: Mapped[str] = mapped_column(default="")
    visit_on: Mapped[date | None]
    service_on: Mapped[date | None]
    evidence: Mapped[Evidence | None] = mapped_column(coded(Evidence))
    end_reason: Mapped[NoHelpReason | None] = mapped_column(coded(NoHelpReason))
    next_step: Mapped[str] = mapped_column(default="")

    def move(self, step: Step, known: Known) -> tuple[ReferralState, ...]:
        """Take one act's way through the table; gives the states passed unsaid.

        Raises NotPermitted for a way that the table does not have, InvalidField for
        what the step needs and was not told. Nothing is changed then.
        """
        if known.died and step.to not in CLOSED:
            raise NotPermitted(N_("The child has died; nothing more is begun."))
        passed = self._way(step, known)
        on = self.day(step.told.on, known.today)
        if (passed or step.told_by_others) and not step.told.how_known.strip():
            raise InvalidField("how_known", N_("Say how you know."))
        detail = self._detail(step, known)
        self._check(step, detail, on, known)
        self._put(step, detail, on)
        self.wait(on, known)
        return passed

    def _way(self, step: Step, known: Known) -> tuple[ReferralState, ...]:
        passed = step.passing
        if S.SENT in passed and self.state in PREPARING:
            # The accounting of disclosures needs the day (45 CFR 164.528).
            raise NotPermitted(N_("Record first on which day and basis it was sent."))
        if not lawful((self.state, *passed, step.to)) or CLOSED & set(passed):
            raise NotPermitted(N_("This step is not possible from here."))
        return passed or passed_between(self.state, step.to, known.reached)

    def day(self, on: date | None, today: date) -> date:
        """The day of a step: today or before, not before the present state began."""
        on = on or today
        if on > today:
            raise InvalidField("on", N_("This day is still to come."))
        if on < self.state_since:
            sentence = N_("The step before was on {day}; this one cannot be earlier.")
            raise InvalidField("on", sentence, day=self.state_since)
        return on

    @staticmethod
    def _detail(step: Step, known: Known) -> Detail | None:
        if step.detail is None:
            awaited = first_detail(step.to)
            here = step.to is S.RESULT and known.to_review
            return Detail.REPORT_TO_REVIEW if here else awaited
        if step.detail not in TABLE[step.to].details:
            raise ValueError(f"{step.to} has no detail {step.detail}")
        if step.detail is Detail.REPORT_REVIEWED or (
            step.detail is Detail.REPORT_TO_REVIEW and not known.to_review
        ):
            raise NotPermitted(N_("Enter the report itself."))
        return step.detail

    def _check(self, step: Step, detail: Detail | None, on: date, known: Known) -> None:
        step.check(detail, on, known)
        if step.closing and step.to in HELP_ENDS:
            step.closing.check(self.domain, step.told, on, known)
        missed = step.to is S.MISSED and detail is not Detail.BY_AGENCY
        if missed and self.visit_on and on < self.visit_on:
            sentence = N_("The visit is not before {day}.")
            raise InvalidField("on", sentence, day=self.visit_on)

    def _put(self, step: Step, detail: Detail | None, on: date) -> None:
        self.state, self.detail, self.state_since = step.to, detail, on
        self.wanted = step.wanted.strip()
        if step.to is S.SCHEDULED:
            self.visit_on = step.visit_on
        elif step.to is not S.MISSED:
            self.visit_on = None
        if step.sharing and step.to is S.SENT:
            self.basis = step.sharing.basis
        if step.closing and step.to in HELP_ENDS:
            self._close(step.closing)

    def _close(self, closing: Closing) -> None:
        if closing.to is S.GOT_HELP:
            self.service_on, self.evidence = closing.service_on, closing.evidence
        elif closing.to is S.NO_HELP:
            self.end_reason = closing.reason
        self.next_step = closing.next_step.strip()

    def wait(self, since: date, known: Known) -> None:
        """Start the clock of the present state on a day."""
        self.due_on = due_on(
            self.state,
            self.detail,
            since,
            urgent=self.urgency is Urgency.URGENT,
            visit_on=self.visit_on,
            calendar=known.calendar,
        )

    def recheck(self, on: date | None, known: Known) -> None:
        """Asked again where the agency has the next step and we look in."""
        if rule_of(self.state, self.detail).turn != (Turn.AGENCY, Turn.US):
            raise NotPermitted(N_("There is nothing to re-check now."))
        self.wait(self.day(on, known.today), known)

    def explain_missed(self, detail: Detail, on: date | None, known: Known) -> None:
        """Whose the missed visit was; "not known yet" asks again after the clock."""
        known_already = self.detail in {Detail.BY_FAMILY, Detail.BY_AGENCY}
        if self.state is not S.MISSED or known_already:
            raise NotPermitted(N_("This is known already."))
        day = self.day(on, known.today)
        self.detail = detail
        self.wait(day, known)

    def report(self, detail: Detail, on: date, known: Known) -> None:
        """A report came or was reviewed; elsewhere than at the result, no step."""
        if self.state is S.RESULT:
            self.detail = detail
            self.wait(on, known)


class ReferralEvent(Identified, Owned, Base):
    """One step or piece of news: when it happened, when it was entered, by whom, how
    it is known. A state passed unsaid has no day."""

    __tablename__ = "referral_event"
    __table_args__ = (Index(None, "referral_id"),)

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[EventKind] = mapped_column(coded(EventKind), default=EventKind.STEP)
    from_state: Mapped[ReferralState | None] = mapped_column(coded(ReferralState))
    to_state: Mapped[ReferralState] = mapped_column(coded(ReferralState))
    detail: Mapped[Detail | None] = mapped_column(coded(Detail))
    happened_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    how_known: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    visit_on: Mapped[date | None]
    basis: Mapped[Basis | None] = mapped_column(coded(Basis))
    interpreter: Mapped[str] = mapped_column(default="")
    # The code of an end's reason or evidence, or of the way in which it was sent.
    reason: Mapped[str] = mapped_column(default="")
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("outreach_attempt.id"))
    # The event that this one takes back.
    takes_back_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral_event.id"))


def _refuse(mapper: object, connection: object, row: ReferralEvent) -> None:
    raise ValueError("a referral's history is never rewritten")


event.listen(ReferralEvent, "before_update", _refuse)
event.listen(ReferralEvent, "before_delete", _refuse)


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A line of a member's page; `days` are the business days left of its clock."""

    id: UUID
    domain: Domain
    need: str
    agency: str
    state: ReferralState
    state_since: date
    due_on: date | None
    seal: Seal = Seal()
    detail: Detail | None = None
    days: int | None = None
