"""Which phrase of the library a written line is: tells what stands in a plan already,
and whether a pair is still the one that the clinic checked."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from hhdesk.care import phrases
from hhdesk.care.phrase_rows import PhraseRow
from hhdesk.care.phrase_slots import SAME_FOR_THE_CHILD, SLOT, SLOTS, SlotKind
from hhdesk.i18n import find_language, format_date

_LONG_DATE = "%B %d, %Y"


def same_for_the_child(phrase: PhraseRow) -> bool:
    """Whether one plan needs the phrase once: nothing but who and where fills it."""
    return all(slot.name in SAME_FOR_THE_CHILD for slot in phrase.slots)


def _tidy(text: str) -> str:
    return " ".join(text.split())


_ENGLISH_DATE = r"[A-Z][a-z]+ \d{1,2}, \d{4}"


@cache
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


def _match(text: str, line: str) -> re.Match[str] | None:
    pattern, fixed = _pattern(text)
    return pattern.fullmatch(line) if fixed in line else None


def of_english(line: str) -> tuple[PhraseRow, ...]:
    """The phrases that an English line may be."""
    tidy = _tidy(line)
    return tuple(row for row in phrases.all_phrases() if _match(row.english, tidy))


def of_pair(english: str, family: str, language: str) -> PhraseRow | None:
    """The phrase of which both lines are made, with the same values in both; None
    where one of them was written otherwise.

    Free words in a slot are taken as they are: `phrases.state_of` knows of them.
    """
    known = find_language(language)
    for row in of_english(english):
        first = _match(row.english, _tidy(english))
        text = row.text(language)
        if known is None or first is None or not text:
            continue
        try:
            expected = _expected(text, first.groupdict(), known.id)
        except ValueError:
            # A day that no calendar has was typed by hand.
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
    """A value of the English line as the other language writes it."""
    if SLOTS[name].kind is not SlotKind.DATE:
        return value
    day = datetime.strptime(value, _LONG_DATE).date()  # noqa: DTZ007
    return format_date(day, "long", language)
