"""What stands in the window while it is locked: the clinic, who is signed in, the time,
and the way back. Nothing about any child."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget

from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import _, explain, format_date, format_time

_TICK_MS = 5_000


class LockScreen(Spoken, QFrame):
    time_label: QLabel
    day_label: QLabel
    clinic_label: QLabel
    person_label: QLabel
    passphrase_label: QLabel
    passphrase_field: QLineEdit
    passphrase_notice: FieldNotice
    unlock_button: QPushButton
    hint_label: QLabel
    passphrase_panel: QWidget

    unlock_wanted = Signal(str)

    def __init__(self, desk: Desk, person: str, *, asks_passphrase: bool) -> None:
        super().__init__()
        forms.load(self, "lock_screen")
        self._desk = desk
        self._person = person
        self._asks = asks_passphrase
        self.clinic_label.setText(desk.clinic)
        self.clinic_label.setVisible(bool(desk.clinic))
        self.passphrase_panel.setVisible(asks_passphrase)
        self.passphrase_field.returnPressed.connect(self._unlock)
        self.unlock_button.clicked.connect(self._unlock)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._tell_time)
        self._tick.start()
        self.refill()

    def begin(self) -> None:
        """Take the keyboard."""
        way = self.passphrase_field if self._asks else self.unlock_button
        way.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        passphrase = self.passphrase_field.text()
        self.passphrase_field.clear()
        self.unlock_button.setEnabled(False)
        self.unlock_wanted.emit(passphrase)

    def refuse(self, refusal: Refusal) -> None:
        """That passphrase was not the one."""
        self.passphrase_notice.say(explain(refusal))
        self.unlock_button.setEnabled(True)
        self.begin()

    def _tell_time(self) -> None:
        now = self._desk.worker.now().astimezone(self._desk.zone)
        self.time_label.setText(format_time(now))
        self.day_label.setText(format_date(now.date()))

    def refill(self) -> None:
        self._tell_time()
        signed_in = _("Signed in: {name}").format(name=self._person)
        self.person_label.setText(signed_in)
        if self._asks:
            words = _("Type the passphrase of the records to go on.")
        else:
            words = _(
                "Signing in comes with a later version of hhdesk. Until then anybody "
                "can unlock: lock the computer itself when you leave it."
            )
        self.hint_label.setText(words)
