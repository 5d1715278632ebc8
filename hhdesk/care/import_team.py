"""Entering imported care teams: each person or organization is a line of the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.care_team import TeamMember
from hhdesk.care.import_act import Act
from hhdesk.care.import_fields import Merge, plain_all, restore, withdraw
from hhdesk.care.imported import Fate
from hhdesk.care.imported_loops import TeamFact, TeamLine
from hhdesk.care.originals import Told
from hhdesk.care.sources import SourceRecord
from hhdesk.store.session import UnitOfWork

Lines = dict[str, dict[str, Any]]
"""What a source record remembers of each line, by its name: the row and its fields."""


def _named(lines: Iterable[TeamLine]) -> dict[str, TeamLine]:
    """Each line under a name that outlives a change of role or phone."""
    found: dict[str, TeamLine] = {}
    for one in lines:
        name = "|".join((one.name, one.organization))
        number = sum(other.startswith(f"{name}#") for other in found)
        found[f"{name}#{number}"] = one
    return found


def _values(line: TeamLine) -> dict[str, Any]:
    values = asdict(line)
    del values["until"]
    return values


def _known(
    session: UnitOfWork, member_id: UUID
) -> dict[tuple[str, str, str], TeamMember]:
    """Who is on the team here, whoever entered them."""
    rows = session.scalars(
        select(TeamMember).where(
            TeamMember.member_id == member_id, TeamMember.voided_at.is_(None)
        )
    )
    return {_who(row): row for row in rows}


def _who(one: TeamMember | TeamLine) -> tuple[str, str, str]:
    names = (one.name.casefold(), one.organization.casefold())
    return (*names, one.role.value)


def enter(act: Act, fact: TeamFact) -> None:
    """Enter or bring up one team; who is on it here already is not entered twice."""
    original = fact.original
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    record = act.records.get(original.key)
    before: Lines = record.imported.get("lines", {}) if record else {}
    merge = Merge()
    lines = _put(act.session, member_id, fact, before, merge)
    gone = {name: line for name, line in before.items() if name not in lines}
    notes = [*fact.notes, *merge.notes(), *_withdrawn(act.session, gone)]
    known = record is not None and record.local_id is not None
    first = next((UUID(one["id"]) for one in lines.values()), None)
    local = (TeamMember.__tablename__, first)
    act.records.keep(original, member_id, local, {"lines": lines})
    act.finish(original, Fate.UPDATED if known else Fate.CREATED, member_id, notes)


def _put(
    session: UnitOfWork,
    member_id: UUID,
    fact: TeamFact,
    before: Lines,
    merge: Merge,
) -> Lines:
    here, found = _known(session, member_id), Lines()
    now = [one for one in fact.lines if not one.until or one.until >= session.today()]
    for name, line in _named(now).items():
        values = _values(line)
        known = before.get(name)
        row = session.get(TeamMember, UUID(known["id"])) if known else None
        row = row or here.get(_who(line))
        if row is None:
            row = TeamMember(id=session.new_id(), member_id=member_id, **values)
            session.add(row)
            here[_who(line)] = row
        elif restore(row):
            merge.put(row, values, known["fields"] if known else None)
        found[name] = {"id": str(row.id), "fields": plain_all(values)}
    session.flush()
    return found


def _withdrawn(session: UnitOfWork, gone: Mapping[str, Any]) -> list[Told]:
    """Who is on the team no more, unless somebody changed the line here."""
    notes: list[Told] = []
    for line in gone.values():
        row = session.get(TeamMember, UUID(line["id"]))
        if row is not None:
            notes += withdraw(session, row, line["fields"])
    return notes


def taken_back(act: Act, record: SourceRecord) -> tuple[Told, ...]:
    """Its source no longer stands for it."""
    return tuple(_withdrawn(act.session, record.imported.get("lines", {})))
