"""The calendar's rows: one query for a window of days, sealed visits as "busy"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from hhdesk.care import appointment_lines, silence
from hhdesk.care.appointment_lines import ARRANGEMENT, NAME, SEALS, VISIT
from hhdesk.care.appointments import (
    FREED,
    TIMED,
    Appointment,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import BarrierKind
from hhdesk.care.person import Name
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """All that a calendar paints; moments are UTC. A busy row says when and whose
    time is taken, and nothing else."""

    id: UUID
    version: int
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    staff_id: UUID | None
    staff: str
    member_id: UUID | None = None
    title: str = ""
    place: str = ""
    with_whom: str = ""
    referral_id: UUID | None = None
    replaces_id: UUID | None = None
    reason: str = ""
    barrier: BarrierKind | None = None
    called_off_by: CalledOffBy | None = None
    ask_on: date | None = None
    member: Name | None = None
    arrangements: tuple[ArrangementRow, ...] = ()
    seal: Seal = Seal()
    busy: bool = False

    @property
    def unexplained(self) -> bool:
        """Missed by the family, and nobody knows why yet."""
        missed = self.status is AppointmentStatus.NO_SHOW
        return missed and not self.reason and self.barrier is None


Line: TypeAlias = Sequence[Any]

_PLACES = {kind: place for place, kind in enumerate(ArrangementKind)}


def _seal(line: Line) -> Seal:
    """The one that closes the visit, or its own."""
    parts = line[SEALS]
    own = Seal(*parts[:3])
    for place in range(3, len(parts), 3):
        if own.sealed or parts[place] is None:
            break
        origin = Seal(*parts[place : place + 3])
        if origin.sealed:
            return origin
    return own


def _busy(line: Line) -> CalendarRow:
    """Kept, booked or missed is not told either."""
    key, version, starts_at, ends_at, _, staff_id, staff, *_ = line
    status = AppointmentStatus.BOOKED
    return CalendarRow(
        key, version, starts_at, ends_at, status, staff_id, staff, busy=True
    )


def _arrangements(lines: list[Line]) -> tuple[ArrangementRow, ...]:
    """Always in the same order: ride, interpreter, child care."""
    rows = [ArrangementRow(*line[ARRANGEMENT]) for line in lines]
    if len(rows) > 1:
        rows.sort(key=lambda row: _PLACES[row.kind])
    return tuple(row for row in rows if row.id)


def _open(lines: list[Line], seal: Seal) -> CalendarRow:
    line = lines[0]
    values = (*line[VISIT], Name(*line[NAME]), _arrangements(lines), seal)
    return CalendarRow(*values)


def _made(
    lines: Iterable[Line], member_id: UUID | None = None, *, freed: bool = False
) -> list[CalendarRow]:
    """Sealed visits of others than this member say nothing but the time. Where they
    take no time any more they are left out, unless `freed`."""
    found: list[CalendarRow] = []
    for _, some in groupby(lines, key=itemgetter(0)):
        visit = list(some)
        row = _open(visit, _seal(visit[0]))
        if row.member_id == member_id or not row.seal.sealed:
            found.append(row)
        elif freed or row.status not in FREED:
            found.append(_busy(visit[0]))
    return found


def between(
    session: UnitOfWork,
    start: datetime,
    end: datetime,
    staff_id: UUID | None = None,
    member_id: UUID | None = None,
) -> tuple[CalendarRow, ...]:
    """The visits of a window, by time, in one query; `clinic_time.window` makes one.

    Sealed visits are busy rows, unless one member's are asked for. What was booked for
    a child who has died is on no calendar.
    """
    where = appointment_lines.overlapping(start, end)
    if staff_id is not None:
        where.append(Appointment.staff_id == staff_id)
    if member_id is not None:
        where.append(Appointment.member_id == member_id)
    else:
        lives = silence.lives()
        where.append(or_(lives, Appointment.status.not_in(TIMED)))
    return tuple(_made(_read(session, *where), member_id))


def unsealed(
    session: UnitOfWork, *where: ColumnElement[bool]
) -> tuple[CalendarRow, ...]:
    """Visits by time with all that is known of each and the seal that closes it: who
    asks decides what of them is shown, and to whom."""
    return tuple(
        _open(visit, _seal(visit[0]))
        for visit in (
            list(some) for _, some in groupby(_read(session, *where), itemgetter(0))
        )
    )


def conflicts(
    session: UnitOfWork,
    start: datetime,
    end: datetime,
    *,
    staff_id: UUID | None = None,
    member_id: UUID | None = None,
    except_id: UUID | None = None,
) -> tuple[CalendarRow, ...]:
    """Other visits of this coordinator or this member in the same time.

    One that ends when the next begins is no conflict. `except_id` is the appointment
    that is being moved.
    """
    theirs = [Appointment.staff_id == staff_id] if staff_id else []
    theirs += [Appointment.member_id == member_id] if member_id else []
    if not theirs:
        return ()
    where = appointment_lines.overlapping(start, end)
    where += [or_(*theirs), Appointment.status.not_in(FREED)]
    if except_id is not None:
        where.append(Appointment.id != except_id)
    return tuple(_made(_read(session, *where), member_id))


def unexplained(
    session: UnitOfWork, day: date, staff_id: UUID | None = None
) -> tuple[CalendarRow, ...]:
    """Missed visits whose reason is to be asked for again by this day.

    A sealed one is a busy row: it is to be asked about like any other.
    """
    where = [
        Appointment.status == AppointmentStatus.NO_SHOW,
        Appointment.ask_on <= day,
        silence.lives(),
    ]
    if staff_id is not None:
        where.append(Appointment.staff_id == staff_id)
    return tuple(_made(_read(session, *where), freed=True))


def origins(session: UnitOfWork, member_id: UUID) -> dict[UUID, tuple[Seal, ...]]:
    """The seals of what a member's visits were born of, for the disclosure rule."""
    found = session.execute(appointment_lines.origins(member_id))
    return {
        line[0]: tuple(
            Seal(*line[place : place + 3])
            for place in range(1, len(line), 3)
            if line[place] is not None
        )
        for line in found
    }


def row(
    session: UnitOfWork, appointment_id: UUID, member_id: UUID | None = None
) -> CalendarRow | None:
    """One visit as the calendar shows it, or as the page of this member does; None
    where it does not."""
    found = _made(_read(session, Appointment.id == appointment_id), member_id)
    return found[0] if found else None


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[CalendarRow, ...]:
    """All visits of a member, past and coming, for the member's own page."""
    where = Appointment.member_id == member_id
    return tuple(_made(_read(session, where), member_id))


def _read(session: UnitOfWork, *where: ColumnElement[bool]) -> Iterable[Line]:
    return session.execute(appointment_lines.lines(*where)).all()
