"""Signing by hand on the screen: with a pen, a finger or the mouse.

A drawing is strokes of points in a field of 1000 by 300, as JSON: `[[[x, y], ...]]`.
"""

from __future__ import annotations

import json
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hhdesk.gui import forms, theme
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import _

FIELD = QSize(1000, 300)
_INK = 7
_LEAST = 4.0
"""Points nearer than this to the last one say nothing new."""

Stroke = list[tuple[int, int]]


def strokes_of(drawing: str) -> list[Stroke]:
    """What was drawn; nothing for what is no drawing."""
    try:
        return [[(int(x), int(y)) for x, y in one] for one in json.loads(drawing)]
    except (ValueError, TypeError):
        return []


def paint_signature(
    painter: QPainter, box: QRectF, strokes: list[Stroke], ink: QColor
) -> None:
    """Draw the strokes as large as the box allows, in their proportions."""
    scale = min(box.width() / FIELD.width(), box.height() / FIELD.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(scale, scale)
    pen = QPen(ink, max(_INK, 1.2 / scale))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for stroke in strokes:
        painter.drawPath(_path(stroke))
    painter.restore()


def _path(stroke: Stroke) -> QPainterPath:
    """Through the middles between points, so that a hand's line is round."""
    points = [QPointF(x, y) for x, y in stroke]
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0))
    for one, other in pairwise(points[1:]):
        path.quadTo(one, (one + other) / 2)
    if len(points) > 1:
        path.lineTo(points[-1])
    return path


@forms.offer
class SignaturePad(Spoken, QWidget):
    drawn = Signal()
    """The drawing was changed by a hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[Stroke] = []
        self._taken_back: list[Stroke] = []
        self._drawing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.refill()

    # ------------------------------------------------------------------ drawing

    @property
    def drawing(self) -> str:
        """The strokes as they are kept; "" for an empty field."""
        if not self._strokes:
            return ""
        return json.dumps(self._strokes, separators=(",", ":"))

    def put(self, drawing: str) -> None:
        self._strokes = [one for one in strokes_of(drawing) if one]
        self._taken_back = []
        self.update()

    def clear(self) -> None:
        """An empty field; the strokes can be had again one after the other."""
        self._taken_back = self._strokes[::-1]
        self._strokes = []
        self._tell()

    def take_back(self) -> None:
        """Without the last stroke."""
        if self._strokes:
            self._taken_back.append(self._strokes.pop())
            self._tell()

    def redo(self) -> None:
        """With the stroke that was taken back last."""
        if self._taken_back:
            self._strokes.append(self._taken_back.pop())
            self._tell()

    @property
    def may_redo(self) -> bool:
        return bool(self._taken_back)

    def _tell(self) -> None:
        self.update()
        self.drawn.emit()

    # -------------------------------------------------------------------- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kinds = QEvent.Type
        if event.type() == kinds.TabletPress:
            self._begin(event.position())
        elif event.type() == kinds.TabletMove and event.pressure() > 0:
            self._go_on(event.position())
        elif event.type() == kinds.TabletRelease:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """A finger draws as the mouse does; Qt makes mouse events of it."""
        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate):
            event.ignore()
            return False
        return bool(super().event(event))

    def _begin(self, at: QPointF) -> None:
        self._drawing = True
        self._taken_back = []
        self._strokes.append([self._point(at)])
        self.update()

    def _go_on(self, at: QPointF) -> None:
        if not self._drawing:
            return
        x, y = self._point(at)
        last = self._strokes[-1][-1]
        if abs(x - last[0]) + abs(y - last[1]) >= _LEAST:
            self._strokes[-1].append((x, y))
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._tell()

    def _point(self, at: QPointF) -> tuple[int, int]:
        x = round(at.x() * FIELD.width() / max(self.width(), 1))
        y = round(at.y() * FIELD.height() / max(self.height(), 1))
        return min(max(x, 0), FIELD.width()), min(max(y, 0), FIELD.height())

    # ------------------------------------------------------------------- looks

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(460), self.heightForWidth(theme.scaled(460)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * FIELD.height() / FIELD.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades = theme.current()
        painter.setPen(QColor(shades.field_line))
        painter.setBrush(QColor(shades.surface))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6
        )
        line = self.height() * 0.74
        inset = self.width() * 0.05
        painter.setPen(QColor(shades.field_line))
        painter.drawLine(QPointF(inset, line), QPointF(self.width() - inset, line))
        if not self._strokes:
            painter.setPen(QColor(shades.muted))
            below = self.rect().adjusted(round(inset), round(line), 0, 0)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, _("Sign here"))
        box = QRectF(self.rect())
        paint_signature(painter, box, self._strokes, QColor(shades.text))

    def refill(self) -> None:
        self.setAccessibleName(_("Field for the signature"))
        self.update()


class SignaturePicture(QWidget):
    """A drawn signature, small."""

    def __init__(self, drawing: str, words: str, parent: QWidget | None = None) -> None:
        """`words` say to a screen reader whose it is."""
        super().__init__(parent)
        self._strokes = strokes_of(drawing)
        self.setAccessibleName(words)
        self.setFixedSize(theme.scaled(120), theme.scaled(36))

    def paintEvent(self, _: QPaintEvent) -> None:
        ink = QColor(theme.current().text)
        paint_signature(QPainter(self), QRectF(self.rect()), self._strokes, ink)
