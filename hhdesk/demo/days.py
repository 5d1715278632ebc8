"""Days of the demonstration clinic: distances from today, working days, holidays."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from hhdesk.care import clinic_calendar


def before(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """So long before a day; 31 March less one month is the last day of February."""
    count = day.year * 12 + day.month - 1 - years * 12 - months
    year, month = divmod(count, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=days)


def after(day: date, *, months: int = 0, days: int = 0) -> date:
    """So long after a day."""
    return before(day, months=-months, days=-days)


def own_holidays(year: int) -> dict[date, tuple[str, bool]]:
    """The clinic's own days: what each is called, and whether the clinic works."""
    named = {one.name: one.day for one in clinic_calendar.federal(year)}
    return {
        named["Columbus Day"]: ("Columbus Day", True),
        named["Thanksgiving"] + timedelta(days=1): ("Day after Thanksgiving", False),
    }


@cache
def holidays(year: int) -> frozenset[date]:
    """The days on which the clinic is closed."""
    days = {one.day for one in clinic_calendar.federal(year)}
    for day, (_, works_then) in own_holidays(year).items():
        days = days - {day} if works_then else days | {day}
    return frozenset(days)


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
