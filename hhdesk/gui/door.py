"""The way into records that do not open by themselves: the passphrase, or the first
steps of a new clinic."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from hhdesk.errors import Refusal, WrongKey
from hhdesk.gui import forms
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import _, explain


class Door(QStackedWidget):
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

    unlock_wanted = Signal(str)
    create_wanted = Signal(str, str, str)
    """Name of the clinic, its phone, the passphrase."""
    demonstration_wanted = Signal()

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "door")
        self._asked_before = False
        self.unlock_place.setText(place)
        self.first_place.setText(place)
        self.unlock_button.clicked.connect(self._unlock)
        self.passphrase_field.returnPressed.connect(self._unlock)
        self.create_button.clicked.connect(self._create)
        self.again_field.returnPressed.connect(self._create)
        self.demonstration_button.clicked.connect(self.demonstration_wanted)

    def ask(self, refusal: Refusal) -> None:
        """Ask for the passphrase (and say that the last one was wrong), or for what a
        new clinic needs."""
        if isinstance(refusal, WrongKey):
            self.setCurrentWidget(self.unlock_page)
            self.passphrase_notice.say(explain(refusal) if self._asked_before else "")
            self.passphrase_field.selectAll()
            self.passphrase_field.setFocus()
            self._asked_before = True
        else:
            self.setCurrentWidget(self.first_page)
            self.clinic_field.setFocus()

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
