"""The member page's history: all that happened, to filter and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import member_history
from hhdesk.care.history_facts import (
    HISTORY_KIND_WORDS,
    Happening,
    HistoryKind,
    HistoryRow,
    Stretch,
)
from hhdesk.care.search_words import fold
from hhdesk.errors import Refusal
from hhdesk.gui import forms, history_words
from hhdesk.gui.choice import Choice
from hhdesk.gui.counted_filters import CountedFilters
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.history_table import HistoryRows, HistoryTable
from hhdesk.gui.notice import Notice
from hhdesk.gui.plan_version import PlanVersion, open_version
from hhdesk.gui.visit_acts import VisitWish
from hhdesk.i18n import N_, _, explain, ngettext

ALL = "all"
_FILTERS = {
    ALL: N_("Everything"),
    **{kind.value: words for kind, words in HISTORY_KIND_WORDS.items()},
}
_PAUSE = 150
"""Milliseconds without a key, after which the list is filtered."""
BETWEEN = "between"
_SPANS = {
    "": N_("All time"),
    "30": N_("Last 30 days"),
    "90": N_("Last 90 days"),
    "365": N_("Last 12 months"),
    BETWEEN: N_("Between two days"),
}
_TABS = {
    Happening.CONTACT: "notes",
    Happening.NOTE: "notes",
    Happening.PLAN_REVIEW: "care_plan",
    Happening.STAY: "stays",
    Happening.CONSENT: "consents",
    Happening.REVOCATION: "consents",
    Happening.DOCUMENT: "documents",
    Happening.DISCLOSURE: "shared",
    Happening.MESSAGE: "overview",
    Happening.HANDOVER: "overview",
    Happening.MERGE: "overview",
}
"""Where a thing lives that has no window of its own."""


class MemberHistory(Spoken, QWidget):
    count_label: QLabel
    print_button: QPushButton
    notice: Notice
    filters_row: QVBoxLayout
    find_field: QLineEdit
    span_choice: Choice
    since_field: DayField
    to_label: QLabel
    until_field: DayField
    pages: QStackedWidget
    empty_state: EmptyState
    list_page: QWidget
    table: HistoryTable
    open_button: QPushButton

    opened = Signal(str, object)
    """Show this tab of the page, at the thing of this id; "shared" is what left."""
    paper_wanted = Signal(object)
    """Print the time line of this `Stretch`."""

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_history")
        self._desk, self._member_id = desk, member_id
        self.rows: Sequence[HistoryRow] | None = None
        self._spoken: dict[tuple[str, UUID, int], str] = {}
        self.version: PlanVersion | None = None
        self.model = HistoryRows(desk.today, desk.zone, self)
        self.filters = CountedFilters(_FILTERS, self, hiding=True)
        self.filters_row.addWidget(self.filters)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.setFocusProxy(self.table)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self.refill()
        self._connect()

    def _connect(self) -> None:
        self.filters.chosen.connect(self.show_filtered)
        self.find_field.textEdited.connect(lambda _: self._timer.start())
        self.find_field.returnPressed.connect(self._find_now)
        self._timer.timeout.connect(self.show_filtered)
        self.span_choice.currentIndexChanged.connect(lambda _: self._spanned())
        for field in (self.since_field, self.until_field):
            field.changed.connect(self.show_filtered)
        self.table.opened.connect(self.open_chosen)
        self.open_button.clicked.connect(self.open_chosen)
        self.print_button.clicked.connect(
            lambda: self.paper_wanted.emit(self.stretch(paper=True))
        )
        self.empty_state.acted.connect(self._start_anew)
        self._desk.member_saved.connect(self._changed)
        self._desk.document_changed.connect(lambda news: self._changed(news.member_id))
        self._desk.visit_changed.connect(lambda news: self._changed(news.member_id))

    # ----------------------------------------------------------------- reading

    def turned_to(self) -> None:
        """The tab is in front: others may have changed something meanwhile."""
        self.read()

    def _changed(self, member_id: UUID | None) -> None:
        if member_id in (None, self._member_id) and self.isVisible():
            self.read()

    def read(self) -> None:
        self._desk.worker.read(
            member_history.history,
            self._member_id,
            lane=f"history {self._member_id}",
            then=self._show,
            failed=self._explain,
        )

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, rows: Sequence[HistoryRow]) -> None:
        self.notice.say("")
        if rows != self.rows:
            self.rows = rows
            self._spoken.clear()
            self.show_filtered()

    # --------------------------------------------------------------- filtering

    def stretch(self, *, paper: bool = False) -> Stretch:
        """The days that are chosen; of a paper, the kind too."""
        kind = self.filters.name
        wanted = HistoryKind(kind) if paper and kind != ALL else None
        span, today = str(self.span_choice.value() or ""), self._desk.today
        if span == BETWEEN:
            return Stretch(self.since_field.day, self.until_field.day, wanted)
        since = today - timedelta(days=int(span)) if span else None
        return Stretch(since, None, wanted)

    def show_filtered(self) -> None:
        """Those of the chosen kind, days and words; each filter counts its own."""
        self._timer.stop()
        chosen = self.chosen
        stretch, words = self.stretch(), fold(self.find_field.text()).split()
        found = [
            row
            for row in self.rows or ()
            if stretch.takes(row) and self._says(row, words)
        ]
        counts = Counter(row.kind.value for row in found)
        self.filters.count({**counts, ALL: len(found)})
        kind = self.filters.name
        shown = [row for row in found if kind in (ALL, row.kind.value)]
        self.model.query = self.find_field.text().strip()
        self.model.today = self._desk.today
        self.model.show(shown)
        if shown:
            at = self.model.place(chosen.key) if chosen else 0
            self.table.choose(max(at, 0))
        self._speak(len(shown))

    def _says(self, row: HistoryRow, words: Sequence[str]) -> bool:
        """Whether all of these stand in it; folded once, when somebody looks first."""
        if not words:
            return True
        told = self._spoken.get(row.key)
        if told is None:
            told = fold(history_words.spoken(row, self._desk.zone))
            self._spoken[row.key] = told
        return all(word in told for word in words)

    def _find_now(self) -> None:
        """What was typed, at once; the keys go to the list."""
        self.show_filtered()
        self.table.setFocus()

    def _spanned(self) -> None:
        """Two days are asked for only where they count."""
        between = self.span_choice.value() == BETWEEN
        for widget in (self.since_field, self.to_label, self.until_field):
            widget.setVisible(between)
        self.show_filtered()

    def _start_anew(self) -> None:
        """Nothing is filtered any more."""
        if self.rows:
            self.find_field.clear()
            self.filters.choose(ALL)
            self.span_choice.choose("")
            self.show_filtered()
        else:
            self._desk.contact_wanted.emit(self._member_id)

    def choose_days(self, since: date | None, until: date | None) -> None:
        """Show these days only."""
        self.since_field.put(since)
        self.until_field.put(until)
        self.span_choice.choose(BETWEEN)
        self._spanned()

    # ----------------------------------------------------------------- opening

    @property
    def chosen(self) -> HistoryRow | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def open_chosen(self) -> None:
        """Where the chosen one lives."""
        row = self.chosen
        if row is None:
            return
        if row.what is Happening.VISIT:
            self._desk.visit_wanted.emit(VisitWish(row.id, self._member_id))
        elif row.about is not None and row.what in (
            Happening.REFERRAL,
            Happening.CONTACT,
        ):
            self._desk.referral_wanted.emit(self._member_id, row.about)
        elif row.what is Happening.GOAL:
            self._desk.progress_wanted.emit(row.about)
        elif row.what is Happening.ANSWERS:
            self._desk.answers_wanted.emit(row.id)
        elif row.what is Happening.ENROLLMENT:
            self._desk.enrollment_wanted.emit(self._member_id)
        elif row.what in (Happening.PLAN_VERSION, Happening.PLAN_SIGNATURE):
            self._open_version(row)
        else:
            self.opened.emit(_TABS[row.what], row.id)

    def _open_version(self, row: HistoryRow) -> None:
        """The saved text, as it was written or signed."""
        saves = row.code if row.what is Happening.PLAN_VERSION else row.number
        self.version = open_version(
            self._desk, self.window(), self._member_id, int(saves or 0)
        )

    # ------------------------------------------------------------------- words

    def _speak(self, shown: int) -> None:
        empty = not shown
        self.pages.setCurrentWidget(self.empty_state if empty else self.list_page)
        self.open_button.setEnabled(not empty)
        words = ngettext("{n} thing that happened", "{n} things that happened", shown)
        self.count_label.setText(words.format(n=f"{shown:,}"))
        self.print_button.setEnabled(bool(self.rows))
        if self.rows:
            self.empty_state.say(
                "search",
                _("Nothing like this happened"),
                _("Look for other words, other days, or everything."),
                _("Show everything"),
            )
        else:
            self.empty_state.say(
                "history",
                _("Nothing has happened yet"),
                _("Calls, visits, referrals and papers come here by themselves."),
                _("Log call"),
            )

    def refill(self) -> None:
        self.span_choice.offer((key, _(words)) for key, words in _SPANS.items())
        between = self.span_choice.value() == BETWEEN
        for widget in (self.since_field, self.to_label, self.until_field):
            widget.setVisible(between)
        self.since_field.field.setAccessibleName(_("From this day"))
        self.until_field.field.setAccessibleName(_("To this day"))
        self._spoken.clear()
        self.model.speak()
        self._speak(len(self.model.rows))
