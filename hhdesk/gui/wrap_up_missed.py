"""A visit that was missed: why, as the family tells it on the call; and once more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.goals import BARRIER_WORDS, BarrierKind
from hhdesk.care.wrap_up_facts import MissedTick
from hhdesk.gui import icons, states, visit_words
from hhdesk.gui.card import Line
from hhdesk.gui.choice import Choice
from hhdesk.gui.form_draft import Values
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.wrap_up_section import Section, narrow
from hhdesk.i18n import _


class MissedVisit(QWidget):
    """What is known of the reason already is shown and not asked again."""

    changed = Signal()
    again = Signal(object)
    """Book it once more: its row."""

    def __init__(self, row: CalendarRow, section: Section) -> None:
        super().__init__()
        self.row = row
        assert section.desk
        when = visit_words.moment(row.starts_at, section.desk.zone)
        what = " · ".join(part for part in (when, row.title) if part)
        known = _(BARRIER_WORDS[row.barrier]) if row.barrier else ""
        below = " · ".join(part for part in (known, row.reason) if part)
        state = states.visit(row.status, unexplained=row.unexplained)
        self.again_button = QPushButton(_("Book again"), self)
        self.again_button.setProperty("look", "filter")
        self.again_button.setAutoDefault(False)
        self.again_button.setAccessibleName(
            _("Book again: {what}").format(what=row.title)
        )
        icons.name_icon(self.again_button, "calendar-plus")
        self.again_button.clicked.connect(lambda: self.again.emit(self.row))
        self.barrier_field, self.reason_field = Choice(self), QLineEdit(self)
        self.notice = FieldNotice(self)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Line(what, below, [state, states.seal(row.seal)]), 1)
        top.addWidget(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(self._why(row))
        column.addWidget(self.notice)

    def _why(self, row: CalendarRow) -> QHBoxLayout:
        """Which barrier, and in which words."""
        asked = row.unexplained
        choice, field = self.barrier_field, self.reason_field
        barriers = [(one.value, _(word)) for one, word in BARRIER_WORDS.items()]
        choice.offer([("", _("Why, not known yet")), *barriers])
        choice.setAccessibleName(_("Why it was missed: {what}").format(what=row.title))
        narrow(choice)
        choice.activated.connect(lambda _: self.changed.emit())
        field.setPlaceholderText(_("What was in the way"))
        field.setAccessibleName(_("What was in the way: {what}").format(what=row.title))
        field.textEdited.connect(lambda _: self.changed.emit())
        line = QHBoxLayout()
        line.setSpacing(8)
        for place, widget in enumerate((choice, field), start=1):
            widget.setVisible(asked)
            line.addWidget(widget, place)
        return line

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.barrier_field if self.row.unexplained else self.again_button

    def value(self) -> Values:
        """Empty where nothing more is known."""
        found = {
            "barrier": str(self.barrier_field.value() or ""),
            "reason": self.reason_field.text(),
        }
        return found if any(text.strip() for text in found.values()) else {}

    def put(self, value: Values) -> None:
        self.barrier_field.choose(value.get("barrier", ""))
        self.reason_field.setText(value.get("reason", ""))

    def told(self) -> MissedTick | None:
        value = self.value()
        if not value:
            return None
        barrier = BarrierKind(value["barrier"]) if value["barrier"] else None
        reason = value["reason"].strip()
        return MissedTick(self.row.id, self.row.version, barrier, reason)

    def explain(self, _field: str, sentence: str) -> None:
        self.notice.say(sentence)
        self.first.setFocus()

    def clear_errors(self) -> None:
        self.notice.say("")
