"""Program packs: a program's dated rules, read from data files."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from hhdesk.assets import resource_bytes
from hhdesk.care.clocks import Calendar
from hhdesk.care.program_facts import UNCONFIRMED, Fact, Mark, Unit, read_fact
from hhdesk.i18n import N_

__all__ = [
    "ENDS_ONLY",
    "END_REASON_WORDS",
    "LAWFUL",
    "PAUSE_REASON_WORDS",
    "PROGRAMS",
    "SEGMENT_STATE_WORDS",
    "UNCONFIRMED",
    "EndReason",
    "Fact",
    "Mark",
    "Pack",
    "PackClock",
    "PauseReason",
    "SegmentState",
    "Unit",
    "dated",
    "in_force",
    "laid_over",
    "months_after",
    "offered",
    "pack",
]


class SegmentState(enum.StrEnum):
    """States of an enrollment segment; a pack uses some or all of them."""

    IDENTIFIED = "identified"
    ASSIGNED = "assigned"
    OUTREACH = "outreach"
    ENGAGED = "engaged"
    AGREEMENT_PENDING = "agreement_pending"
    ENROLLED = "enrolled"
    PENDED = "pended"
    SEARCHING = "searching"
    STEPPING_DOWN = "stepping_down"
    ENDED = "ended"


SEGMENT_STATE_WORDS = {
    SegmentState.IDENTIFIED: N_("Identified"),
    SegmentState.ASSIGNED: N_("Assigned"),
    SegmentState.OUTREACH: N_("Outreach"),
    SegmentState.ENGAGED: N_("Engaged"),
    SegmentState.AGREEMENT_PENDING: N_("Agreement pending"),
    SegmentState.ENROLLED: N_("Enrolled"),
    SegmentState.PENDED: N_("On pause"),
    SegmentState.SEARCHING: N_("Searching"),
    SegmentState.STEPPING_DOWN: N_("Stepping down"),
    SegmentState.ENDED: N_("Ended"),
}


class EndReason(enum.StrEnum):
    GOALS_MET = "goals_met"
    FAMILY_DECLINED = "family_declined"
    MOVED = "moved"
    COVERAGE_LOST = "coverage_lost"
    AGED_OUT = "aged_out"
    TRANSFERRED = "transferred"
    UNABLE_TO_REACH = "unable_to_reach"
    NOT_ELIGIBLE = "not_eligible"
    DUPLICATE_PROGRAM = "duplicate_program"
    DECEASED = "deceased"
    OTHER = "other"


END_REASON_WORDS = {
    EndReason.GOALS_MET: N_("Goals met"),
    EndReason.FAMILY_DECLINED: N_("Family chose not to"),
    EndReason.MOVED: N_("Moved away"),
    EndReason.COVERAGE_LOST: N_("Coverage ended"),
    EndReason.AGED_OUT: N_("Too old for the program"),
    EndReason.TRANSFERRED: N_("Transferred"),
    EndReason.UNABLE_TO_REACH: N_("Could not be reached"),
    EndReason.NOT_ELIGIBLE: N_("Not eligible"),
    EndReason.DUPLICATE_PROGRAM: N_("In another program"),
    EndReason.DECEASED: N_("Died"),
    EndReason.OTHER: N_("Other reason"),
}


class PauseReason(enum.StrEnum):
    """Why an enrollment is on pause. In hospital only where a pack says so; a pause
    never stops the clocks of a stay."""

    COVERAGE_LOST = "coverage_lost"
    DETAINED = "detained"
    AWAY = "away"
    INPATIENT = "inpatient"


PAUSE_REASON_WORDS = {
    PauseReason.COVERAGE_LOST: N_("Coverage ended"),
    PauseReason.DETAINED: N_("Held in custody"),
    PauseReason.AWAY: N_("Away"),
    PauseReason.INPATIENT: N_("In the hospital"),
}

S = SegmentState
LAWFUL: Mapping[SegmentState, frozenset[SegmentState]] = {
    S.IDENTIFIED: frozenset({S.ASSIGNED, S.ENGAGED, S.ENDED}),
    S.ASSIGNED: frozenset({S.OUTREACH, S.ENGAGED, S.ENDED}),
    S.OUTREACH: frozenset({S.ENGAGED, S.ENDED}),
    S.ENGAGED: frozenset({S.AGREEMENT_PENDING, S.ENROLLED, S.ENDED}),
    S.AGREEMENT_PENDING: frozenset({S.ENROLLED, S.ENDED}),
    S.ENROLLED: frozenset({S.PENDED, S.SEARCHING, S.STEPPING_DOWN, S.ENDED}),
    S.PENDED: frozenset({S.ENROLLED, S.ENDED}),
    S.SEARCHING: frozenset({S.ENROLLED, S.ENDED}),
    S.STEPPING_DOWN: frozenset({S.ENROLLED, S.ENDED}),
    S.ENDED: frozenset(),
}
"""Every step that a pack may allow; who returns begins a new segment."""

ENDS_ONLY: Mapping[SegmentState, frozenset[EndReason]] = {
    S.OUTREACH: frozenset(
        {
            EndReason.FAMILY_DECLINED,
            EndReason.UNABLE_TO_REACH,
            EndReason.NOT_ELIGIBLE,
            EndReason.DUPLICATE_PROGRAM,
        }
    ),
    S.SEARCHING: frozenset({EndReason.UNABLE_TO_REACH}),
    S.STEPPING_DOWN: frozenset({EndReason.GOALS_MET}),
}
"""From these an enrollment ends for one of these reasons only, or for a death."""


@dataclass(frozen=True, slots=True)
class PackClock:
    """A period of a pack. What runs by it is open from `opens` days before it is due,
    always without one, and nothing is asked that began more than `back` days ago;
    `states` are the enrollment's in which it runs, all if none."""

    id: str
    value: int
    unit: Unit
    mark: Mark
    source: str
    opens: int | None = None
    back: int | None = None
    states: frozenset[SegmentState] = frozenset()

    def due(self, since: date, calendar: Calendar) -> date:
        """The day so far after a day; the business day before it, where negative."""
        if self.unit is Unit.MONTHS:
            return months_after(since, self.value)
        if self.unit is Unit.CALENDAR_DAYS or self.value == 0:
            return since + timedelta(days=self.value)
        if self.value > 0:
            return calendar.after(since, self.value)
        for _ in range(-self.value):
            since = calendar.latest(since - timedelta(days=1))
        return since


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the first of the next month where that month
    is too short, as a birthday of 29 February is completed on 1 March."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Pack:
    """One program's rules, valid for a span of days."""

    id: str
    version: str
    initial: SegmentState
    transitions: Mapping[SegmentState, frozenset[SegmentState]]
    end_reasons: tuple[EndReason, ...]
    clocks: Mapping[str, PackClock]
    name: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    # Whether somebody has to have agreed before a child is enrolled.
    agreement_needed: bool = False
    pause_reasons: tuple[PauseReason, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def allows(self, state: SegmentState, to: SegmentState) -> bool:
        return to in self.transitions.get(state, frozenset())

    def valid_on(self, day: date) -> bool:
        """Whether the program takes anybody on a day."""
        over = self.valid_to is not None and self.valid_to < day
        return self.valid_from <= day and not over

    def ends_with(self, state: SegmentState, reason: EndReason) -> bool:
        """Whether an enrollment in this state may end for this reason."""
        if reason not in self.end_reasons:
            return False
        only = ENDS_ONLY.get(state, frozenset({reason}))
        return reason in only or reason is EndReason.DECEASED

    def with_facts(self, facts: Mapping[str, Fact]) -> Pack:
        """The pack below a layer that says these facts otherwise."""
        return replace(self, facts={**self.facts, **facts})


def _clock(name: str, told: Mapping[str, Any]) -> PackClock:
    return PackClock(
        name,
        told["value"],
        Unit(told["unit"]),
        Mark(told["mark"]),
        told["source"],
        told.get("opens"),
        told.get("back"),
        frozenset(map(SegmentState, told.get("states", ()))),
    )


def _parse(data: Mapping[str, Any]) -> Pack:
    transitions = {
        SegmentState(state): frozenset(map(SegmentState, targets))
        for state, targets in data["transitions"].items()
    }
    ends = data.get("valid_to")
    return Pack(
        data["id"],
        data["version"],
        SegmentState(data["initial"]),
        transitions,
        tuple(map(EndReason, data["end_reasons"])),
        {name: _clock(name, told) for name, told in data["clocks"].items()},
        data["name"],
        date.fromisoformat(data["valid_from"]),
        date.fromisoformat(ends) if ends else None,
        data.get("agreement_needed", False),
        tuple(map(PauseReason, data.get("pause_reasons", ()))),
        {name: read_fact(name, told) for name, told in data.get("facts", {}).items()},
    )


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two layers as one: the upper wins, clock by clock and fact by fact."""
    one = {**below, **above}
    for part in ("clocks", "facts"):
        one[part] = {**below.get(part, {}), **above.get(part, {})}
    return one


def dated(data: Mapping[str, Any]) -> tuple[Pack, ...]:
    """The versions of a pack, oldest first: each of its "changes" says from which day
    it is valid and what is other than before."""
    told, found = dict(data), [_parse(data)]
    for change in data.get("changes", ()):
        told = laid_over(told, change)
        found.append(_parse(told))
    return tuple(found)


def in_force(versions: Sequence[Pack], on: date) -> Pack:
    """The version that is valid on a day; the first one before any is."""
    begun = [one for one in versions if one.valid_from <= on]
    return begun[-1] if begun else versions[0]


def _data(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resource_bytes("programs", f"{name}.json"))
    for below in reversed(told.get("over", [])):
        told = laid_over(_data(below), told)
    return told


@cache
def _versions(name: str) -> tuple[Pack, ...]:
    return dated(_data(name))


PROGRAMS = ("default", "ca-ecm")
"""The packs that a child can be in, that of no program first."""


def offered(on: date) -> tuple[Pack, ...]:
    """The programs that a child can enter on a day."""
    return tuple(one for name in PROGRAMS if (one := pack(name, on)).valid_on(on))


@lru_cache(256)
def pack(name: str, on: date | None = None) -> Pack:
    """The pack `resources/programs/<name>.json` over the layers that it names, as it
    was on a day; its last version without one."""
    versions = _versions(name)
    return versions[-1] if on is None else in_force(versions, on)
