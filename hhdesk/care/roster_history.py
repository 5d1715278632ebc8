"""Runs of rosters: begun, brought to their end, listed; and who is gone since the last
one. Nobody who is gone is ended by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, desk_messages
from hhdesk.care.desk_messages import MessageDetails
from hhdesk.care.members import Member
from hhdesk.care.roster_lines import Fate, LineOutcome
from hhdesk.care.roster_runs import RosterLine, RosterRun
from hhdesk.care.search_filing import chunks
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork

MOST_RUNS = 24
"""Runs that are listed: two years of months."""


@dataclass(frozen=True, slots=True)
class RosterRunRow:
    """`finished` is not set for a run that was cancelled or cut off."""

    id: UUID
    source: str
    entered_at: datetime
    by: str
    lines: int
    counts: Mapping[Fate, int]
    finished: bool


def begin(session: UnitOfWork, source: str, lines: int) -> UUID:
    """Begin a run; `take` writes into it."""
    run = RosterRun(
        id=session.new_id(), source=source, entered_at=session.now(), lines=lines
    )
    session.add(run)
    audit.record(session, "roster.begin", run=str(run.id), lines=lines)
    session.flush()
    return run.id


def finish(session: UnitOfWork, run_id: UUID, counts: Mapping[Fate, int]) -> None:
    """The whole file is in: from now on the next one is compared with this run."""
    run = session.get_one(RosterRun, run_id)
    run.counts = {fate.value: counts.get(fate, 0) for fate in Fate}
    audit.record(session, "roster.finish", run=str(run.id), counts=dict(run.counts))


def runs(session: UnitOfWork, source: str = "") -> tuple[RosterRunRow, ...]:
    """The last runs, of one source or of all, newest first."""
    wanted = (
        select(RosterRun, Staff.name)
        .outerjoin(Staff, Staff.id == RosterRun.created_by)
        .where(RosterRun.voided_at.is_(None))
        .order_by(RosterRun.entered_at.desc(), RosterRun.id.desc())
        .limit(MOST_RUNS)
    )
    if source:
        wanted = wanted.where(RosterRun.source == source)
    return tuple(_row(run, by or "") for run, by in session.execute(wanted))


def _row(run: RosterRun, by: str) -> RosterRunRow:
    counts = {Fate(code): count for code, count in run.counts.items()}
    done = bool(run.counts)
    return RosterRunRow(run.id, run.source, run.entered_at, by, run.lines, counts, done)


@dataclass(frozen=True, slots=True)
class Since:
    """How a file differs from the last one: who is gone, of how many people."""

    before: int
    gone: tuple[LineOutcome, ...]


def gone(
    session: UnitOfWork, source: str, here: Collection[UUID], persons: Collection[str]
) -> Since:
    """Who stood in the source's last roster and is neither among these members nor
    these persons."""
    last = _last(session, source)
    if last is None:
        return Since(0, ())
    then = session.execute(
        select(RosterLine.person, RosterLine.member_id).where(
            RosterLine.run_id == last, RosterLine.member_id.is_not(None)
        )
    ).all()
    missing = {
        member_id
        for person, member_id in then
        if member_id is not None and person not in persons
    }
    return Since(len(then), tuple(_missed(session, sorted(missing - set(here)))))


def _last(session: UnitOfWork, source: str) -> UUID | None:
    for run_id, counts in session.execute(
        select(RosterRun.id, RosterRun.counts)
        .where(RosterRun.source == source, RosterRun.voided_at.is_(None))
        .order_by(RosterRun.entered_at.desc(), RosterRun.id.desc())
    ):
        if counts:
            found: UUID = run_id
            return found
    return None


def _missed(session: UnitOfWork, ids: Sequence[UUID]) -> Iterable[LineOutcome]:
    for some in chunks(ids):
        people = session.scalars(
            select(Member).where(Member.id.in_(some), Member.voided_at.is_(None))
        )
        for one in sorted(people, key=lambda one: one.id):
            yield LineOutcome(
                0,
                Fate.GONE,
                one.id,
                name=one.name.full,
                birth_date=one.birth_date,
            )


def ask_to_follow_up(
    session: UnitOfWork, member_ids: Sequence[UUID], source: str, words: str
) -> int:
    """Leave each member's coordinator a message that the plan no longer names the
    child; gives how many. An enrollment stays as it is."""
    details = MessageDetails(words, from_whom=source)
    for member_id in member_ids:
        desk_messages.leave(session, member_id, details)
    return len(member_ids)


def note_report(session: UnitOfWork, source: str, lines: int) -> None:
    """Somebody saves what a roster would do, names with it, as a file of their own."""
    last = _last(session, source)
    audit.record(session, "roster.report", run=str(last or ""), lines=lines)
