"""What of a child's history a time line tells: which kind, from which day to which."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hhdesk.care.history_facts import HISTORY_KIND_WORDS, HistoryKind, Stretch
from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _


@forms.offer
class StretchField(Spoken, QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind_choice = Choice(self)
        self.since_field, self.until_field = DayField(self), DayField(self)
        self.labels: dict[str, PlainLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        days = QGridLayout()
        days.setHorizontalSpacing(8)
        days.setVerticalSpacing(4)
        days.setColumnStretch(1, 1)
        self.label = PlainLabel(self)
        self.label.setProperty("look", "field")
        self.label.setBuddy(self.kind_choice)
        column.addWidget(self.label)
        column.addWidget(self.kind_choice)
        fields = {"since": self.since_field, "until": self.until_field}
        for row, (name, field) in enumerate(fields.items()):
            label = self.labels[name] = PlainLabel(self)
            label.setProperty("look", "field")
            label.setBuddy(field)
            days.addWidget(label, row, 0)
            days.addWidget(field, row, 1)
        column.addLayout(days)
        self.setFocusProxy(self.kind_choice)
        self.refill()
        self.kind_choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        for field in (self.since_field, self.until_field):
            field.field.editingFinished.connect(self.changed)

    @property
    def stretch(self) -> Stretch:
        kind = str(self.kind_choice.value() or "")
        wanted = HistoryKind(kind) if kind else None
        return Stretch(self.since_field.day, self.until_field.day, wanted)

    def put(self, stretch: Stretch) -> None:
        """Says nothing."""
        self.kind_choice.blockSignals(True)
        self.kind_choice.choose(stretch.kind.value if stretch.kind else "")
        self.kind_choice.blockSignals(False)
        self.since_field.put(stretch.since)
        self.until_field.put(stretch.until)

    def refill(self) -> None:
        kinds = ((kind.value, _(word)) for kind, word in HISTORY_KIND_WORDS.items())
        self.kind_choice.offer([("", _("Everything")), *kinds])
        self.label.setText(_("What it tells of"))
        self.labels["since"].setText(_("From this day"))
        self.labels["until"].setText(_("To this day"))
        for field, word in (
            (self.since_field.field, _("From this day")),
            (self.until_field.field, _("To this day")),
        ):
            field.setAccessibleName(word)
