"""Who may see an item: its segment, and who consented to that care."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
from hhdesk.i18n import _


@forms.offer
class SealEditor(Spoken, QWidget):
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seal = Seal()
        self.segment, self.consenter = Choice(self), Choice(self)
        self.chip = Chip(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.segment, self.consenter, self.chip):
            column.addWidget(widget)
        self.refill()
        self.segment.currentIndexChanged.connect(lambda _: self._chosen())
        self.consenter.currentIndexChanged.connect(lambda _: self._chosen())

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

    def _chosen(self) -> None:
        self._seal = replace(
            self._seal,
            segment=Segment(str(self.segment.value())),
            consenter=Consenter(str(self.consenter.value())),
        )
        self._show()
        self.edited.emit(self._seal)

    def _show(self) -> None:
        """Who consented matters for sensitive care only."""
        general = self._seal.segment is Segment.GENERAL
        self.consenter.setVisible(
            not general or self._seal.consenter is not Consenter.NOT_ASKED
        )
        state = states.seal(self._seal)
        self.chip.say(state.word and _("Sealed"), state.tone, state.icon)

    def refill(self) -> None:
        self.segment.offer((one, _(word)) for one, word in SEGMENT_WORDS.items())
        who = _("Consented: {who}")
        self.consenter.offer(
            (one, who.format(who=_(word))) for one, word in CONSENTER_WORDS.items()
        )
        self.segment.setAccessibleName(_("Kind of care"))
        self.consenter.setAccessibleName(_("Who consented to this care"))
        self.put(self._seal)
