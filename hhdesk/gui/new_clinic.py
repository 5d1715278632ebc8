"""The first start: the clinic's name and the passphrase of its new records."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from hhdesk.gui import forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.i18n import _

SHORTEST_PASSPHRASE = 10


@dataclass(frozen=True, slots=True)
class Founding:
    """What the form asked."""

    clinic: str
    phone: str
    passphrase: str


class NewClinic(Spoken, QWidget):
    """`wanted` carries a Founding whose fields were found good."""

    place_label: PlainLabel
    clinic_edit: QLineEdit
    clinic_notice: FieldNotice
    phone_edit: QLineEdit
    phone_notice: FieldNotice
    passphrase_edit: QLineEdit
    passphrase_notice: FieldNotice
    again_edit: QLineEdit
    again_notice: FieldNotice
    create_notice: FieldNotice
    create_button: QPushButton
    demo_button: QPushButton

    wanted = Signal(object)
    demo_wanted = Signal()

    def __init__(self, place: str) -> None:
        super().__init__()
        forms.load(self, "new_clinic")
        self._place = place
        self.create_button.clicked.connect(self._create)
        self.again_edit.returnPressed.connect(self._create)
        self.demo_button.clicked.connect(self.demo_wanted)
        self.setFocusProxy(self.clinic_edit)
        self.refill()

    def _create(self) -> None:
        typed = self.passphrase_edit.text()
        wrong = [
            self._ask(
                self.clinic_edit,
                self.clinic_notice,
                "" if self.clinic_edit.text().strip() else _("Enter a name."),
            ),
            self._ask(
                self.passphrase_edit,
                self.passphrase_notice,
                ""
                if len(typed) >= SHORTEST_PASSPHRASE
                else _("Use at least {n} characters; four words are good.").format(
                    n=SHORTEST_PASSPHRASE
                ),
            ),
            self._ask(
                self.again_edit,
                self.again_notice,
                "" if self.again_edit.text() == typed else _("The two differ."),
            ),
        ]
        if any(wrong):
            return
        self.setEnabled(False)
        clinic, phone = self.clinic_edit.text().strip(), self.phone_edit.text().strip()
        self.wanted.emit(Founding(clinic, phone, typed))

    @staticmethod
    def _ask(field: QLineEdit, notice: FieldNotice, sentence: str) -> bool:
        notice.say(sentence)
        mark_wrong(field, bool(sentence))
        return bool(sentence)

    def explain(self, sentence: str) -> None:
        """Say why the records could not be made; what was typed is kept."""
        self.setEnabled(True)
        self.create_notice.say(sentence)

    def refill(self) -> None:
        words = _("There are no records on this computer yet. They will be in {path}")
        self.place_label.setText(words.format(path=self._place))
