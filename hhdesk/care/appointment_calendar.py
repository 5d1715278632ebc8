"""The calendar's rows: one query for a window of days, sealed visits as "busy"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_

from hhdesk.care import appointment_lines
from hhdesk.care.appointment_lines import SEALED
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
from hhdesk.care.members import Member
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
    busy: bool = False
    member_id: UUID | None = None
    member: Name | None = None
    title: str = ""
    place: str = ""
    with_whom: str = ""
    referral_id: UUID | None = None
    replaces_id: UUID | None = None
    reason: str = ""
    barrier: BarrierKind | None = None
    called_off_by: CalledOffBy | None = None
    ask_on: date | None = None
    arrangements: tuple[ArrangementRow, ...] = ()
    seal: Seal = Seal()

    @property
    def unexplained(self) -> bool:
        """Missed by the family, and nobody knows why yet."""
        missed = self.status is AppointmentStatus.NO_SHOW
        return missed and not self.reason and self.barrier is None


_PLACES = {kind: place for place, kind in enumerate(ArrangementKind)}


def _seals(line: Row[Any]) -> list[Seal]:
    """Its own seal first."""
    parts = line[-3 * len(SEALED) :]
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [Seal(*triple) for triple in triples if triple[0] is not None]


def _seal(line: Row[Any]) -> Seal:
    """The one that closes the visit, or its own."""
    seals = _seals(line)
    return next((seal for seal in seals if seal.sealed), seals[0])


def _busy(line: Row[Any]) -> CalendarRow:
    """Kept, booked or missed is not told either."""
    booked = AppointmentStatus.BOOKED
    times = line.starts_at, line.ends_at
    staff = line.staff_id, line.staff or ""
    return CalendarRow(line.id, line.version, *times, booked, *staff, busy=True)


def _arrangements(lines: list[Row[Any]]) -> tuple[ArrangementRow, ...]:
    """Always in the same order: ride, interpreter, child care."""
    rows = [
        ArrangementRow(
            line.kind,
            line.arranged,
            line.detail,
            line.arrangement_id,
            line.arrangement_version,
        )
        for line in lines
        if line.arrangement_id
    ]
    return tuple(sorted(rows, key=lambda row: _PLACES[row.kind]))


def _open(lines: list[Row[Any]]) -> CalendarRow:
    line = lines[0]
    return CalendarRow(
        line.id,
        line.version,
        line.starts_at,
        line.ends_at,
        line.status,
        line.staff_id,
        line.staff or "",
        False,
        line.member_id,
        Name(
            line.given,
            line.first_surname,
            line.second_surname,
            line.nickname,
            line.as_given,
        ),
        line.title,
        line.place,
        line.with_whom,
        line.referral_id,
        line.replaces_id,
        line.reason,
        line.barrier,
        line.called_off_by,
        line.ask_on,
        _arrangements(lines),
        _seal(line),
    )


def _made(
    lines: Iterable[Row[Any]], member_id: UUID | None = None, *, freed: bool = False
) -> list[CalendarRow]:
    """Sealed visits of others than this member say nothing but the time. Where they
    take no time any more they are left out, unless `freed`."""
    found: list[CalendarRow] = []
    for _, some in groupby(lines, key=lambda line: line.id):
        visit = list(some)
        first = visit[0]
        hidden = first.member_id != member_id and _seal(first).sealed
        if not hidden:
            found.append(_open(visit))
        elif freed or first.status not in FREED:
            found.append(_busy(first))
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
        lives = Member.deceased_on.is_(None)
        where.append(or_(lives, Appointment.status.not_in(TIMED)))
    return tuple(_made(session.execute(appointment_lines.lines(*where)), member_id))


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
    return tuple(_made(session.execute(appointment_lines.lines(*where)), member_id))


def unexplained(
    session: UnitOfWork, day: date, staff_id: UUID | None = None
) -> tuple[CalendarRow, ...]:
    """Missed visits whose reason is to be asked for again by this day.

    A sealed one is a busy row: it is to be asked about like any other.
    """
    where = [
        Appointment.status == AppointmentStatus.NO_SHOW,
        Appointment.ask_on <= day,
        Member.deceased_on.is_(None),
    ]
    if staff_id is not None:
        where.append(Appointment.staff_id == staff_id)
    return tuple(_made(session.execute(appointment_lines.lines(*where)), freed=True))


def row(session: UnitOfWork, appointment_id: UUID) -> CalendarRow | None:
    """One visit as the calendar shows it; None where it does not."""
    found = _made(
        session.execute(appointment_lines.lines(Appointment.id == appointment_id))
    )
    return found[0] if found else None
