"""A text field as high as what is typed in it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from hhdesk.gui import forms

_MOST_LINES = 14
_AROUND = 9
_MARGIN = 3


@forms.offer
class GrowingText(QPlainTextEdit):
    """Tab leaves it; text is put without losing the cursor of who types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_lines = 1
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def hold(self, lines: int) -> None:
        """Be at least so many lines high."""
        self._least_lines = lines
        self._fit()

    def put(self, text: str) -> None:
        """Show this text; nothing happens where it stands already."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self, *_: object) -> None:
        wanted = max(1, round(self.document().size().height()))
        lines = max(min(_MOST_LINES, wanted), self._least_lines)
        spacing = QFontMetricsF(self.font()).lineSpacing()
        height = math.ceil(lines * spacing) + 2 * _MARGIN + _AROUND
        # What is shown whole has nothing to scroll, however sizes are rounded.
        bars = Qt.ScrollBarPolicy
        policy = bars.ScrollBarAlwaysOff
        if wanted > _MOST_LINES:
            policy = bars.ScrollBarAsNeeded
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)
