"""Clocks: by which day the next step is expected, in business or calendar days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The clinic's working week, Monday to Friday, less its holidays."""

    holidays: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether a day is a business day."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def after(self, day: date, count: int) -> date:
        """The day that many business days after a day, which itself may be any.

        Raises ValueError for a count below one: a clock runs forward.
        """
        if count < 1:
            raise ValueError("a clock has at least one day")
        while count:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def latest(self, day: date) -> date:
        """The day itself, or the last business day before it."""
        while not self.works(day):
            day -= timedelta(days=1)
        return day

    def left(self, day: date, due: date) -> int:
        """Business days from a day until a due one; negative where it has passed.

        What was due on Friday is late on Monday, not on Saturday.
        """
        if due < day:
            return -self.left(due, day)
        weeks, rest = divmod((due - day).days, 7)
        days = [day + timedelta(days=n) for n in range(1, rest + 1)]
        count = weeks * SATURDAY + sum(one.weekday() < SATURDAY for one in days)
        within = (one for one in self.holidays if day < one <= due)
        return count - sum(one.weekday() < SATURDAY for one in within)


WEEKDAYS = Calendar()
"""No holidays: until the clinic has entered its own."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Business days until the next step is expected, unless `calendar_days`.

    `urgent` None is as for routine. `from_visit` counts from the visit's day instead
    of the day of the step.
    """

    routine: int
    urgent: int | None = None
    calendar_days: bool = False
    from_visit: bool = False

    def due(self, since: date, *, urgent: bool, calendar: Calendar) -> date:
        days = self.urgent if urgent and self.urgent is not None else self.routine
        if self.calendar_days:
            return since + timedelta(days=days)
        return calendar.after(since, days)
