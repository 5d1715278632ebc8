"""Two care plans of one child become one: every line of both is in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hhdesk.care import plan_saving
from hhdesk.care.merge_changes import rows_of
from hhdesk.care.merge_moving import Moving, joined
from hhdesk.care.merge_rules import OF_PLAN
from hhdesk.care.plan_lines import School
from hhdesk.care.plan_records import CarePlan, PlanStatus, after_save
from hhdesk.store.session import UnitOfWork


def _rank(plan: CarePlan) -> tuple[bool, object]:
    return plan.status is PlanStatus.ACTIVE, plan.changed_at


def move_plan(moving: Moving) -> CarePlan | None:
    """A single plan comes along. Of two, the lines of the gone one's come after the
    kept one's, as they are; its saved versions stay with it. Gives the plan that took
    lines.

    What the plan says of the whole begins with the words of the active or newer one.
    """
    mine, theirs = moving.rows("care_plan")
    plan: CarePlan | None = next(iter(mine), None)
    other: CarePlan | None = next(iter(theirs), None)
    if other is None:
        return None
    if plan is None:
        moving.take(other)
        return None
    if other.voided_at is not None:
        return None
    first, second = sorted((plan, other), key=_rank, reverse=True)
    lines = ("what_matters", "strengths", "culture")
    edition, stage = after_save(plan.edition, plan.stage, progress=False)
    moving.changes.put(
        plan,
        edition=edition,
        stage=stage,
        status=first.status,
        review_on=_earlier(plan.review_on, other.review_on),
        consenters_asked_on=_earlier(
            plan.consenters_asked_on, other.consenters_asked_on
        ),
        **_school(first, second),
        voided_at=None,
        voided_by=None,
        void_reason=None,
        **{
            name: joined((getattr(first, name), getattr(second, name)), "\n")
            for name in lines
        },
    )
    _append(moving, plan, other)
    moving.same[other.id] = plan.id
    return plan


def _school(first: CarePlan, second: CarePlan) -> dict[str, Any]:
    """What the first plan says of the school, else the second."""
    one = first if first.school != School() else second
    names = ("name", "grade", "contact", "phone", "plan")
    return {f"school_{name}": getattr(one, f"school_{name}") for name in names}


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _append(moving: Moving, plan: CarePlan, other: CarePlan) -> None:
    for table in OF_PLAN:
        rows = [*rows_of(moving.session, table, "plan_id", (plan.id, other.id))]
        positions = [
            getattr(row, "position", 0) for row in rows if row.plan_id == plan.id
        ]
        after = max(positions, default=-1) + 1
        for row in rows:
            # A line of the plan as a whole stays with the plan that it translates.
            if row.plan_id == other.id and getattr(row, "item_id", None) != other.id:
                moving.changes.put(row, plan_id=plan.id)
                if hasattr(row, "position"):
                    moving.changes.put(row, position=row.position + after)


def keep_versions(session: UnitOfWork, *plans: CarePlan | None) -> None:
    """Plans whose lines came or went are saved as they stand now; an undo puts back
    the edition and the stage that the merge had changed."""
    session.flush()
    for plan in plans:
        if plan is not None and plan.voided_at is None:
            plan_saving.keep_version(session, plan, staged=True)
