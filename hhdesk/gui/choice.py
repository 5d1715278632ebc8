"""A drop-down whose arrow is drawn from our icons, with values beside the words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hhdesk.gui import forms, icons


@forms.offer
class Choice(QComboBox):
    """The style sheet cannot draw a tinted arrow, so the widget does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, options: Iterable[tuple[object, str]]) -> None:
        """Set the values and their words; the chosen value stays chosen."""
        chosen = self.value()
        self.blockSignals(True)
        self.clear()
        for value, word in options:
            self.addItem(word, value)
        self.choose(chosen)
        self.blockSignals(False)

    def value(self) -> object:
        return self.currentData()

    def choose(self, value: object) -> None:
        """Choose this value; the first one where it is not offered."""
        for index in range(self.count()):
            if self.itemData(index) == value:
                self.setCurrentIndex(index)
                return
        self.setCurrentIndex(0 if self.count() else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a value under the pointer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ink = "muted" if self.isEnabled() else "disabled"
        arrow = icons.pixmap("chevron-down", ink, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(self.width() - 25, (self.height() - 16) // 2), arrow)
