"""A drop-down that shows what is chosen as a chip: icon, word and colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from hhdesk.gui import chip, icons
from hhdesk.gui.chip import State
from hhdesk.gui.choice import Choice

_LEFT, _ARROW = 4, 14


class StateChoice(Choice):
    def __init__(
        self, state_of: Callable[[Any], State], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state_of = state_of

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        states = [self._state_of(self.itemData(at)) for at in range(self.count())]
        wide = max(chip.size(one, self.fontMetrics()).width() for one in states)
        return QSize(_LEFT + wide + 4 + _ARROW, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        edge = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        edge.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        edge.end()
        value = self.value()
        if value is None:
            return
        painter = QPainter(self)
        state = self._state_of(value)
        high = chip.size(state, self.fontMetrics()).height()
        at = QPoint(_LEFT, (self.height() - high) // 2)
        room = self.width() - _LEFT - _ARROW - 4
        wide = chip.paint(painter, at, state, room)
        if self.underMouse() or self.hasFocus():
            ratio = self.devicePixelRatioF()
            arrow = icons.pixmap("chevron-down", "muted", _ARROW, ratio)
            top = (self.height() - _ARROW) // 2
            painter.drawPixmap(QPoint(_LEFT + wide + 2, top), arrow)
