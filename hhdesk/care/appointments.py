"""Appointments as data, with what the family needs to get there."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class AppointmentStatus(enum.StrEnum):
    """FHIR Appointment.status, the part in use."""

    PROPOSED = "proposed"
    BOOKED = "booked"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NO_SHOW = "noshow"
    ENTERED_IN_ERROR = "entered-in-error"


APPOINTMENT_STATUS_WORDS = {
    AppointmentStatus.PROPOSED: N_("Proposed"),
    AppointmentStatus.BOOKED: N_("Booked"),
    AppointmentStatus.ARRIVED: N_("Arrived"),
    AppointmentStatus.FULFILLED: N_("Kept"),
    AppointmentStatus.CANCELLED: N_("Called off"),
    AppointmentStatus.NO_SHOW: N_("Missed"),
    AppointmentStatus.ENTERED_IN_ERROR: N_("Entered by mistake"),
}


class ArrangementKind(enum.StrEnum):
    TRANSPORT = "transport"
    INTERPRETER = "interpreter"
    CHILD_CARE = "child_care"


ARRANGEMENT_WORDS = {
    ArrangementKind.TRANSPORT: N_("Ride"),
    ArrangementKind.INTERPRETER: N_("Interpreter"),
    ArrangementKind.CHILD_CARE: N_("Child care"),
}


class ArrangementStatus(enum.StrEnum):
    NEEDED = "needed"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class Appointment(Sealable, Record, Base):
    __tablename__ = "appointment"
    __table_args__ = (Index(None, "member_id"), Index(None, "starts_at"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    title: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    with_whom: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[AppointmentStatus] = mapped_column(
        coded(AppointmentStatus), default=AppointmentStatus.BOOKED
    )
    # Why it was missed or called off, and by whom, in the staff's words.
    reason: Mapped[str] = mapped_column(default="")


class Arrangement(Record, Base):
    __tablename__ = "arrangement"
    __table_args__ = (Index(None, "appointment_id"),)

    appointment_id: Mapped[UUID] = mapped_column(ForeignKey("appointment.id"))
    kind: Mapped[ArrangementKind] = mapped_column(coded(ArrangementKind))
    status: Mapped[ArrangementStatus] = mapped_column(
        coded(ArrangementStatus), default=ArrangementStatus.NEEDED
    )
    detail: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """Moments are UTC; show them in the clinic's zone."""

    id: UUID
    title: str
    place: str
    with_whom: str
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    arrangements: tuple[tuple[ArrangementKind, ArrangementStatus], ...] = ()
    seal: Seal = Seal()
