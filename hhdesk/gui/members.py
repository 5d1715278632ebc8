"""The Members screen: find a member while typing, look, open, edit, enter a new one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from hhdesk.care import member_page, search
from hhdesk.care.search import Hit, SearchAnswer
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_list import PAGE, MemberList
from hhdesk.gui.member_preview import MemberPreview
from hhdesk.gui.member_table import MemberTable
from hhdesk.gui.quick_find import DEBOUNCE_MS
from hhdesk.i18n import _, explain, ngettext

_PREVIEW_MS = 80
_WITH_PREVIEW = 760
_TO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class Found:
    """An answer, what was asked, and how long the records took."""

    text: str
    answer: SearchAnswer
    milliseconds: float


@dataclass(frozen=True)
class Listed:
    """The first rows of all members, and how many there are."""

    hits: tuple[Hit, ...]
    count: int


def find(session: Any, text: str) -> Found:
    begun = perf_counter()
    answer = search.find(session, text)
    return Found(text, answer, (perf_counter() - begun) * 1000)


def list_all(session: Any, limit: int) -> Listed:
    return Listed(search.page(session, 0, limit), search.count(session))


class MembersScreen(Spoken, QWidget):
    count_label: QLabel
    new_button: QPushButton
    search_field: QLineEdit
    answer_label: QLabel
    list_pages: QStackedWidget
    table: MemberTable
    empty_state: EmptyState
    preview: MemberPreview

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "members")
        self._desk = desk
        self._found: Found | None = None
        self._count: int | None = None
        self._chosen: UUID | None = None
        self.model = MemberList(desk.today, self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.setFocusProxy(self.search_field)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._answered, self._entered = "", False
        self._look = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._connect()
        self.ask()

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._typed)
        self.search_field.installEventFilter(self)
        self._rest.timeout.connect(self.ask)
        self._look.timeout.connect(self.preview_chosen)
        self.model.more_wanted.connect(self._fetch)
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.table.opened.connect(self.open_chosen)
        self.preview.open_wanted.connect(self._desk.member_wanted)
        self.preview.edit_wanted.connect(self._desk.form_wanted)
        self.new_button.clicked.connect(lambda: self._desk.form_wanted.emit(None))
        self.empty_state.acted.connect(lambda: self._desk.form_wanted.emit(None))
        self._desk.member_saved.connect(self._saved)
        self._desk.day_changed.connect(self._begin_day)
        edit = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        edit.activated.connect(self._edit_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane beside the list gives way where both would be narrow."""
        super().resizeEvent(event)
        self.preview.setVisible(event.size().width() >= theme.scaled(_WITH_PREVIEW))

    def _typed(self) -> None:
        self._entered = False
        self._rest.start()

    def ask(self) -> None:
        """Ask for what is typed; an empty field asks for everybody."""
        self._rest.stop()
        text = self.search_field.text().strip()
        worker = self._desk.worker
        if text:
            worker.search(
                find, text, lane="members", then=self._show_found, failed=self._explain
            )
        else:
            many = max(PAGE, len(self.model.hits) if not self.model.query else 0)
            worker.search(
                list_all,
                many,
                lane="members",
                then=self._show_all,
                failed=self._explain,
            )

    def _show_found(self, found: Found) -> None:
        self._found = found
        query = found.answer.corrected or found.text
        self._put(found.answer.hits, query, more=False)
        self._say_answer()
        self._answer(found.text, exact=not found.answer.corrected)

    def _show_all(self, listed: Listed) -> None:
        self._found, self._count = None, listed.count
        self._put(listed.hits, "", more=len(listed.hits) < listed.count)
        self._say_answer()
        self._answer("", exact=True)

    def _answer(self, text: str, *, exact: bool) -> None:
        """The list is that of `text` now; Enter may have waited for it. Who was found
        by a corrected text is looked at first."""
        self._answered = text
        if self._entered and text == self.search_field.text().strip():
            self._entered = False
            if exact:
                self.open_chosen()

    def _put(self, hits: tuple[Hit, ...], query: str, *, more: bool) -> None:
        """Show rows: who was chosen stays chosen while listed, but another text puts
        its first hit forward."""
        kept = self._chosen if query in {self.model.query, ""} else None
        self.model.put(hits, query, more=more)
        row = self.model.row_of(kept) if kept is not None else -1
        if row < 0 and query:
            row = 0
        if hits and row >= 0:
            self.table.choose(row)
        else:
            self._chosen = None
            self.preview.clear()
        self.list_pages.setCurrentIndex(0 if hits else 1)

    def _fetch(self, after_rank: int) -> None:
        self._desk.worker.search(
            search.page,
            after_rank,
            PAGE,
            lane="more members",
            then=partial(self._append, after_rank),
            failed=self._explain,
        )

    def _append(self, after_rank: int, hits: tuple[Hit, ...]) -> None:
        """The next page, unless the list is another one by now."""
        shown = self.model.hits
        if not self.model.query and shown and shown[-1].rank == after_rank:
            self.model.append(hits)

    def _say_answer(self) -> None:
        count = "" if self._count is None else f"{self._count:,}"
        self.count_label.setText(count)
        self._say_nothing_found()
        found = self._found
        if found is None:
            self.answer_label.setText("")
            return
        hits = len(found.answer.hits)
        more = "+" if hits == search.MOST_HITS else ""
        words = ngettext("{n} found", "{n} found", hits).format(n=f"{hits}{more}")
        words += f" · {found.milliseconds:.0f} ms"
        if found.answer.corrected:
            shown = _("shown for “{text}”").format(text=found.answer.corrected)
            words += f" · {shown}"
        self.answer_label.setText(words)

    def _say_nothing_found(self) -> None:
        if self._found is not None:
            self.empty_state.say(
                "search",
                _("Nobody found for “{text}”").format(text=self._found.text),
                _("Try fewer letters, the birth date, or the caregiver's phone."),
                _("New member"),
            )
        else:
            self.empty_state.say(
                "users",
                _("No members yet"),
                _("Enter the first child, or import records."),
                _("New member"),
            )

    def _turned(self, current: QModelIndex) -> None:
        self._chosen = self.model.member_id(current.row())
        self._look.start()

    def preview_chosen(self) -> None:
        """Show the chosen member in the pane beside the list."""
        if self._chosen is not None and self._chosen != self.preview.member_id:
            self._desk.worker.read(
                member_page.member_page,
                self._chosen,
                lane="preview",
                then=lambda page: self.preview.show_member(page, self._desk.zone),
            )

    def _saved(self, member_id: UUID) -> None:
        """Somebody was entered or changed: the list stays where it is."""
        if self.preview.member_id == member_id:
            self.preview.clear()
        self._chosen = member_id
        self.ask()

    def _begin_day(self) -> None:
        self.model.today = self._desk.today
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

    def _explain(self, refusal: Refusal) -> None:
        self.answer_label.setText(explain(refusal))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search field act on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if event.key() in _TO_TABLE:
                self._step(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search_field.text():
                self.search_field.clear()
                return True
        return super().eventFilter(watched, event)

    def _step(self, event: QKeyEvent) -> None:
        if self._chosen is None and self.model.hits:
            self.table.choose(0)
        else:
            self.table.keyPressEvent(event)

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        self._say_answer()
