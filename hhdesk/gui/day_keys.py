"""The keyboard on the calendar: arrows choose, Alt and arrows move, letters go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from hhdesk.care import clinic_time
from hhdesk.errors import Refusal
from hhdesk.gui import day_stops
from hhdesk.gui.day_drag import QUARTER

if TYPE_CHECKING:
    from hhdesk.gui.day_grid import DayGrid

_Key, _Mod = Qt.Key, Qt.KeyboardModifier


class DayKeys:
    def __init__(self, grid: DayGrid) -> None:
        self._grid = grid
        alt, both = _Mod.AltModifier, _Mod.AltModifier | _Mod.ShiftModifier
        none = _Mod.NoModifier
        self._acts: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (_Key.Key_Down, none): partial(self._step, 1),
            (_Key.Key_Up, none): partial(self._step, -1),
            (_Key.Key_Right, none): partial(self._sideways, 1),
            (_Key.Key_Left, none): partial(self._sideways, -1),
            (_Key.Key_Return, none): grid.open_chosen,
            (_Key.Key_Enter, none): grid.open_chosen,
            (_Key.Key_Delete, none): self._cancel,
            (_Key.Key_PageDown, none): partial(grid.turned.emit, 1),
            (_Key.Key_PageUp, none): partial(grid.turned.emit, -1),
            (_Key.Key_T, none): grid.today_wanted.emit,
            (_Key.Key_N, _Mod.ControlModifier): grid.ask_new,
            (_Key.Key_Down, alt): partial(self._shift, QUARTER),
            (_Key.Key_Up, alt): partial(self._shift, -QUARTER),
            (_Key.Key_Right, alt): partial(self._to_day, 1),
            (_Key.Key_Left, alt): partial(self._to_day, -1),
            (_Key.Key_Down, both): partial(self._lengthen, QUARTER),
            (_Key.Key_Up, both): partial(self._lengthen, -QUARTER),
        }

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        modifiers = event.modifiers() & ~_Mod.KeypadModifier
        try:
            return self._acts.get((Qt.Key(event.key()), modifiers))
        except ValueError:  # a key that Qt has no name for
            return None

    def knows(self, event: QKeyEvent) -> bool:
        return self._act(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means here; False for a key of others."""
        act = self._act(event)
        if act is not None:
            act()
        return act is not None

    def _step(self, step: int) -> None:
        grid = self._grid
        if grid.scene.stop is None:
            grid.begin()
            return
        found = grid.stops(grid.scene.day)
        stop = day_stops.following(found, grid.scene.stop, step)
        if stop is not None:
            grid.select(grid.scene.day, stop)

    def _sideways(self, step: int) -> None:
        """To what stands beside it, then to the next day, then to the next days."""
        grid = self._grid
        at = grid.scene.stop
        if at is None:
            grid.begin()
            return
        day = grid.scene.day
        near = day_stops.beside(grid.stops(day), at, step)
        if near is not None:
            grid.select(day, near)
        elif 0 <= day + step < len(grid.sheet.days):
            grid.select_time(day + step, at.top)
        else:
            grid.turned.emit(step)
            last = len(grid.sheet.days) - 1
            grid.select_time(0 if step > 0 else last, at.top)

    def _cancel(self) -> None:
        if (row := self._grid.chosen) is not None:
            self._grid.cancel_wanted.emit(row.id)

    def _shift(self, by: timedelta) -> None:
        if (row := self._grid.chosen) is not None:
            starts_at, ends_at = self._grid.times(row)
            self._grid.ask_move(row.id, starts_at + by, ends_at + by)

    def _to_day(self, step: int) -> None:
        """The same time of the clock, a day earlier or later."""
        row = self._grid.chosen
        if row is None:
            return
        was, ended = self._grid.times(row)
        zone = self._grid.sheet.axis.zone
        day = was.astimezone(zone).date() + timedelta(days=step)
        try:
            starts_at = clinic_time.same_time(was, day, zone)
        except Refusal as refusal:
            self._grid.refused.emit(refusal)
            return
        self._grid.ask_move(row.id, starts_at, starts_at + (ended - was))

    def _lengthen(self, by: timedelta) -> None:
        row = self._grid.chosen
        if row is not None:
            starts_at, was = self._grid.times(row)
            ends_at = max(was + by, starts_at + QUARTER)
            if ends_at != was:
                self._grid.ask_move(row.id, starts_at, ends_at)
