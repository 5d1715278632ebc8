"""The words of a catalogue one by one, with where in the program they stand."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

from hhdesk import assets


@dataclass(frozen=True, slots=True)
class Entry:
    """A message; the forms of a plural stand behind one another."""

    english: str
    family: str
    context: str
    places: tuple[str, ...]


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """What is translated into a language; nothing where there is no catalogue."""
    from babel.messages.pofile import read_po

    source = assets.catalogues() / f"{language}.po"
    if not source.is_file():
        return ()
    catalog = read_po(io.BytesIO(source.read_bytes()), abort_invalid=True)
    return tuple(
        Entry(
            _forms(one.id),
            _forms(one.string),
            one.context or "",
            tuple(place for place, _line in one.locations),
        )
        for one in catalog
        if one.id and one.string and not one.fuzzy
    )


def _forms(told: str | list[str] | tuple[str, ...]) -> str:
    if isinstance(told, str):
        return told
    return " / ".join(dict.fromkeys(told))
