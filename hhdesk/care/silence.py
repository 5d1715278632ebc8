"""Who has died: no letter, list or reminder goes out for the child any more.

Some sources tell of a death and not of its day: an enrollment that ended by death
silences as the day of a death does.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    and_,
    exists,
    literal_column,
    select,
)

from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason
from hhdesk.store.session import UnitOfWork

# Lists of all referrals ask who has died: as the index has it, without a parameter.
_DIED = and_(
    EnrollmentSegment.end_reason == literal_column(f"'{EndReason.DECEASED.value}'"),
    EnrollmentSegment.voided_at.is_(None),
)
Index(
    "ix_enrollment_segment_died",
    EnrollmentSegment.member_id,
    sqlite_where=_DIED,
    postgresql_where=_DIED,
)


def ended_by_death(member_id: Any) -> ColumnElement[bool]:
    """That an enrollment of this member ended by death."""
    return exists().where(EnrollmentSegment.member_id == member_id, _DIED)


def dead_without_day() -> Select[UUID]:
    """The members of whom a death is known by the end of an enrollment alone, too."""
    return select(EnrollmentSegment.member_id).where(_DIED)


def lives() -> ColumnElement[bool]:
    """That a `Member` of a query has not died."""
    return Member.deceased_on.is_(None) & ~ended_by_death(Member.id)


def silent(session: UnitOfWork, member_id: UUID) -> bool:
    """Whether this member has died: nothing is sent, listed or asked any more."""
    found = session.scalar(select(lives()).where(Member.id == member_id))
    return found is False
