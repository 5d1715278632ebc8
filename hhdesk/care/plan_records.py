"""A care plan and its saved versions, as they are kept."""

from __future__ import annotations

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, ORMExecuteState, mapped_column

from hhdesk.care.plan_lines import School, SchoolPlan
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
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

NOT_NOW = N_("The plan has moved on since; look at it again.")
STOPPED = N_("This plan was stopped. Resume it first.")
RUNNING = N_("This plan is not stopped.")


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

    @property
    def stopped(self) -> bool:
        return self.stopped_on is not None

    def _go(self, *begin: PlanStage, to: PlanStage) -> None:
        """Raises NotPermitted for a stopped plan and from any other stage."""
        if self.stopped:
            raise NotPermitted(STOPPED)
        if self.stage not in begin:
            raise NotPermitted(NOT_NOW)
        self.stage = to

    def stage_of(self, edition: int) -> PlanStage:
        """Where one of its editions stands now."""
        if edition >= self.edition:
            return self.stage
        in_force = edition == self.edition - 1 and self.current_number is not None
        if in_force and self.stage is not PlanStage.CURRENT:
            return PlanStage.CURRENT
        return PlanStage.REPLACED

    def send_to_review(self) -> None:
        self._go(PlanStage.DRAFT, to=PlanStage.IN_REVIEW)

    def go_back_to_draft(self) -> None:
        self._go(PlanStage.IN_REVIEW, PlanStage.SIGNED, to=PlanStage.DRAFT)

    def mark_signed(self, *, complete: bool) -> None:
        """Somebody signed; the last missing one makes the plan signed."""
        if complete and self.stage is PlanStage.IN_REVIEW:
            self.stage = PlanStage.SIGNED

    def mark_unsigned(self) -> None:
        self._go(PlanStage.SIGNED, to=PlanStage.IN_REVIEW)

    def publish(self, text: int) -> None:
        """The signed save `text` is in force from now on."""
        self._go(PlanStage.SIGNED, to=PlanStage.CURRENT)
        self.current_number = text
        if self.status is PlanStatus.DRAFT:
            self.status = PlanStatus.ACTIVE

    def withdraw(self, before: int | None) -> None:
        """Undoes `publish`; `before` was in force until then."""
        self._go(PlanStage.CURRENT, to=PlanStage.SIGNED)
        self.current_number = before

    def amend(self) -> None:
        self._go(PlanStage.CURRENT, to=PlanStage.DRAFT)
        self.edition += 1

    def drop_amendment(self) -> None:
        """Undoes `amend`."""
        self._go(PlanStage.DRAFT, to=PlanStage.CURRENT)
        self.edition -= 1

    def stop(self, status: PlanStatus, reason: str, on: date) -> None:
        if self.stopped:
            raise NotPermitted(STOPPED)
        self.status, self.stop_reason, self.stopped_on = status, reason, on

    def resume(self) -> None:
        """The reason of the stop stays readable in the row."""
        if not self.stopped:
            raise NotPermitted(RUNNING)
        self.status, self.stopped_on = PlanStatus.ACTIVE, None


def after_save(
    edition: int, stage: PlanStage, *, progress: bool
) -> tuple[int, PlanStage]:
    """Edition and stage of a plan once more of it is saved.

    Mere progress leaves them as they are. Anything else makes a draft: of the next
    edition where the plan was current, of this one where it was in review or signed;
    signatures stand for the text that was signed, and do not count for the new one.
    """
    if progress:
        return edition, stage
    return edition + (stage is PlanStage.CURRENT), PlanStage.DRAFT


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


def _refuse(mapper: object, connection: object, row: CarePlanVersion) -> None:
    raise ValueError("a saved version of a plan is never rewritten")


def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None and mapper.class_ is CarePlanVersion:
            raise ValueError("a saved version of a plan is never rewritten")


event.listen(CarePlanVersion, "before_update", _refuse)
event.listen(CarePlanVersion, "before_delete", _refuse)
event.listen(UnitOfWork, "do_orm_execute", _refuse_statement)
