"""A menu in which the first letters of a line jump to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from hhdesk.care.search_words import words
from hhdesk.gui.labels import literal

_FORGET_MS = 1_000


class LetterMenu(QMenu):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self._rest = QTimer(self, singleShot=True, interval=_FORGET_MS)
        self._rest.timeout.connect(self._forget)

    def offer(
        self,
        text: str,
        act: Callable[[], object],
        *,
        checked: bool | None = None,
        enabled: bool = True,
    ) -> QAction:
        """A line; `checked` makes it one that is chosen or not."""
        action = self.addAction(literal(text))
        action.setEnabled(enabled)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def open_below(self, button: QWidget) -> None:
        """Open; it is gone when it closes."""
        self.aboutToHide.connect(self.deleteLater)
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if not letter.strip() or not letter.isprintable():
            super().keyPressEvent(event)
            return
        self._typed += letter
        self._rest.start()
        found = self._beginning(self._typed) or self._beginning(letter)
        if found is not None:
            self.setActiveAction(found)

    def _beginning(self, typed: str) -> QAction | None:
        """The line that begins with the letters, sought on from the present one."""
        sought = " ".join(words(typed))
        lines = [one for one in self.actions() if one.isEnabled() and one.text()]
        at = lines.index(self.activeAction()) if self.activeAction() in lines else -1
        again = len(self._typed) == 1
        onward = lines[at + 1 :] + lines[: at + 1] if again else lines[at:] + lines[:at]
        for line in onward:
            if sought and " ".join(words(line.text())).startswith(sought):
                return line
        return None

    def _forget(self) -> None:
        self._typed = ""
