"""Importing a roster step by step in one window: file, columns, dry run, done.

Nothing is written before the last step, and each can be gone back from.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care.roster_history import Since
from hhdesk.care.roster_lines import Fate, LineOutcome
from hhdesk.errors import Refusal
from hhdesk.exchange import roster, roster_reading
from hhdesk.exchange.roster_columns import Guess, chosen, guessed
from hhdesk.exchange.roster_reading import Chosen
from hhdesk.gui import forms, roster_words, theme
from hhdesk.gui.card import Card
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.progress import Progress
from hhdesk.gui.roster_applying import Order, RosterApplying
from hhdesk.gui.roster_columns import RosterColumns
from hhdesk.gui.roster_file import RosterFile
from hhdesk.gui.roster_report import RosterReport, remark_words
from hhdesk.gui.roster_saving import save_report
from hhdesk.gui.roster_trial import RosterTrial, known
from hhdesk.i18n import N_, _, explain

FILE, COLUMNS, REPORT, DONE = range(4)
_STEPS = (
    N_("Step 1 of 3: the file"),
    N_("Step 2 of 3: the columns"),
    N_("Step 3 of 3: what it would do. Nothing is written yet."),
    N_("All steps are done."),
)
_WIDTH, _HEIGHT = 1000, 660
_EDGE = 48
"""Pixels of the window behind that stay in sight."""


def begin_import(desk: Desk, parent: QWidget) -> RosterImport:
    """Open the window over `parent`."""
    dialog = RosterImport(desk, parent)
    dialog.open()
    return dialog


class RosterImport(Spoken, QDialog):
    head: QFrame
    title_label: QLabel
    step_label: QLabel
    file_label: QLabel
    notice: Notice
    pages: QStackedWidget
    file_page: RosterFile
    columns_page: RosterColumns
    report_page: RosterReport
    done_label: QLabel
    done_notice: Notice
    done_card: Card
    new_button: QPushButton
    progress: Progress
    close_button: QPushButton
    back_button: QPushButton
    next_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "roster_import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.trial = RosterTrial(desk, self)
        self._applying: RosterApplying | None = None
        self._since = Since(0, ())
        self._outcomes: list[LineOutcome] = []
        self._busy = self._stopped = self._done = False
        self._connect()
        self._connect_trial()
        self._fit(parent.window())
        self._show_step(FILE)
        desk.worker.read(known, then=self._show_known, failed=self._explain)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.close_button.clicked.connect(self.reject)
        self.progress.cancelled.connect(self.stop)
        self.columns_page.altered.connect(self._altered)
        self.columns_page.headed_box.clicked.connect(self._guess_anew)
        self.report_page.answered.connect(self._answered)
        self.report_page.opened.connect(self._open_member)
        self.report_page.save_button.clicked.connect(self._save)
        self.new_button.clicked.connect(self.show_new)

    def _connect_trial(self) -> None:
        trial = self.trial
        trial.opened.connect(self._begin_columns)
        trial.looked.connect(lambda found: self.columns_page.look(*found))
        trial.begun.connect(lambda: self._set_busy(_("Comparing with what is here…")))
        trial.advanced.connect(self.progress.advance)
        trial.judged.connect(self._judged)
        trial.renewed.connect(self._renewed)
        trial.stopped.connect(self._set_busy)
        trial.refused.connect(self._explain)

    def _fit(self, window: QWidget) -> None:
        """As large as the text wants it, and no larger than the window behind."""
        wanted = QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        room = window.size() - QSize(_EDGE, _EDGE)
        if room.width() >= _WIDTH and room.height() >= _HEIGHT:
            wanted = wanted.boundedTo(room)
        self.resize(wanted)

    # ------------------------------------------------------------ going on and back

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def _show_step(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.notice.say("")
        self.refill()
        if step == COLUMNS:
            self.columns_page.focus_first()
        else:
            last = self.new_button if self._fresh() else self.next_button
            page = (self.file_page, None, self.report_page.table, last)[step]
            (page or self.next_button).setFocus()

    def _set_busy(self, words: str = "") -> None:
        self._busy = bool(words)
        if words:
            self.progress.start(words)
        else:
            self.progress.stop()
        for widget in (self.pages, self.back_button, self.next_button):
            widget.setEnabled(not words)

    def go_on(self) -> None:
        """The next step."""
        if not self._busy:
            apply = self.accept if self._done else self._apply
            (self._open_file, self._judge, apply, self.accept)[self.step]()

    def go_back(self) -> None:
        """The step before; what was chosen stays."""
        if not self._busy and self.step:
            self._show_step(DONE if self._done else self.step - 1)

    def reject(self) -> None:
        """Close; a run under way stops after its portion, and what is in stays in."""
        self.stop()
        super().reject()

    def stop(self) -> None:
        """End what is under way after the present portion."""
        self.trial.stop()
        if self._applying is not None:
            self._applying.stop()

    def _explain(self, refusal: Refusal) -> None:
        """Say beside it what is wrong with the file or its columns."""
        self._set_busy()
        words = explain(refusal)
        if self.step == FILE and self.file_page.path_field.text():
            self.file_page.say_beside(words, "")
        elif self.step == COLUMNS:
            self.columns_page.say(words)
        else:
            self.notice.say(words)

    # ------------------------------------------------------------ file and columns

    def _show_known(self, found: Any) -> None:
        sources, runs = found
        self.file_page.put(sources, runs, self._desk)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step == FILE and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.step == FILE and self.file_page.drop(event.mimeData()):
            event.acceptProposedAction()

    def _open_file(self) -> None:
        chosen = self.file_page.chosen()
        if chosen is not None:
            self._set_busy(_("Reading the file…"))
            self.trial.open(*chosen)

    def _begin_columns(self, choice: Chosen) -> None:
        self._set_busy()
        self._put_columns(choice)
        self._show_step(COLUMNS)

    def _put_columns(self, choice: Chosen) -> None:
        table, memory = self.trial.table, self.trial.memory
        assert table
        names = roster_reading.headings(table, headed=choice.headed)
        guess = Guess(choice.fields)
        if choice.headed:
            guess = guessed(names, memory.fields)
        self.columns_page.put(choice, guess, names)
        self._altered()

    def _guess_anew(self, headed: bool) -> None:
        form = self.columns_page.chosen(self.trial.source).form
        self._put_columns(self.trial.guess(form, headed=headed))

    def _altered(self) -> None:
        self.columns_page.say("")
        choice = self.columns_page.chosen(self.trial.source)
        if self.trial.table and len(choice.fields) == self.trial.table.width:
            self.trial.look(choice)

    # ------------------------------------------------------------ the dry run

    def _judge(self) -> None:
        choice = self.columns_page.chosen(self.trial.source)
        assert self.trial.table
        names = roster_reading.headings(self.trial.table, headed=choice.headed)
        try:
            chosen(choice.fields, names)
        except Refusal as no:
            self.columns_page.say(explain(no))
            return
        if self.columns_page.dates_missing():
            self.columns_page.focus_first()
            return
        self._set_busy(_("Reading the lines…"))
        self.trial.judge(choice)

    def _judged(self, outcomes: list[LineOutcome], since: Since) -> None:
        found = self.trial.found
        assert found
        self._set_busy()
        self._since = since
        words = remark_words(found.other_columns, found.other_languages)
        self.report_page.put(outcomes, since, words)
        self._show_step(REPORT)

    def _answered(self, number: int) -> None:
        self.trial.judge_again(number, dict(self.report_page.answers))

    def _renewed(self, outcomes: list[LineOutcome]) -> None:
        for one in outcomes:
            self.report_page.renew(one)
        self.refill()

    def _open_member(self, member_id: UUID) -> None:
        if self._done:
            self.accept()
        self._desk.member_wanted.emit(member_id, "")

    def _save(self) -> None:
        rows = self.report_page.model.rows
        save_report(self, self._desk, self.trial.source, rows)

    # ------------------------------------------------------------ doing it

    def _apply(self) -> None:
        trial, page = self.trial, self.report_page
        assert trial.table
        assert trial.found
        order = Order(
            trial.choice,
            trial.found,
            roster.mapping(trial.table, trial.choice, trial.found),
            dict(page.answers),
            self._since.gone,
            tuple(page.followed()),
            _("No longer on the roster of {source}.").format(source=trial.source),
        )
        self._applying = RosterApplying(self._desk, order, self)
        self._applying.advanced.connect(self.progress.advance)
        self._applying.done.connect(self._applied)
        self._applying.refused.connect(self._broken)
        self._set_busy(_("Entering and changing…"))
        self._applying.start()

    def _broken(self, refusal: Refusal, outcomes: list[LineOutcome]) -> None:
        """What was saved before stays; the rest can be tried again."""
        self._applying = None
        if outcomes:
            self._applied(outcomes, stopped=True)
        self._explain(refusal)

    def _applied(self, outcomes: list[LineOutcome], stopped: bool) -> None:
        self._applying = None
        self._set_busy()
        self._outcomes, self._stopped, self._done = outcomes, stopped, True
        for one in outcomes:
            if one.fate in (Fate.ENTERED, Fate.CHANGED):
                self._desk.member_saved.emit(one.member_id)
                break
        self._show_step(DONE)

    def _fresh(self) -> bool:
        return any(one.fate is Fate.ENTERED for one in self._outcomes)

    def show_new(self) -> None:
        """Those who were entered, each to be opened."""
        self.report_page.show_done(self._outcomes, Fate.ENTERED)
        self._show_step(REPORT)

    # ------------------------------------------------------------ words

    def refill(self) -> None:
        self.setWindowTitle(_("Import a roster"))
        self.step_label.setText(_(_STEPS[DONE if self._done else self.step]))
        self.file_label.setText(self.trial.source if self.step != FILE else "")
        counts = self.report_page.counts()
        last = _("Close") if self._done else roster_words.apply(counts)
        words = (_("Next"), _("Try it out"), last, _("Close"))
        self.next_button.setText(words[self.step])
        self.close_button.setVisible(not self._done)
        self.back_button.setVisible(self.step not in (FILE, DONE))
        self.new_button.setVisible(self._fresh())
        self.file_page.refill(self._desk)
        if self._done:
            self._say_done()

    def _say_done(self) -> None:
        roster_words.fill_done(self.done_label, self.done_card, self._outcomes)
        words = roster_words.stopped() if self._stopped else ""
        self.done_notice.say(words, "warning")
