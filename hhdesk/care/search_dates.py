"""Birth dates as people type them, and the index's words for a birth date.

A day has two words, yyyymmdd and mmddyyyy, so that a year, a month of a year and a
day of a month are beginnings of one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

_MONTHS = (
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sept sep septiembre setiembre set",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
)
_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_YEARS = range(1900, 2100)

# Not inside a word, a number or a longer date.
_START, _END = r"(?<![\w/.-])", r"(?![\w/]|[.-]\w)"
_NAME = "(?P<name>" + "|".join(sorted(_MONTH, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|ro|o)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_OF = r"[ ,.-]*(?:(?:de|del|of) )?"
_THEN_YEAR = rf"(?:[ ,.-]+(?:(?:de|del|of) )?{_YEAR})?"
_NAMED = (
    re.compile(rf"{_START}{_DAY}{_OF}{_NAME}{_THEN_YEAR}{_END}"),
    re.compile(rf"{_START}{_NAME}{_OF}{_DAY}{_THEN_YEAR}{_END}"),
    re.compile(rf"{_START}{_NAME}{_OF}(?P<day>)(?P<year>\d{{4}}){_END}"),
)
_NUMERIC = re.compile(
    rf"""{_START}(?:
        (?P<year_1>\d{{4}})([/.-])(?P<month_1>\d{{1,2}})(?:\2(?P<day_1>\d{{1,2}}))?
        | (?P<month_2>\d{{1,2}})[/.-](?P<year_2>\d{{4}})
        | (?P<month_3>\d{{1,2}})([/.-])(?P<day_3>\d{{1,2}})(?:\8(?P<year_3>\d{{1,4}}))?
    ){_END}""",
    re.VERBOSE,
)
_MONTH_NAMED = re.compile(rf"(?<![^\W\d])(?:{'|'.join(_MONTH)})(?![^\W\d])")
_NOT_DIGIT = re.compile(r"\D")

Forms = tuple[str, ...]


def date_words(day: date) -> tuple[str, str]:
    """The words of a birth date."""
    year, month, number = day.isoformat().split("-")
    return year + month + number, month + number + year


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year in _YEARS


def _of_month(month: int, day: int, year: str = "") -> Forms:
    """Words and beginnings of words for a day whose year may be missing, unfinished or
    of two digits; none where there is no such day."""
    if not _is_day(int(year) if len(year) == 4 else 2024, month, day):
        return ()
    start = f"{month:02}{day:02}"
    if len(year) == 4:
        return (f"{year}{start}",)
    if len(year) == 2:
        return f"20{year}{start}", f"19{year}{start}", f"{start}{year}"
    return (f"{start}{year}",)


def _of_year(year: int, month: int) -> Forms:
    return (f"{year}{month:02}",) if year in _YEARS and 1 <= month <= 12 else ()


def _named(found: re.Match[str]) -> Forms:
    month, day, year = _MONTH[found["name"]], found["day"], found["year"] or ""
    return _of_month(month, int(day), year) if day else _of_year(int(year), month)


def _numeric(found: re.Match[str]) -> Forms:
    if found["year_1"]:
        forms = _year_first(found["year_1"], found["month_1"], found["day_1"])
    elif found["year_2"]:
        forms = _of_year(int(found["year_2"]), int(found["month_2"]))
    else:
        forms = _year_last(found["month_3"], found["day_3"], found["year_3"] or "")
    # A record number may look like a date; then its digits find it.
    digits = _NOT_DIGIT.sub("", found[0])
    return forms if digits in forms else (*forms, digits)


def _year_first(year: str, month: str, day: str | None) -> Forms:
    if day is None:
        return _of_year(int(year), int(month))
    return _of_month(int(month), int(day), year)


def _year_last(first: str, second: str, year: str) -> Forms:
    """Month before day, as in the United States, unless that cannot be."""
    one, other = int(first), int(second)
    forms = _of_month(one, other, year) or _of_month(other, one, year)
    if not year and len(second) == 1 and 1 <= one <= 12:
        # "5/1" may become "5/14".
        forms += (f"{one:02}{second}",)
    return forms


Take = Callable[[Forms], None]


def has_named_month(text: str) -> bool:
    return _MONTH_NAMED.search(text) is not None


def take_named(text: str, take: Take) -> str:
    """Hand over every date with a named month; gives the rest of the text."""
    for pattern in _NAMED:
        text = _taken(pattern, _named, text, take)
    return text


def take_numeric(text: str, take: Take) -> str:
    """Hand over every date in digits with signs between; gives the rest."""
    return _taken(_NUMERIC, _numeric, text, take)


def _taken(
    pattern: re.Pattern[str],
    read: Callable[[re.Match[str]], Forms],
    text: str,
    take: Take,
) -> str:
    def swap(found: re.Match[str]) -> str:
        forms = read(found)
        if forms:
            take(forms)
        return " " if forms else found[0]

    return pattern.sub(swap, text)


def digit_dates(digits: str) -> Forms:
    """Dates that bare digits may mean: mddyyyy and mmddyy; eight are a word already."""
    if len(digits) == 7 and _is_day(int(digits[3:]), int(digits[0]), int(digits[1:3])):
        return (f"0{digits}",)
    if len(digits) == 6:
        return _of_month(int(digits[:2]), int(digits[2:4]), digits[4:])[:2]
    return ()
