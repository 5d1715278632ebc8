"""Enrollment segments: dated stretches of a member in a program."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit
from hhdesk.care.programs import EndReason, SegmentState, pack
from hhdesk.care.referrals import CLOSED, Referral
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


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


class EnrollmentSegment(Record, Base):
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
    # Who agreed, in which way, on which form.
    agreed_by: Mapped[str] = mapped_column(default="")
    agreed_how: Mapped[AgreementWay | None] = mapped_column(coded(AgreementWay))
    agreed_on: Mapped[date | None]
    agreement_form: Mapped[str] = mapped_column(default="")
    end_words: Mapped[str] = mapped_column(default="")
    transferred_to: Mapped[str] = mapped_column(default="")

    def move(self, to: SegmentState, on: date, reason: EndReason | None) -> None:
        """Change the state as the pack allows; ending needs a reason.

        Raises NotPermitted for another step, InvalidField for a missing reason.
        """
        if not pack(self.pack).allows(self.state, to):
            raise NotPermitted(N_("This step is not possible from here."))
        if to is SegmentState.ENDED:
            if reason is None:
                raise InvalidField("end_reason", N_("Say why the enrollment ends."))
            self.ends_on, self.end_reason = on, reason
        self.state = to


class EnrollmentChange(Identified, Owned, Base):
    """One step, with the day it happened and the moment it was entered."""

    __tablename__ = "enrollment_change"
    __table_args__ = (Index(None, "segment_id"),)

    segment_id: Mapped[UUID] = mapped_column(ForeignKey("enrollment_segment.id"))
    from_state: Mapped[SegmentState | None] = mapped_column(coded(SegmentState))
    to_state: Mapped[SegmentState] = mapped_column(coded(SegmentState))
    on: Mapped[date]
    entered_at: Mapped[datetime]
    actor_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class EnrollmentRow:
    id: UUID
    state: SegmentState
    begins_on: date
    tier: str
    coordinator: str
    coordinator_id: UUID | None


def _changed(
    session: UnitOfWork,
    segment: EnrollmentSegment,
    before: SegmentState | None,
    on: date,
    reason: str,
) -> None:
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    session.add(
        EnrollmentChange(
            segment_id=segment.id,
            from_state=before,
            to_state=segment.state,
            on=on,
            entered_at=session.now(),
            actor_id=session.actor_id,
            reason=reason,
        )
    )


def begin(
    session: UnitOfWork, member_id: UUID, coordinator_id: UUID | None = None
) -> EnrollmentSegment:
    """Open the member's first segment in the clinic's default pack."""
    segment = EnrollmentSegment(
        id=session.new_id(),
        member_id=member_id,
        pack="default",
        state=pack("default").initial,
        begins_on=session.today(),
        coordinator_id=coordinator_id,
    )
    session.add(segment)
    session.flush()
    _changed(session, segment, None, session.today(), "")
    return segment


def _check_open_referrals(session: UnitOfWork, member_id: UUID) -> None:
    """Nobody leaves with a loop open; `enrollment_ending` gives each its end."""
    count = session.scalar(
        select(func.count()).where(
            Referral.member_id == member_id,
            Referral.voided_at.is_(None),
            Referral.state.not_in(CLOSED),
        )
    )
    if count:
        sentence = N_("Say first what becomes of each open referral: {count}.")
        raise NotPermitted(sentence, count=count)


def move(
    session: UnitOfWork,
    segment_id: UUID,
    to: SegmentState,
    on: date,
    reason: EndReason | None = None,
) -> None:
    """Take one step of the pack's table; writes history and audit.

    An end other than by death is refused while a referral is open.
    """
    segment = session.get(EnrollmentSegment, segment_id)
    if segment is None:
        raise NotFound(N_("This enrollment does not exist."))
    if to is SegmentState.ENDED and reason is not EndReason.DECEASED:
        _check_open_referrals(session, segment.member_id)
    before = segment.state
    segment.move(to, on, reason)
    _changed(session, segment, before, on, reason.value if reason else "")
    audit.record(session, "enrollment.move", segment.member_id, to=to.value)
