"""The menu for theme and size of text."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from hhdesk.gui.forms import Spoken
from hhdesk.gui.theme import CHOICES, Theme
from hhdesk.i18n import _

SCALES = (100, 125, 150, 175, 200)


class AppearanceMenu(Spoken, QMenu):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._themes = QActionGroup(self)
        self._scales = QActionGroup(self)
        self.theme_actions: dict[str, QAction] = {}
        self.scale_actions: dict[int, QAction] = {}
        for choice in CHOICES:
            self.theme_actions[choice] = self._line(self._themes)
        self.addSeparator()
        for percent in SCALES:
            self.scale_actions[percent] = self._line(self._scales)
        self._themes.triggered.connect(lambda line: theme.choose(line.data()))
        self._scales.triggered.connect(lambda line: theme.enlarge(line.data() / 100))
        self.refill()

    def _line(self, group: QActionGroup) -> QAction:
        line = QAction(self)
        line.setCheckable(True)
        group.addAction(line)
        self.addAction(line)
        return line

    def refill(self) -> None:
        for choice, line in self.theme_actions.items():
            line.setText(_(CHOICES[choice]))
            line.setData(choice)
            line.setChecked(choice == self._theme.choice)
        for percent, line in self.scale_actions.items():
            line.setText(_("Text at {n} %").format(n=percent))
            line.setData(percent)
            line.setChecked(percent == round(self._theme.scale * 100))
