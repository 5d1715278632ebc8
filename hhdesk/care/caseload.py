"""The caseload of each coordinator: children by tier and state, what is due, who is
away and who covers. Children without a coordinator stand first."""

from __future__ import annotations

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import absences, caseload_due, staff, staff_teams
from hhdesk.care.absences import AbsenceRow
from hhdesk.care.caseload_due import Due
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.programs import SegmentState
from hhdesk.care.staff import CARRIERS, Role, Staff
from hhdesk.care.staff_teams import TeamRow
from hhdesk.store.session import UnitOfWork

SOON = timedelta(days=14)
"""An absence is told on the board so long before it begins."""
ABOVE, FAR_ABOVE = 1.15, 1.35
"""So many times the mean of the clinic is more than others have."""
MANY_OVERDUE = 5
"""Fewer late things than these are nobody's overload."""


class Strain(enum.StrEnum):
    """How a load compares with those of the colleagues."""

    USUAL = "usual"
    ABOVE = "above"
    FAR_ABOVE = "far_above"


class Order(enum.StrEnum):
    """By what the coordinators stand; what is to be mended always comes first."""

    NAME = "name"
    CHILDREN = "children"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One coordinator's load, or what nobody has (`staff_id` None).

    `absence` is the present one or the next soon; `covers` are the absences for which
    this person covers today. `active` says whether they still work here.
    """

    staff_id: UUID | None
    name: str = ""
    role: Role | None = None
    active: bool = True
    languages: tuple[str, ...] = ()
    children: int = 0
    tiers: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[SegmentState, int] = field(default_factory=dict)
    due: Due = Due()
    absence: AbsenceRow | None = None
    covers: tuple[AbsenceRow, ...] = ()

    def away(self, day: date) -> bool:
        """Whether they are away on a day."""
        return self.absence is not None and self.absence.details.meets(day, day)

    @property
    def to_mend(self) -> bool:
        """Children whom nobody has, or somebody who has left."""
        return bool(self.children) and (self.staff_id is None or not self.active)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which coordinators a board shows: of a team, with children of a tier, who speak
    a language; all where nothing is said. Their numbers stay whole."""

    team_id: UUID | None = None
    tier: str | None = None
    language: str = ""
    order: Order = Order.NAME


@dataclass(frozen=True, slots=True)
class Board:
    """All rows in their order, what the filters offer, and whether who looks may move
    the children of others."""

    rows: tuple[CaseloadRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    leads: bool = False

    @property
    def tiers(self) -> tuple[str, ...]:
        return tuple(sorted({tier for row in self.rows for tier in row.tiers}))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({tag for row in self.rows for tag in row.languages}))

    @property
    def most(self) -> int:
        """The most children that somebody has."""
        return max((row.children for row in self.rows if row.staff_id), default=0)

    def _carrying(self) -> list[CaseloadRow]:
        """Those whose loads are compared: coordinators, and leads with children."""
        return [
            row
            for row in self.rows
            if row.staff_id and row.active
            if row.children or row.role is Role.COORDINATOR
        ]

    @property
    def mean(self) -> float:
        """How many children a coordinator has on the average."""
        here = self._carrying()
        return sum(row.children for row in here) / len(here) if here else 0.0

    def strain(self, row: CaseloadRow) -> Strain:
        """Compared with the mean of the clinic: by children, and by late things, where
        twice the mean is much."""
        here = self._carrying()
        if row.staff_id is None or len(here) < 2:
            return Strain.USUAL
        late = sum(one.due.overdue for one in here) / len(here)
        flooded = row.due.overdue >= MANY_OVERDUE and row.due.overdue > 2 * late
        if row.children > FAR_ABOVE * self.mean or flooded:
            return Strain.FAR_ABOVE
        above = row.children > ABOVE * self.mean
        return Strain.ABOVE if above else Strain.USUAL

    def shown(self, asked: Asked) -> tuple[CaseloadRow, ...]:
        """The rows that these filters leave; what is to be mended stays."""
        people = next(
            (team.people for team in self.teams if team.id == asked.team_id), None
        )
        found = [
            row
            for row in self.rows
            if row.to_mend
            or (
                (people is None or row.staff_id in people)
                and (asked.tier is None or asked.tier in row.tiers)
                and (not asked.language or speaks(row.languages, asked.language))
            )
        ]
        counts = {Order.CHILDREN: _children_of, Order.OVERDUE: _overdue_of}
        if asked.order in counts:
            found.sort(key=counts[asked.order], reverse=True)
        return tuple(sorted(found, key=lambda row: not row.to_mend))


