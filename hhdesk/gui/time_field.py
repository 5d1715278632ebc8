"""A field for a time of the clock: typed freely, or stepped by quarters of an hour."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hhdesk.gui import clock_times, forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.notice import mark_wrong
from hhdesk.i18n import _

_DAY, _STEP = 24 * 60, 15


@forms.offer
class TimeField(Spoken, QLineEdit):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(lambda _: self._typed())
        self.editingFinished.connect(self._tidy)
        self.refill()

    @property
    def clock(self) -> time | None:
        """The time typed; None while the field is empty or no time."""
        return clock_times.parse(self.text())

    @property
    def wrong(self) -> bool:
        """Something is typed that is no time."""
        return bool(self.text().strip()) and self.clock is None

    def put(self, clock: time | None) -> None:
        self.setText(clock_times.typed(clock))
        mark_wrong(self, self.wrong)

    def _typed(self) -> None:
        if not self.wrong:
            mark_wrong(self, wrong=False)
        self.changed.emit()

    def _tidy(self) -> None:
        """Leaving the field: say so if it is no time, else write it the usual way."""
        if self.clock is not None:
            self.setText(clock_times.typed(self.clock))
        mark_wrong(self, self.wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is later, down earlier, to the next quarter of an hour."""
        steps = {int(Qt.Key.Key_Up): 1, int(Qt.Key.Key_Down): -1}
        step = steps.get(event.key(), 0)
        if not step or self.clock is None:
            super().keyPressEvent(event)
            return
        minutes = self.clock.hour * 60 + self.clock.minute
        quarters = minutes // _STEP + 1 if step > 0 else (minutes - 1) // _STEP
        minutes = quarters * _STEP % _DAY
        self.put(time(minutes // 60, minutes % 60))
        self.changed.emit()

    def refill(self) -> None:
        self.setPlaceholderText(clock_times.typed(time(8, 30)))
        set_tip(self, _("A time like 8:30 or 2 pm; up and down change it"))
        if self.clock is not None and not self.hasFocus():
            self.setText(clock_times.typed(self.clock))
