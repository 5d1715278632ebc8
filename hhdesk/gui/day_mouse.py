"""The mouse on the calendar: choose, open, make, drag to move, drag the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from hhdesk.gui import theme
from hhdesk.gui.day_drag import Drag, may_move
from hhdesk.gui.day_lanes import Placed

if TYPE_CHECKING:
    from hhdesk.gui.day_grid import DayGrid

_EDGE = 6
_HALVES = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies below the pointer."""

    day: int
    placed: Placed
    at_end: bool


class DayMouse:
    def __init__(self, grid: DayGrid) -> None:
        self._grid = grid
        self._pressed: tuple[QPointF, Hit] | None = None
        self._drag: Drag | None = None

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    def hit(self, at: QPointF) -> Hit | None:
        """The visit or count at a point of the view."""
        where = self._grid.geometry_now()
        if not where.in_body(at):
            return None
        day = where.day_at(at.x())
        for placed in self._grid.sheet.placed(day):
            box = where.box(day, placed)
            if box.contains(at):
                edge = min(theme.scaled(_EDGE), box.height() / 3)
                return Hit(day, placed, at.y() > box.bottom() - edge)
        return None

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, grid = event.position(), self._grid
        where = grid.geometry_now()
        if at.x() < where.axis:
            return
        if at.y() < where.head:
            grid.day_wanted.emit(grid.sheet.days[where.day_at(at.x())])
            return
        hit = self.hit(at)
        if hit is None:
            grid.select_time(where.day_at(at.x()), self._half_hour(at))
            return
        if hit.placed.visit is None:
            grid.day_wanted.emit(grid.sheet.days[hit.day])
            return
        self._pressed = at, hit
        grid.select_visit_on(hit.day, hit.placed.visit)

    def _half_hour(self, at: QPointF) -> float:
        position = self._grid.geometry_now().position_at(at.y())
        return int(position * _HALVES) / _HALVES

    def move(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is not None and self._drag is None:
            far = (at - self._pressed[0]).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._begin()
        if self._drag is not None:
            self._over(at)
        elif self._pressed is None:
            self._show_cursor(at)

    def _begin(self) -> None:
        assert self._pressed is not None
        at, hit = self._pressed
        grid = self._grid
        row = grid.sheet.row(hit.placed.visit) if hit.placed.visit else None
        if row is None or not may_move(row):
            return
        position = grid.geometry_now().position_at(at.y())
        piece = grid.sheet.piece(hit.day, row.id)
        top = piece.top if piece else hit.placed.top
        self._drag = Drag(row, hit.day, max(position - top, 0.0), hit.at_end)
        grid.scene.dragged = row.id

    def _over(self, at: QPointF) -> None:
        assert self._drag is not None
        grid = self._grid
        self._scroll_along(at)
        where = grid.geometry_now()
        day, position = where.day_at(at.x()), where.position_at(at.y())
        grid.scene.ghost = self._drag.over(grid.sheet, day, position).ghost
        grid.viewport().update()

    def _scroll_along(self, at: QPointF) -> None:
        """Near the edge the hours come along."""
        where, bar = self._grid.geometry_now(), self._grid.verticalScrollBar()
        if at.y() < where.head + _EDGE:
            bar.setValue(bar.value() - where.row // 4)
        elif at.y() > where.height - _EDGE:
            bar.setValue(bar.value() + where.row // 4)

    def _show_cursor(self, at: QPointF) -> None:
        hit = self.hit(at)
        visit = hit.placed.visit if hit else None
        row = self._grid.sheet.row(visit) if visit else None
        shape = Qt.CursorShape.ArrowCursor
        if hit and row and may_move(row):
            shape = Qt.CursorShape.OpenHandCursor
            if hit.at_end:
                shape = Qt.CursorShape.SizeVerCursor
        self._grid.viewport().setCursor(shape)

    def release(self, event: QMouseEvent) -> None:
        """Letting go asks for the move; the visit stays until the records agree."""
        drag, grid = self._drag, self._grid
        self.give_up()
        if drag is None or drag.aim is None:
            return
        if drag.aim.refusal is not None:
            grid.refused.emit(drag.aim.refusal)
        elif drag.changes and drag.aim.starts_at and drag.aim.ends_at:
            grid.ask_move(drag.row.id, drag.aim.starts_at, drag.aim.ends_at)

    def give_up(self) -> bool:
        """Forget what was begun; whether there was a drag."""
        dragged = self._drag is not None
        self._drag = self._pressed = None
        self._grid.scene.ghost = self._grid.scene.dragged = None
        self._grid.viewport().update()
        return dragged

    def double(self, event: QMouseEvent) -> None:
        at, grid = event.position(), self._grid
        where = grid.geometry_now()
        if event.button() != Qt.MouseButton.LeftButton or not where.in_body(at):
            return
        hit = self.hit(at)
        if hit is not None and hit.placed.visit is not None:
            self._pressed = None
            grid.opened.emit(hit.placed.visit)
        elif hit is None:
            grid.ask_new_at(where.day_at(at.x()), self._half_hour(at))
