"""Clinical facts as reported: conditions, allergies, medicines."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class ClinicalStatus(enum.StrEnum):
    """FHIR condition-clinical and allergyintolerance-clinical."""

    ACTIVE = "active"
    RECURRENCE = "recurrence"
    RELAPSE = "relapse"
    INACTIVE = "inactive"
    REMISSION = "remission"
    RESOLVED = "resolved"

    @property
    def present(self) -> bool:
        return self in {self.ACTIVE, self.RECURRENCE, self.RELAPSE}


class Criticality(enum.StrEnum):
    """FHIR allergy-intolerance-criticality."""

    LOW = "low"
    HIGH = "high"
    UNKNOWN = "unable-to-assess"


class MedicineStatus(enum.StrEnum):
    """FHIR MedicationRequest.status, and MedicationStatement's "not-taken"."""

    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    DRAFT = "draft"
    NOT_TAKEN = "not-taken"
    UNKNOWN = "unknown"

    @property
    def present(self) -> bool:
        return self in {self.ACTIVE, self.ON_HOLD, self.DRAFT, self.UNKNOWN}


MEDICINE_STATUS_WORDS = {
    MedicineStatus.ACTIVE: N_("takes now"),
    MedicineStatus.ON_HOLD: N_("on hold"),
    MedicineStatus.COMPLETED: N_("finished"),
    MedicineStatus.STOPPED: N_("stopped"),
    MedicineStatus.CANCELLED: N_("cancelled"),
    MedicineStatus.DRAFT: N_("planned"),
    MedicineStatus.NOT_TAKEN: N_("not taken"),
    MedicineStatus.UNKNOWN: N_("not known"),
}


class Condition(Sealable, Record, Base):
    __tablename__ = "condition"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str]
    system: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    status: Mapped[ClinicalStatus] = mapped_column(
        coded(ClinicalStatus), default=ClinicalStatus.ACTIVE
    )
    onset_on: Mapped[date | None]
    abated_on: Mapped[date | None]

    def row(self) -> ConditionRow:
        days = self.onset_on, self.seal, self.abated_on
        code = self.system, self.code
        return ConditionRow(self.id, self.text, self.status, *days, *code)


class Allergy(Sealable, Record, Base):
    __tablename__ = "allergy"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str]
    system: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    status: Mapped[ClinicalStatus] = mapped_column(
        coded(ClinicalStatus), default=ClinicalStatus.ACTIVE
    )
    criticality: Mapped[Criticality] = mapped_column(
        coded(Criticality), default=Criticality.UNKNOWN
    )
    reaction: Mapped[str] = mapped_column(default="")

    def row(self) -> AllergyRow:
        return AllergyRow(
            self.id,
            self.text,
            self.status,
            self.reaction,
            self.seal,
            self.criticality,
            self.system,
            self.code,
        )


class Medicine(Sealable, Record, Base):
    """As reported by the family or another record; hhdesk prescribes nothing."""

    __tablename__ = "medicine"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str]
    system: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    dosage: Mapped[str] = mapped_column(default="")
    status: Mapped[MedicineStatus] = mapped_column(
        coded(MedicineStatus), default=MedicineStatus.ACTIVE
    )
    reported_by: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]

    def row(self) -> MedicineRow:
        return MedicineRow(
            self.id,
            self.text,
            self.dosage,
            self.status,
            self.reported_by,
            self.seal,
            self.reported_on,
            self.system,
            self.code,
        )


@dataclass(frozen=True, slots=True)
class ConditionRow:
    id: UUID
    text: str
    status: ClinicalStatus
    onset_on: date | None
    seal: Seal = Seal()
    abated_on: date | None = None
    system: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AllergyRow:
    id: UUID
    text: str
    status: ClinicalStatus
    reaction: str
    seal: Seal = Seal()
    criticality: Criticality = Criticality.UNKNOWN
    system: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class MedicineRow:
    id: UUID
    text: str
    dosage: str
    status: MedicineStatus
    reported_by: str
    seal: Seal = Seal()
    reported_on: date | None = None
    system: str = ""
    code: str = ""
