"""What a call changes of plans: how steps stand, a barrier; one save for each plan."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import Activity, ActivityStatus, Barrier, Goal
from hhdesk.care.import_fields import plain
from hhdesk.care.plan_records import STOPPED, CarePlan
from hhdesk.care.wrap_up_facts import ActivityTick, NewBarrier, WrapUpOrder
from hhdesk.care.wrap_up_open import OPEN_GOALS
from hhdesk.care.wrap_up_touched import GONE, Touched
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

THERE_ALREADY = N_("This is in the plan already.")
STILL_TO_COME = N_("This day is still to come.")
STEP = ("status", "done_on", "result")
"""What a tick changes of a step."""


def change(
    session: UnitOfWork, order: WrapUpOrder, touched: Touched, seal: Seal, day: date
) -> list[dict[str, Any]]:
    """Gives what was changed of each plan, for the undo; raises InvalidField."""
    steps: dict[UUID, list[dict[str, Any]]] = {}
    barriers: dict[UUID, list[str]] = {}
    plans = dict(touched.plans)
    for tick in order.activities:
        told = _tick(session, touched.steps[tick.activity_id], tick, day)
        steps.setdefault(tick.member_id, []).append(told)
    for place, asked in enumerate(order.barriers):
        field = f"barrier:{place}"
        if asked.member_id not in plans:
            begun = care_plans.begin(session, asked.member_id, None)
            plans[asked.member_id] = begun
        plan = plans[asked.member_id]
        if plan.stopped:
            raise InvalidField(field, STOPPED)
        key = _bar(session, plan, asked, field, seal)
        barriers.setdefault(asked.member_id, []).append(str(key))
    return [
        _keep(session, plans[key], steps.get(key, []), barriers.get(key, []))
        for key in sorted({*steps, *barriers})
    ]


def _tick(
    session: UnitOfWork, step: Activity, tick: ActivityTick, day: date
) -> dict[str, Any]:
    on = tick.done_on or day
    if on > session.today():
        raise InvalidField(f"activity:{step.id}", STILL_TO_COME)
    before = {name: plain(getattr(step, name)) for name in STEP}
    step.status = tick.status
    step.done_on = on if tick.status is ActivityStatus.DONE else None
    step.result = tick.result.strip() or step.result
    return {"id": str(step.id), "before": before}


def _bar(
    session: UnitOfWork, plan: CarePlan, asked: NewBarrier, field: str, seal: Seal
) -> UUID:
    goal_id = _goal(session, plan, asked.goal_id, field)
    here = session.scalars(
        select(Barrier).where(Barrier.plan_id == plan.id, Barrier.voided_at.is_(None))
    ).all()
    for one in here:
        same = one.goal_id == goal_id and one.kind is asked.kind
        if same and one.resolved_on is None:
            raise InvalidField(field, THERE_ALREADY)
    made = Barrier(
        id=session.new_id(),
        plan_id=plan.id,
        goal_id=goal_id,
        kind=asked.kind,
        note=asked.note.strip(),
        position=sum(one.goal_id == goal_id for one in here),
    )
    made.put_seal(seal)
    session.add(made)
    session.flush()
    return made.id


def _goal(
    session: UnitOfWork, plan: CarePlan, asked: UUID | None, field: str
) -> UUID | None:
    """The goal that was asked for, else the first open one of the plan."""
    goals = session.scalars(
        select(Goal)
        .where(
            Goal.plan_id == plan.id,
            Goal.voided_at.is_(None),
            Goal.lifecycle.in_(OPEN_GOALS),
        )
        .order_by(Goal.position, Goal.id)
    ).all()
    keys = [goal.id for goal in goals]
    if asked is not None and asked not in keys:
        raise InvalidField(field, GONE)
    return asked or next(iter(keys), None)


def _keep(
    session: UnitOfWork,
    plan: CarePlan,
    steps: list[dict[str, Any]],
    barriers: list[str],
) -> dict[str, Any]:
    """Like every change of a plan, it is the plan's next save."""
    before = {"edition": plan.edition, "stage": plan.stage.value}
    session.flush()
    plan_saving.keep_version(session, plan)
    return {
        "id": str(plan.id),
        "before": before,
        "number": plan.number,
        "version": plan.version,
        "steps": steps,
        "barriers": barriers,
    }
