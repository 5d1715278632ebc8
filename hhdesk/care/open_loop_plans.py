"""Open loops of care plans: activities and goals that are due, reviews, first plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select

from hhdesk.care.confidentiality import Seal
from hhdesk.care.enrollment import AGREED, EnrollmentChange, EnrollmentSegment
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityStatus,
    Concern,
    Goal,
    Lifecycle,
    Responsible,
)
from hhdesk.care.open_loop_asking import (
    DEFAULT,
    Ground,
    day,
    hexed,
    minute,
    present,
    question,
)
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import AGENCY, FAMILY, US, Told, closing
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStatus
from hhdesk.care.programs import UNCONFIRMED, SegmentState, Unit, pack
from hhdesk.i18n import N_

FIRST_PLAN = "first_plan"
"""The rule of a child without a plan; the item is the child."""

OPEN_PLANS = (PlanStatus.ACTIVE, PlanStatus.DRAFT)
PURSUED = Lifecycle.ACTIVE
"""What is only proposed nobody has agreed to yet."""

REACHED = (Achievement.ACHIEVED, Achievement.NOT_ACHIEVED)
TO_DO = (ActivityStatus.TO_DO, ActivityStatus.WAITING, ActivityStatus.IN_PROGRESS)
TURNS = {
    Responsible.FAMILY: FAMILY,
    Responsible.YOUTH: FAMILY,
    Responsible.STAFF: US,
    Responsible.ORGANIZATION: AGENCY,
}

ACTIVITY_WHY = N_("{text}")
GOAL_WHY = N_("Goal: {text}")
REVIEW_WHY = N_("Care plan review, last saved {day}")
FIRST_PLAN_WHY = N_("No care plan yet, enrolled {day}")


def about_plans(ground: Ground) -> list[Any]:
    """That a plan is of one of the members: the index of plans begins with the clinic,
    and without it the plans of all are read for one child."""
    if not ground.some:
        return []
    clinic = CarePlan.organization_id == ground.organization_id
    return [clinic, *ground.about(CarePlan.member_id)]


def _of_plans(ground: Ground, found: Any) -> Select[Any]:
    plans: Select[Any] = found.where(
        *present(CarePlan, Goal),
        CarePlan.status.in_(OPEN_PLANS),
        Goal.lifecycle == PURSUED,
        *about_plans(ground),
    )
    return plans


@question
def _activities(ground: Ground) -> Any:
    found = (
        select(day(Activity.due_on), hexed(Activity.id), hexed(CarePlan.member_id))
        .join(CarePlan, CarePlan.id == Activity.plan_id)
        .join(Goal, Goal.id == Activity.goal_id)
        .where(
            *present(Activity),
            Activity.status.in_(TO_DO),
            ground.by(Activity.due_on, ground.horizon("activity")),
        )
    )
    return _of_plans(ground, found)


def find_activities(scope: Scope) -> Iterator[Loop]:
    """Activities to be done soon, under goals that are pursued."""
    for due, item, member in scope.ask(_activities):
        if scope.goes_on(member):
            yield Loop(due, LoopKind.ACTIVITY, item, "", member)


@question
def _goals(ground: Ground) -> Any:
    found = (
        select(day(Goal.target_on), hexed(Goal.id), hexed(CarePlan.member_id))
        .join(CarePlan, CarePlan.id == Goal.plan_id)
        .where(
            Goal.achievement.not_in(REACHED),
            ground.by(Goal.target_on, ground.horizon("goal")),
        )
    )
    return _of_plans(ground, found)


def find_goals(scope: Scope) -> Iterator[Loop]:
    """Goals whose target is near and of which nobody said that they are reached."""
    for due, item, member in scope.ask(_goals):
        if scope.goes_on(member):
            yield Loop(due, LoopKind.GOAL, item, "", member)


def _saved() -> Any:
    """The plan's last saved version. The clinic is taken from the plan: named by its
    key, SQLite would begin with all versions of the clinic."""
    return and_(
        CarePlanVersion.organization_id == CarePlan.organization_id,
        CarePlanVersion.plan_id == CarePlan.id,
        CarePlanVersion.number == CarePlan.number,
    )


def _reviewed(ground: Ground) -> list[Any]:
    return [
        *present(CarePlan),
        CarePlan.number > 0,
        CarePlan.status.in_(OPEN_PLANS),
        *about_plans(ground),
    ]


@question
def _said(ground: Ground) -> Any:
    return select(
        day(CarePlan.review_on), hexed(CarePlan.id), hexed(CarePlan.member_id)
    ).where(CarePlan.review_on <= ground.horizon("plan_review"), *_reviewed(ground))


@question
def _unsaid(ground: Ground) -> Any:
    soon = ground.horizon("plan_review")
    latest = ground.begin_of(_since(soon) + timedelta(days=1))
    at = minute(CarePlanVersion.saved_at)
    return (
        select(at, hexed(CarePlan.id), hexed(CarePlan.member_id))
        .join(CarePlanVersion, _saved())
        .where(
            CarePlan.review_on.is_(None),
            CarePlanVersion.saved_at < latest,
            *_reviewed(ground),
        )
    )


def find_reviews(scope: Scope) -> Iterator[Loop]:
    """Plans to be looked at again: by the day that the plan says, else by the pack."""
    for due, item, member in scope.ask(_said):
        if scope.runs("plan_review", member):
            yield Loop(due, LoopKind.PLAN_REVIEW, item, "", member)
    soon = scope.ground.horizon("plan_review").isoformat()
    for at, item, member in scope.ask(_unsaid):
        if scope.runs("plan_review", member):
            of = scope.standing[member].pack
            due = scope.due("plan_review", scope.day_at(at), of)
            if due <= soon:
                yield Loop(due, LoopKind.PLAN_REVIEW, item, "", member)


def _since(soon: date) -> date:
    """No plan that was saved after this day is due by the day `soon`."""
    clock = pack(DEFAULT).clocks["plan_review"]
    days = 28 * clock.value if clock.unit is Unit.MONTHS else clock.value
    return soon - timedelta(days=days)


def enrolled_on() -> Any:
    """The day on which the segment came to be enrolled, else that it began."""
    change = EnrollmentChange
    first = (
        select(func.min(change.on))
        .where(
            change.segment_id == EnrollmentSegment.id,
            change.to_state == SegmentState.ENROLLED,
            change.taken_back_at.is_(None),
            change.reason != AGREED,
        )
        .correlate(EnrollmentSegment)
        .scalar_subquery()
    )
    return func.coalesce(first, EnrollmentSegment.begins_on)


@question
def _unplanned(ground: Ground) -> Any:
    segment = EnrollmentSegment
    planned = exists().where(
        # The index of plans begins with the clinic.
        CarePlan.organization_id == ground.organization_id,
        CarePlan.member_id == segment.member_id,
        CarePlan.voided_at.is_(None),
        CarePlan.number > 0,
    )
    return select(hexed(segment.member_id), day(enrolled_on())).where(
        *present(segment),
        segment.current,
        ~planned,
        *ground.about(segment.member_id),
    )


def find_first_plans(scope: Scope) -> Iterator[Loop]:
    """Enrolled children who have no plan yet."""
    soon = scope.ground.horizon(FIRST_PLAN).isoformat()
    for member, since in scope.ask(_unplanned):
        if scope.runs(FIRST_PLAN, member):
            of = scope.standing[member].pack
            due = scope.due(FIRST_PLAN, since, of)
            if due <= soon:
                yield Loop(due, LoopKind.PLAN_REVIEW, member, FIRST_PLAN, member)


def _seal(*chain: Any) -> Seal:
    return closing(*(one.seal for one in chain if one))


def tell_activities(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    found = (
        select(Activity, Goal, Concern)
        .join(Goal, Goal.id == Activity.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Activity.id.in_(keys))
    )
    for one, goal, concern in scope.session.execute(found):
        turn, seal = TURNS[one.responsible], _seal(concern, goal, one)
        values = {"text": one.text, "who": one.who}
        told = Told(ACTIVITY_WHY, LoopAct.MARK_DONE, values, turn, one.version, seal)
        yield keys[one.id], told


def tell_goals(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    found = (
        select(Goal, Concern)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Goal.id.in_(keys))
    )
    for one, concern in scope.session.execute(found):
        values = {"text": one.family_words or one.clinical_words}
        seal = _seal(concern, one)
        told = Told(GOAL_WHY, LoopAct.OPEN_GOAL, values, US, one.version, seal)
        yield keys[one.id], told


def _note(scope: Scope, member: UUID, clock: str) -> str:
    """That nobody confirmed the days of the child's program."""
    standing = scope.standing.get(member.hex)
    rules = pack((standing and standing.pack) or DEFAULT)
    return "" if rules.clocks[clock].mark.confirmed else UNCONFIRMED


def tell_plans(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    """Reviews and first plans."""
    keys = {UUID(loop.item): loop for loop in loops}
    reviews = (
        select(CarePlan, CarePlanVersion.saved_at)
        .join(CarePlanVersion, _saved())
        .where(CarePlan.id.in_(keys))
    )
    for plan, at in scope.session.execute(reviews):
        values, act = {"day": scope.day_of(at)}, LoopAct.OPEN_PLAN
        unsaid = plan.review_on is None
        note = _note(scope, plan.member_id, "plan_review") if unsaid else ""
        told = Told(REVIEW_WHY, act, values, US, plan.version, note=note)
        yield keys[plan.id], told
    segment = EnrollmentSegment
    without = select(segment.member_id, enrolled_on()).where(
        segment.member_id.in_(keys), segment.current, *present(segment)
    )
    for member, since in scope.session.execute(without):
        values, note = {"day": since}, _note(scope, member, FIRST_PLAN)
        told = Told(FIRST_PLAN_WHY, LoopAct.OPEN_PLAN, values, note=note)
        yield keys[member], told
