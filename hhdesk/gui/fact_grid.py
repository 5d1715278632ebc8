"""Facts in two columns: what it is, and its words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from hhdesk.gui import forms, theme
from hhdesk.gui.labels import PlainLabel

_FIRST_WIDTH = 112


@forms.offer
class FactGrid(QWidget):
    """Hidden while there is no fact."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[PlainLabel] = []

    def put(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show these facts instead."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, (what, words) in enumerate(pairs):
            first = self._label(what, "muted")
            first.setFixedWidth(theme.scaled(_FIRST_WIDTH))
            self._grid.addWidget(first, row, 0)
            self._grid.addWidget(self._label(words, ""), row, 1)
        self.setVisible(bool(self._labels))

    def _label(self, words: str, look: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._labels.append(label)
        return label

    def lines(self) -> list[str]:
        """The words shown, a fact's two after each other."""
        return [label.text() for label in self._labels]
