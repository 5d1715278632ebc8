"""A child's enrollments as they went: each segment with its steps, the newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import enrollment_attempts, fact_confirmations
from hhdesk.care.enrollment import (
    TAKEN_BACK,
    Agreement,
    EnrollmentChange,
    EnrollmentSegment,
)
from hhdesk.care.enrollment_attempts import Tries
from hhdesk.care.programs import EndReason, SegmentState, pack
from hhdesk.care.staff import Staff
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """`reason` is a code: an `EndReason`, a `PauseReason`, "agreed", "taken_back"."""

    id: UUID
    before: SegmentState | None
    to: SegmentState
    on: date
    entered_at: datetime
    by: str
    reason: str
    taken_back: bool
    agreement: Agreement | None = None

    @property
    def undoable(self) -> bool:
        """Whether it stands: neither taken back nor the line that takes one back."""
        return not self.taken_back and self.reason != TAKEN_BACK


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """`next` is where it may go today."""

    id: UUID
    version: int
    member_id: UUID
    pack: str
    state: SegmentState
    current: bool
    begins_on: date
    ends_on: date | None
    end_reason: EndReason | None
    end_words: str
    transferred_to: str
    tier: str
    coordinator: str
    agreement: Agreement | None
    previous_id: UUID | None
    next: frozenset[SegmentState]
    changes: tuple[ChangeRow, ...]


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[SegmentRow, ...]:
    """Every segment that was not taken back."""
    one = EnrollmentSegment
    segments = session.execute(
        select(one, Staff.name)
        .outerjoin(Staff, Staff.id == one.coordinator_id)
        .where(one.member_id == member_id, one.voided_at.is_(None))
        .order_by(one.current.desc(), one.begins_on.desc(), one.id.desc())
    ).all()
    changes = _changes(session, [row.id for row, _ in segments])
    today = session.today()
    return tuple(
        _row(row, coordinator or "", changes.get(row.id, ()), today)
        for row, coordinator in segments
    )


def _row(
    one: EnrollmentSegment,
    coordinator: str,
    changes: tuple[ChangeRow, ...],
    today: date,
) -> SegmentRow:
    return SegmentRow(
        one.id,
        one.version,
        one.member_id,
        one.pack,
        one.state,
        one.current,
        one.begins_on,
        one.ends_on,
        one.end_reason,
        one.end_words,
        one.transferred_to,
        one.tier,
        coordinator,
        one.agreement,
        one.previous_id,
        pack(one.pack, today).transitions.get(one.state, frozenset()),
        changes,
    )


def _changes(
    session: UnitOfWork, segments: list[UUID]
) -> Mapping[UUID, tuple[ChangeRow, ...]]:
    """By segment, as they were entered."""
    one = EnrollmentChange
    found = session.execute(
        select(one, Staff.name)
        .outerjoin(Staff, Staff.id == one.actor_id)
        .where(one.segment_id.in_(segments))
        .order_by(one.entered_at, one.id)
    )
    rows: dict[UUID, list[ChangeRow]] = defaultdict(list)
    for row, name in found:
        told = ChangeRow(
            row.id,
            row.from_state,
            row.to_state,
            row.on,
            row.entered_at,
            name or "",
            row.reason,
            row.taken_back_at is not None,
            row.agreement,
        )
        rows[row.segment_id].append(told)
    return {key: tuple(some) for key, some in rows.items()}


def tries(session: UnitOfWork, segment_id: UUID) -> Tries:
    """The attempts that count today, by the program as it holds for this child."""
    one = session.get(EnrollmentSegment, segment_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("This enrollment does not exist."))
    today = session.today()
    rules = fact_confirmations.rules_for(session, one.pack, one.member_id, today)
    return enrollment_attempts.of_segment(session, one, rules, today)
