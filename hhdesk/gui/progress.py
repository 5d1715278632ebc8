"""Long work seen: what runs, how far it is, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from hhdesk.gui import forms
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _

# Work shorter than this shows nothing; longer than this may be cancelled.
_SHOW_AFTER_MS = 300
_CANCEL_AFTER_MS = 3_000


@forms.offer
class Progress(QWidget):
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.cancel_button = QPushButton(self)
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self._appear = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._appear.timeout.connect(self.show)
        self._offer = QTimer(self, singleShot=True, interval=_CANCEL_AFTER_MS)
        self._offer.timeout.connect(self.cancel_button.show)
        self.hide()

    def start(self, words: str) -> None:
        """Work has begun; the bar shows if it takes long, then Cancel."""
        self.words.setText(words)
        self.cancel_button.setText(_("Cancel"))
        self.cancel_button.hide()
        self.bar.setRange(0, 0)
        self._appear.start()
        self._offer.start()

    def advance(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def stop(self) -> None:
        self._appear.stop()
        self._offer.stop()
        self.hide()
