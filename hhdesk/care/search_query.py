"""What was typed into the search field, as terms: names, numbers, codes, dates."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from typing import NamedTuple

from hhdesk.care import search_dates, search_words

LONGEST = 200
"""Characters of a text that count."""
MOST_TERMS = 10


class Kind(enum.IntEnum):
    NAME = 0
    NUMBER = 1
    CODE = 2


class Term(NamedTuple):
    """One thing asked for; any of `forms` will do, whole or as a beginning."""

    kind: Kind
    forms: tuple[str, ...]


Reading = tuple[Term, ...]
"""Terms of which every one must be met."""

_CIN = re.compile(r"(?<!\w)(9\d{3})[ -]?(\d{4})[ -]?([a-z])(?!\w)")
# A run with letters and digits: a record number, or a name from a test system.
_CODE = re.compile(r"(?<!\w)(?=[\w./-]*\d)(?=[\w./-]*[^\W\d])\w+(?:[./-]\w+)*(?!\w)")
_LABEL = re.compile(r"(?<!\w)(?:mrn|cin|dob)(?!\w)[ .:-]*(?=[\w(]*\d)")
_LABELLED = re.compile(r"(?:mrn|cin|dob)(?=\d)")
_DIGITS = re.compile(r"(?<!\w)\+?\(?\d[\d ().-]*")
_ANY_DIGIT = re.compile(r"\d")
_ANY_LETTER = re.compile(r"[^\W\d]")
_NOT_DIGIT = re.compile(r"\D")
_SIGNS = re.compile(r"[./-]")


class _Taking:
    """The terms taken out of a text so far."""

    def __init__(self) -> None:
        self.terms: dict[Term, None] = {}

    def take(self, kind: Kind, forms: Iterable[str]) -> None:
        self.terms[
            Term(kind, tuple(form[: search_words.LONGEST] for form in forms))
        ] = None

    def take_date(self, forms: Iterable[str]) -> None:
        self.take(Kind.NUMBER, forms)

    def take_code(self, found: re.Match[str]) -> str:
        code = "".join(found.groups()) or _SIGNS.sub("", found[0])
        self.take(Kind.CODE, dict.fromkeys((code, _LABELLED.sub("", code, count=1))))
        return " "

    def take_digits(self, found: re.Match[str]) -> str:
        for digits in _numbers(found[0]):
            self.take(Kind.NUMBER, (digits, *search_dates.digit_dates(digits)))
        return " "


def _numbers(typed: str) -> list[str]:
    """The numbers in a run of digits and signs; the parts of a phone are joined."""
    chunks = [_NOT_DIGIT.sub("", chunk) for chunk in typed.split()]
    chunks = [chunk for chunk in chunks if chunk]
    whole = "".join(chunks)
    area = chunks[1:] if chunks[0] == "1" else chunks
    if typed.startswith("+") or (area and len(area[0]) in (3, 6) and len(whole) <= 11):
        chunks = [whole]
    return [
        chunk[1:] if len(chunk) == 11 and chunk[0] == "1" else chunk for chunk in chunks
    ]


def _names(words: Iterable[str]) -> dict[Term, None]:
    return {Term(Kind.NAME, (word,)): None for word in words}


def _read(text: str, letters: bool, named_months: bool = False) -> Reading:
    taking = _Taking()
    if letters:
        text = _LABEL.sub(" ", text)
        text = _CIN.sub(taking.take_code, text)
    if named_months:
        text = search_dates.take_named(text, taking.take_date)
    if _SIGNS.search(text):
        text = search_dates.take_numeric(text, taking.take_date)
    if letters:
        text = _CODE.sub(taking.take_code, text)
    text = _DIGITS.sub(taking.take_digits, text)
    names = _names(search_words.words(text)) if letters else {}
    return tuple(taking.terms | names)[:MOST_TERMS]


def parse(text: str) -> tuple[Reading, ...]:
    """The readings of a typed text, the likelier first; none without a letter or digit.

    "April 2019" has two: a child called April who was born in 2019, and any child born
    in that month.
    """
    text = text.strip()[:LONGEST]
    if not _ANY_DIGIT.search(text):
        names = tuple(_names(search_words.words(text)))[:MOST_TERMS]
        return (names,) if names else ()
    typed = search_words.fold_typed(text)
    if not _ANY_LETTER.search(typed):
        return (_read(typed, letters=False),)
    plain = _read(typed, letters=True)
    if not search_dates.has_named_month(typed):
        return (plain,)
    dated = _read(typed, letters=True, named_months=True)
    whole_date = any(len(form) == 8 for term in dated for form in term.forms)
    return (dated,) if whole_date or dated == plain else (plain, dated)
