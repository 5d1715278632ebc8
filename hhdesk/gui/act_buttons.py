"""Acts as buttons: the likeliest first, what does not fit in a menu at the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from hhdesk.gui import forms, icons
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import _

_GAP = 6
_MOST = 8
"""Buttons beside the menu; more is a wall that nobody reads."""


@forms.offer
class ActButtons(Spoken, Flow):
    """Three rows at most, fewer where asked; the first act is the primary one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_rows = 3
        self.buttons: dict[object, QPushButton] = {}
        self._words: dict[object, str] = {}
        self.more_button = QPushButton(self)
        icons.name_icon(self.more_button, "chevron-down")
        self.menu = QMenu(self.more_button)
        self.more_button.setMenu(self.menu)
        self.refill()

    def offer(
        self, acts: Sequence[tuple[object, str]], begun: Collection[object] = ()
    ) -> None:
        """Offer these acts with their words, the likeliest first; those `begun` have a
        pencil: something is typed for them and not saved."""
        held = self._held()
        self.take(self.more_button)
        self.clear()
        self.buttons = {}
        self._words = dict(acts)
        for place, (act, words) in enumerate(acts):
            button = QPushButton(words)
            button.setProperty("look", "" if place else "primary")
            button.setAutoDefault(False)
            if act in begun:
                icons.name_icon(button, "pencil")
            button.clicked.connect(lambda _=False, one=act: self.chosen.emit(one))
            self.buttons[act] = button
            self.add(button)
        self.add(self.more_button)
        self._fit()
        if held is not None and self.buttons:
            first = next(iter(self.buttons.values()))
            self.buttons.get(held, first).setFocus()

    def _held(self) -> object | None:
        """The act whose button has the keyboard, or has it again when a dialog over
        the window has closed: its successor is to have it."""
        here = self.window().focusWidget()
        found = (act for act, button in self.buttons.items() if button is here)
        return next(found, None)

    def limit(self, rows: int) -> None:
        """Take no more rows than these."""
        if rows != self._most_rows:
            self._most_rows = rows
            self._fit()

    def hidden_acts(self) -> list[object]:
        """The acts that stand in the menu."""
        return [act for act, button in self.buttons.items() if button.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Show as many as the rows hold, with room for the menu where needed."""
        widths = [button.sizeHint().width() for button in self.buttons.values()]
        more = self.more_button.sizeHint().width()
        shown = len(widths)
        if shown > _MOST or _rows(widths, self.width()) > self._most_rows:
            shown = min(shown, _MOST)
            while (
                shown and _rows([*widths[:shown], more], self.width()) > self._most_rows
            ):
                shown -= 1
        for place, button in enumerate(self.buttons.values()):
            button.setVisible(place < shown)
        self.more_button.setVisible(shown < len(widths))
        self.menu.clear()
        for act in list(self.buttons)[shown:]:
            action = self.menu.addAction(self._words[act])
            action.triggered.connect(lambda _=False, one=act: self.chosen.emit(one))
        self.updateGeometry()

    def refill(self) -> None:
        self.more_button.setText(_("More"))
        self._fit()


def _rows(widths: Sequence[int], room: int) -> int:
    """How many rows buttons of these widths take."""
    rows, left = 0, -1
    for width in widths:
        if width > left:
            rows, left = rows + 1, room
        left -= width + _GAP
    return rows
