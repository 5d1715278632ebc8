"""The lines of a plan that a family reads, as pairs and as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair

_ENDS = (".", "!", "?", "…")


def pairs(content: PlanContent) -> Iterator[Pair]:
    """Every pair of a plan, empty ones too, in the order of its parts."""
    yield from _pairs(content)


def sentences(content: PlanContent, language: str) -> Iterator[str]:
    """The lines that would print in a language, each closed as a sentence."""
    for pair in pairs(content):
        family = pair.family if pair.printable else ""
        text = (pair.english if language == "en" else family).strip()
        if text:
            yield text if text.endswith(_ENDS) else f"{text}."


def untranslated(content: PlanContent) -> PlanContent:
    """The plan for another language than its own: no line has a translation."""
    kept: PlanContent = _with_pairs(content, lambda pair: Pair(pair.english))
    return kept


def _pairs(value: Any) -> Iterator[Pair]:
    if isinstance(value, Pair):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _pairs(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            yield from _pairs(getattr(value, name))


def _with_pairs(value: Any, change: Callable[[Pair], Pair]) -> Any:
    if isinstance(value, Pair):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_with_pairs(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = _names(type(value))
        return replace(
            value, **{name: _with_pairs(getattr(value, name), change) for name in names}
        )
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Fields that hold lines or rows of lines."""
    return tuple(
        field.name
        for field in fields(kind)
        if "Pair" in str(field.type)
        or "Row" in str(field.type)
        or "Line" in str(field.type)
    )
