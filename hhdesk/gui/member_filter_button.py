"""A small button with a sign after its words: opens a list, or takes a filter away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from hhdesk.gui import icons

_SIDE, _ROOM, _EDGE = 14, 18, 11


class FilterButton(QPushButton):
    def __init__(self, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self.setProperty("look", "filter")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_ROOM, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        option.rect = self.rect().adjusted(0, 0, -_ROOM, 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        ink = "accent" if self.isChecked() else "muted"
        sign = icons.pixmap(self._sign, ink, _SIDE, self.devicePixelRatioF())
        at = QPoint(self.width() - _EDGE - _SIDE, (self.height() - _SIDE) // 2)
        painter.drawPixmap(at, sign)
