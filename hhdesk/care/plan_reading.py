"""A plan's content out of its canonical text: what `plan_text.canonical` wrote."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from hhdesk.care.plan_content import PlanContent

Reader = Callable[[Any], Any]


def content_of_text(text: str) -> PlanContent:
    """With the spaces at the ends of lines gone, as a save leaves them.

    Raises ValueError, KeyError or TypeError for what is no content of a plan.
    """
    content: PlanContent = row_of_text(PlanContent, text)
    return content


def row_of_text(kind: Any, text: str) -> Any:
    """A frozen row of this kind out of what `plan_text.text_of` wrote."""
    return _reader(kind)(json.loads(text))


@cache
def _reader(kind: Any) -> Reader:
    """Reads one type of the plan's rows; a field that the text lacks has its default,
    one that the row lacks is left out."""
    if get_origin(kind) is tuple:
        inner = _reader(get_args(kind)[0])
        return lambda values: tuple(map(inner, values))
    if isinstance(kind, UnionType):
        inner = _reader(next(one for one in get_args(kind) if one is not NoneType))
        return lambda value: None if value is None else inner(value)
    if kind in (date, datetime):
        read: Reader = kind.fromisoformat
        return read
    if kind is UUID or issubclass(kind, enum.Enum):
        made: Reader = kind
        return made
    if kind is str:
        return _line
    if kind in (bool, int):
        return _same(kind)
    return _row(kind)


def _line(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("str expected")
    return value.strip()


def _same(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{kind.__name__} expected")
        return value

    return read


def _row(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = [(field.name, _reader(hints[field.name])) for field in fields(kind)]

    def read(values: Any) -> Any:
        if not isinstance(values, dict):
            raise TypeError("an object expected")
        return kind(
            **{name: made(values[name]) for name, made in readers if name in values}
        )

    return read
