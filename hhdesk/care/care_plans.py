"""Care plans: what matters, concerns, goals; every save is a new version."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import members
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
from hhdesk.care.staff import Staff
from hhdesk.care.translations import Pair, Translation
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class PlanStatus(enum.StrEnum):
    """FHIR CarePlan.status."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"


class CarePlan(Record, Base):
    """One plan a member; `number` counts its saved versions."""

    __tablename__ = "care_plan"
    __table_args__ = (UniqueConstraint("organization_id", "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    status: Mapped[PlanStatus] = mapped_column(
        coded(PlanStatus), default=PlanStatus.ACTIVE
    )
    number: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(default="en")
    what_matters: Mapped[str] = mapped_column(default="")
    strengths: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None]


class CarePlanVersion(Identified, Owned, Base):
    """A saved version whole, as canonical JSON with its SHA-256; never changed."""

    __tablename__ = "care_plan_version"
    __table_args__ = (UniqueConstraint("organization_id", "plan_id", "number"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    number: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]
    content: Mapped[str]
    sha256: Mapped[str]


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What an editor reads and writes. Barriers here stand in the way of the whole
    plan; those of one goal stand under the goal."""

    what_matters: Pair = Pair()
    strengths: Pair = Pair()
    concerns: tuple[ConcernRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    barriers: tuple[BarrierRow, ...] = ()
    review_on: date | None = None


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


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    saved_at: datetime
    saved_by: str
    sha256: str


def plan_of(session: UnitOfWork, member_id: UUID) -> CarePlan | None:
    return session.scalars(
        select(CarePlan).where(
            CarePlan.member_id == member_id, CarePlan.voided_at.is_(None)
        )
    ).one_or_none()


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

    concerns: list[Concern]
    goals: list[Goal]
    activities: list[Activity]
    barriers: list[Barrier]


def content_of(session: UnitOfWork, plan: CarePlan) -> PlanContent:
    """The plan's rows as an editor reads them."""
    items = PlanItems(
        plan_items(session, Concern, plan.id),
        plan_items(session, Goal, plan.id),
        plan_items(session, Activity, plan.id),
        plan_items(session, Barrier, plan.id),
    )
    return assemble(plan, items, PlanPairs.read(session, plan))


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
    )


Item = TypeVar("Item", Concern, Goal, Activity, Barrier)


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
    return ConcernRow(one.domain, text, one.clinical_words, one.seal, one.id)


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
    )


def current(session: UnitOfWork, member_id: UUID) -> PlanRow:
    """The plan as last saved; an empty one, in the family's language, if none was."""
    plan = plan_of(session, member_id)
    if plan is None:
        member = members.present(session, member_id)
        empty = PlanContent()
        language = member.written_language
        return PlanRow(None, member_id, 0, PlanStatus.ACTIVE, language, empty)
    version = session.execute(
        select(CarePlanVersion.saved_at, Staff.name)
        .outerjoin(Staff, Staff.id == CarePlanVersion.saved_by)
        .where(CarePlanVersion.plan_id == plan.id)
        .where(CarePlanVersion.number == plan.number)
    ).one()
    content = content_of(session, plan)
    return PlanRow(
        plan.id,
        member_id,
        plan.number,
        plan.status,
        plan.language,
        content,
        version.saved_at,
        version.name or "",
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
        )
        .join(CarePlan, CarePlan.id == CarePlanVersion.plan_id)
        .outerjoin(Staff, Staff.id == CarePlanVersion.saved_by)
        .where(CarePlan.member_id == member_id)
        .order_by(CarePlanVersion.number.desc())
    )
    return [VersionRow(n, at, name or "", sha) for n, at, name, sha in rows]
