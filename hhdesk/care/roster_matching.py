"""Who of a roster's people is here: by numbers, by last month's lines, by namesakes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.members import Identifier, Member
from hhdesk.care.person import Name
from hhdesk.care.roster_lines import (
    NUMBER_TWICE,
    TWICE,
    TWO_MEMBERS,
    Answers,
    Line,
    Number,
    numbers_of,
    person_of,
)
from hhdesk.care.roster_rows import key_of, person_key
from hhdesk.care.roster_runs import RosterLine, RosterRun
from hhdesk.care.search_cards import NAME_FIELDS
from hhdesk.store import search_writing
from hhdesk.store.session import UnitOfWork


class Earlier(NamedTuple):
    """What an earlier roster of the same source had in this person's line."""

    member_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a line is about: a member, or perhaps the `namesake`, or somebody new. A
    `why` refuses it. `same` says that its texts are those of last time."""

    line: Line
    person: str
    member_id: UUID | None = None
    same: bool = False
    namesake: UUID | None = None
    why: str = ""


def holders(session: UnitOfWork, lines: Iterable[Line]) -> dict[Number, UUID]:
    """Who has the numbers of these lines."""
    values = {value for line in lines for _, value in numbers_of(line.details)}
    rows = session.execute(
        select(Identifier.kind, Identifier.value, Identifier.member_id).where(
            Identifier.value.in_(values),
            Identifier.system == "",
            Identifier.voided_at.is_(None),
        )
    )
    return {(kind, value): member_id for kind, value, member_id in rows}


def recent_runs(session: UnitOfWork, source: str) -> list[UUID]:
    """The last run of a source that came to its end, and those after it, newest
    first."""
    found = []
    for run_id, finished in session.execute(
        select(RosterRun.id, RosterRun.counts)
        .where(RosterRun.source == source, RosterRun.voided_at.is_(None))
        .order_by(RosterRun.entered_at.desc(), RosterRun.id.desc())
    ):
        found.append(run_id)
        if finished:
            break
    return found


def earlier(
    session: UnitOfWork, source: str, persons: Sequence[str]
) -> dict[str, Earlier]:
    """These persons' last lines of the source."""
    runs = recent_runs(session, source)
    rows = session.execute(
        select(
            RosterLine.run_id,
            RosterLine.person,
            RosterLine.member_id,
            RosterLine.sha256,
        ).where(
            RosterLine.run_id.in_(runs),
            RosterLine.person.in_(persons),
            RosterLine.member_id.is_not(None),
        )
    ).all()
    oldest_first = sorted(rows, key=lambda row: -runs.index(row[0]))
    return {
        person: Earlier(member_id, sha256)
        for _, person, member_id, sha256 in oldest_first
        if member_id is not None
    }


def namesakes(session: UnitOfWork, lines: Sequence[Line]) -> dict[int, UUID]:
    """The members who share name and birth date with lines, by their numbers."""
    keys = {line.number: person_key(line.details) for line in lines}
    here = search_writing.taken(session.connection(), list(keys.values()))
    if not here:
        return {}
    born = {one.details.birth_date for one in lines if keys[one.number] in here}
    fields = (getattr(Member, field) for field in NAME_FIELDS)
    by_key: defaultdict[str, list[UUID]] = defaultdict(list)
    for member_id, birth_date, *name in session.execute(
        select(Member.id, Member.birth_date, *fields)
        .where(Member.birth_date.in_(sorted(born)), Member.voided_at.is_(None))
        .order_by(Member.id)
    ):
        by_key[key_of(Name(*name), birth_date)].append(member_id)
    return {number: by_key[key][0] for number, key in keys.items() if key in by_key}


def matches(
    session: UnitOfWork, source: str, lines: Sequence[Line], answers: Answers
) -> list[Match]:
    """Whom each line is about, in the order given."""
    have = holders(session, lines)
    persons = [person_of(line.details) for line in lines]
    known = earlier(session, source, persons) if source else {}
    seen: set[Number] = set()
    found = [
        _by_number(line, person, have, known.get(person), seen, answers)
        for line, person in zip(lines, persons, strict=True)
    ]
    return _with_namesakes(session, found, answers)


def _by_number(
    line: Line,
    person: str,
    have: dict[Number, UUID],
    known: Earlier | None,
    seen: set[Number],
    answers: Answers,
) -> Match:
    numbers = numbers_of(line.details)
    here = {have[number] for number in numbers if number in have}
    if len(here) > 1:
        return Match(line, person, why=TWO_MEMBERS)
    if not seen.isdisjoint(numbers):
        return Match(line, person, why=NUMBER_TWICE)
    seen.update(numbers)
    member_id = here.pop() if here else None
    if member_id is None and known is not None and not numbers:
        member_id = known.member_id
    if member_id is None:
        return Match(line, person, answers.get(line.number))
    same = known == (member_id, line.sha256) and bool(line.sha256)
    return Match(line, person, member_id, same)


def _with_namesakes(
    session: UnitOfWork, found: Sequence[Match], answers: Answers
) -> list[Match]:
    open_ones = [one.line for one in found if one.member_id is None and not one.why]
    if not open_ones:
        return list(found)
    others = namesakes(session, open_ones)
    seen: set[str] = set()
    told = []
    for one in found:
        if one.member_id is None and not one.why:
            key = person_key(one.line.details)
            namesake = others.get(one.line.number)
            if key in seen:
                one = Match(one.line, one.person, why=TWICE)
            elif namesake is not None and one.line.number not in answers:
                one = Match(one.line, one.person, namesake=namesake)
            seen.add(key)
        told.append(one)
    return told
