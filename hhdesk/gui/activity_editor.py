"""One activity under a goal: what, who, by when, how far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout

from hhdesk.care.goals import (
    ACTIVITY_STATUS_WORDS,
    RESPONSIBLE_WORDS,
    ActivityRow,
    ActivityStatus,
    Responsible,
)
from hhdesk.gui import icons
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.i18n import _


class ActivityEditor(Spoken, QFrame):
    edited = Signal(dict)
    """Fields of the row that were changed."""
    remove_wanted = Signal()
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: ActivityRow | None = None
        self.text = PairEditor(self)
        self.text.hide_titles()
        self.responsible, self.status = Choice(self), Choice(self)
        self.who = QLineEdit(self)
        self.due = DayField(self)
        self.remove_button = QToolButton(self)
        self.remove_button.setProperty("look", "quiet")
        icons.name_icon(self.remove_button, "trash-2")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.responsible)
        line.addWidget(self.who, 1)
        line.addWidget(self.due)
        line.addWidget(self.status)
        line.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addLayout(line)
        self.refill()
        self._connect()

    def _connect(self) -> None:
        self.text.edited.connect(lambda pair: self.edited.emit({"text": pair}))
        self.text.check_wanted.connect(self.check_wanted)
        self.responsible.currentIndexChanged.connect(
            lambda _: self.edited.emit(
                {"responsible": Responsible(str(self.responsible.value()))}
            )
        )
        self.status.currentIndexChanged.connect(
            lambda _: self.edited.emit(
                {"status": ActivityStatus(str(self.status.value()))}
            )
        )
        self.who.textEdited.connect(lambda text: self.edited.emit({"who": text}))
        self.due.changed.connect(self._due_changed)
        self.remove_button.clicked.connect(self.remove_wanted)

    def _due_changed(self) -> None:
        if not self.due.wrong:
            self.edited.emit({"due_on": self.due.day})

    def put(
        self, saved: ActivityRow, now: ActivityRow, language: str, *, may_check: bool
    ) -> None:
        """Show the row as typed, beside what the record holds of it."""
        self._row = now
        self.text.put(saved.text, now.text, language, may_check=may_check)
        self._choose(now)
        if self.who.text() != now.who:
            self.who.setText(now.who)
        if self.due.day != now.due_on:
            self.due.put(now.due_on)

    def _choose(self, row: ActivityRow) -> None:
        for choice, value in (
            (self.responsible, row.responsible),
            (self.status, row.status),
        ):
            choice.blockSignals(True)
            choice.choose(value)
            choice.blockSignals(False)

    def refill(self) -> None:
        self.responsible.offer((k, _(word)) for k, word in RESPONSIBLE_WORDS.items())
        self.status.offer((k, _(word)) for k, word in ACTIVITY_STATUS_WORDS.items())
        if self._row is not None:
            self._choose(self._row)
        self.who.setPlaceholderText(_("Name"))
        self.who.setAccessibleName(_("Who does it"))
        self.responsible.setAccessibleName(_("Who does it"))
        self.due.field.setAccessibleName(_("By when"))
        self.due.field.setPlaceholderText(_("by when"))
        self.status.setAccessibleName(_("How far it is"))
        set_tip(self.remove_button, _("Remove this activity"))
        self.remove_button.setAccessibleName(_("Remove this activity"))
