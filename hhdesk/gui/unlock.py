"""The passphrase of the records, asked before anything is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from hhdesk.gui import forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.i18n import _


class Unlock(Spoken, QWidget):
    """`wanted` carries the passphrase; what was typed stays when it does not fit."""

    place_label: PlainLabel
    passphrase_edit: QLineEdit
    passphrase_notice: FieldNotice
    open_button: QPushButton
    demo_button: QPushButton

    wanted = Signal(str)
    demo_wanted = Signal()

    def __init__(self, place: str) -> None:
        super().__init__()
        forms.load(self, "unlock")
        self._place = place
        self.open_button.clicked.connect(self._open)
        self.passphrase_edit.returnPressed.connect(self._open)
        self.passphrase_edit.textEdited.connect(lambda: self.explain(""))
        self.demo_button.clicked.connect(self.demo_wanted)
        self.setFocusProxy(self.passphrase_edit)
        self.refill()

    def _open(self) -> None:
        if not self.passphrase_edit.text():
            self.explain(_("Type the passphrase."))
            return
        self.setEnabled(False)
        self.wanted.emit(self.passphrase_edit.text())

    def explain(self, sentence: str) -> None:
        """Say beside the field why the records did not open; "" takes it back."""
        self.setEnabled(True)
        self.passphrase_notice.say(sentence)
        mark_wrong(self.passphrase_edit, bool(sentence))
        if sentence:
            self.passphrase_edit.selectAll()
            self.passphrase_edit.setFocus()

    def refill(self) -> None:
        self.place_label.setText(_("They are in {path}").format(path=self._place))
        self.passphrase_edit.setAccessibleName(_("Passphrase"))
