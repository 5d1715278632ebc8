"""Days as people type them: month before day, as US clinics write, or ISO."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QLocale

_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})\D*?\s)?([^\W\d_]{3,})\.?\D*?(?:(\d{1,2})\D+)?(\d{4})"
)
_CENTURY_TURNS = 60


def parse(text: str) -> date | None:
    """The day that was typed, or None; raises nothing."""
    typed = " ".join(text.split())
    if found := _ISO.fullmatch(typed):
        return _day(*map(int, found.groups()))
    if found := _NUMBERS.fullmatch(typed) or _RUN.fullmatch(typed):
        month, day, year = map(int, found.groups())
        return _day(_full(year), month, day)
    if found := _NAMED.fullmatch(typed):
        before, name, after, full_year = found.groups()
        month = _months().get(_folded(name)[:3], 0)
        return _day(int(full_year), month, int(after or before or 0))
    return None


def _full(year: int) -> int:
    """Two digits mean this century up to 2060, else the last one."""
    if year > 99:
        return year
    return year + (2000 if year <= _CENTURY_TURNS else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _months() -> dict[str, int]:
    """The first three letters of the months in English and Spanish."""
    found = {}
    for language in (QLocale.Language.English, QLocale.Language.Spanish):
        locale = QLocale(language)
        for month in range(1, 13):
            found[_folded(locale.standaloneMonthName(month))[:3]] = month
    return found


def typed(day: date | None) -> str:
    """The day as a field shows it: 05/14/2025."""
    return f"{day:%m/%d/%Y}" if day else ""
