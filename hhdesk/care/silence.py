"""Who has died: no letter, list or reminder goes out for the child any more.

Some sources tell of a death and not of its day: an enrollment that ended by death
silences as the day of a death does.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select

from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason
from hhdesk.store.session import UnitOfWork


def ended_by_death(member_id: Any) -> ColumnElement[bool]:
    """That an enrollment of this member ended by death."""
    one = EnrollmentSegment
    return exists().where(
        one.member_id == member_id,
        one.end_reason == EndReason.DECEASED,
        one.voided_at.is_(None),
    )


def dead_without_day() -> Select[UUID]:
    """The members of whom a death is known by the end of an enrollment alone, too."""
    one = EnrollmentSegment
    return select(one.member_id).where(
        one.end_reason == EndReason.DECEASED, one.voided_at.is_(None)
    )


def lives() -> ColumnElement[bool]:
    """That a `Member` of a query has not died."""
    return Member.deceased_on.is_(None) & ~ended_by_death(Member.id)


def silent(session: UnitOfWork, member_id: UUID) -> bool:
    """Whether this member has died: nothing is sent, listed or asked any more."""
    found = session.scalar(select(lives()).where(Member.id == member_id))
    return found is False
