"""The step that tells what a roster would do, line by line, before anything is
written; afterwards, what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from hhdesk.care.roster_history import Since
from hhdesk.care.roster_lines import Fate, LineOutcome
from hhdesk.exchange.roster_report import KEPT, change_words, field_words, sentence
from hhdesk.gui import forms, theme
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.fact_grid import FactGrid
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.roster_fates import RosterFates
from hhdesk.gui.roster_table import RosterRows, RosterTable, born
from hhdesk.i18n import _, ngettext

_MOST_FACTS, _GAP = 168, 6
_SMALL = 0.5
"""A file with fewer of last month's people than this share may be only a part."""
_FIRST = (Fate.POSSIBLE, Fate.REFUSED, Fate.CHANGED, Fate.ENTERED)
"""What is looked at first, where there is any."""


@forms.offer
class RosterReport(Spoken, QWidget):
    since_notice: Notice
    remarks_notice: Notice
    filters: RosterFates
    save_button: QPushButton
    list_pages: QStackedWidget
    table: RosterTable
    empty_state: EmptyState
    gone_row: QWidget
    follow_box: QCheckBox
    detail: QFrame
    detail_label: QLabel
    detail_words: QLabel
    facts_area: QScrollArea
    facts: FactGrid
    same_button: QPushButton
    other_button: QPushButton
    later_button: QPushButton

    answered = Signal(int)
    """The line of which `answers` now tell something else."""
    opened = Signal(object)
    """Look at the member of this id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "roster_report")
        self.outcomes: list[LineOutcome] = []
        self.answers: dict[int, UUID | None] = {}
        self._namesakes: dict[int, UUID] = {}
        self._since, self._done = Since(0, ()), False
        self.model = RosterRows(self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.table.opened.connect(self._open)
        self.filters.chosen.connect(lambda: self.filter(self.filters.fate))
        self.same_button.clicked.connect(lambda: self._answer("same"))
        self.other_button.clicked.connect(lambda: self._answer("other"))
        self.later_button.clicked.connect(lambda: self._answer("later"))
        self.refill()

    def put(self, outcomes: Sequence[LineOutcome], since: Since, remarks: str) -> None:
        """What a dry run found."""
        self.outcomes = [*outcomes, *since.gone]
        self.answers = {}
        self._namesakes = {
            one.number: one.member_id
            for one in outcomes
            if one.fate is Fate.POSSIBLE and one.member_id
        }
        self._since, self._done = since, False
        self.follow_box.setChecked(False)
        self.remarks_notice.say(remarks, "info")
        self._say_since()
        counts = self.counts()
        self.filter(next((one for one in _FIRST if counts[one]), None))

    def show_done(self, outcomes: Sequence[LineOutcome], fate: Fate) -> None:
        """What was done, beginning with one fate."""
        self.outcomes, self._done = list(outcomes), True
        self.remarks_notice.say("")
        self.since_notice.say("")
        self.filter(fate)

    def counts(self) -> Counter[Fate]:
        return Counter(one.fate for one in self.outcomes)

    def renew(self, outcome: LineOutcome) -> None:
        """One line is judged anew, after an answer."""
        self.outcomes = [
            outcome if one.number == outcome.number and one.number else one
            for one in self.outcomes
        ]
        row = self.table.currentIndex().row()
        self.filter(self.filters.fate)
        if self.model.rows:
            self.table.choose(min(max(row, 0), len(self.model.rows) - 1))

    def filter(self, fate: Fate | None) -> None:
        """Show only the lines of one fate; None shows all."""
        self.filters.choose_fate(fate)
        self.model.put(self.outcomes, fate)
        self.list_pages.setCurrentIndex(0 if self.model.rows else 1)
        self.filters.count_fates(self.counts())
        gone = self.counts()[Fate.GONE]
        self.gone_row.setVisible(fate is Fate.GONE and bool(gone) and not self._done)
        if self.model.rows:
            self.table.choose(0)
        else:
            self._show_detail(None)

    def _say_since(self) -> None:
        before, gone = self._since.before, len(self._since.gone)
        if before and gone > before * _SMALL:
            words = _(
                "{gone} of the {before} children of the last roster are not in this "
                "file. Is it the whole roster?"
            )
            told = words.format(gone=f"{gone:,}", before=f"{before:,}")
            self.since_notice.say(told, "warning")
        else:
            self.since_notice.say("")

    def _turned(self, current: QModelIndex) -> None:
        rows = self.model.rows
        row = rows[current.row()] if 0 <= current.row() < len(rows) else None
        self._show_detail(row)

    def _show_detail(self, row: LineOutcome | None) -> None:
        self.detail.setVisible(row is not None)
        if row is None:
            return
        title = ", ".join(filter(None, (row.name, born(row))))
        self.detail_label.setText(title or "–")
        self.detail_words.setText(self._words(row))
        self.detail_words.setVisible(bool(self.detail_words.text()))
        facts = self._facts(row)
        self.facts.put(facts)
        self.facts_area.setVisible(bool(facts))
        self.facts_area.setFixedHeight(self._facts_height(len(facts)))
        asked = row.number in self._namesakes and not self._done
        self.same_button.setVisible(asked and row.fate is Fate.POSSIBLE)
        self.other_button.setVisible(asked and row.fate is Fate.POSSIBLE)
        self.later_button.setVisible(asked and row.fate is not Fate.POSSIBLE)

    def _words(self, row: LineOutcome) -> str:
        if row.sentence:
            field = field_words(row)
            return ": ".join(filter(None, (field, sentence(row))))
        if row.fate is Fate.GONE:
            return _("Was in the last roster. Nothing is changed or ended by this.")
        if row.fate is Fate.ENTERED:
            return _("Not here yet. Is entered whole.")
        if row.fate is Fate.KNOWN:
            return _("Nothing new.")
        return ""

    def _facts_height(self, facts: int) -> int:
        """Room for so many facts, some of two lines; for many, they scroll."""
        line = self.fontMetrics().height() + _GAP
        return min(round(facts * line * 1.4) + _GAP, theme.scaled(_MOST_FACTS))

    @staticmethod
    def _facts(row: LineOutcome) -> list[tuple[str, str]]:
        found = []
        for one in row.changes:
            words, here, there = change_words(one)
            shown = f"{here or '–'} → {there}"
            found.append((words, f"{shown}   ({_(KEPT)})" if one.kept else shown))
        return found

    def _answer(self, answer: str) -> None:
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self.model.rows):
            return
        number = self.model.rows[at].number
        if answer == "later":
            self.answers.pop(number, None)
        else:
            same = answer == "same"
            self.answers[number] = self._namesakes[number] if same else None
        self.answered.emit(number)

    def _open(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.rows):
            member_id = self.model.rows[at].member_id
            if member_id is not None:
                self.opened.emit(member_id)

    def followed(self) -> list[UUID]:
        """The members of whom the coordinators are to hear."""
        if not self.follow_box.isChecked():
            return []
        return [one.member_id for one in self._since.gone if one.member_id]

    def refill(self) -> None:
        self.empty_state.say("check", _("No line of this kind"))
        self.filters.count_fates(self.counts())
        self._say_since()
        self.model.speak()
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            self._show_detail(self.model.rows[row])


def remark_words(other_columns: Sequence[str], other_languages: Sequence[str]) -> str:
    """What of a file was not read, in a sentence each."""
    told = []
    if other_columns:
        words = ngettext(
            "{n} column is not read: {columns}.",
            "{n} columns are not read: {columns}.",
            len(other_columns),
        )
        shown = ", ".join(other_columns)
        told.append(words.format(n=len(other_columns), columns=_short(shown)))
    if other_languages:
        words = _("Languages not understood, English stands there: {languages}.")
        told.append(words.format(languages=_short(", ".join(other_languages))))
    return " ".join(told)


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:159]}…"
