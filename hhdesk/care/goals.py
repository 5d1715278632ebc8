"""What a plan is made of: concerns, goals, activities, barriers."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class Domain(enum.StrEnum):
    MEDICAL = "medical"
    DENTAL = "dental"
    MENTAL_HEALTH = "mental_health"
    DEVELOPMENTAL = "developmental"
    EDUCATION = "education"
    SOCIAL_SUPPORT = "social_support"
    FAMILY = "family"


DOMAIN_WORDS = {
    Domain.MEDICAL: N_("Health"),
    Domain.DENTAL: N_("Teeth"),
    Domain.MENTAL_HEALTH: N_("Feelings and behavior"),
    Domain.DEVELOPMENTAL: N_("Growing and learning"),
    Domain.EDUCATION: N_("School"),
    Domain.SOCIAL_SUPPORT: N_("Help in the community"),
    Domain.FAMILY: N_("Our family"),
}


class Lifecycle(enum.StrEnum):
    """FHIR Goal.lifecycleStatus."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


LIFECYCLE_WORDS = {
    Lifecycle.PROPOSED: N_("Proposed"),
    Lifecycle.ACTIVE: N_("Active"),
    Lifecycle.ON_HOLD: N_("On hold"),
    Lifecycle.COMPLETED: N_("Completed"),
    Lifecycle.CANCELLED: N_("Cancelled"),
}


class Achievement(enum.StrEnum):
    """FHIR Goal.achievementStatus."""

    IN_PROGRESS = "in-progress"
    IMPROVING = "improving"
    NOT_IMPROVING = "worsening"
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not-achieved"


ACHIEVEMENT_WORDS = {
    Achievement.IN_PROGRESS: N_("In progress"),
    Achievement.IMPROVING: N_("Getting better"),
    Achievement.NOT_IMPROVING: N_("Needs help"),
    Achievement.ACHIEVED: N_("Done!"),
    Achievement.NOT_ACHIEVED: N_("Not achieved"),
}


class Responsible(enum.StrEnum):
    """Who does an activity."""

    FAMILY = "family"
    YOUTH = "youth"
    STAFF = "staff"
    ORGANIZATION = "organization"


RESPONSIBLE_WORDS = {
    Responsible.FAMILY: N_("Family"),
    Responsible.YOUTH: N_("Youth"),
    Responsible.STAFF: N_("Clinic"),
    Responsible.ORGANIZATION: N_("Agency"),
}


class ActivityStatus(enum.StrEnum):
    """FHIR CarePlan.activity.detail.status, the part in use."""

    TO_DO = "not-started"
    WAITING = "on-hold"
    IN_PROGRESS = "in-progress"
    DONE = "completed"
    CANCELLED = "cancelled"


ACTIVITY_STATUS_WORDS = {
    ActivityStatus.TO_DO: N_("To do next"),
    ActivityStatus.WAITING: N_("Waiting"),
    ActivityStatus.IN_PROGRESS: N_("Under way"),
    ActivityStatus.DONE: N_("Done"),
    ActivityStatus.CANCELLED: N_("Cancelled"),
}


class BarrierKind(enum.StrEnum):
    TRANSPORTATION = "transportation"
    LANGUAGE = "language"
    AVAILABILITY = "availability"
    COST = "cost"
    CHILD_CARE = "child_care"
    HOUSING = "housing"
    FOOD = "food"
    TRUST = "trust"
    OTHER = "other"


BARRIER_WORDS = {
    BarrierKind.TRANSPORTATION: N_("Rides"),
    BarrierKind.LANGUAGE: N_("Language"),
    BarrierKind.AVAILABILITY: N_("Finding an appointment"),
    BarrierKind.COST: N_("Cost"),
    BarrierKind.CHILD_CARE: N_("Child care"),
    BarrierKind.HOUSING: N_("Housing"),
    BarrierKind.FOOD: N_("Food"),
    BarrierKind.TRUST: N_("Not comfortable yet"),
    BarrierKind.OTHER: N_("Something else"),
}


class RepeatUnit(enum.StrEnum):
    """FHIR Timing.repeat.periodUnit, the part in use."""

    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "a"


