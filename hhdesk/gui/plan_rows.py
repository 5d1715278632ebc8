"""The lists of a plan's content by name: reading one of them, putting another one in
its place, finding a row. Nothing of Qt and nothing of the database is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from hhdesk.care.health import ClinicalStatus, MedicineStatus
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind

ABOUT, CONCERN, GOAL = "about", "concern", "goal"
EMERGENCY, MEDICINES, EQUIPMENT = "emergency", "medicines", "equipment"
SCHOOL, TEAM = "school", "team"
"""The parts of a plan that have an editor."""

_PART_OF_KIND = {
    LineKind.WARNING_SIGN: EMERGENCY,
    LineKind.EMERGENCY_STEP: EMERGENCY,
    LineKind.EQUIPMENT: EQUIPMENT,
    LineKind.SCHOOL_SUPPORT: SCHOOL,
}
_PART_OF_LIST = {
    "concerns": CONCERN,
    "goals": GOAL,
    "barriers": ABOUT,
    "medicines": MEDICINES,
    "allergies": MEDICINES,
    "team": TEAM,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One list: a field of the content, of the goal of this id, or the lines of one
    kind."""

    name: str
    goal: UUID | None = None
    kind: LineKind | None = None

    @property
    def part(self) -> str:
        """The editor in which the list stands."""
        if self.goal is not None:
            return GOAL
        return _PART_OF_KIND[self.kind] if self.kind else _PART_OF_LIST[self.name]


@dataclass(frozen=True, slots=True)
class Where:
    """What was changed: a part of the plan (of this id, for a concern or goal), the
    row in it, the field."""

    part: str
    part_id: UUID | None = None
    item_id: UUID | None = None
    field: str = ""


GOALS, CONCERNS = Spot("goals"), Spot("concerns")


def where(spot: Spot, row_id: UUID | None, field: str = "") -> Where:
    """Where a row of the list stands."""
    if spot.name in ("goals", "concerns"):
        return Where(spot.part, row_id, None, field)
    return Where(spot.part, spot.goal, row_id, field)


def goal_of(content: PlanContent, goal_id: UUID) -> Any:
    return next(one for one in content.goals if one.id == goal_id)


def rows_at(content: PlanContent, spot: Spot) -> tuple[Any, ...]:
    """The rows that the editor shows: of a chart, the present ones."""
    owner = content if spot.goal is None else goal_of(content, spot.goal)
    rows: tuple[Any, ...] = getattr(owner, spot.name)
    if spot.kind is not None:
        return tuple(row for row in rows if row.kind is spot.kind)
    return tuple(row for row in rows if not ended(row))


def ended(row: Any) -> bool:
    """Whether a row of the chart was taken out: it stays in the chart as ended."""
    if getattr(row, "left", False):
        return True
    status = getattr(row, "status", None)
    if isinstance(status, MedicineStatus | ClinicalStatus):
        return not status.present
    return False


def all_at(content: PlanContent, spot: Spot) -> tuple[Any, ...]:
    """Ended rows and lines of other kinds as well."""
    owner = content if spot.goal is None else goal_of(content, spot.goal)
    rows: tuple[Any, ...] = getattr(owner, spot.name)
    return rows


def put_all(content: PlanContent, spot: Spot, rows: tuple[Any, ...]) -> PlanContent:
    """The content with all rows of the list replaced."""
    changes: dict[str, Any] = {spot.name: rows}
    if spot.goal is None:
        return replace(content, **changes)
    goals = tuple(
        replace(one, **changes) if one.id == spot.goal else one for one in content.goals
    )
    return replace(content, goals=goals)


def changed(
    content: PlanContent, spot: Spot, row_id: UUID, **fields: Any
) -> PlanContent:
    """The content with fields of one row replaced."""
    rows = all_at(content, spot)
    return put_all(
        content,
        spot,
        tuple(replace(row, **fields) if row.id == row_id else row for row in rows),
    )


def inserted(
    content: PlanContent,
    spot: Spot,
    row: Any,
    after: UUID | None = None,
    *,
    first: bool = False,
) -> PlanContent:
    """The content with a row more: after the one of this id, or else first or last."""
    rows = list(all_at(content, spot))
    places = [place for place, one in enumerate(rows) if one.id == after]
    last = 0 if first else len(rows)
    rows.insert(places[0] + 1 if places else last, row)
    return put_all(content, spot, tuple(rows))


def row_before(content: PlanContent, spot: Spot, row_id: UUID) -> UUID | None:
    """The id of the row before this one; None for the first."""
    places = [row.id for row in all_at(content, spot)]
    place = places.index(row_id)
    found: UUID | None = places[place - 1] if place else None
    return found


def removed(content: PlanContent, spot: Spot, row_id: UUID) -> PlanContent:
    rows = all_at(content, spot)
    return put_all(content, spot, tuple(one for one in rows if one.id != row_id))


def moved(content: PlanContent, spot: Spot, row_id: UUID, to: int) -> PlanContent:
    """The content with a row at another place among those that are shown."""
    shown = list(rows_at(content, spot))
    row = next(one for one in shown if one.id == row_id)
    shown.remove(row)
    shown.insert(max(0, min(to, len(shown))), row)
    return put_all(content, spot, _ordered(all_at(content, spot), shown))


def _ordered(rows: tuple[Any, ...], shown: list[Any]) -> tuple[Any, ...]:
    """All rows, those that are shown in this order at the places of such rows."""
    ids, next_shown = {row.id for row in shown}, iter(shown)
    return tuple(next(next_shown) if row.id in ids else row for row in rows)


def every_row(content: PlanContent) -> Iterator[Any]:
    """Each row of the content, those within goals too."""
    for name in ("concerns", "barriers", "lines", "medicines", "allergies", "team"):
        yield from getattr(content, name)
    for goal in content.goals:
        yield goal
        yield from goal.activities
        yield from goal.barriers
