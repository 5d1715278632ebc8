"""The open loop of a plan whose sensitive lines a birthday asks about again: who says
yes to this care now. It asks; it opens and seals nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, select, text, union

from hhdesk.care import open_loop_ages, open_loop_plans
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import Activity, Barrier, Concern, Goal
from hhdesk.care.open_loop_asking import Ground, day, hexed, minute, present, question
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_plans import OPEN_PLANS, about_plans
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import US, Told, closing
from hhdesk.care.plan_lines import PlanLine
from hhdesk.care.plan_records import CarePlan
from hhdesk.i18n import N_

CONSENTERS = "consenters"
"""The rule; the item is the plan."""

WHY = N_("After the birthday: ask who says yes to the care in the plan")
LINES = (Concern, Goal, Activity, Barrier, PlanLine)

# As text: with values apart from it, no database takes an index of these rows alone.
SENSITIVE = text(
    f"voided_at IS NULL AND (segment <> '{Segment.GENERAL.value}'"
    f" OR consenter = '{Consenter.YOUTH.value}')"
)
INDEXES = tuple(
    Index(
        f"ix_{kind.__tablename__}_sensitive",
        kind.plan_id,
        sqlite_where=SENSITIVE,
        postgresql_where=SENSITIVE,
    )
    for kind in LINES
)
"""They belong to the tables; nothing asks for them by name."""


@question
def _sensitive(ground: Ground) -> Any:
    some = union(*(select(kind.plan_id).where(SENSITIVE) for kind in LINES))
    return select(
        hexed(CarePlan.id),
        hexed(CarePlan.member_id),
        day(CarePlan.consenters_asked_on),
        minute(CarePlan.created_at),
    ).where(
        *present(CarePlan),
        CarePlan.id.in_(some),
        CarePlan.status.in_(OPEN_PLANS),
        *about_plans(ground),
    )


def find(scope: Scope) -> Iterator[Loop]:
    """Plans with sensitive lines whose child has had a birthday that matters since it
    was last asked; a plan begun after it was written with the answers of that age."""
    for item, member, asked, made in scope.ask(_sensitive):
        if scope.goes_on(member):
            born = date.fromisoformat(scope.standing[member].born)
            birthday = open_loop_ages.consent_birthday(born, scope.today, scope.state)
            due = birthday.isoformat() if birthday else ""
            if due > (asked or scope.day_at(made)):
                yield Loop(due, LoopKind.PLAN_REVIEW, item, CONSENTERS, member)


def tell(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    """All loops about plans; those of this rule are private where a line is sealed."""
    others = [loop for loop in loops if loop.rule != CONSENTERS]
    if others:
        yield from open_loop_plans.tell_plans(scope, others)
    mine = {UUID(loop.item): loop for loop in loops if loop.rule == CONSENTERS}
    if not mine:
        return
    seals = _seals(scope, mine)
    plans = select(CarePlan.id, CarePlan.version).where(CarePlan.id.in_(mine))
    for key, version in scope.session.execute(plans):
        seal = closing(*seals.get(key, [Seal()]))
        told = Told(WHY, LoopAct.OPEN_PLAN, {}, US, version, seal)
        yield mine[key], told


def _seals(scope: Scope, plans: Any) -> dict[UUID, list[Seal]]:
    """Of the sensitive lines of some plans."""
    found: dict[UUID, list[Seal]] = {}
    kind: Any
    for kind in LINES:
        told = select(kind.plan_id, kind.segment, kind.consenter, kind.part2)
        lines = told.where(SENSITIVE, kind.plan_id.in_(plans))
        for key, *seal in scope.session.execute(lines):
            found.setdefault(key, []).append(Seal(*seal))
    return found
