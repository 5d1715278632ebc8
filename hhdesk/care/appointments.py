"""Appointments: their states, every lawful change of them, and the rules of each."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.care.goals import BarrierKind
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

# A whole day in autumn; a calendar's window looks back as far as this.
LONGEST = timedelta(hours=25)


class AppointmentStatus(enum.StrEnum):
    """FHIR Appointment.status, the part in use."""

    PROPOSED = "proposed"
    BOOKED = "booked"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NO_SHOW = "noshow"
    ENTERED_IN_ERROR = "entered-in-error"

    @property
    def next(self) -> frozenset[AppointmentStatus]:
        """What it may become."""
        return STEPS[self]


APPOINTMENT_STATUS_WORDS = {
    AppointmentStatus.PROPOSED: N_("Proposed"),
    AppointmentStatus.BOOKED: N_("Booked"),
    AppointmentStatus.ARRIVED: N_("Arrived"),
    AppointmentStatus.FULFILLED: N_("Kept"),
    AppointmentStatus.CANCELLED: N_("Called off"),
    AppointmentStatus.NO_SHOW: N_("Missed"),
    AppointmentStatus.ENTERED_IN_ERROR: N_("Entered by mistake"),
}

_PROPOSED, _BOOKED, _ARRIVED, _KEPT, _CALLED_OFF, _MISSED, _ERROR = AppointmentStatus

STEPS: Mapping[AppointmentStatus, frozenset[AppointmentStatus]] = {
    _PROPOSED: frozenset({_BOOKED, _CALLED_OFF, _ERROR}),
    _BOOKED: frozenset({_ARRIVED, _KEPT, _MISSED, _CALLED_OFF, _ERROR}),
    # Who came has not missed it; who left again called it off.
    _ARRIVED: frozenset({_KEPT, _CALLED_OFF, _BOOKED, _ERROR}),
    # Back to booked: what was said was wrong and is taken back.
    _KEPT: frozenset({_BOOKED, _ERROR}),
    _MISSED: frozenset({_CALLED_OFF, _BOOKED, _ERROR}),
    _CALLED_OFF: frozenset({_BOOKED, _ERROR}),
    _ERROR: frozenset(),
}
"""Every lawful change of an appointment."""

TIMED = frozenset({_PROPOSED, _BOOKED})
"""The states in which it may be moved."""

FREED = frozenset({_CALLED_OFF, _MISSED, _ERROR})
"""The states in which it takes nobody's time."""


class CalledOffBy(enum.StrEnum):
    """Who called an appointment off. None of this is a visit that a family missed."""

    FAMILY = "family"
    AGENCY = "agency"
    CLINIC = "clinic"


CALLED_OFF_BY_WORDS = {
    CalledOffBy.FAMILY: N_("Called off by the family"),
    CalledOffBy.AGENCY: N_("Called off by the agency"),
    CalledOffBy.CLINIC: N_("Called off by the clinic"),
}


class Came(NamedTuple):
    """When a family came to the front desk and to which room; moments are UTC."""

    arrived_at: datetime | None = None
    roomed_at: datetime | None = None
    room: str = ""


NOT_SEEN = Came()
"""Nobody said that they came."""


@dataclass(frozen=True, slots=True)
class AppointmentDetails:
    """What the form of an appointment reads and writes; moments are UTC."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    with_whom: str = ""
    staff_id: UUID | None = None
    referral_id: UUID | None = None
    seal: Seal = Seal()


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raises InvalidField for an end before the beginning, and for days on end."""
    if ends_at <= starts_at:
        raise InvalidField("ends_at", N_("The visit ends before it begins."))
    if ends_at - starts_at > LONGEST:
        raise InvalidField("ends_at", N_("A visit lasts one day at most."))


