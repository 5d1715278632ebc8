"""Making appointments and changing them: when, what for, and what is arranged.

Each act gives the calendar's row, or None where the calendar shows it no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    appointment_calendar,
    appointments,
    audit,
    members,
    referral_visits,
    silence,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import (
    Appointment,
    AppointmentDetails,
    AppointmentStatus,
)
from hhdesk.care.arrangements import (
    Arrangement,
    ArrangementKind,
    ArrangementRow,
    ArrangementStatus,
)
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.referrals import Referral
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


def book(
    session: UnitOfWork,
    member_id: UUID,
    details: AppointmentDetails,
    arrangements: Iterable[ArrangementRow] = (),
    *,
    proposed: bool = False,
    replaces_id: UUID | None = None,
) -> CalendarRow | None:
    """Enter an appointment with all that is to be arranged for it.

    `replaces_id` is the missed or called off one that it makes good. A visit born of a
    sealed referral is sealed like it. Raises InvalidField, NotFound, NotPermitted.
    """
    member = members.present(session, member_id)
    day = details.starts_at.astimezone(session.zone).date()
    alive_then = member.deceased_on is not None and day <= member.deceased_on
    if not alive_then and silence.silent(session, member_id):
        raise NotPermitted(N_("This member has died."))
    _of_member(session, Appointment, replaces_id, member_id)
    status = AppointmentStatus.PROPOSED if proposed else AppointmentStatus.BOOKED
    one = Appointment(
        id=session.new_id(),
        member_id=member_id,
        replaces_id=replaces_id,
        status=status,
    )
    one.put(_inheriting(session, member_id, details))
    session.add(one)
    session.flush()
    for row in arrangements:
        _add(session, one, row)
    referral_visits.booked(session, one)
    return _saved(session, one, "book")


def edit(
    session: UnitOfWork, appointment_id: UUID, details: AppointmentDetails, *, seen: int
) -> CalendarRow | None:
    """Save the form; another time moves the appointment as `move` does."""
    one = appointments.present(session, appointment_id, seen)
    moved = (details.starts_at, details.ends_at) != (one.starts_at, one.ends_at)
    day = referral_visits.day_of(session, one)
    if moved:
        _move(session, one, details.starts_at, details.ends_at)
    before = one.details()
    one.put(_inheriting(session, one.member_id, details))
    fields = ["starts_at"] if moved else []
    fields += [
        name
        for name in AppointmentDetails.__slots__
        if getattr(before, name) != getattr(one.details(), name)
    ]
    referral_visits.booked(session, one, day)
    return _saved(session, one, "edit", fields=fields)


def move(
    session: UnitOfWork,
    appointment_id: UUID,
    starts_at: datetime,
    ends_at: datetime | None = None,
    *,
    seen: int,
) -> CalendarRow | None:
    """Give it another time; without an end it keeps its length.

    What was arranged for the old time is to be arranged anew.
    """
    one = appointments.present(session, appointment_id, seen)
    length = one.ends_at - one.starts_at
    day = referral_visits.day_of(session, one)
    again = _move(session, one, starts_at, ends_at or starts_at + length)
    referral_visits.booked(session, one, day)
    return _saved(session, one, "move", again=again)


def details(
    session: UnitOfWork, appointment_id: UUID
) -> tuple[AppointmentDetails, int]:
    """The form's value and the version it was read at."""
    one = session.get(Appointment, appointment_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("There is no such visit any more."))
    return one.details(), one.version


def arrange(
    session: UnitOfWork,
    appointment_id: UUID,
    kind: ArrangementKind,
    status: ArrangementStatus = ArrangementStatus.NEEDED,
    detail: str = "",
) -> CalendarRow | None:
    """Note that a ride, an interpreter or child care is needed or arranged."""
    one = session.get(Appointment, appointment_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("There is no such visit any more."))
    row = _add(session, one, ArrangementRow(kind, status, detail))
    return _arranged(session, one, row, "add")


def put_arrangement(
    session: UnitOfWork,
    arrangement_id: UUID,
    status: ArrangementStatus,
    detail: str,
    *,
    seen: int,
) -> CalendarRow | None:
    """Say where an arrangement stands; raises NotPermitted for another step."""
    row, one = _arrangement(session, arrangement_id, seen)
    row.put(status, detail)
    return _arranged(session, one, row, "change")


