"""Filters in a row, each with the count of what it shows, of which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import _


class CountedFilters(Spoken, Flow):
    """`words` are the filters' messages by name; the first is chosen at the start.
    `hiding` keeps those out of sight that show nothing, the first and the chosen one
    excepted."""

    chosen = Signal()

    def __init__(
        self,
        words: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        hiding: bool = False,
    ) -> None:
        super().__init__(parent)
        self._words, self._hiding = words, hiding
        self._counts: Mapping[str, int] = {}
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for name in words:
            button = QPushButton(self)
            button.setProperty("look", "filter")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self.chosen)
            self._group.addButton(button)
            self._buttons[name] = button
            self.add(button)
        self.choose(next(iter(words)))
        self.refill()

    @property
    def name(self) -> str:
        """The chosen one."""
        checked = self._group.checkedButton()
        return next(name for name, one in self._buttons.items() if one is checked)

    def choose(self, name: str) -> None:
        """Says nothing."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QPushButton:
        return self._buttons[name]

    def count(self, counts: Mapping[str, int]) -> None:
        """Say beside each filter how many it shows; one that is not named shows 0."""
        self._counts = counts
        self.refill()

    def refill(self) -> None:
        first = next(iter(self._words))
        for name, button in self._buttons.items():
            words, count = _(self._words[name]), self._counts.get(name, 0)
            button.setText(f"{words}  {count:,}" if self._counts else words)
            if self._hiding:
                button.setVisible(bool(count) or name == first or button.isChecked())
        self.updateGeometry()
