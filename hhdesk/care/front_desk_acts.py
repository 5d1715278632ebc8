"""What the front desk says of a visit: here, in a room, left, missed, kept, walked in.

Each act goes through `attendance`, so that what waits for the visit moves with it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    appointment_calendar,
    appointment_saving,
    attendance,
    booking,
    front_desk,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import (
    Appointment,
    AppointmentDetails,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.front_desk import DeskRow, Stage
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

WALK_IN = timedelta(minutes=30)


class DeskAct(enum.StrEnum):
    ARRIVE = "arrive"
    ROOM = "room"
    KEEP = "keep"
    LEAVE = "leave"
    MISS = "miss"
    CALL_OFF = "call_off"
    TAKE_BACK = "take_back"


DESK_ACT_WORDS = {
    DeskAct.ARRIVE: N_("Here now"),
    DeskAct.ROOM: N_("In a room"),
    DeskAct.KEEP: N_("Kept"),
    DeskAct.LEAVE: N_("Left without being seen"),
    DeskAct.MISS: N_("Missed"),
    DeskAct.CALL_OFF: N_("Call off"),
    DeskAct.TAKE_BACK: N_("Back to expected"),
}


AFTER: Mapping[Stage, tuple[DeskAct, ...]] = {
    Stage.HERE: (DeskAct.ROOM, DeskAct.KEEP, DeskAct.LEAVE, DeskAct.TAKE_BACK),
    Stage.IN_ROOM: (DeskAct.KEEP, DeskAct.ROOM, DeskAct.LEAVE, DeskAct.TAKE_BACK),
    Stage.DONE: (DeskAct.TAKE_BACK,),
}
"""What can be said of who has come, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an act needs besides: a room, or why and by whom a visit is called off."""

    room: str = ""
    reason: str = ""
    by: CalledOffBy = CalledOffBy.FAMILY


NOTHING = Said()


@dataclass(frozen=True, slots=True)
class Marked:
    """A visit after an act: as the front desk and as the calendar show it."""

    row: DeskRow
    calendar: CalendarRow | None


def acts_of(row: DeskRow, now: datetime, tomorrow: datetime) -> tuple[DeskAct, ...]:
    """The lawful acts, the likeliest first: nobody comes before the day of the visit,
    nor has missed it before its time. `tomorrow` is when today ends."""
    if row.stage is Stage.EXPECTED:
        came = (DeskAct.ARRIVE, DeskAct.ROOM) if row.starts_at < tomorrow else ()
        booked = row.status is AppointmentStatus.BOOKED
        missed = (DeskAct.MISS,) if booked and row.starts_at <= now else ()
        # Who may not know what a visit is for leaves a message instead.
        off = () if row.private else (DeskAct.CALL_OFF,)
        return (*came, *missed, *off)
    return AFTER[row.stage]


def mark(
    session: UnitOfWork,
    appointment_id: UUID,
    act: DeskAct,
    said: Said = NOTHING,
    *,
    seen: int,
) -> Marked:
    """Do one act. A visit that was only proposed is agreed on when the family comes.

    Raises ChangedElsewhere, InvalidField beside `room` or `reason`, NotPermitted.
    """
    if act in (DeskAct.ARRIVE, DeskAct.ROOM):
        seen = _agreed(session, appointment_id, seen)
    if act is DeskAct.ARRIVE:
        attendance.mark_arrived(session, appointment_id, seen=seen)
    elif act is DeskAct.ROOM:
        attendance.mark_roomed(session, appointment_id, said.room, seen=seen)
    elif act is DeskAct.KEEP:
        attendance.mark_kept(session, appointment_id, seen=seen)
    elif act is DeskAct.MISS:
        attendance.mark_missed(session, appointment_id, seen=seen)
    elif act is DeskAct.TAKE_BACK:
        attendance.take_back(session, appointment_id, seen=seen)
    else:
        attendance.call_off(session, appointment_id, said.by, said.reason, seen=seen)
    return _marked(session, appointment_id)


def _agreed(session: UnitOfWork, appointment_id: UUID, seen: int) -> int:
    """The version at which a proposed visit is booked."""
    one = session.get(Appointment, appointment_id)
    if one is None or one.status is not AppointmentStatus.PROPOSED:
        return seen
    attendance.confirm(session, appointment_id, seen=seen)
    return one.version


def undo(session: UnitOfWork, before: DeskRow, *, seen: int) -> Marked:
    """Back to where the family was before the last act; nothing else may have been
    changed since. A visit that was proposed stays agreed on."""
    now = front_desk.row(session, before.id)
    if now is None:
        raise NotFound(N_("There is no such visit any more."))
    if before.stage is Stage.DONE:
        raise NotPermitted(N_("This step is not possible from here."))
    arrived = AppointmentStatus.ARRIVED
    if now.status is not before.status and now.status is not AppointmentStatus.BOOKED:
        appointment_saving.undo_mark(session, before.id, before.status, seen=seen)
    elif now.status is AppointmentStatus.BOOKED and before.status is arrived:
        attendance.mark_arrived(session, before.id, seen=seen, came=before.came)
    elif now.came != before.came:
        attendance.put_back(session, before.id, before.came, seen=seen)
    return _marked(session, before.id)


def walk_in(session: UnitOfWork, member_id: UUID, title: str) -> Marked:
    """A child came without a visit: one of now, of half an hour, that has arrived.

    The child's coordinator is asked for, so that it stands on that person's day.
    """
    if not title.strip():
        raise InvalidField("title", N_("Say what the visit is for."))
    begin = session.now().replace(second=0, microsecond=0)
    coordinator = session.scalars(
        select(EnrollmentSegment.coordinator_id).where(
            EnrollmentSegment.member_id == member_id,
            EnrollmentSegment.current,
            EnrollmentSegment.voided_at.is_(None),
        )
    ).first()
    details = AppointmentDetails(title, begin, begin + WALK_IN, staff_id=coordinator)
    made = booking.book(session, member_id, details)
    if made is None:
        raise NotFound(N_("There is no such member."))
    attendance.mark_arrived(session, made.id, seen=made.version)
    return _marked(session, made.id)


def _marked(session: UnitOfWork, appointment_id: UUID) -> Marked:
    found = front_desk.row(session, appointment_id)
    if found is None:
        raise NotFound(N_("There is no such visit any more."))
    return Marked(found, appointment_calendar.row(session, appointment_id))
