"""A plan's content as one canonical text, the one that is hashed and signed."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from hhdesk.care.plan_content import PlanContent


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> Any:
    kind: type[Any] = type(value)
    if is_dataclass(kind):
        return {name: getattr(value, name) for name in _names(kind)}
    return value.isoformat() if isinstance(value, date) else str(value)


def canonical(content: PlanContent) -> str:
    """One text for one content: sorted keys, no spaces, dates in ISO 8601."""
    return text_of(content)


def text_of(row: object) -> str:
    """The same of any frozen row."""
    return json.dumps(
        row,
        default=_plain,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
