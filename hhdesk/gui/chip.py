"""A state as icon, word and colour, as a widget and for delegates that paint rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hhdesk.gui import forms, icons, theme

_PAD, _GAP, _RISE = 8, 5, 3


@dataclass(frozen=True)
class State:
    """What a chip says: a word in the current language, a tone, an icon's name."""

    word: str
    tone: str = "neutral"
    icon: str = ""


def _icon_side(metrics: QFontMetrics) -> int:
    return round(metrics.ascent() * 0.9)


def size(state: State, metrics: QFontMetrics) -> QSize:
    """Room that the chip takes at this font."""
    width = 2 * _PAD + metrics.horizontalAdvance(state.word)
    if state.icon:
        width += _icon_side(metrics) + _GAP
    return QSize(width, metrics.height() + 2 * _RISE)


def paint(painter: QPainter, at: QPoint, state: State, room: int = 16777215) -> int:
    """Paint with the left top corner at a point; returns the width it took."""
    metrics = painter.fontMetrics()
    wanted = size(state, metrics)
    box = QRect(at, QSize(min(wanted.width(), room), wanted.height()))
    tone = theme.current().tone(state.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.ground))
    radius = box.height() / 2
    painter.drawRoundedRect(box, radius, radius)
    inner = box.adjusted(_PAD, 0, -_PAD, 0)
    if state.icon:
        side = _icon_side(metrics)
        ratio = painter.device().devicePixelRatioF()
        top = inner.center().y() - side // 2
        pixmap = icons.pixmap(state.icon, state.tone, side, ratio)
        painter.drawPixmap(QPoint(inner.left(), top), pixmap)
        inner.setLeft(inner.left() + side + _GAP)
    painter.setPen(QColor(tone.ink))
    mode = Qt.TextElideMode.ElideRight
    word = metrics.elidedText(state.word, mode, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, word)
    painter.restore()
    return box.width()


@forms.offer
class Chip(QWidget):
    """A chip that stands in a layout. Hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State("")
        fixed = QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed, fixed)
        if parent is not None:
            self.hide()

    @property
    def state(self) -> State:
        return self._state

    def say(self, word: str, tone: str = "neutral", icon: str = "") -> None:
        """Show this state; an empty word hides the chip."""
        self._state = State(word, tone, icon)
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()
        # Not yet in a layout, it would open as a window of its own.
        if not (word and self.isWindow()):
            self.setVisible(bool(word))

    def text(self) -> str:
        return self._state.word

    def sizeHint(self) -> QSize:
        return size(self._state, self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        paint(QPainter(self), QPoint(0, 0), self._state, self.width())