class Appointment(Sealable, Record, Base):
    __tablename__ = "appointment"
    __table_args__ = (Index(None, "member_id"), Index(None, "starts_at"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    # The missed or called off one that this one makes good.
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    title: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    with_whom: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[AppointmentStatus] = mapped_column(
        coded(AppointmentStatus), default=AppointmentStatus.BOOKED
    )
    # Why it was missed or called off, in the staff's words.
    reason: Mapped[str] = mapped_column(default="")
    # What stood in the way of a missed one.
    barrier: Mapped[BarrierKind | None] = mapped_column(coded(BarrierKind))
    called_off_by: Mapped[CalledOffBy | None] = mapped_column(coded(CalledOffBy))
    # Missed for a reason not known yet: the day to ask again.
    ask_on: Mapped[date | None]
    # When they came to the front desk, and when they were brought to a room.
    arrived_at: Mapped[datetime | None]
    roomed_at: Mapped[datetime | None]
    room: Mapped[str] = mapped_column(default="")

    def put(self, details: AppointmentDetails) -> None:
        """Take a form's values; raises InvalidField beside the field."""
        check_times(details.starts_at, details.ends_at)
        title = details.title.strip()
        if not title:
            raise InvalidField("title", N_("Say what the visit is for."))
        self.title, self.place = title, details.place.strip()
        self.with_whom = details.with_whom.strip()
        self.staff_id, self.referral_id = details.staff_id, details.referral_id
        self.starts_at, self.ends_at = details.starts_at, details.ends_at
        self.put_seal(details.seal)

    def details(self) -> AppointmentDetails:
        return AppointmentDetails(
            self.title,
            self.starts_at,
            self.ends_at,
            self.place,
            self.with_whom,
            self.staff_id,
            self.referral_id,
            self.seal,
        )

    def _step(self, to: AppointmentStatus) -> None:
        if to not in STEPS[self.status]:
            raise NotPermitted(N_("This step is not possible from here."))
        self.status = to

    def move(self, starts_at: datetime, ends_at: datetime) -> None:
        """Raises NotPermitted for one that is over, InvalidField for the times."""
        if self.status not in TIMED:
            raise NotPermitted(N_("Only a visit that is still to come can be moved."))
        check_times(starts_at, ends_at)
        self.starts_at, self.ends_at = starts_at, ends_at

    def confirm(self) -> None:
        """A proposed one is agreed on; no other."""
        if self.status is not _PROPOSED:
            raise NotPermitted(N_("This step is not possible from here."))
        self._step(_BOOKED)

    def arrive(self, tomorrow: datetime, came: Came = NOT_SEEN) -> None:
        """The family is here. `tomorrow` is the moment at which today ends."""
        self._not_before(tomorrow)
        self._step(_ARRIVED)
        self._put_came(came)

    @property
    def came(self) -> Came:
        return Came(self.arrived_at, self.roomed_at, self.room)

    def _put_came(self, came: Came) -> None:
        self.arrived_at, self.roomed_at, self.room = came

    def bring_in(self, room: str, at: datetime) -> None:
        """They are brought to a room, or to another one."""
        if self.status is not _ARRIVED:
            raise NotPermitted(N_("Only who is here can be brought to a room."))
        if not room.strip():
            raise InvalidField("room", N_("Say which room."))
        self.room, self.roomed_at = " ".join(room.split()), at

    def put_came(self, came: Came) -> None:
        """They are where they were before, while they are here."""
        if self.status is not _ARRIVED:
            raise NotPermitted(N_("This step is not possible from here."))
        self._put_came(came)

    def keep(self, tomorrow: datetime) -> None:
        """It took place."""
        self._not_before(tomorrow)
        self._step(_KEPT)

    def _not_before(self, end: datetime) -> None:
        if self.starts_at >= end:
            raise NotPermitted(N_("This visit is still to come."))

    def miss(
        self, now: datetime, reason: str, barrier: BarrierKind | None, ask_on: date
    ) -> None:
        """The family did not come. Without any reason it is asked again on `ask_on`."""
        if now < self.starts_at:
            raise NotPermitted(N_("This visit is still to come."))
        self._step(_MISSED)
        self.reason, self.barrier = reason.strip(), barrier
        self.ask_on = ask_on if self.unexplained else None

    @property
    def unexplained(self) -> bool:
        """Missed by the family, and nobody knows why yet."""
        return self.status is _MISSED and not self.reason and self.barrier is None

    def explain(self, reason: str, barrier: BarrierKind | None) -> None:
        """Say why it was missed; raises InvalidField where nothing is said."""
        if self.status is not _MISSED:
            raise NotPermitted(N_("Only a missed visit has such a reason."))
        if not reason.strip() and barrier is None:
            raise InvalidField("reason", N_("Say why the visit was missed."))
        self.reason, self.barrier, self.ask_on = reason.strip(), barrier, None

    def call_off(self, by: CalledOffBy, reason: str) -> None:
        """It will not take place, or did not, and the family did not miss it."""
        if not reason.strip():
            raise InvalidField("reason", N_("Say why the visit is called off."))
        self._step(_CALLED_OFF)
        self.called_off_by, self.reason = by, reason.strip()
        self.barrier, self.ask_on = None, None

    def take_back(self) -> None:
        """What was said of how it went was wrong: it is booked as before."""
        if self.status is _PROPOSED:
            raise NotPermitted(N_("This step is not possible from here."))
        self._step(_BOOKED)
        self.reason, self.barrier = "", None
        self.called_off_by, self.ask_on = None, None
        self._put_came(NOT_SEEN)

    def enter_in_error(self, reason: str, at: datetime, by: UUID | None) -> None:
        """It should never have been written; it leaves every view."""
        if not reason.strip():
            raise InvalidField("reason", N_("Say why this was a mistake."))
        self._step(_ERROR)
        self.ask_on = None
        self.void(reason.strip(), at, by)


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


def present(session: UnitOfWork, appointment_id: UUID, seen: int) -> Appointment:
    """The appointment, unless somebody saved it since version `seen` was read.

    On a server it is locked until the act ends. Raises NotFound, ChangedElsewhere.
    """
    found = session.get(Appointment, appointment_id, with_for_update=True)
    if found is None or found.voided_at is not None:
        raise NotFound(N_("There is no such visit any more."))
    if found.version != seen:
        raise ChangedElsewhere(
            N_("Somebody else changed this visit. Your text is kept.")
        )
    return found
