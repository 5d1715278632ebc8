"""The demonstration's data files: names, places, conditions, plan texts, needs."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hhdesk.assets import resource, resource_bytes

FOLDER = "demo"


@cache
def read(*parts: str) -> Any:
    """The parsed file `resources/demo/<parts>.json`; read once, never changed."""
    *folders, name = parts
    return json.loads(resource_bytes(FOLDER, *folders, f"{name}.json"))


@cache
def plan_names() -> tuple[str, ...]:
    """The plan texts at hand."""
    found = resource(FOLDER, "plans").iterdir()
    return tuple(sorted(file.name.removesuffix(".json") for file in found))


def suits(entry: dict[str, Any], age: int) -> bool:
    """Whether an entry is for this age in whole years."""
    low, high = entry.get("ages", (0, 20))
    return bool(low <= age <= high)
