"""Attempts to reach a family, counted as a program counts them.

How many have to be made is the health plan's word: until somebody confirms it, too few
of them only warn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import clinic_time
from hhdesk.care.confidentiality import Seal
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.program_facts import Fact
from hhdesk.care.programs import Pack
from hhdesk.care.staff import Staff
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

SPAN = 90
"""Days that are looked back where the program says no span."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What stands against an act: the `broken` facts, and those by which was counted.
    It refuses only where both are sure, else the act is done with these words beside
    it, and `programs.UNCONFIRMED`."""

    sentence: str
    values: tuple[tuple[str, int], ...]
    broken: tuple[Fact, ...]
    counted_by: tuple[Fact, ...] = ()

    @property
    def blocks(self) -> bool:
        known = all(fact.sure for fact in self.counted_by)
        return known and any(fact.blocks for fact in self.broken)

    def refuse(self) -> NotPermitted:
        return NotPermitted(self.sentence, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Tries:
    """What counts of what was tried, and what is wanted; None where nobody says."""

    made: int
    ways: int
    wanted: int | None
    wanted_ways: int | None
    days: int
    broken: tuple[Fact, ...] = ()
    counted_by: tuple[Fact, ...] = ()

    @property
    def caution(self) -> Caution | None:
        """What is said where the child is given up too early."""
        if not self.broken:
            return None
        sentence = N_(
            "{made} of {wanted} attempts in {days} days, by {ways} of {wanted_ways} "
            "ways."
        )
        values = {
            "made": self.made,
            "wanted": self.wanted or 0,
            "days": self.days,
            "ways": self.ways,
            "wanted_ways": self.wanted_ways or 0,
        }
        return Caution(sentence, tuple(values.items()), self.broken, self.counted_by)


def _number(rules: Pack, name: str) -> int | None:
    fact = rules.facts.get(name)
    return fact.number if fact else None


def _those(rules: Pack, *names: str) -> tuple[Fact, ...]:
    return tuple(rules.facts[name] for name in names if name in rules.facts)


def days_of(rules: Pack) -> int:
    """Within how many days attempts are counted."""
    return _number(rules, "attempts_days") or SPAN


def ways_of(rules: Pack) -> frozenset[Way]:
    """The ways of trying that count."""
    fact = rules.facts.get("attempt_ways")
    return frozenset(map(Way, fact.codes)) if fact else frozenset(Way)


def count(rules: Pack, tried: Iterable[tuple[date, Way]], on: date) -> Tries:
    """The attempts that count on a day, reached or not."""
    days, counted = days_of(rules), ways_of(rules)
    first = on - timedelta(days=days)
    those = [way for day, way in tried if first < day <= on and way in counted]
    made = {"attempts": len(those), "attempts_ways": len(set(those))}
    broken = [name for name in made if made[name] < (_number(rules, name) or 0)]
    return Tries(
        made["attempts"],
        made["attempts_ways"],
        _number(rules, "attempts"),
        _number(rules, "attempts_ways"),
        days,
        _those(rules, *broken),
        _those(rules, "attempts_days", "attempt_ways"),
    )


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One attempt as the list has it; `counts` as the program counts."""

    id: UUID
    on: date
    way: Way
    outcome: Outcome
    by: str
    seal: Seal
    counts: bool


def listed(
    session: UnitOfWork, segment: EnrollmentSegment, rules: Pack, on: date
) -> tuple[TriedRow, ...]:
    """The attempts since the segment began, within the program's days up to a day, the
    newest first."""
    one, zone = OutreachAttempt, session.zone
    past = on - timedelta(days=days_of(rules) - 1)
    begin = clinic_time.begin_of(max(past, segment.begins_on), zone)
    found = session.execute(
        select(one, Staff.name)
        .outerjoin(Staff, Staff.id == one.staff_id)
        .where(
            one.member_id == segment.member_id,
            one.at >= begin,
            one.at < clinic_time.begin_of(on + timedelta(days=1), zone),
            one.voided_at.is_(None),
        )
        .order_by(one.at.desc(), one.id.desc())
    )
    counted = ways_of(rules)
    return tuple(
        TriedRow(
            row.id,
            row.at.astimezone(zone).date(),
            row.way,
            row.outcome,
            name or "",
            row.seal,
            row.way in counted,
        )
        for row, name in found
    )


def of_segment(
    session: UnitOfWork, segment: EnrollmentSegment, rules: Pack, on: date
) -> Tries:
    """What counts of the attempts of a segment up to a day. Sealed ones count too, as
    a number."""
    return counted(rules, listed(session, segment, rules, on), on)


def counted(rules: Pack, rows: Iterable[TriedRow], on: date) -> Tries:
    return count(rules, [(row.on, row.way) for row in rows], on)
