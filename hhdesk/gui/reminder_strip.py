"""Whom to call about a visit: who, on which number by which rule, in which language,
and what may be said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care.contact_points import SafeContact
from hhdesk.care.household import RELATIONSHIP_WORDS
from hhdesk.care.reminders import SAY_WORDS, Reminder, Say
from hhdesk.gui import forms, people, states
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _

_UNSAID = (Say.VISIT, Say.NO_NUMBER)
"""Said by who is named and on which number alone."""


@forms.offer
class ReminderStrip(Spoken, QWidget):
    """Hidden where there is nobody to remind of anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reminder: Reminder | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = Flow(self)
        self.words = PlainLabel("", self)
        self.words.setWordWrap(True)
        column.addWidget(self.line)
        column.addWidget(self.words)
        self.hide()

    def say(self, reminder: Reminder | None) -> None:
        """Everything of one visit's reminder."""
        self._reminder = reminder
        self.setVisible(reminder is not None)
        if reminder is None:
            return
        self.line.put(self._parts(reminder))
        said = "" if reminder.say in _UNSAID else _(SAY_WORDS[reminder.say])
        self.words.setText(said)
        self.words.setVisible(bool(said))
        self.updateGeometry()

    def refill(self) -> None:
        self.say(self._reminder)

    def _parts(self, reminder: Reminder) -> list[QWidget]:
        phone = reminder.phone
        number = phone.value if phone else _(SAY_WORDS[Say.NO_NUMBER])
        alone = reminder.say in (Say.IN_PERSON, Say.ASK_FIRST)
        parts: list[QWidget] = [_label(_("To remind"), "muted")]
        if reminder.name is not None:
            parts.append(_label(_who(reminder), "strong"))
        if not alone:
            parts.append(_label(number, "strong" if phone else "muted"))
        if phone is not None:
            rule = SafeContact(reminder.message, phone.safe_contact.note)
            if words := people.safe_contact(rule):
                parts.append(_chip(State(words, "warning", "message-square-off")))
        if reminder.languages is not None and not alone:
            parts.append(_chip(states.language(reminder.languages)))
        return parts


def _who(reminder: Reminder) -> str:
    """Name and relationship; the youth has none."""
    name = reminder.name.full if reminder.name else ""
    if reminder.relationship is None:
        return name
    return f"{name} ({_(RELATIONSHIP_WORDS[reminder.relationship])})"


def _label(words: str, look: str) -> PlainLabel:
    label = PlainLabel(words)
    label.setProperty("look", look)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(0, 3, 0, 3)
    return label


def _chip(state: State) -> Chip:
    chip = Chip()
    chip.say(state.word, state.tone, state.icon)
    return chip
