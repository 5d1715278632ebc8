"""A few values as buttons that wrap, of which one, or several, are chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.gui import forms, icons
from hhdesk.gui.flow import Flow
from hhdesk.gui.labels import literal, set_tip


@forms.offer
class Picks(Flow):
    """`many` may be chosen, or one; what is chosen is let go by pressing it again,
    unless one `must` be."""

    chosen = Signal(str)
    """The value that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.many = False
        self.must = False
        self.buttons: dict[str, QPushButton] = {}

    def offer(
        self,
        options: Mapping[str, str],
        tips: Mapping[str, str] | None = None,
        drawn: Mapping[str, str] | None = None,
    ) -> None:
        """Values with their words, what a tip adds and an icon; who was chosen stays
        chosen, and buttons stay that offer the same again."""
        if list(options) != list(self.buttons):
            picked = self.picked
            self.clear()
            self.buttons = {value: self._button(value) for value in options}
            self.pick(picked)
        for value, words in options.items():
            button = self.buttons[value]
            button.setText(literal(words))
            tip = (tips or {}).get(value, "")
            set_tip(button, f"{words} ({tip})" if tip else "")
            button.setAccessibleName(words)
            self._draw(button, (drawn or {}).get(value, ""))
        self.updateGeometry()

    @staticmethod
    def _draw(button: QPushButton, icon: str) -> None:
        if icon:
            icons.name_icon(button, icon)
        elif button.property("icon_name"):
            button.setProperty("icon_name", "")
            button.setIcon(QIcon())

    def _button(self, value: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("look", "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda _=False, one=value: self._pressed(one))
        self.add(button)
        return button

    def _pressed(self, value: str) -> None:
        on = self.buttons[value].isChecked() or (self.must and not self.many)
        kept = set(self.picked) - {value} if self.many else set()
        self.pick(kept | ({value} if on else set()))
        self.chosen.emit(value)

    @property
    def picked(self) -> tuple[str, ...]:
        """What is chosen, in the order of offering."""
        return tuple(v for v, one in self.buttons.items() if one.isChecked())

    @property
    def one(self) -> str:
        """The one that is chosen, "" for none."""
        return next(iter(self.picked), "")

    def pick(self, values: Collection[str]) -> None:
        """Says nothing."""
        for value, button in self.buttons.items():
            button.setChecked(value in values)
