"""A drop-down that is as wide as what is chosen in it: it reads as a word."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from hhdesk.gui.choice import Choice
from hhdesk.gui.row_painting import bold

_ROUND = 46
"""What stands around the words: padding and the arrow."""


class HuggingChoice(Choice):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentIndexChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(bold(self.font()))
        words = metrics.horizontalAdvance(self.currentText())
        return QSize(words + _ROUND, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
