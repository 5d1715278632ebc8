"""Which phrase of the library a written line is: tells what stands in a plan already,
and whether a pair is still the one that the clinic checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from hhdesk.care import phrase_slots, phrases
from hhdesk.care.phrase_rows import PhraseRow
from hhdesk.care.phrase_slots import (
    SAME_FOR_THE_CHILD,
    SLOT,
    SLOTS,
    SlotKind,
    SlotValue,
)
from hhdesk.errors import InvalidField

_LONG_DATE = "%B %d, %Y"


def same_for_the_child(phrase: PhraseRow) -> bool:
    """Whether one plan needs the phrase once: nothing but who and where fills it."""
    return all(slot.name in SAME_FOR_THE_CHILD for slot in phrase.slots)


def _tidy(text: str) -> str:
    return " ".join(text.split())


_ENGLISH_DATE = r"[A-Z][a-z]+ \d{1,2}, \d{4}"


def _pattern(text: str) -> tuple[re.Pattern[str], str]:
    """Matches the English sentence with anything fitting in its slots; and its longest
    fixed part, by which most lines are told apart without looking closer."""
    parts = SLOT.split(text)
    seen: set[str] = set()
    made = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            made += re.escape(part)
        elif part in seen:
            made += f"(?P={part})"
        else:
            is_date = SLOTS[part].kind is SlotKind.DATE
            made += f"(?P<{part}>{_ENGLISH_DATE if is_date else '.+?'})"
            seen.add(part)
    return re.compile(made), max(parts[::2], key=len)


@cache
def _all() -> tuple[tuple[str, re.Pattern[str], PhraseRow], ...]:
    """Every phrase with what it is recognized by: asked for each line of a plan."""
    found = []
    for row in phrases.all_phrases():
        pattern, fixed = _pattern(row.english)
        found.append((fixed, pattern, row))
    return tuple(found)


def _matches(line: str) -> Iterator[tuple[PhraseRow, dict[str, str]]]:
    """The phrases that an English line may be, with what fills them."""
    tidy = _tidy(line)
    for fixed, pattern, row in _all():
        if fixed in tidy and (found := pattern.fullmatch(tidy)):
            yield row, found.groupdict()


def of_english(line: str) -> tuple[PhraseRow, ...]:
    """The phrases that an English line may be."""
    return tuple(row for row, _values in _matches(line))


def of_pair(english: str, family: str, language: str) -> PhraseRow | None:
    """The phrase of which both lines are made, with the same values in both; None
    where one of them was written otherwise.

    Free words in a slot are taken as they are: `phrases.state_of` knows of them.
    """
    known = phrase_slots.spoken(language)
    for row, values in _matches(english):
        text = row.text(language)
        if not text:
            continue
        try:
            expected = _expected(text, values, known)
        except (ValueError, InvalidField):
            # No day that a calendar has, or more than a name, was typed by hand.
            continue
        if re.fullmatch(expected, _tidy(family)):
            return row
    return None


def _expected(text: str, values: dict[str, str], language: str) -> str:
    """Matches what the sentence has to be in a language with the English's values."""
    parts = SLOT.split(text)
    for place, part in enumerate(parts):
        said = part if place % 2 == 0 else _said(part, values[part], language)
        free = place % 2 and SLOTS[part].kind is SlotKind.TEXT
        parts[place] = ".+?" if free else re.escape(_tidy_inside(said))
    return "".join(parts)


def _tidy_inside(text: str) -> str:
    """Spaces made one, those at the ends kept: the text is a part of a line."""
    return re.sub(r"\s+", " ", text)


def _said(name: str, value: str, language: str) -> str:
    """A value of the English line as the other language writes it; raises ValueError
    or InvalidField where it is none."""
    slot = SLOTS[name]
    if slot.kind is not SlotKind.DATE:
        phrase_slots.check(slot, SlotValue(value))
        return value
    day = datetime.strptime(value, _LONG_DATE).date()  # noqa: DTZ007
    return phrase_slots.written_day(day, language)
