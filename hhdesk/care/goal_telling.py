"""Telling how a goal goes, with a note on a day; and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import care_plans, goal_progress, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goal_progress import GoalProgress
from hhdesk.care.goals import Achievement, Goal
from hhdesk.care.plan_records import CarePlan
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

GONE = N_("This line is no longer in the plan.")
CHANGED = N_("Somebody else changed this line of the plan.")
FUTURE = N_("This day has not come yet.")
TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Telling:
    """What was told, how the goal stood before, its version since, and the plan."""

    id: UUID
    goal_id: UUID
    before: Achievement
    version: int
    plan: PlanRow


def goal_seen(session: UnitOfWork, goal_id: UUID, seen: int | None) -> Goal:
    """A goal of a plan, to be changed; raises NotFound, ChangedElsewhere."""
    care_plans.lock_with(session, Goal, goal_id)
    one = session.get(Goal, goal_id, with_for_update=True, populate_existing=True)
    if one is None or one.voided_at is not None:
        raise NotFound(GONE)
    if seen is not None and one.version != seen:
        raise ChangedElsewhere(CHANGED)
    return one


def put(
    session: UnitOfWork, goal: Goal, achievement: Achievement, note: str, on: date
) -> GoalProgress:
    """One more row; the goal stands as the latest of its days says.

    Raises InvalidField for a day that has not come.
    """
    if on > session.today():
        raise InvalidField("on", FUTURE)
    last = session.scalar(
        select(GoalProgress.on)
        .where(GoalProgress.goal_id == goal.id, GoalProgress.voided_at.is_(None))
        .order_by(GoalProgress.on.desc())
        .limit(1)
    )
    made = goal_progress.add(session, goal, achievement, note, on)
    if last is None or on >= last:
        goal.achievement = achievement
    return made


def keep(session: UnitOfWork, plan_id: UUID) -> PlanRow:
    """Like every change of a plan, what was told is its next save."""
    session.flush()
    plan = session.get_one(CarePlan, plan_id, with_for_update=True)
    return plan_saving.keep_version(session, plan)


def tell(
    session: UnitOfWork,
    goal_id: UUID,
    achievement: Achievement,
    note: str = "",
    *,
    on: date,
    seen: int | None,
) -> Telling:
    """Write down how a goal goes; `seen` is the goal's version.

    Raises NotFound, ChangedElsewhere, InvalidField for a day that has not come.
    """
    goal = goal_seen(session, goal_id, seen)
    before = goal.achievement
    made = put(session, goal, achievement, note, on)
    plan = keep(session, goal.plan_id)
    return Telling(made.id, goal.id, before, goal.version, plan)


def void(session: UnitOfWork, progress_id: UUID, reason: str) -> None:
    """A row of progress stands no longer; one that is gone already stays so."""
    one = session.get(GoalProgress, progress_id)
    if one is not None and one.voided_at is None:
        one.void(reason, session.now(), session.actor_id)


def take_back(
    session: UnitOfWork, telling: Telling, *, reason: str = TAKEN_BACK
) -> PlanRow:
    """The goal stands as before it was told; raises ChangedElsewhere."""
    goal = goal_seen(session, telling.goal_id, telling.version)
    void(session, telling.id, reason)
    goal.achievement = telling.before
    return keep(session, goal.plan_id)


def member_of(session: UnitOfWork, goal_id: UUID) -> UUID:
    """Whose plan a goal stands in; raises NotFound."""
    found = session.scalar(
        select(CarePlan.member_id)
        .join(Goal, Goal.plan_id == CarePlan.id)
        .where(Goal.id == goal_id)
    )
    if found is None:
        raise NotFound(GONE)
    return found
