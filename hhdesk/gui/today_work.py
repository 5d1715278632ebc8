"""My day: counting cards, the list of what is to do, and today's visits beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import open_loops
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.open_loops import (
    Asked,
    LoopGroup,
    LoopKey,
    LoopList,
    LoopRow,
    Whose,
)
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme, today_menu, today_nothing
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paged_rows import PAGE
from hhdesk.gui.today_acts import TodayActs
from hhdesk.gui.today_cards import TodayCards
from hhdesk.gui.today_menu import TodayMenu, Way
from hhdesk.gui.today_reading import Found, Visits, read_list, read_visits
from hhdesk.gui.today_rows import TodayRows
from hhdesk.gui.today_table import TodayTable
from hhdesk.gui.today_visits import TodayVisits, VisitRows
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.i18n import _, explain, ngettext

SCREEN = "today"
_LOOK_MS, _SOON_MS, _LATER_MS = 60_000, 250, 3_000
_WITH_VISITS, _HINT_WIDTH = 860, 240


class TodayWork(Spoken, QWidget):
    cards: TodayCards
    notice: Notice
    list_card: QFrame
    count_label: QLabel
    snoozed_button: QPushButton
    list_pages: QStackedWidget
    table: TodayTable
    empty_state: EmptyState
    visits_card: QFrame
    visits_count: QLabel
    visits_pages: QStackedWidget
    visits: TodayVisits
    no_visits: EmptyState

    everyone_wanted = Signal()
    """The list is empty: show more than one's own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "today_work")
        self._desk = desk
        self._asked = Asked(Whose(desk.whose), desk.worker.actor_id)
        self._list: LoopList | None = None
        self._chosen: LoopKey | None = None
        self.model = TodayRows(desk.today, self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.table.show_owner(self._asked.whose is not Whose.MINE)
        self.acts = TodayActs(desk, self)
        self.visit_rows = VisitRows(desk.zone, self.visits)
        self.visits.setModel(self.visit_rows)
        self.no_visits.hint.setFixedWidth(theme.scaled(_HINT_WIDTH))
        self.setFocusProxy(self.table)
        self.menu: TodayMenu | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.read_again)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_around)
        self._look.start()
        self._connect()
        self.refill()

    def _connect(self) -> None:
        desk = self._desk
        self.cards.chosen.connect(self._filter)
        self.snoozed_button.clicked.connect(self._show_snoozed)
        self.model.page_wanted.connect(self._fetch)
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.table.acted.connect(self.act)
        self.table.opened.connect(self.open_child)
        self.table.menu_wanted.connect(self.offer_menu)
        self.table.installEventFilter(self)
        self.cards.installEventFilter(self)
        self.acts.left.connect(self.model.leave)
        self.acts.came_back.connect(self.model.come_back)
        self.visits.opened.connect(self._open_visit)
        self.empty_state.acted.connect(self._leave_empty)
        self.no_visits.acted.connect(
            lambda: desk.booking_wanted.emit(BookingWish(None, None))
        )
        desk.answer_wanted.connect(self.acts.go_on)
        desk.day_changed.connect(self._begin_day)
        # Whatever was saved in this program may have opened or closed a loop.
        desk.worker.saving.connect(self._saved)

    # --------------------------------------------------------------- reading

    def show_whose(self, whose: Whose) -> None:
        """Whose work is looked at from now on."""
        self._asked = replace(self._asked, whose=whose)
        self.table.show_owner(whose is not Whose.MINE)
        self.ask()

    def ask(self) -> None:
        """The list that whose and cards describe, from its beginning."""
        self._desk.worker.read(
            read_list,
            self._asked,
            lane="today",
            then=self._show,
            failed=self._explain,
        )
        self._read_visits()

    def read_again(self) -> None:
        """The same list as it is now: what is shown keeps its place."""
        self._soon.stop()
        if self._list is None:
            self.ask()
            return
        self._desk.worker.read(
            read_list,
            self._asked,
            self.model.keys,
            frozenset(self.model.known()),
            lane="today",
            then=self._renew,
            failed=self._explain,
        )
        self._read_visits()

    def _read_visits(self) -> None:
        self._desk.worker.read(
            read_visits,
            self._asked,
            lane="today's visits",
            then=self.show_visits,
            failed=self._explain,
        )

    def _show(self, found: Found) -> None:
        self.notice.say("")
        self.model.put(found.keys, found.list.first)
        self._count(found.list)
        self._place(begin=True)

    def _renew(self, found: Found) -> None:
        """Who looks at a row keeps it under their eyes."""
        if found.asked != self._asked:
            return
        self.notice.say("")
        top = self.table.indexAt(QPoint(1, 1))
        key = self.model.keys[top.row()] if top.isValid() else None
        hidden = self.table.visualRect(top).top() if top.isValid() else 0
        self.model.renew(found.keys)
        self._count(found.list)
        self._place()
        if key is not None and (at := self.model.place(key)) >= 0:
            high = self.table.verticalHeader().defaultSectionSize()
            self.table.verticalScrollBar().setValue(at * high - hidden)

    def _place(self, *, begin: bool = False) -> None:
        """Who was chosen stays chosen while listed; else the first row is."""
        self.list_pages.setCurrentIndex(0 if self.model.keys else 1)
        at = self.model.place(self._chosen) if self._chosen else -1
        if at >= 0 and not begin:
            if self.table.currentIndex().row() != at:
                index = self.model.index(at, 0)
                self.table.setCurrentIndex(index)
        elif self.model.keys:
            self.table.choose(0)
        else:
            self._chosen = None

    def _fetch(self, page: int) -> None:
        keys = self.model.keys[page * PAGE : (page + 1) * PAGE]
        self._desk.worker.read(
            open_loops.rows,
            keys,
            then=partial(self.model.give, page, keys),
            failed=self._not_given,
        )

    def _not_given(self, refusal: Refusal) -> None:
        self._explain(refusal)
        self.model.missed()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal), "danger")

    def _count(self, found: LoopList) -> None:
        self._list = found
        self.cards.count(found.counts)
        self._desk.counted.emit(SCREEN, found.total)
        self._say_counts()

    def show_visits(self, visits: Visits) -> None:
        """The day's visits beside the list; what comes next is in view."""
        first = not self.visit_rows.rows
        self.visits_pages.setCurrentIndex(0 if visits.rows else 1)
        self.visits_count.setText(str(len(visits.rows)) if visits.rows else "")
        at = self.visits.verticalScrollBar().value()
        chosen = self.visits.currentIndex().row()
        if not self.visit_rows.put(visits.rows, visits.now):
            return
        if first:
            self.visits.show_next()
        else:
            self.visits.setCurrentIndex(self.visit_rows.index(chosen))
            self.visits.verticalScrollBar().setValue(at)

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back begins the list anew: what was done is gone from it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.ask()

    def _saved(self, unsaved: int) -> None:
        """Something was saved; whoever does not look is not in a hurry."""
        if not unsaved:
            self._soon.start(_SOON_MS if self.isVisible() else _LATER_MS)

    def _look_around(self) -> None:
        """Others work on the same records."""
        if self.isVisible() and not self.window().isMinimized():
            self.read_again()

    def event(self, event: QEvent) -> bool:
        """Whoever comes back to the window sees what others did meanwhile."""
        if event.type() == QEvent.Type.WindowActivate and self._list is not None:
            self._soon.start(_SOON_MS)
        return super().event(event)

    def _begin_day(self) -> None:
        self.model.today = self._desk.today
        self.ask()

    # ------------------------------------------------------------- filtering

    def _filter(self) -> None:
        self.snoozed_button.setChecked(False)
        self._asked = replace(self._asked, group=self.cards.group)
        self.ask()

    def _show_snoozed(self) -> None:
        self.cards.choose(None)
        shown = self.snoozed_button.isChecked()
        group = LoopGroup.SNOOZED if shown else None
        self._asked = replace(self._asked, group=group)
        self.ask()

    def show_all(self) -> None:
        """Without any card."""
        self.cards.choose(None)
        self._filter()

    def _leave_empty(self) -> None:
        if self._asked.group is not None:
            self.show_all()
        elif self._asked.whose is Whose.MINE:
            self.everyone_wanted.emit()
        else:
            self._desk.form_wanted.emit(None)

    # --------------------------------------------------------------- acting

    @property
    def looked_at(self) -> UUID | None:
        """The child of the chosen row, where a list may tell it."""
        return self.row.member_id if self.row is not None else None

    @property
    def row(self) -> LoopRow | None:
        """The chosen row, where it is here."""
        at = self.table.currentIndex().row()
        return self.model.row(at) if 0 <= at < len(self.model.keys) else None

    def _turned(self, current: QModelIndex) -> None:
        if current.isValid():
            self._chosen = self.model.keys[current.row()]

    def act(self) -> None:
        """The chosen row's next act; of one that left, to take that back."""
        row = self.row
        if row is None:
            return
        gone = self.model.gone.get(row.key)
        if gone is None:
            self.acts.do(row)
        elif gone.undo is not None:
            gone.undo()

    def open_child(self) -> None:
        if self.row is not None:
            self.acts.open_child(self.row)

    def snooze(self) -> None:
        row = self.row
        if row is not None and row.key not in self.model.gone:
            self.acts.snooze(row)

    def _open_visit(self, row: CalendarRow) -> None:
        self._desk.visit_wanted.emit(VisitWish(row.id))

    def offer_menu(self, at: QPoint) -> None:
        """All that can be done with the chosen row."""
        row = self.row
        if row is not None:
            self.menu = TodayMenu(self)
            self.menu.offer(self._offered(row))
            self.menu.popup(at)

    def _offered(self, row: LoopRow) -> list[Way]:
        """The next act first, then what can be done with every row."""
        first = (self.model.act(row), self.act)
        last = (_("Open the child (O)"), self.open_child)
        if row.key in self.model.gone:
            return [first, last]
        snooze = (_("Snooze… (S)"), self.snooze)
        return [first, snooze, *today_menu.further(self.acts, row), last]

    # ----------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list would search itself by a letter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event, in_list=watched is self.table)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent, *, in_list: bool = False) -> bool:
        """Whether a key means something to the whole screen."""
        key, plain = event.key(), not event.modifiers()
        if key == Qt.Key.Key_F5:
            self.ask()
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_8:
            self.cards.press_number(key - Qt.Key.Key_0)
        elif in_list and plain and key in (Qt.Key.Key_S, Qt.Key.Key_Space):
            self.snooze()
        elif in_list and plain and key == Qt.Key.Key_O:
            self.open_child()
        elif plain and key == Qt.Key.Key_Escape and self._asked.group is not None:
            self.show_all()
        else:
            return False
        return True

    # ---------------------------------------------------------------- words

    def _say_counts(self) -> None:
        found = self._list
        n = len(found.keys) if found else 0
        words = ngettext("{n} · by due day", "{n} · by due day", n)
        self.count_label.setText(words.format(n=f"{n:,}") if found else "")
        asleep = found.counts.get(LoopGroup.SNOOZED, 0) if found else 0
        snoozed = ngettext("{n} snoozed", "{n} snoozed", asleep)
        self.snoozed_button.setText(snoozed.format(n=f"{asleep:,}"))
        self.snoozed_button.setVisible(
            bool(asleep) or self._asked.group is LoopGroup.SNOOZED
        )
        today_nothing.say(self.empty_state, self._asked, read=found is not None)

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        self.visit_rows.say_again()
        self._say_counts()
        hint = _("What is booked for today shows here, with ride and interpreter.")
        self.no_visits.say("calendar", _("No visits today"), hint, _("Book a visit"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The visits give way where both would be narrow."""
        super().resizeEvent(event)
        self.visits_card.setVisible(event.size().width() >= theme.scaled(_WITH_VISITS))
