"""How an appointment went: kept, missed by the family, or called off by somebody.

The referral that waited for it moves in the same act (see `referral_visits`).
Each act gives the calendar's row, or None where the calendar shows it no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from hhdesk.care import (
    appointment_calendar,
    appointments,
    audit,
    clinic_calendar,
    clinic_time,
    referral_visits,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import (
    Appointment,
    AppointmentStatus,
    CalledOffBy,
    Came,
)
from hhdesk.care.goals import BarrierKind
from hhdesk.store.session import UnitOfWork

ASK_AGAIN = 2
"""Business days until a missed visit without a reason is asked about again."""


def confirm(
    session: UnitOfWork, appointment_id: UUID, *, seen: int
) -> CalendarRow | None:
    """A proposed appointment is agreed on."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    one.confirm()
    referral_visits.booked(session, one)
    return _told(session, one, "confirm", before)


def mark_arrived(
    session: UnitOfWork,
    appointment_id: UUID,
    *,
    seen: int,
    came: Came | None = None,
) -> CalendarRow | None:
    """The family is here; not before the day of the visit. `came` is when they came,
    where that was said before."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    one.arrive(_tomorrow(session), came or Came(session.now()))
    return _told(session, one, "arrive", before)


def mark_roomed(
    session: UnitOfWork, appointment_id: UUID, room: str, *, seen: int
) -> CalendarRow | None:
    """They are brought to a room; who was not seen to arrive arrives with it."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    if before is AppointmentStatus.BOOKED:
        one.arrive(_tomorrow(session), Came(session.now()))
    one.bring_in(room, session.now())
    return _told(session, one, "room", before)


def put_back(
    session: UnitOfWork, appointment_id: UUID, came: Came, *, seen: int
) -> CalendarRow | None:
    """The room was said by mistake: they are where they were before."""
    one = appointments.present(session, appointment_id, seen)
    one.put_came(came)
    return _told(session, one, "put_back", one.status)


def mark_kept(
    session: UnitOfWork, appointment_id: UUID, *, seen: int
) -> CalendarRow | None:
    """It took place; not before the day of the visit."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    one.keep(_tomorrow(session))
    referral_visits.kept(session, one)
    return _told(session, one, "keep", before)


def mark_missed(
    session: UnitOfWork,
    appointment_id: UUID,
    reason: str | None = None,
    barrier: BarrierKind | None = None,
    *,
    seen: int,
) -> CalendarRow | None:
    """The family did not come. Without reason and barrier it is asked about again."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    today = session.today()
    ask_on = clinic_calendar.around(session, today).after(today, ASK_AGAIN)
    one.miss(session.now(), reason or "", barrier, ask_on)
    referral_visits.missed(session, one)
    return _told(session, one, "miss", before, explained=not one.unexplained)


def explain_missed(
    session: UnitOfWork,
    appointment_id: UUID,
    reason: str,
    barrier: BarrierKind | None = None,
    *,
    seen: int,
) -> CalendarRow | None:
    """The reason of a missed appointment became known."""
    one = appointments.present(session, appointment_id, seen)
    one.explain(reason, barrier)
    referral_visits.explained(session, one)
    return _told(session, one, "explain", one.status)


def record_unexplained(session: UnitOfWork, one: Appointment) -> None:
    """What was told of why it was missed is taken back; `one` stands as before."""
    _record(session, one, "unexplain", one.status)


def call_off(
    session: UnitOfWork,
    appointment_id: UUID,
    by: CalledOffBy,
    reason: str,
    *,
    seen: int,
) -> CalendarRow | None:
    """Somebody called it off, before or after its time; the family missed nothing."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    one.call_off(by, reason)
    referral_visits.called_off(session, one)
    return _told(session, one, "call_off", before, by=by.value)


def take_back(
    session: UnitOfWork, appointment_id: UUID, *, seen: int
) -> CalendarRow | None:
    """What was said of how it went was wrong: it is booked as before."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    one.take_back()
    referral_visits.taken_back(session, one)
    return _told(session, one, "take_back", before)


def enter_in_error(
    session: UnitOfWork, appointment_id: UUID, reason: str, *, seen: int
) -> None:
    """It should never have been written; it leaves every view."""
    one = appointments.present(session, appointment_id, seen)
    before = one.status
    one.enter_in_error(reason, session.now(), session.actor_id)
    _record(session, one, "enter_in_error", before)


def _tomorrow(session: UnitOfWork) -> datetime:
    return clinic_time.begin_of(session.today() + timedelta(days=1), session.zone)


def _record(
    session: UnitOfWork,
    one: Appointment,
    act: str,
    before: AppointmentStatus,
    **told: object,
) -> None:
    session.flush()
    audit.record(
        session,
        f"appointment.{act}",
        one.member_id,
        appointment=str(one.id),
        version=one.version,
        before=before.value,
        status=one.status.value,
        **told,
    )
    session.flush()


def _told(
    session: UnitOfWork,
    one: Appointment,
    act: str,
    before: AppointmentStatus,
    **told: object,
) -> CalendarRow | None:
    _record(session, one, act, before, **told)
    return appointment_calendar.row(session, one.id)
