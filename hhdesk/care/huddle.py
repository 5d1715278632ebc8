"""The morning meeting's sheet: who comes today and what is open for each child, by the
disclosure rule for the care team. It is for staff and stays in the clinic."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import or_, select

from hhdesk.care import (
    appointment_calendar,
    clinic,
    clinic_time,
    consents,
    front_desk,
    open_loop_whose,
    open_loops,
    silence,
)
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Reader, Seal, age_on, released
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.front_desk import DeskRow
from hhdesk.care.members import Member
from hhdesk.care.open_loops import Asked, LoopGroup, LoopKind, LoopRow, Whose
from hhdesk.care.person import Languages, Name
from hhdesk.care.staff import Staff
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

HUDDLE = "huddle"
"""The kind of this paper, in its file's name and in the accounting."""
MOST_OPEN = 3
"""Lines for one child; the rest is counted."""
MOST_OVERDUE = {Whose.MINE: 8, Whose.TEAM: 14, Whose.EVERYONE: 14}
"""Lines of overdue work for children who do not come today: one person's sheet is to
be one page."""
SOON_DAYS = 7
# The visit itself and its ride stand in the other columns.
_TOLD_BESIDE = frozenset({LoopKind.UNMARKED_VISIT, LoopKind.ARRANGEMENT})
_OFF = (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class HuddleOrder:
    """Whose morning: one's own day, one's team's, or everybody's; today's, unless
    another day is named."""

    whose: Whose
    staff_id: UUID
    day: date | None = None
    kind: ClassVar[str] = HUDDLE


@dataclass(frozen=True, slots=True)
class HuddleChild:
    """A child on the sheet, and who coordinates it."""

    member_id: UUID
    name: Name
    birth_date: date
    coordinator: str


@dataclass(frozen=True, slots=True)
class HuddleVisit:
    """One visit; `open` is what is to be done for the child, `more` how much besides.
    Moments are UTC."""

    child: HuddleChild
    speaks: Languages
    starts_at: datetime
    status: AppointmentStatus
    title: str
    with_whom: str
    place: str
    arrangements: tuple[tuple[ArrangementKind, ArrangementStatus], ...]
    open: tuple[LoopRow, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class HuddleStay:
    """A child who is in hospital."""

    child: HuddleChild
    kind: StayKind
    place: str
    since: date | None


@dataclass(frozen=True, slots=True)
class HuddleForReader:
    """All that the sheet may say; `withheld` is for the operator alone. `person` is
    whose day or team it is, "" where it is everybody's."""

    day: date
    whose: Whose
    person: str
    clinic: ClinicRow
    visits: tuple[HuddleVisit, ...]
    stays: tuple[HuddleStay, ...]
    overdue: tuple[LoopRow, ...]
    overdue_more: int
    withheld: int
    seals: Mapping[UUID, Seal]
    """Of each child on the sheet: the first seal of its items that is no ordinary
    one."""
    audience: ClassVar[Audience] = Audience.CARE_TEAM

    @property
    def seal(self) -> Seal:
        found = (seal for seal in self.seals.values() if not seal.ordinary)
        return next(found, Seal())


class _Sheet:
    """Lets items through for the care team, child by child, and counts the others."""

    def __init__(self, session: UnitOfWork) -> None:
        self._session = session
        self._readers: dict[UUID, Reader] = {}
        self.seals: dict[UUID, Seal] = {}
        self.withheld = 0

    def _reader(self, member_id: UUID, birth_date: date) -> Reader:
        known = self._readers.get(member_id)
        if known is None:
            today = self._session.today()
            age = age_on(birth_date, today)
            active = consents.active(self._session, member_id, today)
            known = Reader(Audience.CARE_TEAM, age, today, consents=active)
            self._readers[member_id] = known
        return known

    def lets(self, member_id: UUID, birth_date: date, chain: Sequence[Seal]) -> bool:
        """Whether an item goes on the sheet; if so, its child is on it."""
        if not released(chain, self._reader(member_id, birth_date)):
            self.withheld += 1
            return False
        unusual = next((seal for seal in chain if not seal.ordinary), Seal())
        if self.seals.get(member_id, Seal()).ordinary:
            self.seals[member_id] = unusual
        return True

    def loops(self, rows: Iterable[LoopRow]) -> list[LoopRow]:
        """Those that may be told of; what names no child here is withheld."""
        kept = []
        for row in rows:
            if row.member_id is None or row.born is None:
                self.withheld += 1
            elif self.lets(row.member_id, row.born, (row.seal,)):
                kept.append(row)
        return kept


def gather(session: UnitOfWork, order: HuddleOrder) -> HuddleForReader:
    """The sheet of a day. Raises NotPermitted for whom the clinic does not know."""
    person = session.get(Staff, order.staff_id)
    if person is None or not person.active:
        raise NotPermitted(N_("This paper is not made for this reader."))
    asked = Asked(order.whose, order.staff_id, LoopGroup.OVERDUE)
    owners = open_loop_whose.owners(session, asked)
    day = order.day or session.today()
    sheet = _Sheet(session)
    visits = _visits(session, sheet, day, owners)
    stays = _stays(session, sheet, owners)
    here = {visit.child.member_id for visit in visits}
    overdue, more = _overdue(session, sheet, asked, here)
    return HuddleForReader(
        day,
        order.whose,
        "" if order.whose is Whose.EVERYONE else person.name,
        clinic.clinic(session),
        visits,
        stays,
        overdue,
        more,
        sheet.withheld,
        sheet.seals,
    )


def _visits(
    session: UnitOfWork,
    sheet: _Sheet,
    day: date,
    owners: Collection[str | None] | None,
) -> tuple[HuddleVisit, ...]:
    begin, end = clinic_time.window(day, 1, session.zone)
    rows = front_desk.rows(
        session,
        Appointment.starts_at >= begin,
        Appointment.starts_at < end,
        Appointment.status.not_in(_OFF),
        silence.lives(),
    )
    coordinators = _coordinators(session, {row.member_id for row in rows})
    items = _items(session, [row.id for row in rows])
    kept = []
    for row in rows:
        one = items[row.id]
        theirs = (one.staff_id, coordinators.get(row.member_id))
        if not _is_of(owners, theirs):
            continue
        origins = appointment_calendar.origins(session, row.member_id)
        chain = (*origins.get(row.id, ()), one.seal)
        if sheet.lets(row.member_id, row.birth_date, chain):
            kept.append(row)
    loops = dict(open_loops.of_members(session, {row.member_id for row in kept}))
    # What is open stands at the child's first visit of the day.
    return tuple(
        _visit(row, items[row.id], _open(sheet, loops.pop(row.member_id, ())))
        for row in kept
    )


def _items(session: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, Appointment]:
    found = session.scalars(select(Appointment).where(Appointment.id.in_(ids)))
    return {one.id: one for one in found}


def _is_of(
    owners: Collection[str | None] | None, theirs: Iterable[UUID | None]
) -> bool:
    """Whether somebody of the asked looks after it; what is nobody's is a lead's."""
    if owners is None:
        return True
    people = {one.hex for one in theirs if one is not None}
    return any(one in owners for one in people) if people else None in owners


def _visit(row: DeskRow, one: Appointment, loops: Sequence[LoopRow]) -> HuddleVisit:
    return HuddleVisit(
        HuddleChild(row.member_id, row.name, row.birth_date, row.coordinator),
        row.speaks,
        row.starts_at,
        row.status,
        one.title,
        one.with_whom or row.staff,
        one.place,
        tuple((ride.kind, ride.status) for ride in row.arrangements),
        tuple(loops[:MOST_OPEN]),
        max(0, len(loops) - MOST_OPEN),
    )


def _open(sheet: _Sheet, loops: Iterable[LoopRow]) -> list[LoopRow]:
    """What is late or due within a week, and not put off."""
    return sheet.loops(
        row
        for row in loops
        if row.days <= SOON_DAYS
        and row.snoozed_until is None
        and row.key.kind not in _TOLD_BESIDE
    )


def _coordinators(
    session: UnitOfWork, members: Collection[UUID]
) -> dict[UUID, UUID | None]:
    found = session.execute(
        select(EnrollmentSegment.member_id, EnrollmentSegment.coordinator_id).where(
            EnrollmentSegment.member_id.in_(sorted(members)),
            EnrollmentSegment.current,
            EnrollmentSegment.voided_at.is_(None),
        )
    ).all()
    return dict(found)


def _stays(
    session: UnitOfWork, sheet: _Sheet, owners: Collection[str | None] | None
) -> tuple[HuddleStay, ...]:
    """Who is in hospital now, by name."""
    lines = session.execute(
        select(HospitalStay, Member)
        .join(Member, Member.id == HospitalStay.member_id)
        .where(
            HospitalStay.status == StayStatus.IN_PROGRESS,
            or_(
                HospitalStay.ends_on.is_(None),
                HospitalStay.ends_on >= session.today(),
            ),
            HospitalStay.voided_at.is_(None),
            Member.voided_at.is_(None),
            silence.lives(),
        )
    ).all()
    coordinators = _coordinators(session, {member.id for _, member in lines})
    names = dict(session.execute(select(Staff.id, Staff.name)).all())
    found = []
    for stay, member in lines:
        own = coordinators.get(member.id)
        if not _is_of(owners, [own]):
            continue
        if sheet.lets(member.id, member.birth_date, (stay.seal,)):
            whose = names.get(own, "") if own else ""
            child = HuddleChild(member.id, member.name, member.birth_date, whose)
            found.append(HuddleStay(child, stay.kind, stay.place, stay.begins_on))
    found.sort(key=lambda one: (one.child.name.full.casefold(), one.child.member_id))
    return tuple(found)


def _overdue(
    session: UnitOfWork, sheet: _Sheet, asked: Asked, here: Collection[UUID]
) -> tuple[tuple[LoopRow, ...], int]:
    """What is late for children who do not come today, the latest first, and how much
    more there is."""
    listed = open_loops.listed(session, asked)
    others = [row for row in listed.first if row.member_id not in here]
    most = MOST_OVERDUE[asked.whose]
    shown = sheet.loops(others[:most])
    unread = len(listed.keys) - len(listed.first)
    return tuple(shown), max(0, len(others) - most) + max(0, unread)
