"""How a goal went over time: each time somebody said so, with the note.

`goal_telling` has the use cases; `follow` writes what a save of the plan changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.goals import Achievement, Goal
from hhdesk.care.staff import Staff
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class GoalProgress(Record, Base):
    """FHIR Goal.achievementStatus as it was on a day (Goal.statusDate); a goal's seal
    is its progress's seal."""

    __tablename__ = "goal_progress"
    __table_args__ = (Index(None, "plan_id"), Index(None, "goal_id"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"))
    on: Mapped[date]
    achievement: Mapped[Achievement] = mapped_column(coded(Achievement))
    note: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """How a goal went on a day. `note` was written by staff for staff."""

    id: UUID
    goal_id: UUID
    on: date
    achievement: Achievement
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """One goal's progress, oldest first, and the version of the goal beside it."""

    goal_id: UUID
    version: int
    rows: tuple[ProgressRow, ...]


def _rows(session: UnitOfWork, which: ColumnElement[bool]) -> list[ProgressRow]:
    one = GoalProgress
    found = session.execute(
        select(one.id, one.goal_id, one.on, one.achievement, one.note, Staff.name)
        .outerjoin(Staff, Staff.id == one.created_by)
        .where(one.voided_at.is_(None), which)
        .order_by(one.on, one.id)
    )
    return [
        ProgressRow(key, goal, on, achievement, note, name or "")
        for key, goal, on, achievement, note, name in found
    ]


def of_plan(
    session: UnitOfWork, plan_id: UUID
) -> Mapping[UUID, tuple[ProgressRow, ...]]:
    """The progress of a plan's goals by goal, oldest first."""
    found: dict[UUID, tuple[ProgressRow, ...]] = {}
    for row in _rows(session, GoalProgress.plan_id == plan_id):
        found[row.goal_id] = (*found.get(row.goal_id, ()), row)
    return found


def of_goal(session: UnitOfWork, goal_id: UUID) -> GoalStanding | None:
    """One goal's progress; None for a goal that is not saved or gone."""
    goal = session.get(Goal, goal_id)
    if goal is None or goal.voided_at is not None:
        return None
    rows = _rows(session, GoalProgress.goal_id == goal_id)
    return GoalStanding(goal_id, goal.version, tuple(rows))


def add(
    session: UnitOfWork, goal: Goal, achievement: Achievement, note: str, on: date
) -> GoalProgress:
    """One more row of a goal's progress."""
    one = GoalProgress(
        id=session.new_id(),
        plan_id=goal.plan_id,
        goal_id=goal.id,
        on=on,
        achievement=achievement,
        note=note.strip(),
    )
    session.add(one)
    return one


def follow(
    session: UnitOfWork, goal: Goal, before: Achievement | None
) -> GoalProgress | None:
    """A save of the plan says how a goal is going: where that is not as it was
    `before` (None for a new goal), it is progress of today."""
    if goal.achievement is (before or Achievement.IN_PROGRESS):
        return None
    return add(session, goal, goal.achievement, "", session.today())
