"""Marking one line of a plan without its editor: an activity done, a goal reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from hhdesk.care import care_plans, goal_telling
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityStatus,
    Goal,
    Lifecycle,
)
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

Item = TypeVar("Item", Activity, Goal)

ENDED = N_("This line of the plan has ended already.")


@dataclass(frozen=True, slots=True)
class ActivityMark:
    """How an activity stood before it was marked, and its version since."""

    id: UUID
    before: ActivityStatus
    version: int
    done_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class GoalMark:
    """How a goal stood before it was marked, its version since, and the row of its
    progress."""

    id: UUID
    lifecycle: Lifecycle
    achievement: Achievement
    version: int
    progress_id: UUID | None = None


def _line(session: UnitOfWork, kind: type[Item], key: UUID, seen: int | None) -> Item:
    care_plans.lock_with(session, kind, key)
    one = session.get(kind, key, with_for_update=True, populate_existing=True)
    if one is None or one.voided_at is not None:
        raise NotFound(goal_telling.GONE)
    if seen is not None and one.version != seen:
        raise ChangedElsewhere(goal_telling.CHANGED)
    return one


def _past(session: UnitOfWork, on: date | None) -> date:
    """The day told, else today; raises InvalidField for one that has not come."""
    if on is not None and on > session.today():
        raise InvalidField("on", goal_telling.FUTURE)
    return on or session.today()


def tick(
    session: UnitOfWork,
    activity_id: UUID,
    *,
    seen: int | None,
    on: date | None = None,
    result: str = "",
) -> ActivityMark:
    """An activity is done, as a part of an act that keeps the plan."""
    one = _line(session, Activity, activity_id, seen)
    if one.status in (ActivityStatus.DONE, ActivityStatus.CANCELLED):
        raise NotPermitted(ENDED)
    before = one.status, one.done_on, one.result
    one.status, one.done_on = ActivityStatus.DONE, _past(session, on)
    one.result = result.strip() or one.result
    session.flush()
    status, done_on, said = before
    return ActivityMark(one.id, status, one.version, done_on, said)


def untick(session: UnitOfWork, mark: ActivityMark) -> Activity:
    """As it stood before, as a part of an act that keeps the plan."""
    one = _line(session, Activity, mark.id, mark.version)
    one.status, one.done_on, one.result = mark.before, mark.done_on, mark.result
    return one


def mark_activity_done(
    session: UnitOfWork,
    activity_id: UUID,
    *,
    seen: int | None,
    on: date | None = None,
    result: str = "",
) -> ActivityMark:
    """Done on a day, today where none is told, with what came of it.

    Raises NotFound, ChangedElsewhere, NotPermitted for one that has ended, and
    InvalidField for a day that has not come.
    """
    mark = tick(session, activity_id, seen=seen, on=on, result=result)
    goal_telling.keep(session, session.get_one(Activity, activity_id).plan_id)
    return mark


def put_back_activity(session: UnitOfWork, mark: ActivityMark) -> None:
    """As it stood before it was marked; raises ChangedElsewhere."""
    goal_telling.keep(session, untick(session, mark).plan_id)


def mark_goal_reached(
    session: UnitOfWork,
    goal_id: UUID,
    *,
    seen: int | None,
    on: date | None = None,
    note: str = "",
) -> GoalMark:
    """Reached on a day, today where none is told; that is progress, too.

    Raises NotFound, ChangedElsewhere, NotPermitted for one that has ended, and
    InvalidField for a day that has not come.
    """
    one = _line(session, Goal, goal_id, seen)
    if one.lifecycle in (Lifecycle.COMPLETED, Lifecycle.CANCELLED):
        raise NotPermitted(ENDED)
    before = one.lifecycle, one.achievement
    day, reached = _past(session, on), Achievement.ACHIEVED
    made = goal_telling.put(session, one, reached, note, day)
    one.lifecycle, one.achievement = Lifecycle.COMPLETED, reached
    goal_telling.keep(session, one.plan_id)
    return GoalMark(one.id, *before, one.version, made.id)


def put_back_goal(session: UnitOfWork, mark: GoalMark) -> None:
    """As it stood before it was marked; raises ChangedElsewhere."""
    one = _line(session, Goal, mark.id, mark.version)
    one.lifecycle, one.achievement = mark.lifecycle, mark.achievement
    if mark.progress_id is not None:
        goal_telling.void(session, mark.progress_id, goal_telling.TAKEN_BACK)
    goal_telling.keep(session, one.plan_id)
