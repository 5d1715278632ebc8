"""A field for one slot of a phrase: a name, a number, a phone, a day, or words in both
languages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from hhdesk.care.phrase_slots import Slot, SlotKind, SlotValue
from hhdesk.errors import InvalidField
from hhdesk.gui import theme
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.i18n import _, explain, language_name

_WIDTH = 240


class SlotField(Spoken, QWidget):
    """`language` is the family's where free words have to be said in it too, else
    ""."""

    changed = Signal(object)
    """The SlotValue after typing."""

    def __init__(self, slot: Slot, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.slot, self._language = slot, language
        self.label = PlainLabel(self)
        self.label.setProperty("look", "field")
        self.notice = FieldNotice(self)
        self.day: DayField | None = None
        self.text = self.family = QLineEdit(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.label)
        column.addLayout(self._fields())
        column.addWidget(self.notice)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Maximum)
        self.setMinimumWidth(theme.scaled(_WIDTH * (2 if self.two_sided else 1)))
        self.refill()

    def _fields(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if self.slot.kind is SlotKind.DATE:
            self.text.hide()
            self.day = DayField(self)
            self.day.changed.connect(self._typed)
            row.addWidget(self.day)
        elif self.slot.kind is SlotKind.TEXT and self._language:
            self.family = QLineEdit(self)
            row.addWidget(self.family, 1)
            row.addWidget(self.text, 1)
            self.family.textEdited.connect(self._typed)
        else:
            row.addWidget(self.text, 1)
        self.text.textEdited.connect(self._typed)
        return row

    @property
    def two_sided(self) -> bool:
        return self.family is not self.text

    @property
    def first(self) -> QWidget:
        """What gets the keyboard."""
        return self.day or self.family

    def value(self) -> SlotValue:
        if self.day is not None:
            return SlotValue(self.day.field.text(), day=self.day.day)
        return SlotValue(self.text.text(), self.family.text() if self.two_sided else "")

    def put(self, value: SlotValue) -> None:
        """Show a value; nothing moves where it stands already."""
        if value == self.value():
            return
        if self.day is not None:
            self.day.put(value.day)
            return
        self.text.setText(value.text)
        if self.two_sided:
            self.family.setText(value.family)

    def explain(self, refusal: InvalidField | None) -> None:
        """Say what is wrong, or that nothing is."""
        self.notice.say(explain(refusal) if refusal else "")
        mark_wrong(self.text, refusal is not None)

    def _typed(self) -> None:
        self.explain(None)
        self.changed.emit(self.value())

    def refill(self) -> None:
        words = _(self.slot.label)
        self.label.setText(words)
        english = language_name("en")
        if self.two_sided:
            own = language_name(self._language)
            for field, name in ((self.family, own), (self.text, english)):
                field.setPlaceholderText(name)
                field.setAccessibleName(f"{words}: {name}")
        elif self.day is not None:
            self.day.field.setAccessibleName(words)
        else:
            self.text.setAccessibleName(words)
