"""A plan as last saved, in one statement: its row, its saved text, the chart, and who
saved it or is about to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from hhdesk.care import plan_assembling, plan_chart
from hhdesk.care.plan_chart import Chart
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_places import put_fields
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_records import CarePlan, CarePlanVersion
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork

_Writer = aliased(Staff, name="writer")


@dataclass(frozen=True, slots=True)
class Loaded:
    """`plan` is the session's own; `content` the text of the save that was asked for,
    with the chart as it is now, and `text` without it. `content` is None where that
    save is not there: for a plan that has none yet, or is another than was seen."""

    plan: CarePlan
    saved: PlanContent | None
    chart: Chart
    saved_at: datetime | None
    saved_by: str
    writer: str
    languages: tuple[str, ...]

    @property
    def content(self) -> PlanContent:
        """The saved text with the chart as it is now."""
        return put_fields(self.saved or PlanContent(), **self.chart.present())


def _statement(session: UnitOfWork, member_id: UUID, number: Any) -> Select[Any]:
    dialect = session.get_bind().dialect.name
    version = and_(
        CarePlanVersion.organization_id == CarePlan.organization_id,
        CarePlanVersion.plan_id == CarePlan.id,
        CarePlanVersion.number == number,
    )
    return (
        select(
            CarePlan,
            CarePlanVersion.content,
            CarePlanVersion.saved_at,
            Staff.name.label("saved_by"),
            _Writer.name.label("writer"),
            _Writer.qualified_languages.label("languages"),
            *plan_chart.columns(dialect, CarePlan.member_id),
        )
        .outerjoin(CarePlanVersion, version)
        .outerjoin(Staff, Staff.id == CarePlanVersion.saved_by)
        .outerjoin(_Writer, _Writer.id == session.actor_id)
        .where(
            CarePlan.organization_id == session.organization_id,
            CarePlan.member_id == member_id,
            CarePlan.voided_at.is_(None),
        )
    )


def load(session: UnitOfWork, member_id: UUID) -> Loaded | None:
    """The plan as last saved; None where there is none."""
    found = session.execute(_statement(session, member_id, CarePlan.number))
    return _loaded(session, found.one_or_none())


def load_locked(session: UnitOfWork, member_id: UUID, seen: int) -> Loaded | None:
    """The plan with its save `seen`, for an act: others wait until that has ended.

    The save is asked for by its number: who waited here finds the plan as it became
    meanwhile, but the other rows as they were when the waiting began.
    """
    found = session.execute(
        _statement(session, member_id, seen)
        .with_for_update(of=CarePlan)
        .execution_options(populate_existing=True)
    )
    return _loaded(session, found.one_or_none())


def _loaded(session: UnitOfWork, found: Any) -> Loaded | None:
    if found is None:
        return None
    plan: CarePlan = found.CarePlan
    saved = content_of_text(found.content) if found.content else None
    if plan.number == 0:
        # Begun by an import: only its rows know what it holds.
        saved = plan_assembling.content_of(session, plan)
    return Loaded(
        plan,
        saved,
        plan_chart.read(found),
        found.saved_at,
        found.saved_by or "",
        found.writer or "",
        tuple(found.languages or ()),
    )
