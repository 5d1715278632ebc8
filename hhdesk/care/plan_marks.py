"""Marking one line of a plan without its editor: an activity done, a goal reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from hhdesk.care import plan_saving
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityStatus,
    Goal,
    Lifecycle,
)
from hhdesk.care.plan_records import CarePlan
from hhdesk.errors import ChangedElsewhere, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

Item = TypeVar("Item", Activity, Goal)

GONE = N_("This line is no longer in the plan.")
CHANGED = N_("Somebody else changed this line of the plan.")
ENDED = N_("This line of the plan has ended already.")


@dataclass(frozen=True, slots=True)
class ActivityMark:
    """How an activity stood before it was marked, and its version since."""

    id: UUID
    before: ActivityStatus
    version: int


@dataclass(frozen=True, slots=True)
class GoalMark:
    """How a goal stood before it was marked, and its version since."""

    id: UUID
    lifecycle: Lifecycle
    achievement: Achievement
    version: int


def _line(session: UnitOfWork, kind: type[Item], key: UUID, seen: int | None) -> Item:
    one = session.get(kind, key, with_for_update=True, populate_existing=True)
    if one is None or one.voided_at is not None:
        raise NotFound(GONE)
    if seen is not None and one.version != seen:
        raise ChangedElsewhere(CHANGED)
    return one


def _keep(session: UnitOfWork, plan_id: UUID) -> None:
    """Like every change of a plan, a mark is its next version."""
    session.flush()
    plan = session.get_one(CarePlan, plan_id, with_for_update=True)
    plan_saving.keep_version(session, plan)


def mark_activity_done(
    session: UnitOfWork, activity_id: UUID, *, seen: int | None
) -> ActivityMark:
    """Raises NotFound, ChangedElsewhere, NotPermitted for one that has ended."""
    one = _line(session, Activity, activity_id, seen)
    if one.status in (ActivityStatus.DONE, ActivityStatus.CANCELLED):
        raise NotPermitted(ENDED)
    before, one.status = one.status, ActivityStatus.DONE
    _keep(session, one.plan_id)
    return ActivityMark(one.id, before, one.version)


def put_back_activity(session: UnitOfWork, mark: ActivityMark) -> None:
    """As it stood before it was marked; raises ChangedElsewhere."""
    one = _line(session, Activity, mark.id, mark.version)
    one.status = mark.before
    _keep(session, one.plan_id)


def mark_goal_reached(
    session: UnitOfWork, goal_id: UUID, *, seen: int | None
) -> GoalMark:
    """Raises NotFound, ChangedElsewhere, NotPermitted for one that has ended."""
    one = _line(session, Goal, goal_id, seen)
    if one.lifecycle in (Lifecycle.COMPLETED, Lifecycle.CANCELLED):
        raise NotPermitted(ENDED)
    before = one.lifecycle, one.achievement
    one.lifecycle, one.achievement = Lifecycle.COMPLETED, Achievement.ACHIEVED
    _keep(session, one.plan_id)
    return GoalMark(one.id, *before, one.version)


def put_back_goal(session: UnitOfWork, mark: GoalMark) -> None:
    """As it stood before it was marked; raises ChangedElsewhere."""
    one = _line(session, Goal, mark.id, mark.version)
    one.lifecycle, one.achievement = mark.lifecycle, mark.achievement
    _keep(session, one.plan_id)
