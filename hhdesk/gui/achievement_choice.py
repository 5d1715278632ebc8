"""How a goal is going, as five buttons with sign and word; none is chosen at first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hhdesk.care.goals import ACHIEVEMENT_WORDS, Achievement
from hhdesk.gui import forms, icons, states
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.goal_chart import UPWARD
from hhdesk.gui.labels import literal
from hhdesk.i18n import catalogue, current_language


@forms.offer
class AchievementChoice(Spoken, Flow):
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None, look: str = "filter") -> None:
        super().__init__(parent)
        self._language = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[Achievement, QPushButton] = {}
        for value in reversed(UPWARD):
            button = QPushButton(self)
            button.setProperty("look", look)
            button.setCheckable(True)
            button.setAutoDefault(False)
            icons.name_icon(button, states.achievement(value).icon)
            button.clicked.connect(partial(self._pressed, value))
            self._buttons[value] = button
            self.add(button)
        self.refill()

    def speak(self, language: str) -> None:
        """In this language, whatever the screens speak."""
        self._language = language
        self.refill()

    def enlarge(self, side: int) -> None:
        """Signs of another size."""
        for button in self._buttons.values():
            button.setIconSize(QSize(side, side))

    @property
    def value(self) -> Achievement | None:
        pressed = (key for key, one in self._buttons.items() if one.isChecked())
        return next(pressed, None)

    def choose(self, value: Achievement | None) -> None:
        for key, button in self._buttons.items():
            button.setChecked(key is value)

    def button(self, value: Achievement) -> QPushButton:
        return self._buttons[value]

    def _pressed(self, value: Achievement) -> None:
        """Pressing the chosen one again takes it back."""
        self.choose(value if self._buttons[value].isChecked() else None)
        self.chosen.emit()

    def refill(self) -> None:
        words = catalogue(self._language or current_language())
        for value, button in self._buttons.items():
            button.setText(literal(words.gettext(ACHIEVEMENT_WORDS[value])))
