"""A person's phones and addresses in a form: the safe-contact rule before each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.contact_points import (
    CONTACT_USE_WORDS,
    VOICEMAIL_WORDS,
    ContactKind,
    ContactPointRow,
    ContactUse,
    SafeContact,
    Voicemail,
)
from hhdesk.gui import forms, icons
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.i18n import N_, _

Value = dict[str, str]
"""One line as a draft keeps it: codes and texts."""

_OTHER_KINDS = {
    ContactKind.SMS: N_("Text messages only"),
    ContactKind.EMAIL: N_("E-mail"),
}


def value_of(row: ContactPointRow) -> Value:
    rule = row.safe_contact
    return {
        "id": str(row.id or ""),
        "kind": row.kind.value,
        "use": row.use.value,
        "value": row.value,
        "voicemail": rule.voicemail.value,
        "note": rule.note,
    }


def row_of(value: Value) -> ContactPointRow:
    return ContactPointRow(
        value["value"],
        ContactKind(value["kind"]),
        ContactUse(value["use"]),
        SafeContact(Voicemail(value["voicemail"]), value["note"]),
        UUID(value["id"]) if value["id"] else None,
    )


BLANK = value_of(ContactPointRow(""))


class PhoneLine(Spoken, QFrame):
    """One number: what may be left there and what to know stand before it."""

    typed = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget, value: Value) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._value = dict(value)
        self.voicemail, self.kind = Choice(self), Choice(self)
        self.note, self.number = QLineEdit(self), QLineEdit(self)
        self.wrong = FieldNotice(self)
        self.remove_button = QToolButton(self)
        self.remove_button.setProperty("look", "bare")
        self.remove_button.setProperty("ink", "muted")
        icons.name_icon(self.remove_button, "x")
        self._lay_out()
        self.refill()
        self.voicemail.choose(value["voicemail"])
        self.note.setText(value["note"])
        self.number.setText(value["value"])
        self._choose_kind()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        rule, number = QHBoxLayout(), QHBoxLayout()
        for row in (rule, number):
            row.setSpacing(8)
            column.addLayout(row)
        rule.addWidget(self.voicemail, 1)
        rule.addWidget(self.note, 1)
        number.addWidget(self.kind, 1)
        number.addWidget(self.number, 1)
        number.addWidget(self.remove_button)
        column.addWidget(self.wrong)

    def _connect(self) -> None:
        for field in (self.note, self.number):
            field.textEdited.connect(lambda _: self.typed.emit())
        for choice in (self.voicemail, self.kind):
            choice.activated.connect(lambda _: self.typed.emit())
        self.remove_button.clicked.connect(self.removed)

    def _choose_kind(self) -> None:
        kind, use = self._value["kind"], self._value["use"]
        own = kind != ContactKind.PHONE.value and use != ContactUse.OLD.value
        self.kind.choose(kind if own else use)

    def value(self) -> Value:
        chosen = str(self.kind.value())
        others = {one.value for one in _OTHER_KINDS}
        phone = ContactKind.PHONE.value
        # A kind of its own keeps whose it is; a use leaves an address an address.
        kind = chosen if chosen in others else phone
        use = self._value["use"] if chosen in others else chosen
        if use == ContactUse.OLD.value and chosen == use:
            kind = self._value["kind"]
        elif chosen in others and use == ContactUse.OLD.value:
            use = ContactUse.MOBILE.value
        return self._value | {
            "kind": kind,
            "use": use,
            "value": self.number.text(),
            "voicemail": str(self.voicemail.value()),
            "note": self.note.text(),
        }

    def explain(self, sentence: str) -> None:
        self.wrong.say(sentence)
        mark_wrong(self.number, wrong=bool(sentence))

    def refill(self) -> None:
        self.voicemail.offer(
            (one.value, _(word)) for one, word in VOICEMAIL_WORDS.items()
        )
        uses = [(one.value, _(word)) for one, word in CONTACT_USE_WORDS.items()]
        others = [(one.value, _(word)) for one, word in _OTHER_KINDS.items()]
        self.kind.offer([*uses[:-1], *others, uses[-1]])
        self.note.setPlaceholderText(_("What to know before calling"))
        self.number.setPlaceholderText(_("Number or address"))
        self.voicemail.setAccessibleName(_("When nobody answers"))
        self.note.setAccessibleName(_("What to know before calling"))
        self.kind.setAccessibleName(_("What kind of phone"))
        self.number.setAccessibleName(_("Number or address"))
        self.remove_button.setAccessibleName(_("Take this number away"))
        set_tip(self.remove_button, _("Take this number away"))


@forms.offer
class PhoneLines(Spoken, QWidget):
    """The order is that in which they are called."""

    typed = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[PhoneLine] = []
        self.add_button = QPushButton(self)
        self.add_button.setAutoDefault(False)
        icons.name_icon(self.add_button, "plus")
        self.add_button.clicked.connect(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.refill()

    def values(self) -> list[Value]:
        return [line.value() for line in self.lines]

    def put(self, values: list[Value]) -> None:
        """These, without saying that somebody typed."""
        for line in tuple(self.lines):
            self._drop(line)
        for value in values:
            self._append(value)

    def rows(self) -> tuple[ContactPointRow, ...]:
        return tuple(map(row_of, self.values()))

    def add(self) -> None:
        """One more, to be typed."""
        line = self._append(BLANK)
        self.resized.emit()
        line.voicemail.setFocus()

    def explain(self, field: str, sentence: str) -> bool:
        """Say what is wrong with the line that a refusal names, "phones." and its
        place; False for other fields."""
        name, _dot, place = field.partition(".")
        if name != "phones" or int(place or -1) not in range(len(self.lines)):
            return False
        line = self.lines[int(place)]
        line.explain(sentence)
        line.number.setFocus()
        return True

    def clear_errors(self) -> None:
        for line in self.lines:
            line.explain("")

    def _append(self, value: Value) -> PhoneLine:
        line = PhoneLine(self, value)
        line.typed.connect(self.typed)
        line.removed.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._column.insertWidget(len(self.lines) - 1, line)
        line.show()
        return line

    def _remove(self, line: PhoneLine) -> None:
        self._drop(line)
        self.add_button.setFocus()
        self.typed.emit()
        self.resized.emit()

    def _drop(self, line: PhoneLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def refill(self) -> None:
        self.add_button.setText(_("Add a number"))


def typed_lines(values: dict[str, Any]) -> list[Value]:
    """The lines in a form's values, also of a draft."""
    return [dict(one) for one in values.get("phones", [])]
