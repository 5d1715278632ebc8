"""The question that fills the calendar: visits with their people, seals and rides."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate, chain
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from hhdesk.care.appointments import LONGEST, Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement
from hhdesk.care.confidentiality import Sealable
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.members import Member
from hhdesk.care.referrals import Referral
from hhdesk.care.staff import Staff

_VISIT: list[Any] = [
    Appointment.id,
    Appointment.version,
    Appointment.starts_at,
    Appointment.ends_at,
    Appointment.status,
    Appointment.staff_id,
    func.coalesce(Staff.name, ""),
    Appointment.member_id,
    Appointment.title,
    Appointment.place,
    Appointment.with_whom,
    Appointment.referral_id,
    Appointment.replaces_id,
    Appointment.reason,
    Appointment.barrier,
    Appointment.called_off_by,
    Appointment.ask_on,
]
_NAME: list[Any] = [
    Member.given,
    Member.first_surname,
    Member.second_surname,
    Member.nickname,
    Member.as_given,
]
_ARRANGEMENT: list[Any] = [
    Arrangement.kind,
    Arrangement.status,
    Arrangement.detail,
    Arrangement.id,
    Arrangement.version,
]
# Whose seals close a visit: its own, and those of what it is born of.
_SEALED: list[type[Sealable]] = [Appointment, Referral, Goal, Concern]
_SEALS = [
    column
    for table in _SEALED
    for column in (table.segment, table.consenter, table.part2)
]
_PARTS: list[list[Any]] = [_VISIT, _NAME, _ARRANGEMENT, _SEALS]
_ENDS = list(accumulate(map(len, _PARTS)))
VISIT, NAME, ARRANGEMENT, SEALS = map(slice, [0, *_ENDS], _ENDS)
"""The parts of a line. A visit's begins with the visit's id and goes on as CalendarRow
does; of the seals, three columns each, its own is the first."""


def _stands(table: Any) -> ColumnElement[bool]:
    stands: ColumnElement[bool] = table.voided_at.is_(None)
    return stands


def lines(*where: ColumnElement[bool]) -> Select[Any]:
    """A line for each arrangement of each visit, or one for a visit without any."""
    ours = Arrangement.appointment_id == Appointment.id
    return (
        select(*chain(*_PARTS))
        .select_from(Appointment)
        .join(Member, Member.id == Appointment.member_id)
        .outerjoin(Staff, Staff.id == Appointment.staff_id)
        .outerjoin(Referral, Referral.id == Appointment.referral_id)
        .outerjoin(Goal, Goal.id == Referral.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .outerjoin(Arrangement, ours & _stands(Arrangement))
        .where(
            _stands(Appointment),
            _stands(Member),
            Appointment.status != AppointmentStatus.ENTERED_IN_ERROR,
            *where,
        )
        .order_by(Appointment.starts_at, Appointment.ends_at.desc(), Appointment.id)
    )


def overlapping(start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    """The first bound lets the index on the beginning do the work."""
    return [
        Appointment.starts_at >= start - LONGEST,
        Appointment.starts_at < end,
        Appointment.ends_at > start,
    ]


def origins(member_id: UUID) -> Select[Any]:
    """The visits of a member that were born of a referral: id, then the seals of the
    referral, its goal and its concern."""
    columns: list[Any] = [Appointment.id, *_SEALS[3:]]
    return (
        select(*columns)
        .select_from(Appointment)
        .join(Referral, Referral.id == Appointment.referral_id)
        .outerjoin(Goal, Goal.id == Referral.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Appointment.member_id == member_id, _stands(Appointment))
    )
