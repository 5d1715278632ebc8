"""Program packs: a program's dated rules, read from data files."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hhdesk.assets import resource_bytes
from hhdesk.care.clocks import Calendar
from hhdesk.i18n import N_


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


class Mark(enum.StrEnum):
    """How far a fact of a pack can be relied on."""

    READ = "V"
    SECONDARY = "S"
    TO_CHECK = "T"
    # The house's own proposal, which the clinic may set otherwise.
    PROPOSED = "P"

    @property
    def confirmed(self) -> bool:
        """Whether it is said without a warning."""
        return self in {Mark.READ, Mark.PROPOSED}


UNCONFIRMED = N_("not confirmed for your plan")
"""What is said beside a fact that was not read at its source."""


class Unit(enum.StrEnum):
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


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

    def allows(self, state: SegmentState, to: SegmentState) -> bool:
        return to in self.transitions.get(state, frozenset())


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
    return Pack(
        data["id"],
        data["version"],
        SegmentState(data["initial"]),
        transitions,
        tuple(map(EndReason, data["end_reasons"])),
        {name: _clock(name, told) for name, told in data["clocks"].items()},
    )


@cache
def pack(name: str) -> Pack:
    """The pack `resources/programs/<name>.json`."""
    return _parse(json.loads(resource_bytes("programs", f"{name}.json")))
