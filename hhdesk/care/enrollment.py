"""Enrollment segments: dated stretches of a member in a program.

The rules are here; `enrollment_acts` has the steps, `enrollment_ending` the end.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.programs import EndReason, Pack, PauseReason, SegmentState, pack
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

S = SegmentState
ENDED_ALREADY = N_("This enrollment has ended.")


class AgreementWay(enum.StrEnum):
    """How a family agreed to be enrolled."""

    SIGNED = "signed"
    VERBAL = "verbal"
    PHONE_INTERPRETER = "phone_interpreter"


AGREEMENT_WAY_WORDS = {
    AgreementWay.SIGNED: N_("Signed"),
    AgreementWay.VERBAL: N_("Said yes"),
    AgreementWay.PHONE_INTERPRETER: N_("Said yes by phone, through an interpreter"),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed to be enrolled, in which way, on which day and form, if on any."""

    who: str
    how: AgreementWay
    on: date
    form: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a step says beside its day: why it is on pause, the end in words, to whom
    a child was transferred, who agreed to be enrolled."""

    words: str = ""
    transferred_to: str = ""
    pause: PauseReason | None = None
    agreed: Agreement | None = None


NOTHING = Said()

TAKEN_BACK = "taken_back"
AGREED = "agreed"
"""What a line of the history says that is no step of the pack's table."""


class Agreed:
    """Who agreed, in which way, on which form; mixed into what tells of it."""

    agreed_by: Mapped[str] = mapped_column(default="")
    agreed_how: Mapped[AgreementWay | None] = mapped_column(coded(AgreementWay))
    agreed_on: Mapped[date | None]
    agreement_form: Mapped[str] = mapped_column(default="")

    @property
    def agreement(self) -> Agreement | None:
        if self.agreed_how is None or self.agreed_on is None:
            return None
        return Agreement(
            self.agreed_by, self.agreed_how, self.agreed_on, self.agreement_form
        )

    def put_agreement(self, told: Agreement | None) -> None:
        self.agreed_by = told.who.strip() if told else ""
        self.agreed_how = told.how if told else None
        self.agreed_on = told.on if told else None
        self.agreement_form = told.form.strip() if told else ""


