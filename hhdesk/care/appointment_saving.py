"""Saving an appointment's form in one act, and taking a move or a mark back.

Each act gives the calendar's row, or None where the calendar shows it no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    appointment_calendar,
    appointments,
    attendance,
    audit,
    booking,
    referral_visits,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import Appointment, AppointmentDetails, AppointmentStatus
from hhdesk.care.arrangements import (
    Arrangement,
    ArrangementKind,
    ArrangementRow,
    ArrangementStatus,
)
from hhdesk.errors import ChangedElsewhere, InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NOT_NEEDED = "not needed any more"
"""What the record says of an arrangement that was taken off the form."""


@dataclass(frozen=True, slots=True)
class AppointmentForm:
    """What stands in the form of one that exists: arrangements that are missing here
    are not needed any more; one without an id is new."""

    details: AppointmentDetails
    arrangements: tuple[ArrangementRow, ...] = ()


def form(
    session: UnitOfWork, appointment_id: UUID
) -> tuple[AppointmentForm, UUID, int]:
    """The form's value, the member's id, and the version it was read at."""
    details, version = booking.details(session, appointment_id)
    rows = tuple(map(_row, _standing(session, appointment_id)))
    member_id = session.get_one(Appointment, appointment_id).member_id
    return AppointmentForm(details, rows), member_id, version


def save(
    session: UnitOfWork, appointment_id: UUID, value: AppointmentForm, *, seen: int
) -> CalendarRow | None:
    """Save the form of an appointment that exists, with what is arranged for it.

    What is arranged as before is to be arranged anew where the time has changed; what
    was given another state in the form keeps that state. Raises what `booking.edit`
    and `booking.put_arrangement` raise; then nothing is saved.
    """
    before = {row.id: row for row in map(_row, _standing(session, appointment_id))}
    _seen(before, value.arrangements)
    shown = booking.edit(session, appointment_id, value.details, seen=seen)
    now = {row.id: row for row in _standing(session, appointment_id)}
    kept = {row.id for row in value.arrangements}
    for key, one in now.items():
        if key not in kept:
            shown = booking.drop_arrangement(
                session, one.id, NOT_NEEDED, seen=one.version
            )
    for row in value.arrangements:
        if row.id is None:
            shown = _arrange(session, appointment_id, row)
        elif _changed(row, before[row.id]):
            one = now[row.id]
            shown = _put(session, one, row)
    return shown


def _standing(session: UnitOfWork, appointment_id: UUID) -> list[Arrangement]:
    kinds = list(ArrangementKind)
    rows = session.scalars(
        select(Arrangement).where(
            Arrangement.appointment_id == appointment_id,
            Arrangement.voided_at.is_(None),
        )
    )
    return sorted(rows, key=lambda row: kinds.index(row.kind))


def _row(one: Arrangement) -> ArrangementRow:
    return ArrangementRow(one.kind, one.status, one.detail, one.id, one.version)


def _seen(
    before: dict[UUID | None, ArrangementRow], wanted: Iterable[ArrangementRow]
) -> None:
    """Raises ChangedElsewhere where somebody changed what is arranged meanwhile."""
    for row in wanted:
        if row.id is None:
            continue
        known = before.get(row.id)
        if known is None or known.version != row.version:
            raise ChangedElsewhere(
                N_("Somebody else changed this visit. Your text is kept.")
            )


def _changed(row: ArrangementRow, before: ArrangementRow) -> bool:
    return (row.status, row.detail.strip()) != (before.status, before.detail)


def _arrange(
    session: UnitOfWork, appointment_id: UUID, row: ArrangementRow
) -> CalendarRow | None:
    try:
        return booking.arrange(
            session, appointment_id, row.kind, row.status, row.detail
        )
    except InvalidField as refusal:
        raise _beside(refusal, row.kind) from None


def _put(
    session: UnitOfWork, one: Arrangement, row: ArrangementRow
) -> CalendarRow | None:
    try:
        return booking.put_arrangement(
            session, one.id, row.status, row.detail, seen=one.version
        )
    except InvalidField as refusal:
        raise _beside(refusal, row.kind) from None


def _beside(refusal: InvalidField, kind: ArrangementKind) -> InvalidField:
    """The same refusal, of the field of this kind: `transport.detail`."""
    field = f"{kind.value}.{refusal.field}"
    return InvalidField(field, refusal.sentence, **refusal.values)


def undo_move(
    session: UnitOfWork, before: CalendarRow, *, seen: int
) -> CalendarRow | None:
    """Back to the times of `before`, where nothing was changed since the move.

    What was arranged for those times is arranged again, unless somebody has dealt
    with it meanwhile. Raises ChangedElsewhere, NotPermitted.
    """
    one = appointments.present(session, before.id, seen)
    day = referral_visits.day_of(session, one)
    one.move(before.starts_at, before.ends_at)
    old = {row.id: row.status for row in before.arrangements}
    for row in _standing(session, one.id):
        if row.status is ArrangementStatus.NEEDED:
            row.status = old.get(row.id, row.status)
    session.flush()
    audit.record(
        session,
        "appointment.undo_move",
        one.member_id,
        appointment=str(one.id),
        version=one.version,
    )
    referral_visits.booked(session, one, day)
    session.flush()
    return appointment_calendar.row(session, one.id)


def undo_mark(
    session: UnitOfWork, appointment_id: UUID, before: AppointmentStatus, *, seen: int
) -> CalendarRow | None:
    """Take back what was just said of how a visit went; it stands as it did.

    For visits that were booked or arrived; raises NotPermitted for others.
    """
    one = appointments.present(session, appointment_id, seen)
    came = one.came
    shown = attendance.take_back(session, appointment_id, seen=seen)
    if before is AppointmentStatus.ARRIVED:
        shown = attendance.mark_arrived(
            session, appointment_id, seen=one.version, came=came
        )
    return shown


def book(
    session: UnitOfWork,
    member_id: UUID,
    value: AppointmentForm,
    replaces_id: UUID | None = None,
) -> CalendarRow | None:
    """Enter a new one from its form; raises what `booking.book` raises."""
    rows = [replace(row, id=None, version=0) for row in value.arrangements]
    try:
        return booking.book(
            session, member_id, value.details, rows, replaces_id=replaces_id
        )
    except InvalidField as refusal:
        raise _of_arrangement(refusal, rows) from None


def _of_arrangement(
    refusal: InvalidField, rows: Iterable[ArrangementRow]
) -> InvalidField:
    """One that fell through without a reason is refused beside its own field."""
    if refusal.field != "detail":
        return refusal
    failed = ArrangementStatus.FAILED
    wrong = [row for row in rows if row.status is failed and not row.detail.strip()]
    return _beside(refusal, wrong[0].kind) if wrong else refusal
