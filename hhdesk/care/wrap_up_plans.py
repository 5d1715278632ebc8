"""What a call changes of plans: how steps stand, a barrier; one save for each plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import Activity, ActivityRow, ActivityStatus, BarrierRow
from hhdesk.care.import_fields import plain
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import STOPPED, CarePlan, PlanStage
from hhdesk.care.wrap_up_facts import ActivityTick, WrapUpOrder
from hhdesk.care.wrap_up_open import OPEN_GOALS
from hhdesk.care.wrap_up_touched import GONE, Touched
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

THERE_ALREADY = N_("This is in the plan already.")
STILL_TO_COME = N_("This day is still to come.")
STEP = ("status", "done_on", "result")
"""What a tick changes of a step."""


@dataclass(slots=True)
class _Plan:
    """One child's plan on its way to its next save."""

    row: CarePlan | None
    content: PlanContent
    number: int
    steps: list[dict[str, Any]] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)


def change(
    session: UnitOfWork, order: WrapUpOrder, touched: Touched, seal: Seal, day: date
) -> list[dict[str, Any]]:
    """Gives what was changed of each plan, for the undo; raises InvalidField."""
    keys = {one.member_id for one in order.activities}
    keys |= {one.member_id for one in order.barriers}
    plans = {key: _read(session, key, touched.plans.get(key)) for key in sorted(keys)}
    for tick in order.activities:
        step = touched.steps[tick.activity_id]
        _tick(session, plans[tick.member_id], step, tick, day)
    for place, asked in enumerate(order.barriers):
        made = BarrierRow(asked.kind, asked.note.strip(), seal=seal)
        made = replace(made, id=session.new_id())
        _bar(plans[asked.member_id], asked.goal_id, made, f"barrier:{place}")
    return [_save(session, key, plan) for key, plan in plans.items()]


def _read(session: UnitOfWork, member_id: UUID, row: CarePlan | None) -> _Plan:
    """As it was last saved; an empty one where none was begun."""
    now = care_plans.current(session, member_id)
    return _Plan(row, now.content, now.number)


def _tick(
    session: UnitOfWork, plan: _Plan, step: Activity, tick: ActivityTick, day: date
) -> None:
    on = tick.done_on or day
    if on > session.today():
        raise InvalidField(f"activity:{step.id}", STILL_TO_COME)
    done_on = on if tick.status is ActivityStatus.DONE else None

    def told(row: ActivityRow) -> ActivityRow:
        if row.id != step.id:
            return row
        result = tick.result.strip() or row.result
        return replace(row, status=tick.status, done_on=done_on, result=result)

    goals = (
        replace(goal, activities=tuple(map(told, goal.activities)))
        for goal in plan.content.goals
    )
    plan.content = replace(plan.content, goals=tuple(goals))
    before = {name: plain(getattr(step, name)) for name in STEP}
    plan.steps.append({"id": str(step.id), "before": before})


def _bar(plan: _Plan, goal_id: UUID | None, made: BarrierRow, name: str) -> None:
    """Under the goal that was asked for, else the first open one, else the plan."""
    if plan.row is not None and plan.row.stopped:
        raise InvalidField(name, STOPPED)
    content = plan.content
    keys = [goal.id for goal in content.goals if goal.lifecycle in OPEN_GOALS]
    if goal_id is not None and goal_id not in keys:
        raise InvalidField(name, GONE)
    asked = goal_id or next(iter(keys), None)
    if asked is None:
        barriers = _with(content.barriers, made, name)
        plan.content = replace(content, barriers=barriers)
    else:
        goals = (
            replace(goal, barriers=_with(goal.barriers, made, name))
            if goal.id == asked
            else goal
            for goal in content.goals
        )
        plan.content = replace(content, goals=tuple(goals))
    plan.barriers.append(str(made.id))


def _with(
    rows: tuple[BarrierRow, ...], made: BarrierRow, name: str
) -> tuple[BarrierRow, ...]:
    if any(row.kind is made.kind and row.resolved_on is None for row in rows):
        raise InvalidField(name, THERE_ALREADY)
    return (*rows, made)


def _save(session: UnitOfWork, member_id: UUID, plan: _Plan) -> dict[str, Any]:
    row = plan.row
    edition, stage = (row.edition, row.stage) if row else (1, PlanStage.DRAFT)
    plan_saving.save(session, member_id, plan.content, seen=plan.number)
    saved = row or care_plans.plan_of(session, member_id)
    assert saved is not None
    return {
        "id": str(saved.id),
        "before": {"edition": edition, "stage": stage.value},
        "version": saved.version,
        "steps": plan.steps,
        "barriers": plan.barriers,
    }
