"""The visits of the days that are shown: which they are, and how they are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.gui import day_lanes, day_stops
from hhdesk.gui.day_axis import DayAxis
from hhdesk.gui.day_lanes import Piece, Placed, Room
from hhdesk.gui.day_stops import Stop

_INSTANT = timedelta(microseconds=1)


class DaySheet:
    """Holds rows by id; only the days that a change touches are laid out anew."""

    def __init__(self, days: Sequence[date], zone: ZoneInfo) -> None:
        self.axis = DayAxis(days, zone)
        self._room = Room(float(self.axis.height), 1, 0.25)
        self._rows: dict[UUID, CalendarRow] = {}
        self._pieces: list[dict[UUID, Piece]] = [{} for _ in self.days]
        self._placed: list[list[Placed] | None] = [None for _ in self.days]

    @property
    def days(self) -> tuple[date, ...]:
        return self.axis.days

    def fit(self, lanes: int, shortest: float) -> None:
        """So many visits side by side, none lower than `shortest` rows."""
        room = Room(float(self.axis.height), lanes, shortest)
        if room != self._room:
            self._room = room
            self._placed = [None for _ in self.days]

    def put(self, rows: Iterable[CalendarRow]) -> None:
        """Show these visits and no others; days that stay the same stay as they are."""
        new = {row.id: row for row in rows}
        for gone in [key for key in self._rows if key not in new]:
            self.drop(gone)
        for row in new.values():
            self.swap(row)

    def swap(self, row: CalendarRow) -> None:
        """One visit as it is now; one that falls on none of the days is not shown."""
        if self._rows.get(row.id) == row:
            return
        self.drop(row.id)
        for place in self._places(row):
            day = self.days[place]
            top = self.axis.position(day, row.starts_at)
            bottom = self.axis.position(day, row.ends_at)
            self._rows[row.id] = row
            self._pieces[place][row.id] = Piece(row.id, top, bottom)
            self._placed[place] = None

    def _places(self, row: CalendarRow) -> list[int]:
        """The shown days on which a visit falls; midnight is the day's that begins."""
        zone = self.axis.zone
        first = row.starts_at.astimezone(zone).date()
        last = max(first, (row.ends_at - _INSTANT).astimezone(zone).date())
        return [n for n, day in enumerate(self.days) if first <= day <= last]

    def drop(self, visit: UUID) -> None:
        """Show it no more."""
        if self._rows.pop(visit, None) is not None:
            for place, pieces in enumerate(self._pieces):
                if pieces.pop(visit, None):
                    self._placed[place] = None

    @property
    def rows(self) -> list[CalendarRow]:
        """By time, those that begin together by their end and id."""
        rows = self._rows.values()
        return sorted(rows, key=lambda row: (row.starts_at, row.ends_at, row.id))

    def row(self, visit: UUID) -> CalendarRow | None:
        return self._rows.get(visit)

    def placed(self, day: int) -> list[Placed]:
        found = self._placed[day]
        if found is None:
            pieces = list(self._pieces[day].values())
            found = self._placed[day] = day_lanes.lay_out(pieces, self._room)
        return found

    def piece(self, day: int, visit: UUID) -> Piece | None:
        """Where a visit really begins and ends, unlike where it is painted."""
        return self._pieces[day].get(visit)

    def day_of(self, visit: UUID) -> int | None:
        """The first of the days on which a visit is shown."""
        for place, pieces in enumerate(self._pieces):
            if visit in pieces:
                return place
        return None

    def stops(self, day: int) -> list[Stop]:
        gaps = self.axis.gaps(self.days[day])
        return day_stops.stops(self.placed(day), gaps, self.axis.height)

    def stop_of(self, day: int, visit: UUID) -> Stop | None:
        """Where the keyboard finds a visit: itself, or the count that it is in."""
        for stop in self.stops(day):
            if stop.visit == visit or visit in stop.more:
                return stop
        return None
