"""Hospital stays: ED visits and admissions, and what was planned for afterwards."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
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


FOLLOW_UP = timedelta(days=30)
"""How long after a stay a contact that never was is asked for."""

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


def without_contact(
    stays: Iterable[StayRow], contacts: Iterable[date], today: date
) -> tuple[StayRow, ...]:
    """Stays of the last 30 days, and those that go on, after which nobody has reached
    the family; `contacts` are the days on which somebody did."""
    reached = list(contacts)
    return tuple(
        stay
        for stay in stays
        if _is_recent(stay, today)
        and not any(day >= (stay.last_on or stay.known_on) for day in reached)
    )


def _is_recent(stay: StayRow, today: date) -> bool:
    if stay.status is StayStatus.PLANNED:
        return False
    day = stay.last_on or stay.known_on
    going_on = stay.status is StayStatus.IN_PROGRESS
    return going_on or today - FOLLOW_UP <= day <= today
