"""Where one stands among a few pages, as dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hhdesk.gui import forms, theme

_DOT, _STEP, _AROUND = 5, 22, 8


@forms.offer
class Dots(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._at = 0, 0
        fixed = QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed, fixed)

    def show_place(self, at: int, count: int, words: str) -> None:
        """`words` say it to a screen reader."""
        self._count, self._at = count, at
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        step = min(_STEP, 600 // max(1, self._count))
        return QSize(self._count * step + 2 * _AROUND, 2 * _AROUND + 2 * _DOT)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = (self.width() - 2 * _AROUND) / max(1, self._count)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place in range(self._count):
            here = place == self._at
            painter.setBrush(theme.colour("accent" if here else "scroll"))
            shown = self._count - 1 - place if rtl else place
            middle = QPointF(_AROUND + (shown + 0.5) * step, self.height() / 2)
            reach = _DOT + 2 if here else _DOT - 1
            painter.drawEllipse(middle, reach, reach)
