"""Hospital stays: ED visits and admissions, and what was planned for afterwards."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class StayKind(enum.StrEnum):
    """What kind of stay; the codes of HL7's v3 ActCode are in the exchange."""

    ED = "ed"
    INPATIENT = "inpatient"
    OBSERVATION = "observation"


class StayStatus(enum.StrEnum):
    """FHIR encounter-status, as far as a coordinator tells them apart."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    UNKNOWN = "unknown"


STAY_KIND_WORDS = {
    StayKind.ED: N_("Emergency visit"),
    StayKind.INPATIENT: N_("Hospital admission"),
    StayKind.OBSERVATION: N_("Observation in hospital"),
}

STAY_STATUS_WORDS = {
    StayStatus.PLANNED: N_("planned"),
    StayStatus.IN_PROGRESS: N_("in hospital now"),
    StayStatus.FINISHED: N_("left the hospital"),
    StayStatus.UNKNOWN: N_("not known"),
}


class HospitalStay(Sealable, Record, Base):
    """`known_on` is the day this clinic heard of it: the follow-up counts from there,
    not from the discharge (programs.md, California ECM)."""

    __tablename__ = "hospital_stay"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[StayKind] = mapped_column(coded(StayKind))
    status: Mapped[StayStatus] = mapped_column(
        coded(StayStatus), default=StayStatus.UNKNOWN
    )
    known_on: Mapped[date]
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    # Where the child went from there, and what the hospital asked to be done.
    disposition: Mapped[str] = mapped_column(default="")
    discharge_plan: Mapped[str] = mapped_column(default="")
    # By what a hospital's messages know it again; the newest that was heeded.
    facility: Mapped[str] = mapped_column(default="")
    visit_number: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]

    def row(self) -> StayRow:
        return StayRow(
            self.id,
            self.kind,
            self.status,
            self.begins_on,
            self.ends_on,
            self.place,
            self.reason,
            self.disposition,
            self.discharge_plan,
            self.known_on,
            self.seal,
        )


@dataclass(frozen=True, slots=True)
class StayRow:
    id: UUID
    kind: StayKind
    status: StayStatus
    begins_on: date | None
    ends_on: date | None
    place: str
    reason: str
    disposition: str
    discharge_plan: str
    known_on: date
    seal: Seal = Seal()

    @property
    def last_on(self) -> date | None:
        """The last day that is known of it."""
        return self.ends_on or self.begins_on
