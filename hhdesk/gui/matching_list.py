"""The matching list: people whom hospitals told of and nobody here was found for.

Somebody says who each is, or that it is no child of this clinic; nobody is made of
them unasked.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import adt, members
from hhdesk.care.adt_messages import WaitingRow
from hhdesk.care.duplicates import Duplicate
from hhdesk.care.members import MemberDetails
from hhdesk.errors import Refusal
from hhdesk.gui import forms, icons, matching_words, member_form
from hhdesk.gui.desk import Desk
from hhdesk.gui.duplicate_list import DuplicateList
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.hospital_import import begin_import
from hhdesk.gui.labels import literal
from hhdesk.gui.matching_table import MatchingRows, MatchingTable
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.new_member import NewMember
from hhdesk.gui.notice import Notice
from hhdesk.i18n import N_, _, explain, ngettext

REASONS = (
    N_("No child of our clinic"),
    N_("The hospital meant somebody else"),
    N_("A test message"),
)
"""Why a person is set aside."""


class MatchingList(Spoken, QWidget):
    title_label: QLabel
    count_label: QLabel
    import_button: QPushButton
    notice: Notice
    pages: QStackedWidget
    empty_state: EmptyState
    both: QWidget
    table: MatchingTable
    name_label: QLabel
    person_label: QLabel
    event_label: QLabel
    why_label: QLabel
    candidates: DuplicateList
    other_label: QLabel
    member_field: MemberField
    acts: Flow

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "matching_list")
        self._desk = desk
        self.rows: tuple[WaitingRow, ...] | None = None
        self.model = MatchingRows(desk.today, self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.candidates.be_for_match()
        self.member_field.serve(desk, "child of a hospital's message")
        self.setFocusProxy(self.table)
        self._furnish()
        self._connect()
        self.refill()
        self.read()

    def _furnish(self) -> None:
        """What can be done besides choosing one of the candidates."""
        self.settle_button = QPushButton()
        self.settle_button.setProperty("look", "primary")
        self.new_button = QPushButton()
        icons.name_icon(self.new_button, "user-plus")
        self.aside_button = QPushButton()
        icons.name_icon(self.aside_button, "ban")
        self.aside_menu = QMenu(self.aside_button)
        self.aside_button.setMenu(self.aside_menu)
        for button in (self.settle_button, self.new_button, self.aside_button):
            self.acts.add(button)

    def _connect(self) -> None:
        desk = self._desk
        self.import_button.clicked.connect(lambda: begin_import(desk, self.window()))
        self.empty_state.acted.connect(lambda: begin_import(desk, self.window()))
        self.table.selectionModel().currentRowChanged.connect(
            lambda _new, _old: self._show_chosen()
        )
        self.table.opened.connect(self._to_answers)
        self.candidates.same.connect(self.settle)
        self.candidates.open_wanted.connect(
            lambda member_id: desk.member_wanted.emit(member_id, "")
        )
        self.member_field.chosen.connect(self._choose_other)
        self.settle_button.clicked.connect(self._settle_other)
        self.new_button.clicked.connect(self.begin_member)
        desk.matching_changed.connect(self.read)
        desk.day_changed.connect(self.read)

    # --------------------------------------------------------------- the list

    def read(self) -> None:
        self._desk.worker.read(
            adt.waiting,
            lane="matching list",
            then=self._show,
            failed=self._explain,
        )

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))
        self.read()

    def _show(self, rows: tuple[WaitingRow, ...]) -> None:
        chosen, at = self.chosen, self.table.currentIndex().row()
        self.model.today = self._desk.today
        self.rows = rows
        self.model.show(rows)
        self.refill()
        if rows:
            known = self.model.place(chosen.id) if chosen else -1
            self.table.choose(known if known >= 0 else min(max(at, 0), len(rows) - 1))
        self._show_chosen()

    @property
    def chosen(self) -> WaitingRow | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _show_chosen(self) -> None:
        row = self.chosen
        if row is None:
            return
        today = self._desk.today
        self.name_label.setText(row.name.full)
        self.person_label.setText(matching_words.born(row, today))
        happened = (matching_words.happened(row), matching_words.stay(row))
        self.event_label.setText(" · ".join(part for part in happened if part))
        self.why_label.setText(_(row.why))
        self.why_label.setVisible(bool(row.why))
        self.candidates.put((), today)
        self._choose_other(None)
        self._desk.worker.search(
            adt.candidates,
            row.id,
            lane="children of a message",
            then=partial(self._show_candidates, row.id),
            failed=self._explain,
        )

    def _show_candidates(self, about: UUID, found: tuple[Duplicate, ...]) -> None:
        if self.chosen is not None and self.chosen.id == about:
            self.candidates.put(found, self._desk.today)

    # --------------------------------------------------------------- the acts

    def _to_answers(self) -> None:
        """Enter goes on to the likeliest child, or to the search for another one."""
        first = self.candidates.findChild(QPushButton)
        (first or self.member_field).setFocus()

    def _choose_other(self, member_id: UUID | None) -> None:
        """Somebody was sought by name."""
        if member_id is None:
            self.member_field.put(None)
            self.settle_button.setVisible(False)
            return
        self._desk.worker.read(
            members.details,
            member_id,
            lane="child of a message",
            then=partial(self._show_other, member_id),
            failed=self._explain,
        )

    def _show_other(self, member_id: UUID, found: tuple[MemberDetails, int]) -> None:
        details, _seen = found
        name = details.name.full
        self.member_field.put(member_id, name, details.birth_date, self._desk.today)
        words = _("This is {name}").format(name=details.name.given or name)
        self.settle_button.setText(literal(words))
        self.settle_button.setVisible(True)
        self.settle_button.setFocus()

    def _settle_other(self) -> None:
        if self.member_field.member_id is not None:
            self.settle(self.member_field.member_id)

    def settle(self, member_id: UUID) -> None:
        """The chosen person is this member."""
        if self.chosen is not None:
            self._settle(self.chosen, member_id)

    def _settle(self, row: WaitingRow, member_id: UUID) -> None:
        self.notice.say("")
        self._desk.worker.run(
            adt.settle,
            row.id,
            member_id,
            seen=row.version,
            then=partial(self._settled, row, member_id),
            failed=self._explain,
        )

    def _settled(self, row: WaitingRow, member_id: UUID, count: int) -> None:
        words = ngettext(
            "{n} message is put into the record of {name}.",
            "{n} messages are put into the record of {name}.",
            count,
        ).format(n=count, name=row.name.full)
        self._changed(member_id)
        self._desk.say(words, partial(self._unsettle, row, member_id))

    def _unsettle(self, row: WaitingRow, member_id: UUID) -> None:
        self._desk.worker.run(
            adt.unsettle,
            row.id,
            then=lambda _count: self._changed(member_id),
            failed=self._explain,
        )

    def _changed(self, member_id: UUID | None = None) -> None:
        if member_id is not None:
            self._desk.member_saved.emit(member_id)
        self._desk.matching_changed.emit()

    def set_aside(self, reason: str) -> None:
        """The chosen person is no child of this clinic, for one of REASONS."""
        row = self.chosen
        if row is None:
            return
        self.notice.say("")
        self._desk.worker.run(
            adt.set_aside,
            row.id,
            _(reason),
            seen=row.version,
            then=partial(self._aside, row),
            failed=self._explain,
        )

    def _aside(self, row: WaitingRow, _count: int) -> None:
        self._changed()
        words = _("{name} is set aside.").format(name=row.name.full)
        self._desk.say(words, partial(self._take_up, row))

    def _take_up(self, row: WaitingRow) -> None:
        self._desk.worker.run(
            adt.take_up,
            row.id,
            then=lambda _count: self._changed(),
            failed=self._explain,
        )

    def begin_member(self) -> None:
        """Enter the chosen person as a new member; what waits is put there after."""
        row = self.chosen
        if row is None:
            return
        begun = self._desk.drafts.draft(member_form.DRAFT, member_form.NEW)
        if begun is not None:
            words = _("Another new member is typed and not saved: finish that first.")
            self.notice.say(words, "warning")
            return
        values = matching_words.member_values(row.fact.person)
        wish = NewMember(values, partial(self._settle, row))
        self._desk.new_member_wanted.emit(wish)

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        rows = self.rows or ()
        self.pages.setCurrentWidget(self.both if rows else self.empty_state)
        self.import_button.setVisible(bool(rows))
        self.empty_state.say(
            "check",
            _("No hospital message waits for a match"),
            _(
                "When a hospital tells of somebody whom nobody here is surely found "
                "for, you say here who it is."
            ),
            _("Import hospital messages…"),
        )
        count = ngettext("{n} person", "{n} people", len(rows)).format(n=len(rows))
        self.count_label.setText(count if rows else "")
        self.new_button.setText(_("New member from it"))
        self.aside_button.setText(_("Not our child"))
        self.aside_menu.clear()
        for reason in REASONS:
            line = self.aside_menu.addAction(_(reason))
            line.triggered.connect(partial(self._set_aside_for, reason))
        self.model.speak()

    def _set_aside_for(self, reason: str, _checked: bool = False) -> None:
        self.set_aside(reason)
