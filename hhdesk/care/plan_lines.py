"""The parts of a plan beside its goals: emergency, equipment, school, and what stands
in the chart as well: medicines, allergies, the team."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.care_team import TeamRole
from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.care.health import ClinicalStatus, Criticality, MedicineStatus
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class LineKind(enum.StrEnum):
    WARNING_SIGN = "warning_sign"
    EMERGENCY_STEP = "emergency_step"
    EQUIPMENT = "equipment"
    SCHOOL_SUPPORT = "school_support"


LINE_KIND_WORDS = {
    LineKind.WARNING_SIGN: N_("Signs that need help now"),
    LineKind.EMERGENCY_STEP: N_("What to do in an emergency"),
    LineKind.EQUIPMENT: N_("Equipment and supplies"),
    LineKind.SCHOOL_SUPPORT: N_("What helps at school"),
}


class SchoolPlan(enum.StrEnum):
    """Which plan the school has made: IFSP (34 CFR 303.20), IEP (34 CFR 300.22) or
    Section 504 (34 CFR 104)."""

    NOT_ASKED = "not_asked"
    NONE = "none"
    IFSP = "ifsp"
    IEP = "iep"
    SECTION_504 = "section_504"


SCHOOL_PLAN_WORDS = {
    SchoolPlan.NOT_ASKED: N_("Not asked yet"),
    SchoolPlan.NONE: N_("No school plan"),
    SchoolPlan.IFSP: N_("IFSP (under 3 years)"),
    SchoolPlan.IEP: N_("IEP"),
    SchoolPlan.SECTION_504: N_("504 plan"),
}


class PlanLine(Sealable, Record, Base):
    """One line of an emergency plan, of the equipment, of what helps at school."""

    __tablename__ = "plan_line"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    kind: Mapped[LineKind] = mapped_column(coded(LineKind))
    text: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    kind: LineKind
    text: Pair = Pair()
    seal: Seal = Seal()
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class School:
    name: str = ""
    grade: str = ""
    contact: str = ""
    phone: str = ""
    plan: SchoolPlan = SchoolPlan.NOT_ASKED


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """A medicine of the chart as the plan shows it. A line that is missing from what
    is saved stays in the chart as it is; `status` stopped takes it out."""

    text: str = ""
    dosage: Pair = Pair()
    status: MedicineStatus = MedicineStatus.ACTIVE
    reported_by: str = ""
    seal: Seal = Seal()
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AllergyLine:
    """An allergy of the chart; `status` resolved takes it out."""

    text: str = ""
    reaction: Pair = Pair()
    criticality: Criticality = Criticality.UNKNOWN
    status: ClinicalStatus = ClinicalStatus.ACTIVE
    seal: Seal = Seal()
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A person or organization around the member; `left` takes it out."""

    role: TeamRole = TeamRole.OTHER
    name: str = ""
    organization: str = ""
    phone: str = ""
    may_share: str = ""
    left: bool = False
    id: UUID | None = None
