"""Program packs: a program's dated rules, read from data files."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hhdesk.assets import resource_bytes
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


@dataclass(frozen=True, slots=True)
class Pack:
    """One program's rules, valid for a span of days."""

    id: str
    version: str
    initial: SegmentState
    transitions: Mapping[SegmentState, frozenset[SegmentState]]
    end_reasons: tuple[EndReason, ...]

    def allows(self, state: SegmentState, to: SegmentState) -> bool:
        return to in self.transitions.get(state, frozenset())


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
    )


@cache
def pack(name: str) -> Pack:
    """The pack `resources/programs/<name>.json`."""
    return _parse(json.loads(resource_bytes("programs", f"{name}.json")))