def drop_arrangement(
    session: UnitOfWork, arrangement_id: UUID, reason: str, *, seen: int
) -> CalendarRow | None:
    """It is not needed any more."""
    row, one = _arrangement(session, arrangement_id, seen)
    if not reason.strip():
        raise InvalidField("reason", N_("Say why it is not needed any more."))
    row.void(reason.strip(), session.now(), session.actor_id)
    return _arranged(session, one, row, "drop")


Row = TypeVar("Row", Appointment, Referral)


def _of_member(
    session: UnitOfWork, kind: type[Row], row_id: UUID | None, member_id: UUID
) -> Row | None:
    if row_id is None:
        return None
    row = session.get(kind, row_id)
    if row is None or row.member_id != member_id:
        raise NotFound(N_("This belongs to another member."))
    return row


def _inheriting(
    session: UnitOfWork, member_id: UUID, details: AppointmentDetails
) -> AppointmentDetails:
    """With the seal of the referral it is born of, where the form says nothing."""
    referral = _of_member(session, Referral, details.referral_id, member_id)
    if referral is None or details.seal != Seal():
        return details
    goal = session.get(Goal, referral.goal_id) if referral.goal_id else None
    concern = (
        session.get(Concern, goal.concern_id) if goal and goal.concern_id else None
    )
    seals = [one.seal for one in (referral, goal, concern) if one]
    seal = next((one for one in seals if one != Seal()), Seal())
    return replace(details, seal=seal)


def _move(
    session: UnitOfWork, one: Appointment, starts_at: datetime, ends_at: datetime
) -> int:
    """Gives how many arrangements are to be made anew."""
    started = one.starts_at
    one.move(starts_at, ends_at)
    if one.starts_at == started:
        return 0
    rows = session.scalars(
        select(Arrangement)
        .where(Arrangement.appointment_id == one.id, Arrangement.voided_at.is_(None))
        .where(Arrangement.status != ArrangementStatus.NEEDED)
    ).all()
    for row in rows:
        row.status = ArrangementStatus.NEEDED
    return len(rows)


def _add(session: UnitOfWork, one: Appointment, row: ArrangementRow) -> Arrangement:
    if one.status is AppointmentStatus.CANCELLED:
        raise NotPermitted(N_("This visit was called off."))
    same = session.scalars(
        select(Arrangement.id)
        .where(Arrangement.appointment_id == one.id, Arrangement.kind == row.kind)
        .where(Arrangement.voided_at.is_(None))
    ).first()
    if same:
        raise InvalidField("kind", N_("This is arranged for this visit already."))
    made = Arrangement(
        id=session.new_id(),
        appointment_id=one.id,
        kind=row.kind,
        status=ArrangementStatus.NEEDED,
    )
    made.put(row.status, row.detail)
    session.add(made)
    session.flush()
    return made


def _arrangement(
    session: UnitOfWork, arrangement_id: UUID, seen: int
) -> tuple[Arrangement, Appointment]:
    row = session.get(Arrangement, arrangement_id, with_for_update=True)
    if row is None or row.voided_at is not None:
        raise NotFound(N_("This is not arranged any more."))
    if row.version != seen:
        raise ChangedElsewhere(
            N_("Somebody else changed this visit. Your text is kept.")
        )
    return row, session.get_one(Appointment, row.appointment_id)


def _saved(
    session: UnitOfWork, one: Appointment, act: str, **told: object
) -> CalendarRow | None:
    session.flush()
    audit.record(
        session,
        f"appointment.{act}",
        one.member_id,
        appointment=str(one.id),
        version=one.version,
        **told,
    )
    session.flush()
    return appointment_calendar.row(session, one.id)


def _arranged(
    session: UnitOfWork, one: Appointment, row: Arrangement, act: str
) -> CalendarRow | None:
    audit.record(
        session,
        f"arrangement.{act}",
        one.member_id,
        appointment=str(one.id),
        kind=row.kind.value,
        status=row.status.value,
    )
    session.flush()
    return appointment_calendar.row(session, one.id)
