"""A care plan and its saved versions, as they are kept."""

from __future__ import annotations

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.plan_lines import School, SchoolPlan
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.types import coded


class PlanStatus(enum.StrEnum):
    """FHIR CarePlan.status."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"


class PlanStage(enum.StrEnum):
    """Where a version stands between the first word and the signatures.

    draft -> in review -> signed -> current -> replaced (by the next current one).
    """

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    CURRENT = "current"
    REPLACED = "replaced"


PLAN_STAGE_WORDS = {
    PlanStage.DRAFT: N_("Draft"),
    PlanStage.IN_REVIEW: N_("In review"),
    PlanStage.SIGNED: N_("Signed"),
    PlanStage.CURRENT: N_("Current"),
    PlanStage.REPLACED: N_("Replaced"),
}


class CarePlan(Record, Base):
    """One plan a member; `number` counts its saves, `edition` its versions as people
    speak of them: one from signatures to signatures."""

    __tablename__ = "care_plan"
    __table_args__ = (UniqueConstraint("organization_id", "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    status: Mapped[PlanStatus] = mapped_column(
        coded(PlanStatus), default=PlanStatus.ACTIVE
    )
    number: Mapped[int] = mapped_column(default=0)
    edition: Mapped[int] = mapped_column(default=1)
    stage: Mapped[PlanStage] = mapped_column(coded(PlanStage), default=PlanStage.DRAFT)
    # The save that was signed and is in force; none before the first.
    current_number: Mapped[int | None]
    language: Mapped[str] = mapped_column(default="en")
    what_matters: Mapped[str] = mapped_column(default="")
    strengths: Mapped[str] = mapped_column(default="")
    culture: Mapped[str] = mapped_column(default="")
    school_name: Mapped[str] = mapped_column(default="")
    school_grade: Mapped[str] = mapped_column(default="")
    school_contact: Mapped[str] = mapped_column(default="")
    school_phone: Mapped[str] = mapped_column(default="")
    school_plan: Mapped[SchoolPlan] = mapped_column(
        coded(SchoolPlan), default=SchoolPlan.NOT_ASKED
    )
    review_on: Mapped[date | None]
    stopped_on: Mapped[date | None]
    stop_reason: Mapped[str] = mapped_column(default="")
    # When it was last asked who consents to each sensitive line.
    consenters_asked_on: Mapped[date | None]

    @property
    def school(self) -> School:
        return School(
            self.school_name,
            self.school_grade,
            self.school_contact,
            self.school_phone,
            self.school_plan,
        )

    def put_school(self, school: School) -> None:
        self.school_name = school.name.strip()
        self.school_grade = school.grade.strip()
        self.school_contact = school.contact.strip()
        self.school_phone = school.phone.strip()
        self.school_plan = school.plan


class CarePlanVersion(Identified, Owned, Base):
    """A saved version whole, as canonical JSON with its SHA-256; never changed."""

    __tablename__ = "care_plan_version"
    __table_args__ = (UniqueConstraint("organization_id", "plan_id", "number"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    number: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    # The stage of the plan when this was saved.
    stage: Mapped[PlanStage] = mapped_column(coded(PlanStage), default=PlanStage.DRAFT)
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]
    content: Mapped[str]
    sha256: Mapped[str]
