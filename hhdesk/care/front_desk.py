"""Who comes on a day, as the front desk sees it: names, times, where each one is.

Of a sealed visit the front desk learns who comes and when, and never what for.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from hhdesk.care import (
    appointment_calendar,
    clinic,
    clinic_time,
    desk_hints,
    silence,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import (
    NOT_SEEN,
    TIMED,
    Appointment,
    AppointmentStatus,
    CalledOffBy,
    Came,
)
from hhdesk.care.arrangements import ArrangementRow
from hhdesk.care.desk_hints import Hint
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving
from hhdesk.care.members import Member
from hhdesk.care.person import Languages, Name
from hhdesk.care.staff import Staff
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

ROOMS_SINCE = timedelta(days=30)
MOST_ROOMS = 8


class Stage(enum.StrEnum):
    """Where a family is on its way through the clinic."""

    EXPECTED = "expected"
    HERE = "here"
    IN_ROOM = "in_room"
    DONE = "done"


STAGE_WORDS = {
    Stage.EXPECTED: N_("Expected"),
    Stage.HERE: N_("Here"),
    Stage.IN_ROOM: N_("In a room"),
    Stage.DONE: N_("Done for today"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One visit at the front desk; moments are UTC.

    `speaks` is what the main caregiver speaks, else the child. A private row says
    nothing of what the visit is for, with whom, where, or what is arranged.
    """

    id: UUID
    version: int
    member_id: UUID
    name: Name
    pronouns: str
    birth_date: date
    speaks: Languages
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    came: Came = NOT_SEEN
    title: str = ""
    with_whom: str = ""
    place: str = ""
    staff: str = ""
    coordinator: str = ""
    called_off_by: CalledOffBy | None = None
    unexplained: bool = False
    arrangements: tuple[ArrangementRow, ...] = ()
    hints: tuple[Hint, ...] = ()
    private: bool = False

    @property
    def stage(self) -> Stage:
        if self.status in TIMED:
            return Stage.EXPECTED
        if self.status is not AppointmentStatus.ARRIVED:
            return Stage.DONE
        return Stage.IN_ROOM if self.came.roomed_at else Stage.HERE

    @property
    def call_out(self) -> str:
        """What the family hears called: as they call the child, no surname."""
        return self.name.nickname or self.name.given or self.name.full


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A day's visits by time, the rooms that were used lately, and the clinic's name,
    which as a place of a visit says nothing new."""

    day: date
    rows: tuple[DeskRow, ...]
    rooms: tuple[str, ...]
    clinic: str


def of_day(session: UnitOfWork, day: date) -> DeskDay:
    """Everybody who comes on this day, and who was to come."""
    begin, end = clinic_time.window(day, 1, session.zone)
    lives = silence.lives()
    found = rows(
        session,
        Appointment.starts_at >= begin,
        Appointment.starts_at < end,
        or_(lives, Appointment.status.not_in(TIMED)),
    )
    return DeskDay(day, found, rooms(session), clinic.clinic(session).name)


def row(session: UnitOfWork, appointment_id: UUID) -> DeskRow | None:
    """One visit as it stands now; None for one that is on no list any more."""
    found = rows(session, Appointment.id == appointment_id)
    return found[0] if found else None


def expected(session: UnitOfWork, member_id: UUID) -> DeskRow | None:
    """The child's first visit of today to which nobody has come yet."""
    begin, end = clinic_time.window(session.today(), 1, session.zone)
    found = rows(
        session,
        Appointment.member_id == member_id,
        Appointment.starts_at >= begin,
        Appointment.starts_at < end,
        Appointment.status.in_(TIMED),
    )
    return found[0] if found else None


def rooms(session: UnitOfWork) -> tuple[str, ...]:
    """The rooms used lately, the last one first."""
    since = session.now() - ROOMS_SINCE
    last = func.max(Appointment.roomed_at)
    found = session.scalars(
        select(Appointment.room)
        .where(
            Appointment.room != "",
            Appointment.starts_at >= since,
            Appointment.roomed_at >= since,
        )
        .group_by(Appointment.room)
        .order_by(last.desc(), Appointment.room)
        .limit(MOST_ROOMS)
    )
    return tuple(found)


def rows(session: UnitOfWork, *where: ColumnElement[bool]) -> tuple[DeskRow, ...]:
    """Visits of `Appointment` and `Member` that meet these conditions, by time."""
    visits = appointment_calendar.unsealed(session, *where)
    members = {visit.member_id for visit in visits if visit.member_id}
    people = _people(session, members)
    came = _came(session, [visit.id for visit in visits])
    hints = desk_hints.of_members(session, members)
    found = [
        replace(
            _row(visit, people[visit.member_id]),
            came=came.get(visit.id, NOT_SEEN),
            hints=hints.get(visit.member_id, ()),
        )
        for visit in visits
        if visit.member_id in people
    ]
    found.sort(key=lambda one: (one.starts_at, one.name.full.casefold(), one.id))
    return tuple(found)


def _row(visit: CalendarRow, person: Mapping[str, Any]) -> DeskRow:
    assert visit.member_id is not None
    assert visit.member is not None
    shown = DeskRow(
        visit.id,
        visit.version,
        visit.member_id,
        visit.member,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        status=visit.status,
        called_off_by=visit.called_off_by,
        unexplained=visit.unexplained,
        **person,
    )
    if visit.seal.sealed:
        return replace(shown, private=True)
    return replace(
        shown,
        title=visit.title,
        with_whom=visit.with_whom,
        place=visit.place,
        staff=visit.staff,
        arrangements=visit.arrangements,
    )


def _people(
    session: UnitOfWork, member_ids: Iterable[UUID]
) -> dict[UUID, dict[str, Any]]:
    """Each child's birth date and pronouns, what the family speaks, who coordinates."""
    main = and_(Caregiving.member_id == Member.id, Caregiving.main, _stands(Caregiving))
    current = and_(
        EnrollmentSegment.member_id == Member.id,
        EnrollmentSegment.current,
        _stands(EnrollmentSegment),
    )
    lines = session.execute(
        select(Member, Caregiver, Staff.name)
        .outerjoin(Caregiving, main)
        .outerjoin(Caregiver, Caregiver.id == Caregiving.caregiver_id)
        .outerjoin(EnrollmentSegment, current)
        .outerjoin(Staff, Staff.id == EnrollmentSegment.coordinator_id)
        .where(Member.id.in_(sorted(member_ids)))
        .order_by(Caregiving.id.desc())
    )
    return {
        member.id: {
            "pronouns": member.pronouns,
            "birth_date": member.birth_date,
            "speaks": (caregiver or member).languages,
            "coordinator": coordinator or "",
        }
        for member, caregiver, coordinator in lines
    }


def _came(session: UnitOfWork, ids: list[UUID]) -> dict[UUID, Came]:
    columns = Appointment.arrived_at, Appointment.roomed_at, Appointment.room
    lines = session.execute(
        select(Appointment.id, *columns).where(
            Appointment.id.in_(ids), Appointment.arrived_at.is_not(None)
        )
    )
    return {key: Came(arrived, roomed, room) for key, arrived, roomed, room in lines}


def _stands(table: Any) -> ColumnElement[bool]:
    stands: ColumnElement[bool] = table.voided_at.is_(None)
    return stands