def _children_of(row: CaseloadRow) -> int:
    return row.children


def _overdue_of(row: CaseloadRow) -> int:
    return row.due.overdue


def speaks(languages: Iterable[str], language: str) -> bool:
    """Whether somebody speaks with this family without an interpreter; English all
    do."""
    main = language.partition("-")[0]
    return main == "en" or any(one.partition("-")[0] == main for one in languages)


def under_care() -> tuple[Any, ...]:
    """Which enrollments count: the present one of a living child that has not ended."""
    return (
        EnrollmentSegment.current,
        EnrollmentSegment.voided_at.is_(None),
        EnrollmentSegment.state != SegmentState.ENDED,
        Member.voided_at.is_(None),
        Member.deceased_on.is_(None),
    )


@dataclass
class _Children:
    """How many somebody has."""

    tiers: Counter[str] = field(default_factory=Counter)
    states: Counter[SegmentState] = field(default_factory=Counter)


def _children(session: UnitOfWork) -> Mapping[UUID | None, _Children]:
    one = EnrollmentSegment
    counted = session.execute(
        select(one.coordinator_id, one.tier, one.state, func.count())
        .join(Member, Member.id == one.member_id)
        .where(*under_care())
        .group_by(one.coordinator_id, one.tier, one.state)
    )
    found: defaultdict[UUID | None, _Children] = defaultdict(_Children)
    for owner_id, tier, state, count in counted:
        found[owner_id].tiers[tier] += count
        found[owner_id].states[state] += count
    return found


def board(session: UnitOfWork, staff_id: UUID) -> Board:
    """The whole board as this person sees it: first the children that nobody has, then
    who has left and still has some, then everybody by name."""
    today = session.today()
    children, due = _children(session), caseload_due.of_owners(session)
    rows = [_nobody(children.get(None), due.get(None, Due()))]
    known = absences.absences(session, today)
    for one in session.scalars(select(Staff).where(Staff.voided_at.is_(None))):
        here = children.get(one.id)
        works = one.active and one.role in CARRIERS
        if works or here is not None:
            row = _row(one, here or _Children(), due.get(one.id, Due()))
            rows.append(_with_absences(row, known, today))
    order = sorted(rows, key=_place)
    teams = staff_teams.teams(session)
    return Board(tuple(order), teams, staff.leads(session, staff_id))


def _place(row: CaseloadRow) -> tuple[bool, bool, str]:
    return row.staff_id is not None, not row.to_mend, row.name.casefold()


def _nobody(here: _Children | None, due: Due) -> CaseloadRow:
    here = here or _Children()
    count = here.states.total()
    return CaseloadRow(
        None, children=count, tiers=here.tiers, states=here.states, due=due
    )


def _row(one: Staff, here: _Children, due: Due) -> CaseloadRow:
    return CaseloadRow(
        one.id,
        one.name,
        one.role,
        one.active,
        tuple(one.spoken_languages),
        here.states.total(),
        here.tiers,
        here.states,
        due,
    )


def _with_absences(
    row: CaseloadRow, known: Iterable[AbsenceRow], today: date
) -> CaseloadRow:
    """The row with their own next absence, and those that they cover today."""
    mine = [one for one in known if one.details.staff_id == row.staff_id]
    soon = [one for one in mine if one.details.begins_on <= today + SOON]
    covers = tuple(
        one
        for one in known
        if one.details.cover_id == row.staff_id and one.details.meets(today, today)
    )
    return replace(row, absence=soon[0] if soon else None, covers=covers)
