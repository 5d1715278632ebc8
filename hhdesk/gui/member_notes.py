"""The member page's notes: staff's words, and what was said in contacts."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import note_list
from hhdesk.care.note_list import NoteRow
from hhdesk.care.notes import NOTE_WORDS
from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.counted_filters import CountedFilters
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.note_pane import NotePane
from hhdesk.gui.note_table import NoteRows, NoteTable
from hhdesk.gui.note_wish import NEW, NoteWish
from hhdesk.gui.notice import Notice
from hhdesk.i18n import N_, _, explain, ngettext

ALL, CONTACTS, PRIVATE = "all", "contacts", "private"
FILTERS = {
    ALL: N_("All"),
    CONTACTS: N_("Contacts"),
    **{kind.value: word for kind, word in NOTE_WORDS.items()},
    PRIVATE: N_("Private"),
}
"""What is private is under no filter that tells what it is."""
_REST_MS = 150


class MemberNotes(Spoken, QWidget):
    search_field: QLineEdit
    call_button: QPushButton
    write_button: QPushButton
    filter_slot: QWidget
    notice: Notice
    pages: QStackedWidget
    empty_state: EmptyState
    both: QWidget
    count_label: QLabel
    table: NoteTable
    pane: NotePane

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_notes")
        self._desk, self._member_id = desk, member_id
        self.rows: tuple[NoteRow, ...] | None = None
        self.shown: tuple[NoteRow, ...] = ()
        self._folded: dict[UUID, str] = {}
        self.filters = CountedFilters(FILTERS, self, hiding=True)
        layout = self.filter_slot.layout()
        assert layout is not None
        layout.addWidget(self.filters)
        self.model = NoteRows(self)
        self.model.zone = desk.zone
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.table.horizontalHeader().hide()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.pane.serve(desk, member_id, self._explain)
        self.setFocusProxy(self.table)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        self.write_button.clicked.connect(self.write)
        self.empty_state.acted.connect(self.write)
        self.call_button.clicked.connect(
            lambda: self._desk.contact_wanted.emit(self._member_id)
        )
        self.filters.chosen.connect(self.sift)
        self.search_field.textEdited.connect(lambda _: self._rest.start())
        self.search_field.returnPressed.connect(self.sift)
        self._rest.timeout.connect(self.sift)
        self.table.opened.connect(self.pane.open)
        self.table.selectionModel().currentRowChanged.connect(
            lambda _new, _old: self._show_chosen()
        )
        self._desk.member_saved.connect(self._saved)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search_field.setFocus)

    # --------------------------------------------------------------- the list

    def turned_to(self) -> None:
        """The tab is in front: others may have changed something meanwhile."""
        self.notice.say("")
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            note_list.of_member,
            self._member_id,
            self._desk.worker.actor_id,
            lane=f"notes {self._member_id}",
            then=self._show,
            failed=self._explain,
        )

    def _saved(self, member_id: UUID) -> None:
        if self.rows is not None and member_id == self._member_id:
            self.read()

    def _show(self, rows: tuple[NoteRow, ...]) -> None:
        if rows != self.rows:
            new = {row.id for row in rows} - {row.id for row in self.rows or rows}
            self.rows = rows
            self._folded.clear()
            self._count()
            self.sift(choosing=next(iter(new)) if len(new) == 1 else None)
        self.refill()

    def _count(self) -> None:
        counts = {ALL: len(self.rows or ())}
        for row in self.rows or ():
            name = _filter_of(row)
            counts[name] = counts.get(name, 0) + 1
        self.filters.count(counts)

    def sift(self, choosing: UUID | None = None) -> None:
        """Show what the filter and the words leave; the chosen one stays chosen."""
        chosen = choosing or (self.chosen.id if self.chosen else None)
        kind = self.filters.name
        rows = [row for row in self.rows or () if kind in (ALL, _filter_of(row))]
        typed = self.search_field.text()
        self.shown = note_list.matching(rows, typed, self._folded)
        self.model.show(self.shown)
        if self.shown:
            at = self.model.place(chosen) if chosen is not None else 0
            self.table.choose(max(at, 0))
        self._show_chosen()
        self._say_count()

    @property
    def chosen(self) -> NoteRow | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _show_chosen(self) -> None:
        self.pane.show_row(self.chosen)

    def write(self) -> None:
        """A new note about this child."""
        self._desk.note_wanted.emit(NoteWish(NEW, self._member_id))

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    # ------------------------------------------------------------------ words

    def _say_count(self) -> None:
        n = len(self.shown)
        words = ngettext("{n} entry", "{n} entries", n).format(n=n)
        if self.rows and not n:
            words = _("Nothing here has these words.")
        self.count_label.setText(words)

    def refill(self) -> None:
        rows = self.rows
        self.pages.setCurrentWidget(self.both if rows else self.empty_state)
        self.filters.setVisible(bool(rows))
        self.search_field.setVisible(bool(rows))
        self.search_field.setPlaceholderText(_("Search in notes and contacts"))
        self.empty_state.say(
            "message-square",
            _("Nothing is written yet"),
            _("Notes of staff stand here, and what was said in each contact."),
            _("Write a note"),
        )
        self.model.today = self._desk.today
        self.model.speak()
        self._say_count()


def _filter_of(row: NoteRow) -> str:
    if row.private:
        return PRIVATE
    return row.kind.value if row.kind is not None else CONTACTS
