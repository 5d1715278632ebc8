"""The member page's first tab: what matters, what is to do, who is around the child."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from hhdesk.care.member_overview import MemberOverview
from hhdesk.care.member_page import MemberPage
from hhdesk.care.open_loops import LoopKind, LoopRow
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS, OutreachRow
from hhdesk.gui import (
    fact_cards,
    forms,
    held_cards,
    loop_words,
    open_loops,
    overview_cards,
    states,
    theme,
)
from hhdesk.gui.card import Card, Line
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.visit_acts import BookingWish
from hhdesk.i18n import _, format_distance

_TWO_COLUMNS, _THREE_COLUMNS = 760, 1380
_TO_DO, _CONTACTS = 10, 4
"""How many are told of at once; of things to do, all when somebody asks."""
_AFTER_STAY = (LoopKind.STAY_CALL, LoopKind.STAY_VISIT)


class Overview(Spoken, QScrollArea):
    what_matters_card: Card
    to_do_card: Card
    visits_card: Card
    contact_card: Card
    alert_card: Card
    pinned_card: Card
    stays_card: Card
    answers_card: Card
    family_card: Card
    health_card: Card
    documents_card: Card
    coverage_card: Card
    team_card: Card

    columns: QHBoxLayout
    right_part: QHBoxLayout

    plan_wanted = Signal()
    referral_wanted = Signal(object)
    """The id of a referral that is to do."""
    visit_wanted = Signal(object)
    """The visit of this id."""
    tab_wanted = Signal(str)
    """Another tab of the page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "overview")
        self._desk = desk
        self._page: MemberPage | None = None
        self._loops: tuple[LoopRow, ...] = ()
        self._more = MemberOverview()
        self._all = False
        self._connect()

    def _connect(self) -> None:
        self.what_matters_card.button.clicked.connect(self.plan_wanted)
        self.to_do_card.button.clicked.connect(self._show_all)
        wanted = {
            self.visits_card: self._book,
            self.contact_card: self._log_call,
            self.answers_card: self._ask,
        }
        for card, act in wanted.items():
            card.button.clicked.connect(act)

    # ------------------------------------------------------------------- acts

    def _member(self) -> UUID | None:
        return self._page.id if self._page else None

    def _book(self) -> None:
        self._desk.booking_wanted.emit(BookingWish(member_id=self._member()))

    def _log_call(self) -> None:
        self._desk.contact_wanted.emit(self._member())

    def _ask(self) -> None:
        self._desk.intake_wanted.emit(self._member())

    def _show_all(self) -> None:
        """All that is to do, from now on."""
        self._all = True
        self.refill()

    # ----------------------------------------------------------------- filling

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as leave room for their words."""
        super().resizeEvent(event)
        width, way = event.size().width(), QHBoxLayout.Direction
        narrow = width < theme.scaled(_TWO_COLUMNS)
        wide = width >= theme.scaled(_THREE_COLUMNS)
        self.columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.right_part.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self.right_part.setSpacing(16 if wide else 12)
        self.columns.setStretch(1, 4 if wide else 2)

    def show_member(
        self, page: MemberPage, to_do: tuple[LoopRow, ...], more: MemberOverview
    ) -> None:
        self._page, self._loops, self._more = page, to_do, more
        self.refill()

    def refill(self) -> None:
        page, more = self._page, self._more
        if page is None:
            return
        for card in self.findChildren(Card):
            card.clear()
        overview_cards.what_matters(self.what_matters_card, page, more)
        self._offer(self.what_matters_card, _("Open the care plan"))
        self._to_do(page)
        self._visits(page)
        self._contact(page)
        fact_cards.alerts(self.alert_card, page)
        overview_cards.alerts(
            self.alert_card,
            page,
            more,
            lambda: self.tab_wanted.emit("consents"),
            self.plan_wanted.emit,
        )
        self._held(page, more)
        fact_cards.family(self.family_card, page)
        fact_cards.health(self.health_card, page)
        fact_cards.coverage(self.coverage_card, page)
        fact_cards.team(self.team_card, page)

    def _held(self, page: MemberPage, more: MemberOverview) -> None:
        """Pinned notes, hospital stays with what is to follow, answers, documents."""
        notes, zone = self.pinned_card, self._desk.zone
        opens = lambda: self.tab_wanted.emit("notes")  # noqa: E731
        overview_cards.pinned(notes, more.notes, zone, opens)
        held_cards.stays(self.stays_card, page)
        for row in self._loops:
            if row.key.kind in _AFTER_STAY:
                self.stays_card.add(self._after_stay(row, page))
        asked = self.answers_card
        overview_cards.answers(asked, page, more, self._desk.answers_wanted.emit)
        self._offer(asked, _("Ask the family"))
        held_cards.documents(self.documents_card, page)

    @staticmethod
    def _offer(card: Card, words: str) -> None:
        card.button.setText(words)
        card.button.show()

    def _after_stay(self, row: LoopRow, page: MemberPage) -> Line:
        """What is to follow a stay, with its act."""
        due = loop_words.due(row, page.today)
        line = Line(loop_words.why(row, page.today), "", [due], beside=True)
        if row.key.kind is LoopKind.STAY_CALL:
            line.offer(_("Log call"), self._log_call)
        else:
            line.offer(_("Book a visit"), self._book)
        return line

    def _to_do(self, page: MemberPage) -> None:
        lines = open_loops.to_do(
            self._loops, page.today, beside=True, opens=self._opens()
        )
        count, card = len(lines), self.to_do_card
        shown = lines if self._all else lines[:_TO_DO]
        for line in lines[len(shown) :]:
            line.deleteLater()
        nothing = _("Nothing is open for this child.")
        _fill(card, _("To do"), shown, nothing, count)
        card.button.setText(_("Show all"))
        card.button.setVisible(len(shown) < count)

    def _opens(self) -> dict[LoopKind, open_loops.Open]:
        """Where a thing to do is done."""

        def referral(row: LoopRow) -> None:
            self.referral_wanted.emit(row.referral_id)

        def visit(row: LoopRow) -> None:
            self.visit_wanted.emit(row.key.item_id)

        def plan(row: LoopRow) -> None:
            self.plan_wanted.emit()

        def call(row: LoopRow) -> None:
            self._log_call()

        def book(row: LoopRow) -> None:
            self._book()

        def consents(row: LoopRow) -> None:
            self.tab_wanted.emit("consents")

        kinds = LoopKind
        return {
            kinds.REFERRAL: referral,
            kinds.REPORT: referral,
            kinds.MISSED_VISIT: visit,
            kinds.UNMARKED_VISIT: visit,
            kinds.ACTIVITY: plan,
            kinds.GOAL: plan,
            kinds.PLAN_REVIEW: plan,
            kinds.CONTACT: call,
            kinds.CALL: call,
            kinds.STAY_CALL: call,
            kinds.STAY_VISIT: book,
            kinds.CONSENT: consents,
        }

    def _visits(self, page: MemberPage) -> None:
        lines = open_loops.visits(page, self._desk.zone)
        nothing = _("No visit is booked.")
        _fill(self.visits_card, _("Next visits"), lines, nothing, len(lines))
        self._offer(self.visits_card, _("Book a visit"))

    def _contact(self, page: MemberPage) -> None:
        card = self.contact_card
        card.say(_("Recent contact"))
        self._offer(card, _("Log call"))
        for row in page.outreach[:_CONTACTS]:
            card.add(self._try(row, page))
        if not page.outreach:
            card.add_muted(_("No contact is written down."))

    def _try(self, row: OutreachRow, page: MemberPage) -> Line:
        """Who and when; of what was said, the first line."""
        day = row.at.astimezone(self._desk.zone).date()
        text = f"{_(WAY_WORDS[row.way])}: {_(OUTCOME_WORDS[row.outcome])}"
        if row.with_whom:
            text += f" · {row.with_whom}"
        first = row.note.strip().split("\n")[0]
        more = " · ".join(part for part in (first, row.staff) if part)
        when = format_distance(day, page.today)
        return Line(text, more, [states.seal(row.seal)], lead=when)


def _fill(card: Card, title: str, lines: list[Line], nothing: str, count: int) -> None:
    card.say(title, str(count or ""))
    for line in lines:
        card.add(line)
    if not lines:
        card.add_muted(nothing)
