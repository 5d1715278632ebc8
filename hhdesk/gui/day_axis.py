"""The hours beside the days: which clock times they show, and where a moment stands.

Positions count rows of an hour from the top. Days of 23 and 25 hours share the rows of
the others: an hour that comes twice has two rows, an hour that is left out is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hhdesk.care import clinic_time
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

ONLY_ONCE = N_("On {day} the hour of {time} comes only once.")

QUARTERS = tuple(range(0, 60, 15))
_HOURS = 24


@dataclass(frozen=True, slots=True, order=True)
class HourRow:
    """One hour of the clock; `again` is its second coming in autumn."""

    hour: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows from `top` to `bottom` that a day does not have."""

    top: float
    bottom: float


class DayAxis:
    """The rows of these days in one zone."""

    def __init__(self, days: Sequence[date], zone: ZoneInfo) -> None:
        self.days = tuple(days)
        self.zone = zone
        odd = [day for day in self.days if _odd(day, zone)]
        twice = {hour for day in odd for hour in _hours_twice(day, zone)}
        self.rows = tuple(_rows(twice))
        self._places = {row: place for place, row in enumerate(self.rows)}
        own = odd if not twice else self.days
        self._gaps = {day: tuple(_gaps(day, self.rows, zone)) for day in own}

    @property
    def height(self) -> int:
        """How many rows there are; a position is never below it."""
        return len(self.rows)

    def gaps(self, day: date) -> tuple[Gap, ...]:
        return self._gaps.get(day, ())

    def hour_place(self, hour: int) -> int:
        """The position of an hour's first row."""
        return self._places[HourRow(hour)]

    def position(self, day: date, moment: datetime) -> float:
        """Where a moment stands on a day; at its edge for moments of other days."""
        here = moment.astimezone(self.zone)
        if here.date() != day:
            return 0.0 if here.date() < day else float(self.height)
        row = HourRow(here.hour, bool(here.fold))
        place = self._places.get(row, self._places[HourRow(here.hour)])
        return place + here.minute / 60 + here.second / 3600

    def moment(self, day: date, position: float) -> datetime:
        """The moment at a position, to the minute.

        Raises InvalidField in a gap, with what is wrong with this time.
        """
        minutes = round(position * 60)
        if minutes >= self.height * 60:
            return clinic_time.begin_of(day + timedelta(days=1), self.zone)
        row, clock = self.clock(minutes / 60)
        if row.again and not clinic_time.comes_twice(day, clock, self.zone):
            raise InvalidField("time", ONLY_ONCE, day=day, time=clock)
        return clinic_time.local_moment(day, clock, self.zone, second=row.again)

    def clock(self, position: float) -> tuple[HourRow, time]:
        """What the clock shows at a position, and in which row."""
        minutes = min(max(round(position * 60), 0), self.height * 60 - 1)
        row = self.rows[minutes // 60]
        return row, time(row.hour, minutes % 60)


def _odd(day: date, zone: ZoneInfo) -> bool:
    """Whether the clocks change on this day."""
    begins, ends = clinic_time.window(day, 1, zone)
    return ends - begins != timedelta(hours=_HOURS)


def _hours_twice(day: date, zone: ZoneInfo) -> Iterator[int]:
    for hour in range(_HOURS):
        times = (time(hour, minute) for minute in QUARTERS)
        if any(clinic_time.comes_twice(day, clock, zone) for clock in times):
            yield hour


def _rows(twice: set[int]) -> Iterator[HourRow]:
    """All hours, those that come twice once more after their first coming.

    Where two neighbours come twice, both first rows stand before both second ones.
    """
    waiting: list[HourRow] = []
    for hour in range(_HOURS):
        if hour not in twice:
            yield from waiting
            waiting = []
        else:
            waiting.append(HourRow(hour, again=True))
        yield HourRow(hour)
    yield from waiting


def _gaps(day: date, rows: tuple[HourRow, ...], zone: ZoneInfo) -> Iterator[Gap]:
    """The quarters of an hour that this day does not have, joined to stretches."""
    top: float | None = None
    for place, row in enumerate(rows):
        for minute in QUARTERS:
            at = place + minute / 60
            here = _exists(day, time(row.hour, minute), row, zone)
            if here and top is not None:
                yield Gap(top, at)
                top = None
            elif not here and top is None:
                top = at
    if top is not None:
        yield Gap(top, float(len(rows)))


def _exists(day: date, clock: time, row: HourRow, zone: ZoneInfo) -> bool:
    if row.again:
        return clinic_time.comes_twice(day, clock, zone)
    try:
        clinic_time.local_moment(day, clock, zone)
    except InvalidField:
        return False
    return True
