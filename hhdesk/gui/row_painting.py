"""What painters of rows share: the ground, two lines a cell, a chip in the middle."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from hhdesk.gui import chip, theme

PAD = 10
_RING = 2


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
    """The colour of a chosen row, and the line below each; around the chosen row of
    the list that has the keyboard, a ring."""
    worn, box = theme.current(), option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen:
        painter.fillRect(box, QColor(worn.accent_soft))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(worn.line))
    view = option.widget
    if chosen and isinstance(view, QAbstractItemView) and view.hasFocus():
        _paint_ring(painter, box, view, QColor(worn.focus))


def _paint_ring(
    painter: QPainter, box: QRect, view: QAbstractItemView, colour: QColor
) -> None:
    """The part of the row's ring that runs through this cell; columns may stand in
    any order."""
    wide = view.viewport().width()
    if isinstance(view, QTableView):
        wide = min(wide, view.horizontalHeader().length())
    for top in (box.top(), box.bottom() - _RING + 1):
        painter.fillRect(box.left(), top, box.width(), _RING, colour)
    for left, at_edge in (
        (box.left(), box.left() <= 0),
        (box.right() - _RING + 1, box.right() + 1 >= wide),
    ):
        if at_edge:
            painter.fillRect(left, box.top(), _RING, box.height(), colour)


def paint_chip(painter: QPainter, box: QRect, state: chip.State) -> None:
    """A chip in the middle of the row's height."""
    height = chip.size(state, painter.fontMetrics()).height()
    at = QPoint(box.left(), box.center().y() - height // 2)
    chip.paint(painter, at, state, box.width())
