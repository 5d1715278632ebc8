"""One referral: where it stands, whose turn it is, what happened, what can be done."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QMetaMethod, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import referral_answers
from hhdesk.care.consents import BASIS_WORDS
from hhdesk.care.referral_answers import Acted, Answers
from hhdesk.care.referral_choices import ACT_WORDS, TAKEN_BACK_BY, ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_page import ReferralPage, referral_page
from hhdesk.care.referrals import Urgency
from hhdesk.errors import Refusal
from hhdesk.gui import forms, referral_clock, referral_words, states, theme
from hhdesk.gui.act_buttons import ActButtons
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.fact_grid import FactGrid
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.referral_act_dialog import ReferralActDialog, draft_of
from hhdesk.gui.referral_edit import ReferralEdit
from hhdesk.gui.time_line import TimeLine
from hhdesk.i18n import _, explain, format_date

_HINT_WIDTH = 240
_LOW = (340, 480)
"""Heights of the pane below which the acts have one row, and two."""


class ReferralDetail(Spoken, QFrame):
    pages: QStackedWidget
    empty_state: EmptyState
    body: QWidget
    area: QScrollArea
    need_label: QLabel
    between_label: QLabel
    chips: Flow
    turn_label: QLabel
    notice: Notice
    facts: FactGrid
    links: Flow
    time_line: TimeLine
    acts: ActButtons
    paper_button: QPushButton
    edit_button: QPushButton
    contact_button: QPushButton
    acts_row: Flow

    changed = Signal(object)
    """ReferralFacts of the referral that an act here has changed."""
    made = Signal(object)
    """ReferralFacts of a linked cycle that an act here began; it is shown then."""
    paper_wanted = Signal(object)
    """ReferralPage of which the family wants to know on paper what happens next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "referral_detail")
        self._desk = desk
        self._asked: UUID | None = None
        self.page: ReferralPage | None = None
        self.dialog: ReferralActDialog | None = None
        self.form: ReferralEdit | None = None
        self.empty_state.hint.setFixedWidth(theme.scaled(_HINT_WIDTH))
        self.acts.chosen.connect(self._begin_act)
        self.paper_button.clicked.connect(lambda: self.paper_wanted.emit(self.page))
        self.edit_button.clicked.connect(self._edit)
        self.contact_button.clicked.connect(self._call)
        for button in (self.paper_button, self.edit_button, self.contact_button):
            self.acts_row.add(button)
        desk.day_changed.connect(self.read)
        desk.drafts.changed.connect(self._offer_acts)
        self.refill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the acts leave room for what happened."""
        super().resizeEvent(event)
        height = event.size().height()
        low = [theme.scaled(limit) for limit in _LOW]
        self.acts.limit(1 + sum(height >= limit for limit in low))

    def show_referral(self, referral_id: UUID | None) -> None:
        """Read and show this referral; None shows that nothing is chosen."""
        another = referral_id != self._asked
        self._asked = referral_id
        if referral_id is None:
            self.page = None
            self.refill()
            return
        if another:
            self.area.verticalScrollBar().setValue(0)
        self.read()

    def read(self) -> None:
        """Read anew what is shown."""
        if self._asked is not None:
            self._desk.worker.read(
                referral_page,
                self._asked,
                then=self._show,
                failed=self._explain,
            )

    def _show(self, page: ReferralPage) -> None:
        if page.facts.id == self._asked:
            self.page = page
            self.refill()

    def _explain(self, refusal: Refusal) -> None:
        self.page = None
        self.refill()
        self.empty_state.say("circle-alert", explain(refusal))

    def refill(self) -> None:
        self.empty_state.say(
            "file-text",
            _("No referral is chosen"),
            _("Choose one to see where it stands and what comes next."),
        )
        page = self.page
        self.pages.setCurrentWidget(self.body if page else self.empty_state)
        if page is None:
            return
        self.need_label.setText(page.facts.details.need)
        self.between_label.setText(f"{page.child.full} → {self._agency(page)}")
        self._show_chips(page)
        self.turn_label.setText(referral_words.turn(page.facts))
        self.turn_label.setVisible(bool(self.turn_label.text()))
        self._show_notice(page)
        self.facts.put(self._facts(page))
        self._show_links(page)
        self.time_line.put(page.events, page.today, self._desk.zone)
        self._offer_acts()
        wired = QMetaMethod.fromSignal(self.paper_wanted)
        self.paper_button.setVisible(self.isSignalConnected(wired))
        self.edit_button.setVisible(page.facts.state.open and not page.facts.died)

    def _offer_acts(self) -> None:
        """The lawful acts; what was begun in a dialog and not saved is marked."""
        if self.page is None:
            return
        drafts, referral_id = self._desk.drafts, self.page.facts.id
        acts = self.page.offered
        begun = {act for act in acts if drafts.draft(draft_of(act), referral_id)}
        self.acts.offer([(act, _(ACT_WORDS[act])) for act in acts], begun)

    @staticmethod
    def _agency(page: ReferralPage) -> str:
        details = page.facts.details
        return " · ".join(filter(None, (details.agency, details.agency_phone)))

    def _show_chips(self, page: ReferralPage) -> None:
        row, details = page.facts, page.facts.details
        shown = [
            states.referral(row.state, row.detail),
            referral_clock.clock(page.tracked, page.today),
            referral_clock.deadline(page.tracked.deadline, page.today),
            states.seal(details.seal),
        ]
        if details.urgency is Urgency.URGENT:
            shown.insert(1, State(_("Urgent"), "danger", "flag"))
        self.chips.clear()
        for state in shown:
            if state.word:
                chip = Chip()
                chip.say(state.word, state.tone, state.icon)
                self.chips.add(chip)

    def _show_notice(self, page: ReferralPage) -> None:
        if page.facts.died:
            self.notice.say(_("The child has died. Only closing is left."), "info")
        else:
            self.notice.say("")

    def _facts(self, page: ReferralPage) -> list[tuple[str, str]]:
        row = page.facts
        basis = _(BASIS_WORDS[row.basis]) if row.basis else _("None yet")
        visit = format_date(row.visit_on, "full") if row.visit_on else ""
        pairs = [
            (_("Whom to call"), referral_words.call(page.shared.call)),
            (_("Visit"), visit),
            (_("Coordinator"), page.owner),
            (_("Basis for sharing"), basis),
            (_("What is shared"), referral_words.shared_kinds(page.shared)),
        ]
        return [(what, words) for what, words in pairs if words]

    def _show_links(self, page: ReferralPage) -> None:
        """The rounds before and after this one, as links."""
        self.links.clear()
        ids = [one.id for one in page.cycles]
        here = ids.index(page.facts.id)
        near = (
            (here - 1, _("Earlier: {state}, {day}")),
            (here + 1, _("Later: {state}, {day}")),
        )
        for place, words in near:
            if 0 <= place < len(ids):
                one = page.cycles[place]
                state = states.referral(one.state, one.detail).word
                day = format_date(one.state_since)
                link = QPushButton(words.format(state=state, day=day))
                link.setProperty("look", "link")
                link.clicked.connect(partial(self._follow, one.id))
                self.links.add(link)
        self.links.setVisible(len(ids) > 1)

    def _follow(self, referral_id: UUID, _checked: bool = False) -> None:
        self.show_referral(referral_id)

    def _begin_act(self, act: ReferralAct) -> None:
        if self.page is None:
            return
        self.dialog = ReferralActDialog(self._desk, self.page, act, self.window())
        self.dialog.acted.connect(partial(self._acted, act))
        self.dialog.stale.connect(self._saved_elsewhere)
        self.dialog.open()

    def _call(self) -> None:
        """The sheet of a call, where this referral is one of its lines."""
        if self.page is not None:
            self._desk.contact_wanted.emit(self.page.facts.member_id)

    def _edit(self) -> None:
        if self.page is not None:
            self.form = ReferralEdit(self._desk, self.page.facts, self.window())
            self.form.made.connect(self._edited)
            self.form.open()

    def _edited(self, row: ReferralFacts) -> None:
        self.read()
        self.changed.emit(row)

    def _saved_elsewhere(self, page: ReferralPage) -> None:
        self._show(page)
        self.changed.emit(page.facts)

    def _acted(self, act: ReferralAct, done: Acted) -> None:
        words = _("Saved: {act}").format(act=_(ACT_WORDS[act]))
        back = TAKEN_BACK_BY.get(act)
        self._desk.say(
            words, partial(self._take_back, back, done.row) if back else None
        )
        self._show_done(done)

    def _take_back(self, back: ReferralAct, row: ReferralFacts) -> None:
        """Undo is an act like any other, and refused where somebody was quicker."""
        self._desk.worker.run(
            referral_answers.perform,
            row.id,
            back,
            Answers(),
            seen=row.version,
            then=self._show_done,
            failed=self._not_taken_back,
        )

    def _not_taken_back(self, refusal: Refusal) -> None:
        self._desk.say(explain(refusal))

    def _show_done(self, done: Acted) -> None:
        if done.made is not None:
            self._asked = done.made.id
        self.read()
        self.changed.emit(done.row)
        if done.made is not None:
            self.made.emit(done.made)
        self._desk.member_saved.emit(done.row.member_id)