@dataclass(frozen=True, slots=True)
class Repeat:
    """So many times in every so many units: 2 times every 1 day."""

    times: int = 1
    every: int = 1
    unit: RepeatUnit = RepeatUnit.DAY


class Concern(Sealable, Record, Base):
    __tablename__ = "concern"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    domain: Mapped[Domain] = mapped_column(coded(Domain))
    text: Mapped[str] = mapped_column(default="")
    clinical_words: Mapped[str] = mapped_column(default="")
    resolved_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class Goal(Sealable, Record, Base):
    __tablename__ = "goal"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    concern_id: Mapped[UUID | None] = mapped_column(ForeignKey("concern.id"))
    domain: Mapped[Domain] = mapped_column(coded(Domain))
    family_words: Mapped[str] = mapped_column(default="")
    clinical_words: Mapped[str] = mapped_column(default="")
    # What will have been reached by the day, as the family would say it.
    target: Mapped[str] = mapped_column(default="")
    start_on: Mapped[date | None]
    target_on: Mapped[date | None]
    lifecycle: Mapped[Lifecycle] = mapped_column(
        coded(Lifecycle), default=Lifecycle.PROPOSED
    )
    achievement: Mapped[Achievement] = mapped_column(
        coded(Achievement), default=Achievement.IN_PROGRESS
    )
    position: Mapped[int] = mapped_column(default=0)


class Activity(Sealable, Record, Base):
    __tablename__ = "activity"
    __table_args__ = (Index(None, "plan_id"), Index(None, "goal_id"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"))
    text: Mapped[str] = mapped_column(default="")
    responsible: Mapped[Responsible] = mapped_column(
        coded(Responsible), default=Responsible.STAFF
    )
    who: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    repeat_times: Mapped[int | None]
    repeat_every: Mapped[int | None]
    repeat_unit: Mapped[RepeatUnit | None] = mapped_column(coded(RepeatUnit))
    done_on: Mapped[date | None]
    status: Mapped[ActivityStatus] = mapped_column(
        coded(ActivityStatus), default=ActivityStatus.TO_DO
    )
    result: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    @property
    def repeat(self) -> Repeat | None:
        if self.repeat_unit is None:
            return None
        return Repeat(self.repeat_times or 1, self.repeat_every or 1, self.repeat_unit)

    def put_repeat(self, repeat: Repeat | None) -> None:
        self.repeat_times = repeat.times if repeat else None
        self.repeat_every = repeat.every if repeat else None
        self.repeat_unit = repeat.unit if repeat else None


class Barrier(Sealable, Record, Base):
    """`goal_id` empty: it stands in the way of the whole plan."""

    __tablename__ = "barrier"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goal.id"))
    kind: Mapped[BarrierKind] = mapped_column(coded(BarrierKind))
    note: Mapped[str] = mapped_column(default="")
    resolved_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class ConcernRow:
    domain: Domain
    text: Pair = Pair()
    clinical_words: str = ""
    seal: Seal = Seal()
    id: UUID | None = None
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    text: Pair = Pair()
    responsible: Responsible = Responsible.STAFF
    who: str = ""
    due_on: date | None = None
    status: ActivityStatus = ActivityStatus.TO_DO
    result: str = ""
    seal: Seal = Seal()
    id: UUID | None = None
    repeat: Repeat | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class BarrierRow:
    kind: BarrierKind
    note: str = ""
    resolved_on: date | None = None
    seal: Seal = Seal()
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """`concern_id` names a concern of the same plan; an id of None is a new row."""

    domain: Domain
    family_words: Pair = Pair()
    clinical_words: str = ""
    target_on: date | None = None
    lifecycle: Lifecycle = Lifecycle.PROPOSED
    achievement: Achievement = Achievement.IN_PROGRESS
    activities: tuple[ActivityRow, ...] = ()
    barriers: tuple[BarrierRow, ...] = ()
    concern_id: UUID | None = None
    seal: Seal = Seal()
    id: UUID | None = None
    target: Pair = Pair()
    start_on: date | None = None
