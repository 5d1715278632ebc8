"""A chip that opens something: painted as other chips, reached by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hhdesk.gui import chip, icons, theme
from hhdesk.gui.chip import State
from hhdesk.gui.labels import set_tip

_ROOM = 2
"""Around the chip, for the ring of who has the keyboard."""
_ARROW, _AFTER = 14, 3


class ChipButton(QAbstractButton):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State("")
        fixed = QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed, fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, state: State, told: str) -> None:
        """Show this state; `told` says what it is and what pressing does."""
        self.state = state
        self.setAccessibleName(told)
        set_tip(self, told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = chip.size(self.state, self.fontMetrics())
        return size + QSize(_AFTER + _ARROW + 2 * _ROOM, 2 * _ROOM)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = chip.paint(painter, QPoint(_ROOM, _ROOM), self.state)
        ink = "text" if self.underMouse() or self.hasFocus() else "muted"
        arrow = icons.pixmap("chevron-right", ink, _ARROW, self.devicePixelRatioF())
        at = QPoint(_ROOM + wide + _AFTER, (self.height() - _ARROW) // 2)
        painter.drawPixmap(at, arrow)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = self.rect().adjusted(1, 1, -1, -1)
            radius = ring.height() / 2
            painter.drawRoundedRect(ring, radius, radius)
