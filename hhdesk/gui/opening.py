"""What stands in the window until the records are open: waiting, the passphrase, the
first steps of a new clinic, or why they do not open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from hhdesk.errors import DatabaseMissing, Refusal, WrongKey
from hhdesk.gui import forms
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import _, explain


@forms.offer
class Opening(Spoken, QStackedWidget):
    state_page: QWidget
    state: EmptyState
    unlock_page: QWidget
    unlock_place: QLabel
    passphrase_field: QLineEdit
    passphrase_notice: FieldNotice
    unlock_button: QPushButton
    first_page: QWidget
    first_place: QLabel
    clinic_field: QLineEdit
    clinic_notice: FieldNotice
    phone_field: QLineEdit
    new_passphrase_field: QLineEdit
    again_field: QLineEdit
    again_notice: FieldNotice
    create_button: QPushButton
    demonstration_button: QPushButton

    retry_wanted = Signal()
    unlock_wanted = Signal(str)
    create_wanted = Signal(str, str, str)
    """Name of the clinic, its phone, the passphrase."""
    demonstration_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "opening")
        self._refusal: Refusal | None = None
        self._asked_before = False
        self.state.acted.connect(self.retry_wanted)
        self.unlock_button.clicked.connect(self._unlock)
        self.passphrase_field.returnPressed.connect(self._unlock)
        self.create_button.clicked.connect(self._create)
        self.again_field.returnPressed.connect(self._create)
        self.demonstration_button.clicked.connect(self.demonstration_wanted)
        self.wait()

    def tell_place(self, place: str) -> None:
        """Where the records are, or are to be; never with a password."""
        self.unlock_place.setText(place)
        self.first_place.setText(place)

    def wait(self) -> None:
        """The records are being opened."""
        self._refusal = None
        self.setCurrentWidget(self.state_page)
        self.refill()

    def refuse(self, refusal: Refusal) -> None:
        """Say why they do not open, and offer the way on that there is."""
        self._refusal = refusal
        self.refill()
        if isinstance(refusal, WrongKey):
            self.setCurrentWidget(self.unlock_page)
            self.passphrase_notice.say(explain(refusal) if self._asked_before else "")
            self.passphrase_field.selectAll()
            self.passphrase_field.setFocus()
            self._asked_before = True
        elif isinstance(refusal, DatabaseMissing):
            self.setCurrentWidget(self.first_page)
            self.clinic_field.setFocus()
        else:
            self.setCurrentWidget(self.state_page)

    def _unlock(self) -> None:
        passphrase = self.passphrase_field.text()
        self.passphrase_field.clear()
        self.unlock_wanted.emit(passphrase)

    def _create(self) -> None:
        """Check what can be checked beside the fields, then ask for it."""
        clinic = self.clinic_field.text().strip()
        passphrase = self.new_passphrase_field.text()
        same = passphrase == self.again_field.text()
        self.clinic_notice.say("" if clinic else _("Enter the name of the clinic."))
        wrong = "" if same else _("The two are not the same.")
        self.again_notice.say(wrong if passphrase else _("Choose a passphrase."))
        if clinic and passphrase and same:
            self.new_passphrase_field.clear()
            self.again_field.clear()
            phone = self.phone_field.text().strip()
            self.create_wanted.emit(clinic, phone, passphrase)

    def refill(self) -> None:
        if self._refusal is None:
            self.state.say("loader-circle", _("Opening the records…"))
        else:
            title, again = _("The records are not open"), _("Try again")
            self.state.say("circle-alert", title, explain(self._refusal), again)
