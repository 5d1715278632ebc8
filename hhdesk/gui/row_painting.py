"""What painters of rows share: the ground, two lines a cell, a chip in the middle."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from hhdesk.gui import chip, theme

PAD = 10


def bold(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def two_lines(painter: QPainter, box: QRect) -> tuple[QRect, QRect]:
    """The boxes of the two lines of a row."""
    height = painter.fontMetrics().height()
    top = box.center().y() - height - 1
    first = QRect(box.left(), top, box.width(), height)
    return first, first.translated(0, height + 1)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The colour of a chosen row, and the line below each."""
    worn, box = theme.current(), option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, QColor(worn.accent_soft))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(worn.line))


def paint_chip(painter: QPainter, box: QRect, state: chip.State) -> None:
    """A chip in the middle of the row's height."""
    height = chip.size(state, painter.fontMetrics()).height()
    at = QPoint(box.left(), box.center().y() - height // 2)
    chip.paint(painter, at, state, box.width())
