"""Two questions about a line in words staff understand: what it is about, and who said
yes to this care; with what the answer means for paper."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care import plan_seals
from hhdesk.care.confidentiality import (
    CONSENTER_WORDS,
    SEGMENT_WORDS,
    Consenter,
    Seal,
    Segment,
)
from hhdesk.gui import forms, states
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _


@forms.offer
class SealEditor(Spoken, QWidget):
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seal = Seal()
        self._age: int | None = None
        self.about_label, self.who_label = PlainLabel(self), PlainLabel(self)
        self.segment, self.consenter = Choice(self), Choice(self)
        self.meaning, self.chip = PlainLabel(self), Chip(self)
        self.meaning.setWordWrap(True)
        self.meaning.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label, choice in (
            (self.about_label, self.segment),
            (self.who_label, self.consenter),
        ):
            label.setProperty("look", "field")
            label.setBuddy(choice)
            column.addWidget(label)
            column.addWidget(choice)
        column.addWidget(self.meaning)
        column.addWidget(self.chip)
        self.refill()
        self.segment.currentIndexChanged.connect(lambda _: self._chosen())
        self.consenter.currentIndexChanged.connect(lambda _: self._chosen())

    def of(self, age: int | None) -> None:
        """How old the member is: from 12 on it is asked of everything who said yes."""
        if age != self._age:
            self._age = age
            self._show()

    def put(self, seal: Seal) -> None:
        self._seal = seal
        for choice, value in (
            (self.segment, seal.segment),
            (self.consenter, seal.consenter),
        ):
            choice.blockSignals(True)
            choice.choose(value)
            choice.blockSignals(False)
        self._show()

    @property
    def seal(self) -> Seal:
        return self._seal

    def _chosen(self) -> None:
        self._seal = replace(
            self._seal,
            segment=Segment(str(self.segment.value())),
            consenter=Consenter(str(self.consenter.value())),
        )
        self._show()
        self.edited.emit(self._seal)

    def _show(self) -> None:
        """The second question where it matters, and what the answers mean."""
        asks = plan_seals.asks(self._seal, self._age)
        self.who_label.setVisible(asks)
        self.consenter.setVisible(asks)
        self.meaning.setVisible(asks)
        meaning = plan_seals.consequence(self._seal, self._age)
        self.meaning.setText(_(meaning))
        state = states.seal(self._seal)
        self.chip.say(state.word and _("Sealed"), state.tone, state.icon)

    def refill(self) -> None:
        self.segment.offer((one, _(word)) for one, word in SEGMENT_WORDS.items())
        self.consenter.offer((one, _(word)) for one, word in CONSENTER_WORDS.items())
        self.about_label.setText(_("What is this about?"))
        self.who_label.setText(_("Who said yes to this care?"))
        self.segment.setAccessibleName(self.about_label.text())
        self.consenter.setAccessibleName(self.who_label.text())
        self.put(self._seal)
