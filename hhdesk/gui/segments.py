"""A few values side by side of which one is chosen: EN | ES."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from hhdesk.gui import forms
from hhdesk.gui.labels import literal, set_tip
from hhdesk.gui.row_painting import bold

_PAD = 12


@forms.offer
class Segments(QWidget):
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def offer(self, options: dict[str, tuple[str, str]]) -> None:
        """Values with what stands on the button and what it means in full; what was
        offered before goes."""
        for old in self._buttons.values():
            old.hide()
            old.deleteLater()
        self._buttons.clear()
        last = len(options) - 1
        for place, (value, (short, full)) in enumerate(options.items()):
            button = QPushButton(literal(short), self)
            button.setProperty("look", "segment")
            edge = {0: "first", last: "last"}.get(place, "middle")
            button.setProperty("place", edge)
            button.setCheckable(True)
            button.setAccessibleName(full)
            set_tip(button, full)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, v=value: self.chosen.emit(v))
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[value] = button
            self._make_room(button, short)

    @staticmethod
    def _make_room(button: QPushButton, words: str) -> None:
        """As wide as its words are when they are chosen and stand in bold."""
        button.ensurePolished()
        strong = QFontMetrics(bold(button.font()))
        button.setMinimumWidth(strong.horizontalAdvance(words) + 2 * _PAD)

    def choose(self, value: str) -> None:
        self._buttons[value].setChecked(True)

    def button(self, value: str) -> QPushButton:
        return self._buttons[value]
