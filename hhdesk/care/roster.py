"""Rosters: what each line would do, and doing it, some hundred lines at once.

New people are entered whole. Of those who are here, only what earlier rosters of the
same source wrote is changed, and blanks are filled. Nobody is ended or removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, bulk, search_filing
from hhdesk.care.coverage import Coverage
from hhdesk.care.members import checked
from hhdesk.care.roster_changes import (
    apply,
    changed_fields,
    compared,
    coverage_values,
    imported,
    is_another_person,
)
from hhdesk.care.roster_lines import (
    ANOTHER_PERSON,
    NAMESAKE,
    REMOVED,
    Answers,
    Fate,
    Line,
    LineOutcome,
)
from hhdesk.care.roster_lines import Change as Change
from hhdesk.care.roster_matching import Match, matches
from hhdesk.care.roster_present import RECORD_TYPE, Here, present
from hhdesk.care.roster_rows import Family, family
from hhdesk.care.roster_runs import RosterLine, RosterRun
from hhdesk.care.sources import SourceRecord
from hhdesk.errors import InvalidField
from hhdesk.store.base import Base
from hhdesk.store.session import UnitOfWork

BATCH = 500
"""Lines that are judged or saved in one act; more at once take longer each
(measured)."""


@dataclass(slots=True)
class _Judged:
    """A line, whom it is about, and what becomes of it."""

    line: Line
    outcome: LineOutcome
    here: Here | None = None


def judge(
    session: UnitOfWork, source: str, lines: Sequence[Line], answers: Answers
) -> list[LineOutcome]:
    """What `take` would do with these lines; nothing is written."""
    return [one.outcome for one in _judged(session, source, lines, answers)]


def take(
    session: UnitOfWork, run_id: UUID, lines: Sequence[Line], answers: Answers
) -> list[LineOutcome]:
    """Enter and change what these lines say, in the run that was begun.

    What a form would refuse is refused, and so are lines about two people; who may be
    somebody here waits for an answer.
    """
    run = session.get_one(RosterRun, run_id)
    judged = _judged(session, run.source, lines, answers)
    today = session.today()
    families = []
    for one in judged:
        if one.outcome.fate is Fate.CHANGED:
            _change(session, one)
        elif one.outcome.fate is Fate.ENTERED:
            made = family(session, one.line.details, today)
            one.outcome = replace(one.outcome, member_id=made.member_id)
            families.append(made)
    _write(session, run, judged, families)
    return [one.outcome for one in judged]


def _judged(
    session: UnitOfWork, source: str, lines: Sequence[Line], answers: Answers
) -> list[_Judged]:
    judged: list[_Judged] = []
    sound = _checked(session, lines, judged)
    found = matches(session, source, sound, answers)
    about = [one.member_id or one.namesake for one in found if not one.same]
    ids = [one for one in about if one]
    here = present(session, source, ids) if ids else {}
    judged += [_of_match(one, here) for one in found]
    return sorted(judged, key=lambda one: one.line.number)


def _checked(
    session: UnitOfWork, lines: Iterable[Line], judged: list[_Judged]
) -> list[Line]:
    found = []
    today = session.today()
    for line in lines:
        try:
            details = checked(line.details, today)
            told = line.covered, line.silent, line.sha256
            found.append(Line(line.number, details, *told))
        except InvalidField as no:
            judged.append(_Judged(line, _refused(line, no.sentence, no)))
    return found


def _outcome(line: Line, fate: Fate, **more: Any) -> LineOutcome:
    name, born = line.details.name.full, line.details.birth_date
    return LineOutcome(line.number, fate, name=name, birth_date=born, **more)


def _refused(line: Line, sentence: str, no: InvalidField | None = None) -> LineOutcome:
    field, values = (no.field, no.values) if no else ("", {})
    refused = Fate.REFUSED
    return _outcome(line, refused, field=field, sentence=sentence, values=values)


def _of_match(match: Match, present: dict[UUID, Here]) -> _Judged:
    line, person = match.line, match.person
    if match.why:
        outcome = _refused(line, match.why)
    elif match.namesake is not None:
        outcome = _of_namesake(line, match.namesake, present.get(match.namesake))
    elif match.member_id is None:
        return _Judged(line, _outcome(line, Fate.ENTERED, person=person))
    elif match.same:
        who = match.member_id
        known = _outcome(line, Fate.KNOWN, member_id=who, person=person)
        return _Judged(line, known)
    else:
        here = present.get(match.member_id)
        told = _of_member(line, here)
        return _Judged(line, replace(told, person=person), here)
    return _Judged(line, replace(outcome, person=person))


def _of_namesake(line: Line, who: UUID, here: Here | None) -> LineOutcome:
    """With what the line says otherwise, by which a person may tell who it is."""
    changes = compared(here, line) if here else ()
    kept = tuple(replace(one, kept=False) for one in changes)
    told = _outcome(line, Fate.POSSIBLE, member_id=who, changes=kept)
    return replace(told, sentence=NAMESAKE)


def _of_member(line: Line, here: Here | None) -> LineOutcome:
    if here is None:
        return _refused(line, REMOVED)
    if is_another_person(here.details, line.details):
        return replace(_refused(line, ANOTHER_PERSON), member_id=here.member_id)
    changes = compared(here, line)
    fate = Fate.DIFFERS if changes else Fate.KNOWN
    if changed_fields(changes):
        fate = Fate.CHANGED
    return _outcome(line, fate, member_id=here.member_id, changes=changes)


def _change(session: UnitOfWork, one: _Judged) -> None:
    """Write the changes of one member; one that a form would refuse is refused."""
    outcome = one.outcome
    if one.here is None:
        return
    try:
        with session.begin_nested():
            apply(session, one.here, one.line, outcome.changes)
    except InvalidField as no:
        refused = _refused(one.line, no.sentence, no)
        who, person = outcome.member_id, outcome.person
        one.outcome = replace(refused, member_id=who, person=person)


_Rows = dict[type[Base], list[bulk.Values]]


def _write(
    session: UnitOfWork,
    run: RosterRun,
    judged: Sequence[_Judged],
    families: Sequence[Family],
) -> None:
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    rows: _Rows = {}
    for one in families:
        for kind, values in one.rows:
            rows.setdefault(kind, []).append(values)
    _add_history(session, run, judged, rows)
    # What was changed above is filed by its own listeners; the new cards come below.
    session.flush()
    session.info["search"] = "off"
    bulk.write_values(session, rows)
    told: dict[str, Any] = {"by": "roster"}
    now, actor = session.now(), session.actor_id
    bulk.write_history(
        session,
        (
            audit.Act(now, actor, "member.create", one.member_id, told)
            for one in families
        ),
    )
    search_filing.file_new(session, [one.card for one in families])
    del session.info["search"]


def _add_history(
    session: UnitOfWork, run: RosterRun, judged: Sequence[_Judged], rows: _Rows
) -> None:
    """What came in which line of this run, and what the source now says of each."""
    lines = rows.setdefault(RosterLine, [])
    records = rows.setdefault(SourceRecord, [])
    known = _records(session, run.source, judged)
    for one in judged:
        outcome, line = one.outcome, one.line
        taken = outcome.fate not in (Fate.REFUSED, Fate.POSSIBLE)
        member_id = outcome.member_id if taken else None
        digest = line.sha256 if taken else ""
        if outcome.person:
            person = outcome.person
            values = {"run_id": run.id, "person": person, "sha256": digest}
            lines.append({**values, "member_id": member_id})
        if member_id is None:
            continue
        if outcome.fate is Fate.ENTERED and line.covered is not None:
            covered = coverage_values(member_id, line.covered)
            rows.setdefault(Coverage, []).append(covered)
        if outcome.fate is not Fate.ENTERED and one.here is None:
            continue
        record = known.get(member_id)
        if record is not None:
            record.imported, record.sha256 = imported(line), digest
        else:
            records.append(_record(run.source, member_id, line))


def _records(
    session: UnitOfWork, source: str, judged: Iterable[_Judged]
) -> dict[UUID, SourceRecord]:
    ids = [one.here.member_id for one in judged if one.here is not None]
    if not ids:
        return {}
    found = session.scalars(
        select(SourceRecord).where(
            SourceRecord.member_id.in_(ids),
            SourceRecord.type == RECORD_TYPE,
            SourceRecord.source == source,
        )
    )
    return {one.member_id: one for one in found if one.member_id}


def _record(source: str, member_id: UUID, line: Line) -> bulk.Values:
    """The source record of one who came for the first time. The line's own text is not
    kept: a plan's file holds more than the clinic needs."""
    return {
        "source": source,
        "type": RECORD_TYPE,
        "source_id": str(member_id),
        "sha256": line.sha256,
        "original": b"",
        "member_id": member_id,
        "local_table": "member",
        "local_id": member_id,
        "imported": imported(line),
    }
