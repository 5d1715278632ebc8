"""The caseload board: who has how many children, what is late, who is away; one
coordinator's children open from it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from hhdesk.care import caseload
from hhdesk.care.caseload import Asked, Board, CaseloadRow, Order
from hhdesk.errors import Refusal
from hhdesk.gui import caseload_words, forms
from hhdesk.gui.caseload_absences import CaseloadAbsences
from hhdesk.gui.caseload_children import CaseloadChildren
from hhdesk.gui.caseload_table import CaseloadRows, CaseloadTable
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.staff_form import StaffForm
from hhdesk.gui.team_form import TeamForm
from hhdesk.i18n import N_, _, explain, language_name

_ORDER_WORDS = {
    Order.NAME: N_("By name"),
    Order.CHILDREN: N_("Most children"),
    Order.OVERDUE: N_("Most overdue"),
}


class CaseloadBoard(Spoken, QWidget):
    pages: QStackedWidget
    board_page: QWidget
    count_label: ElidedLabel
    team_choice: Choice
    tier_choice: Choice
    language_choice: Choice
    order_choice: Choice
    absences_button: QPushButton
    teams_button: QPushButton
    staff_button: QPushButton
    notice: Notice
    list_pages: QStackedWidget
    table: CaseloadTable
    empty_state: EmptyState

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "caseload")
        self._desk = desk
        self._chosen: UUID | None = None
        self.board = Board()
        self.model = CaseloadRows(desk.today, self)
        self.table.setModel(self.model)
        self.children_page = CaseloadChildren(desk, self)
        self.pages.addWidget(self.children_page)
        self.setFocusProxy(self.table)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        for choice in (*self._filters(), self.order_choice):
            choice.activated.connect(lambda _: self._filter())
        self.table.opened.connect(self.open_chosen)
        self.empty_state.acted.connect(self._show_all)
        self.absences_button.clicked.connect(self.show_absences)
        self.teams_button.clicked.connect(self.edit_teams)
        self.staff_button.clicked.connect(self.edit_staff)
        self.children_page.left.connect(self.close_coordinator)
        self._desk.caseload_changed.connect(self.read_again)
        self._desk.member_saved.connect(lambda _: self.read_again())
        self._desk.day_changed.connect(self.read_again)

    # --------------------------------------------------------------- reading

    def read(self) -> None:
        """Read the board as it is now."""
        self._desk.worker.read(
            caseload.board,
            self._desk.worker.actor_id,
            lane="caseload",
            then=self._show,
            failed=self._explain,
        )

    def read_again(self) -> None:
        """The same, where somebody looks at it."""
        if self.isVisible():
            self.read()

    def _show(self, board: Board) -> None:
        self.notice.say("")
        self.board, self.model.today = board, self._desk.today
        self.refill()
        self._filter()
        self.children_page.renew(board)
        self._keep_to_own()

    def _keep_to_own(self) -> None:
        """Who does not lead sees their own children, to hand some of them over."""
        board, page = self.board, self.children_page
        actor_id = self._desk.worker.actor_id
        own = [row for row in board.rows if row.staff_id == actor_id]
        page.back_button.setVisible(board.leads)
        if not board.leads and self.pages.currentWidget() is self.board_page:
            self.pages.setCurrentWidget(page)
            page.begin(board, own[0] if own else CaseloadRow(actor_id))

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.read()

    # --------------------------------------------------------------- filters

    @property
    def asked(self) -> Asked:
        tier = self.tier_choice.value()
        language = self.language_choice.value() or ""
        team: UUID | None = self.team_choice.currentData()
        order = Order(str(self.order_choice.value()))
        return Asked(team, None if tier is None else str(tier), str(language), order)

    def _filters(self) -> tuple[Choice, ...]:
        return self.team_choice, self.tier_choice, self.language_choice

    def _filter(self) -> None:
        rows = self.board.shown(self.asked)
        bar = self.table.verticalScrollBar()
        at, chosen = bar.value(), self._row()
        self.model.show_board(self.board, rows)
        self.table.fit_rows()
        self.list_pages.setCurrentIndex(0 if rows else 1)
        if rows:
            place = self.model.place(chosen.staff_id) if chosen else 0
            self.table.choose(max(place, 0))
            bar.setValue(at)

    def _show_all(self) -> None:
        for choice in self._filters():
            choice.choose(None)
        self._filter()

    # --------------------------------------------------------------- opening

    def _row(self) -> CaseloadRow | None:
        return self.model.row(self.table.currentIndex().row())

    def open_chosen(self) -> None:
        """Show the children of the chosen coordinator."""
        row = self._row()
        if row is not None:
            self.pages.setCurrentWidget(self.children_page)
            self.children_page.begin(self.board, row)

    def close_coordinator(self) -> None:
        if not self.board.leads:
            return
        self.pages.setCurrentWidget(self.board_page)
        self.table.setFocus()

    def show_absences(self) -> None:
        row = self._row()
        staff_id = row.staff_id if row else None
        CaseloadAbsences(self._desk, self.window(), staff_id).open()

    def edit_teams(self) -> None:
        TeamForm(self._desk, self.window(), self.team_choice.currentData()).open()

    def edit_staff(self) -> None:
        row = self._row()
        staff_id = row.staff_id if row else None
        StaffForm(self._desk, self.window(), staff_id).open()

    # --------------------------------------------------------------- words

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        board = self.board
        shown = bool(board.rows)
        self.count_label.setText(caseload_words.counted(board) if shown else "")
        teams = [(team.id, team.name) for team in board.teams]
        self.team_choice.offer([(None, _("All teams")), *teams])
        self.team_choice.setVisible(bool(teams))
        tiers = [(code, caseload_words.tier(code)) for code in board.tiers]
        self.tier_choice.offer([(None, _("All tiers")), *tiers])
        self.tier_choice.setVisible(len(tiers) > 1)
        tags = [(tag, language_name(tag)) for tag in board.languages]
        by_name = sorted(tags, key=lambda one: one[1])
        self.language_choice.offer([(None, _("All languages")), *by_name])
        self.order_choice.offer(
            (order.value, _(words)) for order, words in _ORDER_WORDS.items()
        )
        for button in (self.teams_button, self.staff_button):
            button.setVisible(board.leads)
        self.empty_state.say(
            "users",
            _("No coordinator fits"),
            _("Nobody of this team has such children or speaks this language."),
            _("Show all"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.read()
        else:
            super().keyPressEvent(event)
