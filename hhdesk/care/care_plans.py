"""Care plans: the plan as it stands, its beginning, its saved versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import members, plan_chart, plan_loading
from hhdesk.care.goals import Activity, Goal
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_places import put_fields
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStage, PlanStatus
from hhdesk.care.staff import Staff
from hhdesk.errors import ChangedElsewhere, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

SAVED_ELSEWHERE = N_("Somebody else saved this plan. Your text is kept.")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as it stands. `number` 0 means that nothing was saved yet."""

    id: UUID | None
    member_id: UUID
    number: int
    status: PlanStatus
    language: str
    content: PlanContent
    saved_at: datetime | None = None
    saved_by: str = ""
    edition: int = 1
    stage: PlanStage = PlanStage.DRAFT
    current_number: int | None = None
    stopped_on: date | None = None
    stop_reason: str = ""
    consenters_asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    saved_at: datetime
    saved_by: str
    sha256: str
    edition: int = 1
    stage: PlanStage = PlanStage.DRAFT


def plan_of(session: UnitOfWork, member_id: UUID) -> CarePlan | None:
    return session.scalars(
        select(CarePlan).where(
            CarePlan.member_id == member_id, CarePlan.voided_at.is_(None)
        )
    ).one_or_none()


def locked(session: UnitOfWork, member_id: UUID, seen: int) -> CarePlan:
    """The plan for an act on what was read as save `seen`; others wait until the act
    ends. Raises NotFound, ChangedElsewhere."""
    plan = session.scalars(
        select(CarePlan)
        .where(CarePlan.organization_id == session.organization_id)
        .where(CarePlan.member_id == member_id, CarePlan.voided_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if plan is None or plan.number == 0:
        raise NotFound(N_("There is no plan yet."))
    if plan.number != seen:
        raise ChangedElsewhere(SAVED_ELSEWHERE)
    return plan


def lock_with(
    session: UnitOfWork, kind: type[Goal] | type[Activity], key: UUID
) -> None:
    """Lock the plan of a line before the line itself, as a save does: two acts that
    lock in another order wait for each other for ever."""
    session.execute(
        select(CarePlan.id)
        .join(kind, kind.plan_id == CarePlan.id)
        .where(kind.id == key)
        .with_for_update(of=CarePlan)
    )


def current(session: UnitOfWork, member_id: UUID) -> PlanRow:
    """The plan as last saved; an empty one, in the family's language, if none was."""
    loaded = plan_loading.load(session, member_id)
    if loaded is not None:
        return row_of(loaded.plan, loaded.content, loaded.saved_at, loaded.saved_by)
    member = members.present(session, member_id)
    chart = plan_chart.of_member(session, member_id)
    empty = put_fields(PlanContent(), **chart.present())
    return PlanRow(
        None, member_id, 0, PlanStatus.ACTIVE, member.written_language, empty
    )


def row_of(
    plan: CarePlan, content: PlanContent, saved_at: datetime | None, saved_by: str
) -> PlanRow:
    return PlanRow(
        plan.id,
        plan.member_id,
        plan.number,
        plan.status,
        plan.language,
        content,
        saved_at,
        saved_by,
        plan.edition,
        plan.stage,
        plan.current_number,
        plan.stopped_on,
        plan.stop_reason if plan.stopped else "",
        plan.consenters_asked_on,
    )


def begin(session: UnitOfWork, member_id: UUID, language: str | None) -> CarePlan:
    """Begin the member's plan, in the family's written language unless another."""
    member = members.present(session, member_id)
    plan = CarePlan(
        id=session.new_id(),
        member_id=member_id,
        language=language or member.written_language,
        number=0,
        status=PlanStatus.ACTIVE,
    )
    session.add(plan)
    session.flush()
    return plan


def versions(session: UnitOfWork, member_id: UUID) -> list[VersionRow]:
    """All saved versions, newest first."""
    rows = session.execute(
        select(
            CarePlanVersion.number,
            CarePlanVersion.saved_at,
            Staff.name,
            CarePlanVersion.sha256,
            CarePlanVersion.edition,
            CarePlanVersion.stage,
        )
        .join(CarePlan, CarePlan.id == CarePlanVersion.plan_id)
        .outerjoin(Staff, Staff.id == CarePlanVersion.saved_by)
        .where(CarePlan.member_id == member_id)
        .order_by(CarePlanVersion.number.desc())
    )
    return [
        VersionRow(number, at, name or "", sha, edition, stage)
        for number, at, name, sha, edition, stage in rows
    ]
