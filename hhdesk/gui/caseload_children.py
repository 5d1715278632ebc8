"""The children of one coordinator: filtered, sorted, chosen, and handed over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from hhdesk.care import caseload_children
from hhdesk.care.caseload import Board, CaseloadRow
from hhdesk.care.caseload_children import Asked, ChildList, ChildRow, Order
from hhdesk.errors import Refusal
from hhdesk.gui import caseload_words, forms
from hhdesk.gui.caseload_absences import CaseloadAbsences
from hhdesk.gui.caseload_child_table import ChildRows, ChildTable
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paged_rows import PAGE
from hhdesk.gui.reassign import Reassign
from hhdesk.i18n import N_, _, explain, language_name, ngettext

_ORDER_WORDS = {
    Order.DUE: N_("Next due"),
    Order.OPEN: N_("Most open things"),
    Order.NAME: N_("Name"),
    Order.AGE: N_("Youngest first"),
    Order.TIER: N_("Highest tier"),
    Order.LANGUAGE: N_("Language"),
}
_BACKWARD = (Order.OPEN, Order.TIER)
"""The most stands first."""


class CaseloadChildren(Spoken, QWidget):
    back_button: QPushButton
    name_label: QLabel
    count_label: QLabel
    away_chip: Chip
    absences_button: QPushButton
    hand_over_button: QPushButton
    hint_label: QLabel
    order_choice: Choice
    tier_choice: Choice
    language_choice: Choice
    notice: Notice
    list_pages: QStackedWidget
    table: ChildTable
    empty_state: EmptyState

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "caseload_children")
        self._desk = desk
        self._board = Board()
        self._row = CaseloadRow(None)
        self._list = ChildList()
        self.dialog: Reassign | None = None
        self.model = ChildRows(desk.today, self)
        self.table.setModel(self.model)
        self.setFocusProxy(self.table)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        for choice in (self.order_choice, self.tier_choice, self.language_choice):
            choice.activated.connect(lambda _: self.ask())
        self.back_button.clicked.connect(self.left)
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.left)
        self.hand_over_button.clicked.connect(self.hand_over)
        self.absences_button.clicked.connect(self.show_absences)
        self.empty_state.acted.connect(self._show_all)
        self.model.page_wanted.connect(self._fetch)
        self.table.opened.connect(self.open_child)
        self.table.selectionModel().selectionChanged.connect(self._count_chosen)

    # --------------------------------------------------------------- reading

    def begin(self, board: Board, row: CaseloadRow) -> None:
        """Show the children of this row of the board, all of them."""
        self._board, self._row = board, row
        self.model.put((), ())
        for choice in (self.tier_choice, self.language_choice):
            choice.choose(None)
        self.refill()
        self.ask()
        self.table.setFocus()

    def renew(self, board: Board) -> None:
        """The board was read anew: so is what stands here, where somebody looks."""
        self._board = board
        here = [row for row in board.rows if row.staff_id == self._row.staff_id]
        self._row = here[0] if here else self._row
        self.refill()
        if self.isVisible():
            self.ask()

    @property
    def asked(self) -> Asked:
        order = Order(str(self.order_choice.value()))
        tier = self.tier_choice.value()
        return Asked(
            self._row.staff_id,
            None if tier is None else str(tier),
            str(self.language_choice.value() or ""),
            order,
            order in _BACKWARD,
        )

    def ask(self) -> None:
        self._desk.worker.read(
            caseload_children.children,
            self.asked,
            lane="children of a coordinator",
            then=partial(self._show, self.asked),
            failed=self._explain,
        )

    def _show(self, asked: Asked, found: ChildList) -> None:
        if asked != self.asked:
            return
        self.notice.say("")
        chosen = set(self.chosen())
        self._list, self.model.today = found, self._desk.today
        self.model.put(found.keys, found.first)
        self.table.fit_rows()
        self.list_pages.setCurrentIndex(0 if found.keys else 1)
        self._choose_again(chosen)
        self.refill()

    def _choose_again(self, chosen: set[UUID]) -> None:
        """Who was chosen stays chosen while listed."""
        selection = self.table.selectionModel()
        if self.model.keys and not chosen:
            self.table.setCurrentIndex(self.model.index(0, 0))
            selection.clearSelection()
        flag = selection.SelectionFlag
        for at, key in enumerate(self.model.keys):
            if key in chosen:
                selection.select(self.model.index(at, 0), flag.Select | flag.Rows)
        self._count_chosen()

    def _fetch(self, page: int) -> None:
        keys = self.model.keys[page * PAGE : (page + 1) * PAGE]
        self._desk.worker.read(
            caseload_children.rows,
            keys,
            then=partial(self._give, page, keys),
            failed=self._not_given,
        )

    def _give(
        self, page: int, keys: Sequence[UUID], rows: tuple[ChildRow | None, ...]
    ) -> None:
        self.model.give(page, keys, rows)

    def _not_given(self, refusal: Refusal) -> None:
        self._explain(refusal)
        self.model.missed()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show_all(self) -> None:
        for choice in (self.tier_choice, self.language_choice):
            choice.choose(None)
        self.ask()

    # --------------------------------------------------------------- acts

    def chosen(self) -> list[UUID]:
        """The children that are chosen, as they stand."""
        found = self.table.selectionModel().selectedRows()
        rows = [index.row() for index in found]
        return [self.model.keys[at] for at in sorted(rows)]

    def open_child(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.keys):
            self._desk.member_wanted.emit(self.model.keys[at], "")

    def hand_over(self) -> None:
        """Ask to whom the chosen children go."""
        keys = self.chosen()
        if keys and self.may_move:
            self.dialog = Reassign(self._desk, self._board, keys, self.window())
            self.dialog.open()

    def show_absences(self) -> None:
        staff_id = self._row.staff_id
        CaseloadAbsences(self._desk, self.window(), staff_id).open()

    @property
    def may_move(self) -> bool:
        """Whether who looks may hand these children over."""
        own = self._row.staff_id == self._desk.worker.actor_id
        return own or self._board.leads

    # --------------------------------------------------------------- words

    def _count_chosen(self) -> None:
        count = len(self.chosen())
        words = ngettext("Hand over {n} child", "Hand over {n} children", count)
        told = words.format(n=f"{count:,}") if count else _("Hand over")
        self.hand_over_button.setText(told)
        self.hand_over_button.setEnabled(bool(count) and self.may_move)

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        row, shown = self._row, len(self._list.keys)
        self.name_label.setText(caseload_words.who(row))
        words = ngettext("{n} child", "{n} children", row.children)
        told = words.format(n=f"{row.children:,}")
        if shown != row.children:
            told = _("{n} of {all}").format(n=f"{shown:,}", all=told)
        self.count_label.setText(told)
        away = caseload_words.absence(row, self._desk.today)
        self.away_chip.say(away.word, away.tone, away.icon)
        own = row.staff_id == self._desk.worker.actor_id
        may_enter = row.staff_id is not None and (own or self._board.leads)
        self.absences_button.setVisible(may_enter)
        self.hint_label.setText(self._hint())
        self._offer()
        self._count_chosen()
        self.empty_state.say(
            "users", _("No children here"), self._empty(), self._empty_button()
        )

    def _hint(self) -> str:
        if self.may_move:
            return _("Choose several with Shift, Ctrl or the space bar.")
        return _("Only a lead hands over the children of others.")

    def _empty(self) -> str:
        if self._row.children:
            return _("No child of this tier speaks this language.")
        return _("Nobody is coordinated here now.")

    def _empty_button(self) -> str:
        return _("Show all") if self._row.children else ""

    def _offer(self) -> None:
        self.order_choice.offer(
            (order.value, _(words)) for order, words in _ORDER_WORDS.items()
        )
        tiers = [(code, caseload_words.tier(code)) for code in self._list.tiers]
        self.tier_choice.offer([(None, _("All tiers")), *tiers])
        tags = [(tag, language_name(tag)) for tag in self._list.languages]
        by_name = sorted(tags, key=lambda one: one[1])
        self.language_choice.offer([(None, _("All languages")), *by_name])
