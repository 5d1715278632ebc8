"""A visit on its way: dragged to another time, or its end to another length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import TIMED
from hhdesk.errors import Refusal
from hhdesk.gui import visit_words
from hhdesk.gui.day_painter import Ghost
from hhdesk.gui.day_sheet import DaySheet
from hhdesk.i18n import explain

QUARTER = timedelta(minutes=15)
_SNAPS = 4


@dataclass(frozen=True, slots=True)
class Aim:
    """The times that letting go here would mean, or why it cannot be here."""

    ghost: Ghost
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    refusal: Refusal | None = None


@dataclass(slots=True)
class Drag:
    """`grab` is how far below the visit's top it was taken hold of, in rows."""

    row: CalendarRow
    day: int
    grab: float
    resizes: bool = False
    aim: Aim | None = None

    def over(self, sheet: DaySheet, day: int, position: float) -> Aim:
        """Aim at a place of the sheet."""
        if self.resizes:
            self.aim = self._end_at(sheet, position)
        else:
            self.aim = self._begin_at(sheet, day, position - self.grab)
        return self.aim

    def _begin_at(self, sheet: DaySheet, day: int, top: float) -> Aim:
        top = min(max(snapped(top), 0.0), sheet.axis.height - 1 / _SNAPS)
        on = sheet.days[day]
        try:
            starts_at = sheet.axis.moment(on, top)
        except Refusal as refusal:
            ghost = Ghost(day, top, top + 0.5, explain(refusal), allowed=False)
            return Aim(ghost, refusal=refusal)
        ends_at = starts_at + (self.row.ends_at - self.row.starts_at)
        bottom = max(sheet.axis.position(on, ends_at), top + 1 / _SNAPS)
        return self._aim(sheet, day, (top, bottom), starts_at, ends_at)

    def _end_at(self, sheet: DaySheet, bottom: float) -> Aim:
        on = sheet.days[self.day]
        top = sheet.axis.position(on, self.row.starts_at)
        try:
            ends_at = sheet.axis.moment(on, snapped(bottom))
        except Refusal as refusal:
            ghost = Ghost(self.day, top, bottom, explain(refusal), allowed=False)
            return Aim(ghost, refusal=refusal)
        ends_at = max(ends_at, self.row.starts_at + QUARTER)
        bottom = sheet.axis.position(on, ends_at)
        return self._aim(sheet, self.day, (top, bottom), self.row.starts_at, ends_at)

    def _aim(
        self,
        sheet: DaySheet,
        day: int,
        place: tuple[float, float],
        starts_at: datetime,
        ends_at: datetime,
    ) -> Aim:
        words = visit_words.span(starts_at, ends_at, sheet.axis.zone)
        return Aim(Ghost(day, *place, words), starts_at, ends_at)

    @property
    def changes(self) -> bool:
        """Whether letting go here would give the visit other times."""
        if self.aim is None or self.aim.refusal is not None:
            return False
        times = self.aim.starts_at, self.aim.ends_at
        return times != (self.row.starts_at, self.row.ends_at)


def snapped(position: float) -> float:
    """The nearest quarter of an hour."""
    return round(position * _SNAPS) / _SNAPS


def may_move(row: CalendarRow) -> bool:
    """Whether the calendar offers to move it; the records have the last word."""
    return not row.busy and row.status in TIMED
