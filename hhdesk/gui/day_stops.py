"""Where the arrow keys stop on the days: each visit, and each free half hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hhdesk.gui.day_axis import Gap
from hhdesk.gui.day_lanes import Placed

STEP = 0.5
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit, a count of visits, or a free half hour (neither)."""

    top: float
    bottom: float
    lane: int = 0
    visit: UUID | None = None
    more: tuple[UUID, ...] = ()

    @property
    def free(self) -> bool:
        return self.visit is None and not self.more


def stops(placed: Sequence[Placed], gaps: Sequence[Gap], height: float) -> list[Stop]:
    """From the top; side by side, from the left."""
    found = [Stop(p.top, p.bottom, p.lane, p.visit, p.more) for p in placed]
    taken = [(stop.top, stop.bottom) for stop in found]
    taken += [(gap.top, gap.bottom) for gap in gaps]
    for number in range(int(height / STEP)):
        top = number * STEP
        if not any(_overlap(top, top + STEP, *other) for other in taken):
            found.append(Stop(top, top + STEP))
    return sorted(found, key=lambda stop: (stop.top, stop.lane))


def _overlap(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    return top < other_bottom - _NEAR and other_top < bottom - _NEAR


def following(found: Sequence[Stop], at: Stop, step: int) -> Stop | None:
    """The next stop below (1) or above (-1); None at the day's end."""
    place = place_of(found, at) + step
    return found[place] if 0 <= place < len(found) else None


def place_of(found: Sequence[Stop], at: Stop) -> int:
    """The place of a stop, or of the one nearest to it."""
    same = [n for n, one in enumerate(found) if at.visit and one.visit == at.visit]
    if same:
        return same[0]
    return min(
        range(len(found)),
        key=lambda n: (abs(found[n].top - at.top), abs(found[n].lane - at.lane)),
    )


def beside(found: Sequence[Stop], at: Stop, step: int) -> Stop | None:
    """What overlaps this stop in the next lane to the right (1) or left (-1)."""
    near = [
        one
        for one in found
        if one.lane == at.lane + step
        and _overlap(one.top, one.bottom, at.top, at.bottom)
    ]
    return min(near, key=lambda one: abs(one.top - at.top), default=None)
