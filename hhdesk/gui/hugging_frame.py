"""A frame that is as high as its lines are, at the width that it has."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

_RESIZED = Qt.WidgetAttribute.WA_Resized


class HuggingFrame(QFrame):
    """Qt holds what is not to grow to a height that was guessed for another width, and
    cuts lines that wrap."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.hasHeightForWidth() and self.testAttribute(_RESIZED):
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
