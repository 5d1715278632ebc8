"""What an act on a referral asks, as fields in one column or two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from hhdesk.care.consents import BASIS_WORDS
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS
from hhdesk.care.referral_answers import Ask, asked, details_of
from hhdesk.care.referral_choices import STEPS, ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import ReferralState, rule_of
from hhdesk.care.referral_steps import EVIDENCE_WORDS, NO_HELP_WORDS, SENDING_WORDS
from hhdesk.gui import act_values, forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.i18n import N_, _, format_date

_CHOICES: Mapping[Ask, Mapping[Any, str]] = {
    Ask.REASON: NO_HELP_WORDS,
    Ask.EVIDENCE: EVIDENCE_WORDS,
    Ask.BASIS: BASIS_WORDS,
    Ask.SENDING_WAY: SENDING_WORDS,
    Ask.TRIED_BY: WAY_WORDS,
    Ask.OUTCOME: OUTCOME_WORDS,
}
_LABELS = {
    (ReferralAct.SCHEDULED, Ask.ON): N_("When it was set"),
    (ReferralAct.GOT_HELP, Ask.ON): N_("When it is closed"),
    (ReferralAct.NO_HELP, Ask.ON): N_("When it is closed"),
    (ReferralAct.RECEIVE_REPORT, Ask.HOW_KNOWN): N_("How it came"),
    (ReferralAct.REOPEN, Ask.NOTE): N_("Why"),
    (ReferralAct.ENTER_IN_ERROR, Ask.NOTE): N_("Why"),
}
_USUAL_LABELS = {
    Ask.ON: N_("When"),
    Ask.HOW_KNOWN: N_("How we know"),
    Ask.NOTE: N_("Note"),
}
_PRESET = (Ask.TRIED_BY, Ask.OUTCOME)
"""Choices that begin at their likeliest value; the others ask to choose."""


@forms.offer
class ActFields(Spoken, QWidget):
    """Serves one act at a time; `known` are questions answered elsewhere."""

    grid: QGridLayout
    on_label: QLabel
    how_known_label: QLabel
    how_known_field: QLineEdit
    note_label: QLabel
    note_field: GrowingText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "act_fields")
        self.columns = 1
        self.known: frozenset[Ask] = frozenset()
        self._row: ReferralFacts | None = None
        self._act = ReferralAct.NOTE
        self._reached: Collection[ReferralState] = ()
        self.fields = TypedFields(self, map(str, Ask))

    def be(
        self, row: ReferralFacts, act: ReferralAct, reached: Collection[ReferralState]
    ) -> None:
        """Ask for this act on this referral."""
        self._row, self._act, self._reached = row, act, reached
        self.refill()

    def ask(self) -> None:
        """Show the fields that the act asks for, by what is chosen so far."""
        if self._row is None:
            return
        said = act_values.chosen_so_far(self.fields.values())
        wanted = asked(self._row, self._act, self._reached, said)
        for ask in Ask:
            self.fields.show(ask, shown=ask in wanted and ask not in self.known)
        if self.columns > 1:
            self._arrange()

    def asks(self) -> list[str]:
        """The names of the fields shown."""
        return [ask for ask in Ask if self.fields.shown(ask)]

    def _arrange(self) -> None:
        """What is short stands beside its neighbour, a text over the whole width."""
        row, column = 0, 0
        for name in self.asks():
            cell = self.findChild(QWidget, f"{name}_cell")
            if cell is None:
                continue
            wide = isinstance(self.fields[name], GrowingText)
            if column and wide:
                row, column = row + 1, 0
            self.grid.removeWidget(cell)
            self.grid.addWidget(cell, row, column, 1, self.columns if wide else 1)
            column = self.columns if wide else column + 1
            if column >= self.columns:
                row, column = row + 1, 0
        for place in range(self.columns):
            self.grid.setColumnStretch(place, 1)

    def refill(self) -> None:
        if self._row is None:
            return
        for ask, usual in _USUAL_LABELS.items():
            words = _LABELS.get((self._act, ask), usual)
            getattr(self, f"{ask}_label").setText(_(words))
        self.how_known_field.setPlaceholderText(_("For example: the agency called"))
        for ask, choices in _CHOICES.items():
            options = [(str(code), _(word)) for code, word in choices.items()]
            if ask not in _PRESET:
                options.insert(0, ("", _("Please choose")))
            self.fields.offer(ask, options)
        self.fields.offer(Ask.DETAIL, self._details(self._row))
        self.fields.offer(Ask.REPORT, self._reports(self._row))

    def _details(self, row: ReferralFacts) -> Iterable[tuple[str, str]]:
        to = STEPS.get(self._act, row.state)
        for detail in details_of(self._act):
            yield str(detail), _(rule_of(to, detail).words)

    @staticmethod
    def _reports(row: ReferralFacts) -> Iterable[tuple[str, str]]:
        for one in row.to_review:
            day = format_date(one.received_on)
            words = _("Corrected report of {day}") if one.amended else _("Came {day}")
            yield str(one.id), words.format(day=day)
