"""Which parts of a shown text the typed words have matched."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from hhdesk.care.search_query import Kind, parse
from hhdesk.care.search_words import folded, is_east_asian

Span = tuple[int, int]


@lru_cache(maxsize=64)
def _forms(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a query asks for: all forms, and those of numbers alone."""
    terms = [term for reading in parse(query) for term in reading]
    numbers = (term for term in terms if term.kind is Kind.NUMBER)
    return (
        tuple({form for term in terms for form in term.forms}),
        tuple({form for term in numbers for form in term.forms}),
    )


def marks(text: str, query: str) -> tuple[Span, ...]:
    """The spans of `text` that `query` matches, for a list to mark: "hern" in
    "Hernández" is (0, 4). `text` is a name, a phone or a date as shown."""
    forms, numbers = _forms(query)
    if numbers and _is_date_like(text, numbers):
        return ((0, len(text)),)
    letters = list(_letters(text))
    found = {
        span
        for at in _starts(letters)
        for form in forms
        if (span := _match(letters, at, form))
    }
    return tuple(_merged(sorted(found), text))


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """The folded letters of a text with their places; blanks between words."""
    for at, char in enumerate(text):
        yield from ((letter, at) for letter in folded(char))


def _starts(letters: list[tuple[str, int]]) -> Iterator[int]:
    """Where a match may begin: at a word, and at each East Asian character."""
    before = " "
    for at, (letter, _) in enumerate(letters):
        if letter != " " and (before == " " or is_east_asian(letter)):
            yield at
        before = letter


def _match(letters: list[tuple[str, int]], at: int, form: str) -> Span | None:
    """The span that reads like `form` from a place on, signs and blanks left out."""
    begin = end = letters[at][1]
    wanted = iter(form)
    next_one = next(wanted, None)
    for letter, place in letters[at:]:
        if next_one is None:
            break
        if letter == " ":
            continue
        if letter != next_one:
            return None
        end, next_one = place, next(wanted, None)
    return (begin, end + 1) if next_one is None else None


def _is_date_like(text: str, numbers: Iterable[str]) -> bool:
    """Whether a text is one date, and one of the numbers begins like it."""
    readings = parse(text)
    if len(readings) != 1 or len(readings[0]) != 1:
        return False
    day = readings[0][0].forms[0]
    if readings[0][0].kind is not Kind.NUMBER or len(day) != 8:
        return False
    if text.strip().isdigit():
        return False
    return any((day + " " + day[4:] + day[:4]).find(form) in (0, 9) for form in numbers)


def _merged(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Spans without overlaps, each with the accents that follow its last letter."""
    begin = end = -1
    for start, stop in spans:
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        if start <= end:
            end = max(end, stop)
            continue
        if end > begin:
            yield begin, end
        begin, end = start, stop
    if end > begin:
        yield begin, end
