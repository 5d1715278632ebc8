"""Where the days, hours and visits of the calendar stand, in pixels of its view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from hhdesk.gui.day_lanes import Placed

MARGIN, BETWEEN = 3, 2
"""Free pixels at a day's edges, and between visits that stand side by side."""


@dataclass(frozen=True, slots=True)
class DayGeometry:
    """A view of `days` columns and `rows` hours, scrolled down by `scroll` pixels."""

    width: int
    height: int
    axis: int
    head: int
    row: int
    days: int
    rows: int
    scroll: int = 0

    @property
    def body(self) -> QRectF:
        """The part that scrolls."""
        width, height = self.width - self.axis, self.height - self.head
        return QRectF(self.axis, self.head, max(width, 0), max(height, 0))

    @property
    def column_width(self) -> float:
        return max((self.width - self.axis) / max(self.days, 1), 1.0)

    @property
    def content(self) -> int:
        """The height of all hours."""
        return self.rows * self.row

    def lanes(self, narrowest: int) -> int:
        """How many visits may stand side by side."""
        return max(1, int(self.column_width // narrowest))

    def x(self, day: int) -> float:
        """The left edge of a day."""
        return self.axis + day * self.column_width

    def y(self, position: float) -> float:
        return self.head + position * self.row - self.scroll

    def column(self, day: int) -> QRectF:
        """A day from its head to the view's foot."""
        return QRectF(self.x(day), 0, self.column_width, self.height)

    def box(self, day: int, placed: Placed) -> QRectF:
        """Where a visit is painted; it may lie outside the view."""
        column = self.column_width
        lane = (column - 2 * MARGIN) / placed.lanes
        left = self.axis + day * column + MARGIN + placed.lane * lane
        gap = BETWEEN if placed.lane + placed.wide < placed.lanes else 0
        wide = lane * placed.wide - gap
        high = (placed.bottom - placed.top) * self.row - 1
        return QRectF(left, self.y(placed.top), max(wide, 1), max(high, 1))

    def stretch(self, day: int, top: float, bottom: float) -> QRectF:
        """A part of a whole column."""
        high = self.y(bottom) - self.y(top)
        return QRectF(self.x(day), self.y(top), self.column_width, high)

    def shows(self, top: float, bottom: float) -> bool:
        """Whether anything between two positions is in the view."""
        return self.y(bottom) > self.head and self.y(top) < self.height

    def day_at(self, x: float) -> int:
        """The day at or nearest to a point."""
        day = int((x - self.axis) // self.column_width)
        return min(max(day, 0), self.days - 1)

    def position_at(self, y: float) -> float:
        """The position at or nearest to a point."""
        position = (y - self.head + self.scroll) / self.row
        return min(max(position, 0.0), float(self.rows))

    def in_body(self, at: QPointF) -> bool:
        return self.body.contains(at)