class EnrollmentSegment(Agreed, Record, Base):
    """The current segment of a member has `current` set; history stays."""

    __tablename__ = "enrollment_segment"
    __table_args__ = (Index(None, "member_id"), Index(None, "coordinator_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    pack: Mapped[str] = mapped_column(default="default")
    state: Mapped[SegmentState] = mapped_column(coded(SegmentState))
    current: Mapped[bool] = mapped_column(default=True)
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(coded(EndReason))
    tier: Mapped[str] = mapped_column(default="")
    coordinator_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    previous_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("enrollment_segment.id")
    )
    end_words: Mapped[str] = mapped_column(default="")
    transferred_to: Mapped[str] = mapped_column(default="")

    def move(
        self,
        rules: Pack,
        to: SegmentState,
        on: date,
        reason: EndReason | None,
        said: Said,
    ) -> None:
        """Change the state as the pack allows; ending needs a reason.

        Raises NotPermitted for another step, InvalidField for what is missing.
        """
        if not rules.allows(self.state, to):
            raise NotPermitted(N_("This step is not possible from here."))
        if to is SegmentState.ENDED:
            self._end(rules, on, reason, said)
        pausing = to is SegmentState.PENDED and bool(rules.pause_reasons)
        if pausing and said.pause not in rules.pause_reasons:
            raise InvalidField("pause", N_("Say why it is on pause."))
        if to is SegmentState.ENROLLED and rules.agreement_needed:
            self._check_agreed(on)
        self.state = to

    def _check_agreed(self, on: date) -> None:
        if self.agreed_how is None:
            raise NotPermitted(N_("Write down first who agreed, and how."))
        if self.agreed_on is not None and self.agreed_on > on:
            raise InvalidField("agreed_on", N_("The family agreed after this day."))

    def _end(self, rules: Pack, on: date, reason: EndReason | None, said: Said) -> None:
        if reason is None:
            raise InvalidField("end_reason", N_("Say why the enrollment ends."))
        if not rules.ends_with(self.state, reason):
            sentence = N_("From here it does not end for this reason.")
            raise InvalidField("end_reason", sentence)
        if reason is EndReason.OTHER and not said.words.strip():
            raise InvalidField("words", N_("Say why in a few words."))
        if reason is EndReason.TRANSFERRED and not said.transferred_to.strip():
            raise InvalidField("transferred_to", N_("Say to whom the child goes."))
        self.ends_on, self.end_reason = on, reason
        self.end_words = said.words.strip()
        self.transferred_to = said.transferred_to.strip()

    def agree(self, agreement: Agreement, today: date) -> None:
        """Put down who agreed; raises InvalidField, and NotPermitted after the end."""
        if self.state is SegmentState.ENDED:
            raise NotPermitted(ENDED_ALREADY)
        if not agreement.who.strip():
            raise InvalidField("agreed_by", N_("Say who agreed."))
        if agreement.on > today:
            raise InvalidField("agreed_on", N_("This day has not come yet."))
        self.put_agreement(agreement)

    def take_agreement_back(self, before: Agreement | None) -> None:
        """It stands as agreed `before`; raises NotPermitted where nobody had agreed
        and the child is enrolled by it."""
        not_yet = {S.IDENTIFIED, S.ASSIGNED, S.OUTREACH, S.ENGAGED, S.AGREEMENT_PENDING}
        if before is None and self.state not in not_yet:
            raise NotPermitted(N_("Take the enrollment back first."))
        self.put_agreement(before)

    def put_back(self, state: SegmentState) -> None:
        """It stands as before its last step."""
        if self.state is SegmentState.ENDED:
            self.ends_on = self.end_reason = None
            self.end_words = self.transferred_to = ""
        self.state = state


class EnrollmentChange(Agreed, Identified, Owned, Base):
    """One step, with the day it happened, the moment it was entered, and who agreed
    where that was said with it."""

    __tablename__ = "enrollment_change"
    __table_args__ = (Index(None, "segment_id"),)

    segment_id: Mapped[UUID] = mapped_column(ForeignKey("enrollment_segment.id"))
    from_state: Mapped[SegmentState | None] = mapped_column(coded(SegmentState))
    to_state: Mapped[SegmentState] = mapped_column(coded(SegmentState))
    on: Mapped[date]
    entered_at: Mapped[datetime]
    actor_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(default="")
    # When it was taken back, by the change that says so.
    taken_back_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class EnrollmentRow:
    id: UUID
    state: SegmentState
    begins_on: date
    tier: str
    coordinator: str
    coordinator_id: UUID | None
    end_reason: EndReason | None = None


def locked(
    session: UnitOfWork, segment_id: UUID, seen: int | None = None
) -> EnrollmentSegment:
    """The segment for an act; no other act passes it until this one is saved.

    Raises NotFound, and ChangedElsewhere when it is not the version `seen`.
    """
    session.flush()
    one = session.get(
        EnrollmentSegment, segment_id, with_for_update=True, populate_existing=True
    )
    if one is None or one.voided_at is not None:
        raise NotFound(N_("This enrollment does not exist."))
    if seen is not None and one.version != seen:
        raise ChangedElsewhere(N_("Somebody else changed this enrollment."))
    return one


def told(
    session: UnitOfWork,
    segment: EnrollmentSegment,
    before: SegmentState | None,
    on: date,
    reason: str = "",
    agreed: Agreement | None = None,
) -> EnrollmentChange:
    """One more line of the segment's history."""
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    change = EnrollmentChange(
        id=session.new_id(),
        segment_id=segment.id,
        from_state=before,
        to_state=segment.state,
        on=on,
        entered_at=session.now(),
        actor_id=session.actor_id,
        reason=reason,
    )
    change.put_agreement(agreed)
    session.add(change)
    return change


def begin(
    session: UnitOfWork,
    member_id: UUID,
    coordinator_id: UUID | None = None,
    name: str = "default",
    previous_id: UUID | None = None,
    on: date | None = None,
) -> EnrollmentSegment:
    """Open a member's segment in a pack, in that of no program without one."""
    day = on or session.today()
    segment = EnrollmentSegment(
        id=session.new_id(),
        member_id=member_id,
        pack=name,
        state=pack(name, day).initial,
        begins_on=day,
        coordinator_id=coordinator_id,
        previous_id=previous_id,
    )
    session.add(segment)
    session.flush()
    told(session, segment, None, day)
    return segment
