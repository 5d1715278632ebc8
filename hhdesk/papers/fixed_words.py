"""The fixed words that families read on papers: headings, labels, whole sentences."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

import hhdesk.papers
from hhdesk.care.phrase_checks import HEADING, CheckLine
from hhdesk.care.translations import fingerprint
from hhdesk.i18n.messages import Entry, entries

FOR_STAFF = ("huddle", "huddle_input", "staff_side")
"""Modules of papers that no family reads."""


def headings(language: str) -> tuple[CheckLine, ...]:
    """All that the program says on papers for families in a language: what stands in
    the modules of papers, and the words of states that they take from care."""
    taken = _taken()
    return tuple(
        CheckLine(_id(one), one.english, one.family)
        for one in entries(language)
        if _on_paper(one) or one.english in taken
    )


def _id(one: Entry) -> str:
    return HEADING + fingerprint(f"{one.context} | {one.english}")[:16]


def _on_paper(one: Entry) -> bool:
    names = {
        place.removeprefix("hhdesk/papers/").removesuffix(".py")
        for place in one.places
        if place.startswith("hhdesk/papers/")
    }
    return not names <= set(FOR_STAFF)


@cache
def _taken() -> frozenset[str]:
    """The words in the tables that modules of papers name."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(hhdesk.papers.__path__):
        if module.name in FOR_STAFF:
            continue
        loaded = importlib.import_module(f"hhdesk.papers.{module.name}")
        for name, value in vars(loaded).items():
            if name.isupper():
                found.update(_texts(value))
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
