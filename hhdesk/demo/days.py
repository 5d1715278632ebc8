"""Days of the demonstration clinic: distances from today, working days, holidays."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

THURSDAY, MONDAY = 3, 0


def before(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """So long before a day; 31 March less one month is the last day of February."""
    count = day.year * 12 + day.month - 1 - years * 12 - months
    year, month = divmod(count, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=days)


def after(day: date, *, months: int = 0, days: int = 0) -> date:
    """So long after a day."""
    return before(day, months=-months, days=-days)


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    shift = (weekday - first.weekday()) % 7
    return first + timedelta(days=shift + 7 * (nth - 1))


@cache
def holidays(year: int) -> frozenset[date]:
    """The days on which the clinic is closed, weekends apart."""
    thanksgiving = _weekday(year, 11, THURSDAY, 4)
    last_of_may = date(year, 5, 31)
    return frozenset(
        {
            date(year, 1, 1),
            _weekday(year, 1, MONDAY, 3),
            _weekday(year, 2, MONDAY, 3),
            last_of_may - timedelta(days=last_of_may.weekday()),
            date(year, 6, 19),
            date(year, 7, 4),
            _weekday(year, 9, MONDAY, 1),
            date(year, 11, 11),
            thanksgiving,
            thanksgiving + timedelta(days=1),
            date(year, 12, 25),
        }
    )


def works(day: date) -> bool:
    """Whether the clinic is open."""
    return day.weekday() < 5 and day not in holidays(day.year)


def working(day: date, step: int = 1) -> date:
    """The day itself or the next one in the step's direction that is a working day."""
    while not works(day):
        day += timedelta(days=step)
    return day


def working_days_from(day: date, count: int) -> date:
    """So many working days after a day, or before it for a negative count."""
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = working(day + timedelta(days=step), step)
    return day


def next_monday(day: date) -> date:
    """The first Monday after a day on which the clinic is open."""
    monday = day + timedelta(days=7 - day.weekday())
    while not works(monday):
        monday += timedelta(days=7)
    return monday
