"""The content that a plan's rows make up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import plan_chart
from hhdesk.care.goals import (
    Activity,
    ActivityRow,
    Barrier,
    BarrierRow,
    Concern,
    ConcernRow,
    Goal,
    GoalRow,
)
from hhdesk.care.plan_chart import Chart
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLine, PlanLineRow
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translations import Pair, Translation
from hhdesk.store.session import UnitOfWork


class PlanPairs:
    """The translations of one plan in its language, by item and field."""

    def __init__(self, rows: Iterable[Translation]) -> None:
        self.found = {(row.item_id, row.field): row for row in rows}

    @classmethod
    def read(cls, session: UnitOfWork, plan: CarePlan) -> PlanPairs:
        return cls(
            session.scalars(
                select(Translation).where(
                    Translation.plan_id == plan.id,
                    Translation.language == plan.language,
                    Translation.voided_at.is_(None),
                )
            )
        )

    def pair(self, item_id: UUID, field: str, english: str) -> Pair:
        row = self.found.get((item_id, field))
        return row.pair(english) if row else Pair(english)


@dataclass(frozen=True, slots=True)
class PlanItems:
    """The rows of one plan, each kind in the family's order."""

    concerns: Sequence[Concern]
    goals: Sequence[Goal]
    activities: Sequence[Activity]
    barriers: Sequence[Barrier]
    lines: Sequence[PlanLine] = ()
    chart: Chart = Chart()


def content_of(session: UnitOfWork, plan: CarePlan) -> PlanContent:
    """The plan's rows as an editor reads them."""
    items = PlanItems(
        plan_items(session, Concern, plan.id),
        plan_items(session, Goal, plan.id),
        plan_items(session, Activity, plan.id),
        plan_items(session, Barrier, plan.id),
        plan_items(session, PlanLine, plan.id),
        chart_of(session, plan),
    )
    return assemble(plan, items, PlanPairs.read(session, plan))


def chart_of(session: UnitOfWork, plan: CarePlan) -> Chart:
    """What the chart holds, with the plan's translations."""
    dialect = session.get_bind().dialect.name
    columns = plan_chart.columns(dialect, CarePlan.member_id)
    found = session.execute(select(*columns).where(CarePlan.id == plan.id)).one()
    return plan_chart.read(found)


def assemble(plan: CarePlan, items: PlanItems, pairs: PlanPairs) -> PlanContent:
    """The content that a plan's rows make up, without a database."""
    activities: dict[UUID, list[ActivityRow]] = {}
    for one in items.activities:
        activities.setdefault(one.goal_id, []).append(_activity(one, pairs))
    barriers: dict[UUID | None, list[BarrierRow]] = {}
    for barrier in items.barriers:
        barriers.setdefault(barrier.goal_id, []).append(_barrier(barrier))
    return PlanContent(
        pairs.pair(plan.id, "what_matters", plan.what_matters),
        pairs.pair(plan.id, "strengths", plan.strengths),
        tuple(_concern(one, pairs) for one in items.concerns),
        tuple(
            _goal(one, pairs, activities.get(one.id, []), barriers.get(one.id, []))
            for one in items.goals
        ),
        tuple(barriers.get(None, [])),
        plan.review_on,
        pairs.pair(plan.id, "culture", plan.culture),
        tuple(_line(one, pairs) for one in items.lines),
        plan.school,
        **items.chart.present(),
    )


Item = TypeVar("Item", Concern, Goal, Activity, Barrier, PlanLine)


def plan_items(session: UnitOfWork, kind: type[Item], plan_id: UUID) -> list[Item]:
    """The plan's rows of one kind, in the family's order."""
    found = session.scalars(
        select(kind)
        .where(kind.plan_id == plan_id, kind.voided_at.is_(None))
        .order_by(kind.position, kind.id)
    )
    return list(found)


def _concern(one: Concern, pairs: PlanPairs) -> ConcernRow:
    text = pairs.pair(one.id, "text", one.text)
    words = one.clinical_words
    return ConcernRow(one.domain, text, words, one.seal, one.id, one.resolved_on)


def _line(one: PlanLine, pairs: PlanPairs) -> PlanLineRow:
    return PlanLineRow(one.kind, pairs.pair(one.id, "text", one.text), one.seal, one.id)


def _activity(one: Activity, pairs: PlanPairs) -> ActivityRow:
    return ActivityRow(
        pairs.pair(one.id, "text", one.text),
        one.responsible,
        one.who,
        one.due_on,
        one.status,
        one.result,
        one.seal,
        one.id,
        one.repeat,
        one.done_on,
    )


def _barrier(one: Barrier) -> BarrierRow:
    return BarrierRow(one.kind, one.note, one.resolved_on, one.seal, one.id)


def _goal(
    one: Goal,
    pairs: PlanPairs,
    activities: list[ActivityRow],
    barriers: list[BarrierRow],
) -> GoalRow:
    return GoalRow(
        one.domain,
        pairs.pair(one.id, "family_words", one.family_words),
        one.clinical_words,
        one.target_on,
        one.lifecycle,
        one.achievement,
        tuple(activities),
        tuple(barriers),
        one.concern_id,
        one.seal,
        one.id,
        pairs.pair(one.id, "target", one.target),
        one.start_on,
    )
