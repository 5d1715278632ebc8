"""The Members screen: find a member while typing, narrow, sort, look, open, edit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from hhdesk.care import member_list
from hhdesk.care.member_list_columns import Column, Sort
from hhdesk.care.member_list_filter import MemberFilter, Part
from hhdesk.care.member_list_keys import Asked
from hhdesk.errors import Refusal
from hhdesk.gui import forms, member_columns, open_loops, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_acts import MemberActs
from hhdesk.gui.member_answer import (
    ListAnswer,
    answer,
    count_words,
    found_words,
    nobody,
)
from hhdesk.gui.member_columns import Columns
from hhdesk.gui.member_filter_bar import MemberFilterBar
from hhdesk.gui.member_filter_chips import MemberFilterChips
from hhdesk.gui.member_preview import MemberPreview
from hhdesk.gui.member_table import MemberRows, MemberTable
from hhdesk.gui.paged_rows import PAGE
from hhdesk.gui.quick_find import DEBOUNCE_MS
from hhdesk.i18n import explain

_PREVIEW_MS = 80
_WITH_PREVIEW = 760
_TO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_OF_CARD = frozenset(
    {
        Column.CHILD,
        Column.CAREGIVER,
        Column.LANGUAGE,
        Column.STATE,
        Column.COORDINATOR,
        Column.CITY,
    }
)
"""Columns that the index tells at once; the others are read after the list is shown."""


class MembersScreen(Spoken, QWidget):
    count_label: QLabel
    answer_label: QLabel
    export_button: QPushButton
    import_button: QPushButton
    new_button: QPushButton
    search_field: QLineEdit
    filter_bar: MemberFilterBar
    saved_button: QPushButton
    columns_button: QPushButton
    chips: MemberFilterChips
    list_pages: QStackedWidget
    table: MemberTable
    empty_state: EmptyState
    preview: MemberPreview

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "members")
        self._desk = desk
        self.columns = member_columns.load()
        self._shown: ListAnswer | None = None
        self._total: int | None = None
        self._chosen: UUID | None = None
        self.model = MemberRows(desk.today, self)
        self.table.setModel(self.model)
        self.table.arrange(self.columns)
        self.table.fit_rows()
        self.setFocusProxy(self.search_field)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._answered, self._entered = "", False
        self._look = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self.acts = MemberActs(desk, self)
        self.filter_bar.serve(desk)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._typed)
        self.search_field.installEventFilter(self)
        self.table.installEventFilter(self)
        self._rest.timeout.connect(self.ask)
        self._look.timeout.connect(self.preview_chosen)
        self.model.page_wanted.connect(self._fetch)
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.table.opened.connect(self.open_chosen)
        self.table.sorted_by.connect(self.sort)
        self.table.arranged.connect(self._arranged)
        self.table.menu_wanted.connect(self._open_menu)
        self.filter_bar.changed.connect(lambda _wanted: self.ask())
        self.chips.removed.connect(self._without)
        self.chips.cleared.connect(self.clear_filters)
        self.preview.open_wanted.connect(self._desk.member_wanted)
        self.preview.edit_wanted.connect(self._desk.form_wanted)
        self.preview.contact_wanted.connect(self._desk.contact_wanted)
        self.new_button.clicked.connect(lambda: self._desk.form_wanted.emit(None))
        self.export_button.clicked.connect(self.export)
        self.import_button.clicked.connect(self.acts.import_roster)
        self.saved_button.clicked.connect(self.acts.open_saved)
        self.columns_button.clicked.connect(self.acts.open_columns)
        self.empty_state.acted.connect(self._leave_empty)
        self._desk.member_saved.connect(self._saved)
        self._desk.member_gone.connect(lambda _gone, _kept: self.ask())
        self._desk.day_changed.connect(self._begin_day)
        for key, act in (
            (QKeySequence(Qt.Key.Key_F2), self._edit_chosen),
            (QKeySequence("Ctrl+E"), self.export),
            (QKeySequence(QKeySequence.StandardKey.Find), self.begin_find),
        ):
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane beside the list gives way where both would be narrow."""
        super().resizeEvent(event)
        self.preview.setVisible(event.size().width() >= theme.scaled(_WITH_PREVIEW))

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back reads the rows anew; the list stays as it is."""
        super().showEvent(event)
        if not event.spontaneous():
            if self._shown is None:
                self.ask()
            else:
                self.model.forget()

    # ------------------------------------------------------------------ asking

    @property
    def wanted(self) -> MemberFilter:
        return self.filter_bar.wanted

    @property
    def asked(self) -> Asked:
        """What the list shows, or is about to."""
        text = self.search_field.text().strip()
        me = self._desk.worker.actor_id
        return Asked(me, text, self.wanted, self.acts.coded(self.columns.sort))

    def _typed(self) -> None:
        self._entered = False
        self._rest.start()

    def ask(self) -> None:
        """Ask for what is typed and filtered; without either it is everybody."""
        self._rest.stop()
        self._desk.worker.search(
            answer,
            self.asked,
            lane="members",
            then=self._show,
            failed=self._explain,
        )

    def _show(self, shown: ListAnswer) -> None:
        self._shown = shown
        self._total = self._total if shown.total is None else shown.total
        self._put(shown)
        self._answer(shown.asked.text, exact=not shown.corrected)

    def _answer(self, text: str, *, exact: bool) -> None:
        """The list is that of `text` now; Enter may have waited for it. Who was found
        by a corrected text is looked at first."""
        self._say_answer()
        self._answered = text
        if self._entered and text == self.search_field.text().strip():
            self._entered = False
            if exact:
                self.open_chosen()

    def _put(self, shown: ListAnswer) -> None:
        """Show rows: who was chosen stays chosen while listed, but another text puts
        its first hit forward."""
        keys, query = shown.keys, shown.query
        kept = self._chosen if query in {self.model.query, ""} else None
        self.model.query = query
        self.model.put(keys, shown.first)
        if not _OF_CARD.issuperset(self.columns.shown):
            self.model.forget()
        at = self.model.place(kept) if kept is not None else -1
        if at < 0 and query:
            at = 0
        self.list_pages.setCurrentIndex(0 if len(keys) else 1)
        if len(keys) and at >= 0:
            self.table.choose(at)
        else:
            self._chosen = None
            self.preview.clear()

    @property
    def looked_at(self) -> UUID | None:
        """The member who is chosen in the list."""
        return self._chosen

    def _fetch(self, page: int) -> None:
        keys = self.model.keys[page * PAGE : (page + 1) * PAGE]
        self._read_rows(keys, partial(self.model.give, page, keys))

    def _read_rows(self, keys: Collection[UUID], then: Any) -> None:
        self._desk.worker.read(
            member_list.rows,
            keys,
            self.columns.shown,
            then=then,
            failed=self._not_given,
        )

    def _not_given(self, refusal: Refusal) -> None:
        self._explain(refusal)
        self.model.missed()

    # ------------------------------------------------------------------ filters

    def show_filter(self, wanted: MemberFilter) -> None:
        """Narrow the list to this; what is typed goes."""
        self.filter_bar.set_filter(wanted)
        self.search_field.blockSignals(True)
        self.search_field.clear()
        self.search_field.blockSignals(False)
        self.ask()

    def _without(self, part: Part) -> None:
        self.filter_bar.set_filter(self.wanted.without(part))
        self.ask()

    def clear_filters(self) -> None:
        self.filter_bar.set_filter(MemberFilter())
        self.ask()
        self.search_field.setFocus()

    def sort(self, wanted: Sort) -> None:
        """By another column from now on, at the next start too."""
        self.arrange(replace(self.columns, sort=wanted))

    def arrange(self, columns: Columns) -> None:
        """Other columns, another order; kept for this workstation."""
        again = columns.sort != self.columns.sort
        self.columns = columns
        self.table.arrange(columns)
        self._choose_again()
        self.acts.keep(columns)
        if again:
            self.ask()

    def _choose_again(self) -> None:
        """Other columns are another table to Qt; the chosen member stays."""
        at = self.model.place(self._chosen) if self._chosen else -1
        if at >= 0:
            self.table.choose(at)

    def _arranged(self, columns: Columns) -> None:
        self.columns = columns
        self._choose_again()
        self.acts.keep(columns)

    def export(self) -> None:
        if len(self.model.keys):
            self.acts.export(self.model.keys, self.columns.shown)

    # ------------------------------------------------------------------ words

    def _say_answer(self) -> None:
        shown = self._shown
        self.count_label.setText(count_words(shown, self._total))
        self.answer_label.setText(found_words(shown))
        left = shown.left if shown else {}
        self.chips.show_filter(self.wanted, left, self.filter_bar.names)
        some = len(self.model.keys) > 0
        self.export_button.setEnabled(some)
        if not some:
            self.empty_state.say(*nobody(shown.asked if shown else self.asked))

    def _leave_empty(self) -> None:
        if self.wanted.parts:
            self.clear_filters()
        else:
            self._desk.form_wanted.emit(None)

    def _explain(self, refusal: Refusal) -> None:
        self.answer_label.setText(explain(refusal))

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        self._say_answer()

    # ------------------------------------------------------------------ choosing

    def _turned(self, current: QModelIndex) -> None:
        self._chosen = self.model.member_id(current.row())
        self._look.start()

    def preview_chosen(self) -> None:
        """Show the chosen member in the pane beside the list."""
        if self._chosen is not None and self._chosen != self.preview.member_id:
            self._desk.worker.read(
                open_loops.read,
                self._chosen,
                lane="preview",
                then=lambda found: self.preview.show_member(*found, self._desk.zone),
            )

    def _saved(self, member_id: UUID) -> None:
        """Somebody was entered or changed: the list stays as it is, with the new row;
        who is not in it yet comes in."""
        if self.preview.member_id == member_id:
            self.preview.clear()
        self._chosen = member_id
        at = self.model.place(member_id)
        if at < 0:
            self.ask()
            return
        self.table.choose(at)
        self._look.start()
        self._read_rows([member_id], lambda rows: self.model.swap(member_id, rows[0]))

    def _begin_day(self) -> None:
        self.model.today = self._desk.today
        if self._shown is not None:
            self.ask()

    def open_chosen(self) -> None:
        if self._chosen is not None:
            self._desk.member_wanted.emit(self._chosen, "")

    def _enter(self) -> None:
        """Open who is chosen, or wait for the answer to what is typed now: a fast
        typist must never get the child of the letters before."""
        if self._answered == self.search_field.text().strip():
            self.open_chosen()
        else:
            self._entered = True
            self.ask()

    def _edit_chosen(self) -> None:
        if self._chosen is not None:
            self._desk.form_wanted.emit(self._chosen)

    def _open_menu(self, at: QPoint) -> None:
        if self._chosen is not None:
            self.acts.open_menu(self._chosen, at)

    # ------------------------------------------------------------------ keys

    def begin_find(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search field act on the list; a slash in the list
        begins to find."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search_field:
                return self._leave_find(event)
            if event.key() == Qt.Key.Key_Slash:
                self.begin_find()
                return True
            if event.key() == Qt.Key.Key_F5:
                self.ask()
                return True
        return super().eventFilter(watched, event)

    def _leave_find(self, event: QKeyEvent) -> bool:
        """Whether a key in the search field means something else than a letter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() in _TO_TABLE:
            self._step(event)
        elif event.key() == Qt.Key.Key_Escape and self.search_field.text():
            self.search_field.clear()
        else:
            return False
        return True

    def _step(self, event: QKeyEvent) -> None:
        if self._chosen is None and len(self.model.keys):
            self.table.choose(0)
        else:
            self.table.keyPressEvent(event)
