"""Paints one line of text with the parts that a search matched marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from hhdesk.care import search
from hhdesk.gui import theme

# Joined once: rows are painted at every frame of a turn of the wheel.
_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint(painter: QPainter, box: QRect, text: str, query: str, ink: str) -> None:
    """Draw the text at the left of the box, cut with an ellipsis where it must be."""
    if not text:
        return
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    if query:
        _paint_marks(painter, box, text, query, len(shown))
    painter.setPen(theme.colour(ink))
    painter.drawText(box, _FLAGS, shown)


def _paint_marks(
    painter: QPainter, box: QRect, text: str, query: str, shown: int
) -> None:
    metrics = painter.fontMetrics()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().mark))
    for begin, end in search.marks(text, query):
        if begin >= shown:
            break
        left = metrics.horizontalAdvance(text[:begin])
        right = metrics.horizontalAdvance(text[: min(end, shown)])
        height = metrics.height()
        top = box.center().y() - height / 2
        mark = QRectF(box.left() + left - 1, top, right - left + 2, height)
        painter.drawRoundedRect(mark, 3, 3)
    painter.restore()
