"""The member page's first tab: what matters, what is to do, who is around the child."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from hhdesk.care.member_page import MemberPage
from hhdesk.care.open_loops import LoopKind, LoopRow
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS, OutreachRow
from hhdesk.gui import fact_cards, forms, held_cards, open_loops, states, theme
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _, format_distance

_TWO_COLUMNS = 760


class Overview(Spoken, QScrollArea):
    what_matters_card: Card
    to_do_card: Card
    visits_card: Card
    contact_card: Card
    alert_card: Card
    family_card: Card
    health_card: Card
    stays_card: Card
    documents_card: Card
    coverage_card: Card
    team_card: Card

    columns: QHBoxLayout

    plan_wanted = Signal()
    referral_wanted = Signal(object)
    """The id of a referral that is to do."""
    visit_wanted = Signal(object)
    """The visit of this id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "overview")
        self._desk = desk
        self._page: MemberPage | None = None
        self._loops: tuple[LoopRow, ...] = ()
        self.what_matters_card.button.clicked.connect(self.plan_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow for their words."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.scaled(_TWO_COLUMNS)
        way = QHBoxLayout.Direction
        self.columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def show_member(self, page: MemberPage, to_do: tuple[LoopRow, ...]) -> None:
        self._page, self._loops = page, to_do
        self.refill()

    def refill(self) -> None:
        page = self._page
        if page is None:
            return
        for card in self.findChildren(Card):
            card.clear()
        self._what_matters(page)
        self._to_do(page)
        self._visits(page)
        self._contact(page)
        fact_cards.alerts(self.alert_card, page)
        fact_cards.family(self.family_card, page)
        fact_cards.health(self.health_card, page)
        held_cards.stays(self.stays_card, page)
        held_cards.documents(self.documents_card, page)
        fact_cards.coverage(self.coverage_card, page)
        fact_cards.team(self.team_card, page)

    def _what_matters(self, page: MemberPage) -> None:
        card = self.what_matters_card
        card.say(_("What matters to the family"))
        card.button.setText(_("Open the care plan"))
        card.button.show()
        if page.what_matters:
            matters = PlainLabel(page.what_matters)
            matters.setWordWrap(True)
            card.add(matters)
        else:
            card.add_muted(_("Not written down yet. Ask the family, in their words."))
        if page.plan_number:
            version = _("Plan version {n}").format(n=page.plan_number)
            review = states.due(page.review_on, page.today)
            if review.word:
                words = _("Review {when}").format(when=review.word)
                review = State(words, review.tone, review.icon)
            card.add(Line("", version, [review], beside=True))

    def _to_do(self, page: MemberPage) -> None:
        lines = open_loops.to_do(
            self._loops, page.today, beside=True, opens=self._opens()
        )
        nothing = _("Nothing is open for this child.")
        _fill(self.to_do_card, _("To do"), lines, nothing)

    def _opens(self) -> dict[LoopKind, open_loops.Open]:
        """Where a thing to do is done."""

        def referral(row: LoopRow) -> None:
            self.referral_wanted.emit(row.referral_id)

        def visit(row: LoopRow) -> None:
            self.visit_wanted.emit(row.key.item_id)

        def plan(row: LoopRow) -> None:
            self.plan_wanted.emit()

        kinds = LoopKind
        return {
            kinds.REFERRAL: referral,
            kinds.REPORT: referral,
            kinds.MISSED_VISIT: visit,
            kinds.UNMARKED_VISIT: visit,
            kinds.ACTIVITY: plan,
            kinds.GOAL: plan,
            kinds.PLAN_REVIEW: plan,
        }

    def _visits(self, page: MemberPage) -> None:
        lines = open_loops.visits(page, self._desk.zone)
        _fill(self.visits_card, _("Next visits"), lines, _("No visit is booked."))

    def _contact(self, page: MemberPage) -> None:
        card = self.contact_card
        card.say(_("Recent contact"))
        for row in page.outreach:
            card.add(self._try(row, page))
        if not page.outreach:
            card.add_muted(_("No contact is written down."))

    def _try(self, row: OutreachRow, page: MemberPage) -> Line:
        day = row.at.astimezone(self._desk.zone).date()
        text = f"{_(WAY_WORDS[row.way])}: {_(OUTCOME_WORDS[row.outcome])}"
        if row.with_whom:
            text += f" · {row.with_whom}"
        more = " · ".join(part for part in (row.note, row.staff) if part)
        when = format_distance(day, page.today)
        return Line(text, more, [states.seal(row.seal)], lead=when)


def _fill(card: Card, title: str, lines: list[Line], nothing: str) -> None:
    card.say(title, str(len(lines) or ""))
    for line in lines:
        card.add(line)
    if not lines:
        card.add_muted(nothing)
