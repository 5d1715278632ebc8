"""The notice above a form that holds what was typed earlier: since when, and Discard,
which can be undone."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, format_date, format_time, ngettext


@forms.offer
class RestoredNotice(Spoken, Notice):
    discard_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: datetime | None = None
        self._both = 0
        self._today = False
        self.button = QPushButton(self)
        self.button.clicked.connect(self._pressed)
        self.row.addWidget(self.button)

    def tell(self, at: datetime, desk: Desk, both: int = 0) -> None:
        """What was typed at that moment is back; `both` of its fields were changed by
        somebody else as well."""
        self._at = at.astimezone(desk.zone)
        self._today = self._at.date() == desk.today
        self._both = both
        self.refill()

    def tell_discarded(self) -> None:
        """What was typed is gone, and can be had again."""
        self._at = None
        self.say(_("What you typed is thrown away."), "info")
        self.button.setText(_("Undo"))

    def say(self, sentence: str, tone: str = "danger") -> None:
        if not sentence:
            self._at = None
        super().say(sentence, tone)

    def _pressed(self) -> None:
        if self._at is None:
            self.undo_wanted.emit()
        else:
            self.discard_wanted.emit()

    def _sentence(self, at: datetime) -> str:
        if self._today:
            words = _("Restored what you typed at {time}.")
            return words.format(time=format_time(at))
        words = _("Restored what you typed on {day}, {time}.")
        return words.format(day=format_date(at.date()), time=format_time(at))

    def refill(self) -> None:
        if self._at is None:
            if not self.isHidden():
                self.tell_discarded()
            return
        sentence = self._sentence(self._at)
        if self._both:
            more = ngettext(
                "Meanwhile somebody else changed {n} of these lines too; yours stands.",
                "Meanwhile somebody else changed {n} of these lines too; yours stand.",
                self._both,
            )
            sentence += " " + more.format(n=self._both)
        self.say(sentence, "warning" if self._both else "info")
        self.button.setText(_("Discard"))
