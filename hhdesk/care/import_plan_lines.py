"""The lines that imports made in a plan: their names, and their values as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hhdesk.care.imported import ActivityFact, PlanFact, SourceKey

Lines = dict[str, "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan that an import made, and its values as they came."""

    id: UUID
    fields: Mapping[str, Any]


def read_lines(imported: Mapping[str, Any]) -> Lines:
    """The lines that a source record remembers."""
    told: Mapping[str, Any] = imported.get("lines", {})
    return {name: Line(UUID(one["id"]), one["fields"]) for name, one in told.items()}


def kept_lines(lines: Lines) -> dict[str, Any]:
    """The same as plain JSON."""
    return {
        "lines": {
            name: {"id": str(line.id), "fields": dict(line.fields)}
            for name, line in lines.items()
        }
    }


def named(kind: str, key: SourceKey) -> str:
    return f"{kind} {key.source} {key.type}/{key.id}"


def named_activities(fact: PlanFact) -> Iterable[tuple[str, ActivityFact]]:
    """Each activity with a name that outlives a change of order or of status."""
    plan = named("activity", fact.original.key)
    seen: dict[str, int] = {}
    for activity in fact.activities:
        words = hashlib.sha256(activity.text.encode()).hexdigest()[:16]
        seen[words] = seen.get(words, 0) + 1
        yield f"{plan} {words} {seen[words]}", activity
