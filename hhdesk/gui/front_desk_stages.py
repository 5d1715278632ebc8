"""Where the day's families are, as filters with counts, of which one is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hhdesk.care.front_desk import STAGE_WORDS, DeskRow, Stage
from hhdesk.gui import forms
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import N_, _

ALL = "all"
_WORDS = {
    ALL: N_("Everyone"),
    **{stage.value: word for stage, word in STAGE_WORDS.items()},
}


@forms.offer
class DeskStages(Spoken, Flow):
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[str] = Counter()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for name in _WORDS:
            button = QPushButton(self)
            button.setProperty("look", "filter")
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self.chosen)
            self._group.addButton(button)
            self._buttons[name] = button
            self.add(button)
        self.choose(ALL)
        self.refill()

    @property
    def stage(self) -> Stage | None:
        """The chosen one; None is everybody."""
        checked = self._group.checkedButton()
        name = next(name for name, one in self._buttons.items() if one is checked)
        return None if name == ALL else Stage(name)

    def choose(self, name: str) -> None:
        """ALL or a stage's code; says nothing."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QPushButton:
        return self._buttons[name]

    def count(self, rows: Iterable[DeskRow]) -> None:
        """Say beside each filter how many it shows."""
        stages = [row.stage.value for row in rows]
        self._counts = Counter(stages)
        self._counts[ALL] = len(stages)
        self.refill()

    def refill(self) -> None:
        for name, button in self._buttons.items():
            button.setText(f"{_(_WORDS[name])}  {self._counts[name]:,}")
        self.updateGeometry()
