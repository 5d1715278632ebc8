"""A plan's content taken apart: every line by its part and key, without a database."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair

Row = TypeVar("Row")

LISTS = ("concerns", "goals", "lines", "medicines", "allergies", "team")
"""Lists that stand under nothing; activities and barriers stand under goals."""

PARTS = (*LISTS, "activities", "barriers")
BELOW = frozenset({"activities", "barriers"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, without what stands under it, and the goal that it stands under."""

    row: Any
    goal_id: UUID | None = None


Places = dict[UUID | None, Placed]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    names = (field.name for field in fields(kind))
    return tuple(name for name in names if name != "id" and name not in BELOW)


def field_names(row: Any) -> tuple[str, ...]:
    """Fields of one line itself, without its key and what stands under it."""
    kind: Any = type(row)
    return _names(kind)


def put_fields(row: Row, **values: Any) -> Row:
    """A frozen row with other values in fields that are known by name alone."""
    changed: Row = replace(cast(Any, row), **values)
    return changed


def says_the_same(one: Any, other: Any) -> bool:
    """Whether two values say the same; who translated or checked is no edit."""
    if isinstance(one, Pair) and isinstance(other, Pair):
        return (one.english, one.family) == (other.english, other.family)
    return bool(one == other)


def flat(content: PlanContent) -> dict[str, Places]:
    """Every line of a plan by part and key, in order."""
    found: dict[str, Places] = {
        part: {row.id: Placed(row) for row in getattr(content, part)} for part in LISTS
    }
    found["activities"] = {
        row.id: Placed(row, goal.id)
        for goal in content.goals
        for row in goal.activities
    }
    found["barriers"] = {row.id: Placed(row) for row in content.barriers}
    for goal in content.goals:
        found["barriers"] |= {row.id: Placed(row, goal.id) for row in goal.barriers}
    return found
