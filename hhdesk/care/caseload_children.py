"""The children of one coordinator as a list: filtered, sorted, a page at a time; and
what a hand-over of some of them means."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from hhdesk.care import caseload_due, staff
from hhdesk.care.caseload import under_care
from hhdesk.care.caseload_due import OpenThings
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.person import Languages, Name
from hhdesk.care.programs import SegmentState
from hhdesk.care.reassignment import Belongings, Chosen
from hhdesk.care.search_filing import chunks
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork

FIRST = 128
"""Rows that come with the keys."""


class Order(enum.StrEnum):
    """By what the children stand; within it, by name."""

    NAME = "name"
    AGE = "age"
    TIER = "tier"
    LANGUAGE = "language"
    DUE = "due"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose children (None is nobody's), of which tier and language, in which order."""

    staff_id: UUID | None
    tier: str | None = None
    language: str = ""
    order: Order = Order.DUE
    backward: bool = False


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child of a caseload; `version` is what a hand-over must have seen."""

    member_id: UUID
    version: int
    name: Name
    born: date
    tier: str
    state: SegmentState
    languages: Languages
    household_id: UUID | None
    coordinator_id: UUID | None
    coordinator: str
    open: OpenThings

    @property
    def chosen(self) -> Chosen:
        return Chosen(self.member_id, self.version)


@dataclass(frozen=True, slots=True)
class ChildList:
    """All keys in order, the first rows, and what the filters offer."""

    keys: tuple[UUID, ...] = ()
    first: tuple[ChildRow | None, ...] = ()
    tiers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def _standing() -> Select[Member, EnrollmentSegment, str]:
    return (
        select(Member, EnrollmentSegment, Staff.name)
        .join(EnrollmentSegment, EnrollmentSegment.member_id == Member.id)
        .outerjoin(Staff, Staff.id == EnrollmentSegment.coordinator_id)
        .where(*under_care())
    )


def _of_coordinator(staff_id: UUID | None) -> Any:
    if staff_id is None:
        return EnrollmentSegment.coordinator_id.is_(None)
    return EnrollmentSegment.coordinator_id == staff_id


def children(session: UnitOfWork, asked: Asked) -> ChildList:
    """The children of one coordinator, or those whom nobody has."""
    found = session.execute(
        select(
            Member.id,
            Member.first_surname,
            Member.given,
            Member.birth_date,
            EnrollmentSegment.tier,
            Member.spoken_language,
        )
        .join(EnrollmentSegment, EnrollmentSegment.member_id == Member.id)
        .where(*under_care(), _of_coordinator(asked.staff_id))
    ).all()
    lines = [
        line
        for line in found
        if asked.tier is None or line.tier == asked.tier
        if not asked.language or line.spoken_language == asked.language
    ]
    due = caseload_due.of_children(session, [line.id for line in lines])
    lines.sort(key=_by_name)
    lines.sort(key=_KEYS[asked.order](due), reverse=asked.backward)
    keys = tuple(line.id for line in lines)
    return ChildList(
        keys,
        _rows(session, keys[:FIRST], due),
        tuple(sorted({line.tier for line in found})),
        tuple(sorted({line.spoken_language for line in found})),
    )


def _by_name(line: Any) -> tuple[str, str, UUID]:
    surname = line.first_surname or line.given
    return surname.casefold(), line.given.casefold(), line.id


Things = Mapping[UUID, OpenThings]
_NONE = OpenThings()


def _by_due(due: Things) -> Callable[[Any], object]:
    """What is due first stands first; a child with nothing open comes last."""
    return lambda line: due.get(line.id, _NONE).next_due or date.max


_KEYS: Mapping[Order, Callable[[Things], Callable[[Any], Any]]] = {
    Order.NAME: lambda _: _by_name,
    Order.AGE: lambda _: lambda line: -line.birth_date.toordinal(),
    Order.TIER: lambda _: lambda line: line.tier,
    Order.LANGUAGE: lambda _: lambda line: line.spoken_language,
    Order.DUE: _by_due,
    Order.OPEN: lambda due: lambda line: due.get(line.id, _NONE).count,
}


def _row(found: Any, due: Things) -> ChildRow:
    member, segment, coordinator = found
    return ChildRow(
        member.id,
        segment.version,
        member.name,
        member.birth_date,
        segment.tier,
        segment.state,
        member.languages,
        member.household_id,
        segment.coordinator_id,
        coordinator or "",
        due.get(member.id, _NONE),
    )


def rows(session: UnitOfWork, keys: Sequence[UUID]) -> tuple[ChildRow | None, ...]:
    """The rows of these children, None for one who is no longer under care."""
    return _rows(session, keys, caseload_due.of_children(session, keys))


def _rows(
    session: UnitOfWork, keys: Sequence[UUID], due: Things
) -> tuple[ChildRow | None, ...]:
    found = {
        line[0].id: _row(line, due)
        for some in chunks(keys)
        for line in session.execute(_standing().where(Member.id.in_(some)))
    }
    return tuple(found.get(key) for key in keys)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a hand-over of these children means: the rows themselves, their siblings,
    and what hangs on them. The rows do not tell what is open."""

    children: tuple[ChildRow, ...]
    siblings: tuple[ChildRow, ...]
    referrals: int
    visits: int


def prospect(
    session: UnitOfWork, member_ids: Sequence[UUID], staff_id: UUID
) -> Prospect:
    """What happens if these children are handed over; siblings are those whom this
    person may hand over as well."""
    here = tuple(row for row in _rows(session, member_ids, {}) if row is not None)
    belongings = Belongings(session, member_ids)
    return Prospect(
        here,
        _siblings(session, here, staff_id),
        sum(
            len(belongings.referrals_of(row.member_id, row.coordinator_id))
            for row in here
        ),
        sum(
            len(belongings.visits_of(row.member_id, row.coordinator_id)) for row in here
        ),
    )


def _siblings(
    session: UnitOfWork, here: Sequence[ChildRow], staff_id: UUID
) -> tuple[ChildRow, ...]:
    """Children of the same households who are not among these."""
    homes = sorted({row.household_id for row in here if row.household_id is not None})
    known = {row.member_id for row in here}
    leads = staff.leads(session, staff_id)
    found = [
        line[0].id
        for some in chunks(homes)
        for line in session.execute(_standing().where(Member.household_id.in_(some)))
        if line[0].id not in known
        if leads or line[1].coordinator_id == staff_id
    ]
    return tuple(row for row in _rows(session, found, {}) if row is not None)
