"""Days as rosters write them; whether the month or the day comes first is never
guessed."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

NO_BIRTH_DATE = N_("There is no birth date.")
NOT_A_DATE = N_("The birth date is no date.")
TWO_DIGITS = N_("The birth year needs four digits.")

_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?(?: ?AM)?Z?)?"
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})" + _MIDNIGHT)
_SHORT = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: (?:0?0:00|12:00)(?::00)?(?: ?AM)?)?"
)
_NAMED = re.compile(
    r"(?:(\d{1,2})[-. ]{0,2}([^\W\d_]{3,10})|([^\W\d_]{3,10})[. ]{1,2}(\d{1,2}))"
    r"(?:[-., ]{0,2}| de )(\d{4}|\d{2})"
)
_SERIAL = re.compile(r"([1-6]\d{4})(?:\.0+)?")
# Excel counts from 1900 and believes that year had a 29 February.
_EXCEL_BEGINS = date(1899, 12, 30)
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
_SPANISH = "ene feb mar abr may jun jul ago sep oct nov dic"
_MONTHS = {
    name: number
    for names in (_ENGLISH, _SPANISH)
    for number, name in enumerate(names.split(), 1)
}


class DateForm(enum.StrEnum):
    """What stands first in 5/4/2021."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


DATE_FORM_WORDS = {
    DateForm.MONTH_FIRST: N_("Month first: 5/4 is May 4"),
    DateForm.DAY_FIRST: N_("Day first: 5/4 is April 5"),
}


@dataclass(frozen=True, slots=True)
class DatesSeen:
    """How many of a column's dates can be read in which form. `either` would be a day
    in both, and not the same one."""

    either: int = 0
    month_first: int = 0
    day_first: int = 0
    serials: int = 0
    two_digits: int = 0
    unreadable: int = 0

    @property
    def form(self) -> DateForm | None:
        """The form that the dates themselves prove; None where a person must say."""
        if self.month_first and not self.day_first:
            return DateForm.MONTH_FIRST
        if self.day_first and not self.month_first:
            return DateForm.DAY_FIRST
        return None if self.either or self.day_first else DateForm.MONTH_FIRST


def dates_seen(texts: Iterable[str], today: date) -> DatesSeen:
    """What the dates of a file look like."""
    counts = dict.fromkeys(DatesSeen.__slots__, 0)
    for text in filter(None, texts):
        read = [_read(text, form, today) for form in DateForm]
        if read == [None, None]:
            counts["unreadable"] += 1
            continue
        month_first, day_first = read
        if month_first and day_first:
            counts["either"] += month_first != day_first
        else:
            counts["month_first" if month_first else "day_first"] += 1
        counts["serials"] += bool(_SERIAL.fullmatch(text))
        counts["two_digits"] += bool(_two_digits(text))
    return DatesSeen(**counts)


def _two_digits(text: str) -> bool:
    short, named = _SHORT.fullmatch(text), _NAMED.fullmatch(text)
    year = short[4] if short else named[5] if named else ""
    return len(year) == 2


def _read(text: str, form: DateForm, today: date) -> date | None:
    try:
        return day(text, form, today)
    except InvalidField:
        return None


@lru_cache(maxsize=16384)
def day(
    text: str,
    form: DateForm = DateForm.MONTH_FIRST,
    today: date | None = None,
    *,
    born: bool = True,
) -> date:
    """A day as 2021-05-04, 20210504, 5/4/2021, 4-May-2021 or 44320 (Excel's).

    With a `today`, a year of two digits is the last one that has come by then for a
    birth, and one of this century for others. Raises InvalidField.
    """
    if not text:
        raise InvalidField("birth_date", NO_BIRTH_DATE)
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _EXCEL_BEGINS + timedelta(int(serial[1]))
    year, month, number = _parts(text, form)
    try:
        if len(year) == 4:
            return date(int(year), month, number)
        return _of_short_year(int(year), month, number, today, born=born)
    except ValueError:
        raise InvalidField("birth_date", NOT_A_DATE) from None


def _parts(text: str, form: DateForm) -> tuple[str, int, int]:
    iso, short = _ISO.fullmatch(text), _SHORT.fullmatch(text)
    if iso and (iso[2] or len(iso[3]) == len(iso[4]) == 2):
        return iso[1], int(iso[3]), int(iso[4])
    if short:
        first, second = int(short[1]), int(short[3])
        if form is DateForm.DAY_FIRST:
            first, second = second, first
        return short[4], first, second
    named = _NAMED.fullmatch(text.replace(" de ", " "))
    month = _MONTHS.get((named[2] or named[3])[:3].lower()) if named else None
    if named is None or month is None:
        raise InvalidField("birth_date", NOT_A_DATE)
    return named[5], month, int(named[1] or named[4])


def _of_short_year(
    year: int, month: int, number: int, today: date | None, *, born: bool
) -> date:
    if today is None:
        raise InvalidField("birth_date", TWO_DIGITS)
    found = date(2000 + year, month, number)
    return date(1900 + year, month, number) if born and found > today else found
