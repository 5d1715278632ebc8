"""A child's enrollment: where it stands, what may come next, how it came there."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget

from hhdesk.care import enrollment_page
from hhdesk.care.enrollment_attempts import TriedRow
from hhdesk.care.enrollment_history import ChangeRow, SegmentRow
from hhdesk.care.enrollment_page import EnrollmentPage
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS
from hhdesk.care.programs import UNCONFIRMED, SegmentState
from hhdesk.errors import Refusal
from hhdesk.gui import (
    dialog_size,
    enrollment_end,
    enrollment_enter,
    enrollment_step,
    enrollment_words,
    forms,
    people,
    states,
)
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment_acts import take_back
from hhdesk.gui.enrollment_end import EnrollmentEnd
from hhdesk.gui.enrollment_enter import EnrollmentEnter
from hhdesk.gui.enrollment_step import EnrollmentStep
from hhdesk.gui.fact_grid import FactGrid
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, explain, format_date, format_time

STEP_DRAFTS = {
    enrollment_step.draft_of(to): to
    for to in (None, *SegmentState)
    if to not in (SegmentState.IDENTIFIED, SegmentState.ENDED)
}
_REACHING = frozenset(
    {
        SegmentState.IDENTIFIED,
        SegmentState.ASSIGNED,
        SegmentState.OUTREACH,
        SegmentState.SEARCHING,
    }
)
"""States in which a family that cannot be reached is given up one day."""
DRAFTS = (*STEP_DRAFTS, enrollment_end.DRAFT, enrollment_enter.DRAFT)
"""The kinds of what is typed in the forms that open from here."""


class Enrollment(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    notice: Notice
    area: QScrollArea
    area_page: QWidget
    now_card: Card
    next_card: Card
    tries_card: Card
    history_card: Card
    earlier_card: Card
    program_button: QPushButton
    close_button: QPushButton

    program_wanted = Signal(str)
    """What the program of this id says."""

    def __init__(
        self, desk: Desk, member_id: UUID, parent: QWidget | None, draft: str = ""
    ) -> None:
        """`draft` is the kind of a draft to go on with, as soon as it can be."""
        super().__init__(parent)
        forms.load(self, "enrollment")
        self._desk, self.member_id = desk, member_id
        self._page: EnrollmentPage | None = None
        self._draft = draft
        self.buttons: dict[SegmentState, QPushButton] = {}
        self.form: EnrollmentStep | EnrollmentEnd | EnrollmentEnter | None = None
        for card in (self.now_card, self.tries_card, self.history_card):
            card.button.setAutoDefault(False)
        self.now_card.button.clicked.connect(lambda: self.step(None))
        self.tries_card.button.clicked.connect(self._log_try)
        self.history_card.button.clicked.connect(self.take_back)
        self.close_button.clicked.connect(self.accept)
        self.program_button.clicked.connect(self._show_program)
        desk.member_saved.connect(self._saved_elsewhere)
        desk.program_changed.connect(self.read)
        dialog_size.resize(self, 680, 640)
        self.refill()
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            enrollment_page.page,
            self.member_id,
            lane="enrollment",
            then=self._show,
            failed=self._refuse,
        )

    def _saved_elsewhere(self, member_id: UUID) -> None:
        if member_id == self.member_id:
            self.read()

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, page: EnrollmentPage) -> None:
        first = self._page is None
        self._page = page
        self.refill()
        if first:
            button = next(iter(self.buttons.values()), self.close_button)
            button.setFocus()
        draft, self._draft = self._draft, ""
        if draft:
            self.go_on(draft)

    # ------------------------------------------------------------------ acts

    def go_on(self, draft: str) -> None:
        """Open the form whose draft is kept; a step that is no longer possible says
        so."""
        page = self._page
        if page is None:
            return
        to = STEP_DRAFTS.get(draft)
        if draft == enrollment_enter.DRAFT and page.offered:
            self.enter()
        elif draft == enrollment_end.DRAFT and SegmentState.ENDED in page.steps:
            self.step(SegmentState.ENDED)
        elif draft in STEP_DRAFTS and (to is None or to in page.steps):
            self.step(to)
        else:
            words = _("This step is no longer possible. What you typed is kept.")
            self.notice.say(words, "warning")

    def step(self, to: SegmentState | None) -> None:
        """Ask what a step needs; None is who agreed, alone."""
        page = self._page
        if page is None or page.now is None:
            return
        if to is SegmentState.ENDED:
            self._open(EnrollmentEnd(self._desk, self, page))
        else:
            self._open(EnrollmentStep(self._desk, self, page, to))

    def enter(self) -> None:
        """Ask which program the child enters."""
        if self._page is not None and self._page.now is not None:
            self._open(EnrollmentEnter(self._desk, self, self._page))

    def _open(self, form: EnrollmentStep | EnrollmentEnd | EnrollmentEnter) -> None:
        self.form = form
        form.finished.connect(lambda _code: self._closed(form))
        form.open()

    def _closed(self, form: QDialog) -> None:
        form.deleteLater()
        if self.form is form:
            self.form = None

    def take_back(self) -> None:
        """The last step was a mistake."""
        now = self._page.now if self._page else None
        if now is not None:
            take_back(self._desk, self.member_id, now.id, now.version)

    def _log_try(self) -> None:
        self._desk.contact_wanted.emit(self.member_id)

    def _show_program(self) -> None:
        now = self._page.now if self._page else None
        self.program_wanted.emit(now.pack if now else "")

    # ----------------------------------------------------------------- words

    def refill(self) -> None:
        self.title_label.setText(_("Enrollment"))
        self.setWindowTitle(_("Enrollment"))
        page = self._page
        for card in self.findChildren(Card):
            card.setVisible(page is not None)
        if page is None:
            return
        born = people.born(page.birth_date, page.today)
        self.about_label.setText(f"{page.name.full} · {born}")
        self._now(page)
        self._next(page)
        self._tries(page)
        self._history(page)
        self._earlier(page)

    def _now(self, page: EnrollmentPage) -> None:
        card, now = self.now_card, page.now
        card.clear()
        if now is None:
            card.say(_("Not enrolled"))
            card.button.hide()
            return
        card.say(enrollment_words.program_short(now.pack))
        card.add(Line("", "", [states.enrollment(now.state)]))
        grid = FactGrid()
        grid.put(self._facts(page, now))
        card.add(grid)
        agreed = now.agreement is not None
        card.button.setText(_("Change who agreed…") if agreed else _("Who agreed…"))
        goes_on = now.current and now.state is not SegmentState.ENDED
        card.button.setVisible(goes_on and not page.died)

    @staticmethod
    def _facts(page: EnrollmentPage, now: SegmentRow) -> list[tuple[str, str]]:
        pairs = []
        full = enrollment_words.program(now.pack)
        if full != enrollment_words.program_short(now.pack):
            pairs.append((_("Program"), full))
        pairs.append((_("Since"), format_date(now.begins_on)))
        if now.ends_on is not None:
            pairs.append((_("Ended"), format_date(now.ends_on)))
            pairs.append((_("Why"), enrollment_words.end(now)))
        if now.tier:
            pairs.append((_("Tier"), now.tier))
        pairs.append((_("Coordinator"), now.coordinator or _("Nobody yet")))
        if page.rules.agreement_needed or now.agreement is not None:
            pairs.append((_("Agreement"), enrollment_words.agreement(now.agreement)))
        return pairs

    def _next(self, page: EnrollmentPage) -> None:
        """The lawful steps and no other ones, as buttons."""
        card, now = self.next_card, page.now
        card.clear()
        self.buttons.clear()
        card.say(_("What comes next"))
        card.setVisible(bool(now is not None and (page.steps or page.offered)))
        if now is None:
            return
        strip = Flow()
        for to in page.steps:
            words = enrollment_words.step(now.state, to)
            self.buttons[to] = self._button(strip, f"{words}…")
            self.buttons[to].clicked.connect(partial(self._step_chosen, to))
        if page.offered:
            ended = now.state is SegmentState.ENDED
            words = _("Enroll again…") if ended else _("Enter a program…")
            self._button(strip, words).clicked.connect(self.enter)
        card.add(strip)
        if page.died:
            card.add_muted(_("The child has died; nothing more is begun."))

    def _step_chosen(self, to: SegmentState, _checked: bool = False) -> None:
        self.step(to)

    @staticmethod
    def _button(strip: Flow, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        strip.add(button)
        return button

    def _tries(self, page: EnrollmentPage) -> None:
        """What was tried, and what still lacks before the family is given up."""
        card, tries = self.tries_card, page.tries
        card.clear()
        ended = page.now is None or page.now.state is SegmentState.ENDED
        card.setVisible(not ended and not page.died)
        card.say(_("Attempts to reach the family"))
        card.button.setText(_("Log a try…"))
        card.button.show()
        wanted = lacking = ""
        if page.now is not None and page.now.state in _REACHING:
            wanted = enrollment_words.wanted(tries)
            lacking = enrollment_words.lacking(tries)
        chips = []
        if lacking:
            chips.append(State(lacking, "warning", "phone"))
        if wanted and not enrollment_words.sure(page.rules):
            chips.append(State(_(UNCONFIRMED), "neutral", "triangle-alert"))
        since = page.now.begins_on if page.now else page.today
        counted = enrollment_words.counted(tries, since, page.today)
        card.add(Line(counted, wanted, chips))
        for row in page.attempts:
            card.add(self._tried(row))

    @staticmethod
    def _tried(row: TriedRow) -> Line:
        words = f"{_(WAY_WORDS[row.way])}: {_(OUTCOME_WORDS[row.outcome])}"
        chips = [states.seal(row.seal)]
        if not row.counts:
            chips.append(State(_("Does not count"), "neutral", "minus"))
        return Line(words, row.by, chips, lead=format_date(row.on), beside=True)

    def _history(self, page: EnrollmentPage) -> None:
        card, now = self.history_card, page.now
        card.clear()
        card.setVisible(bool(now is not None and now.changes))
        card.say(_("How it came here"))
        card.button.setText(_("Take the last step back"))
        card.button.setVisible(page.last is not None)
        for row in reversed(now.changes if now else ()):
            card.add(self._change(row))

    def _change(self, row: ChangeRow) -> Line:
        at = row.entered_at.astimezone(self._desk.zone)
        entered = f"{format_date(at.date())}, {format_time(at)}"
        chips = []
        if row.taken_back:
            chips.append(State(_("Taken back"), "neutral", "undo-2"))
        words = enrollment_words.change(row)
        more = enrollment_words.change_more(row, entered)
        return Line(words, more, chips, lead=format_date(row.on), beside=True)

    def _earlier(self, page: EnrollmentPage) -> None:
        card, earlier = self.earlier_card, page.segments[1:]
        card.clear()
        card.setVisible(bool(earlier))
        card.say(_("Earlier enrollments"), str(len(earlier) or ""))
        for row in earlier:
            words = enrollment_words.program(row.pack)
            parts = (enrollment_words.span(row), enrollment_words.end(row))
            more = " · ".join(part for part in parts if part)
            card.add(Line(words, more, [states.enrollment(row.state)], beside=True))
