"""A short message over the window's foot, with Undo where the act can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _

_SHOWN_MS = 8_000


class Toast(QFrame):
    """One at a time; a newer message takes the older one's place."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "toast")
        self._window = window
        self._undo: Callable[[], None] | None = None
        self.words = PlainLabel(self)
        self.undo_button = QPushButton(self)
        self.undo_button.setProperty("look", "toast")
        self.undo_button.clicked.connect(self._take_back)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(16)
        row.addWidget(self.words)
        row.addWidget(self.undo_button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(
        self, words: str, undo: Callable[[], None] | None = None, button: str = ""
    ) -> None:
        """Show the words for eight seconds; `undo` is what its button does."""
        self._undo = undo
        self.words.setText(words)
        self.undo_button.setText(button or _("Undo"))
        self.undo_button.setVisible(undo is not None)
        right = 8 if undo else 16
        self._row.setContentsMargins(16, 8, right, 8)
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._clock.start(_SHOWN_MS)

    def _take_back(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()

    def _settle(self) -> None:
        left = (self._window.width() - self.width()) // 2
        self.move(left, self._window.height() - self.height() - 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)
