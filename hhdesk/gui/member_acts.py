"""What is done from the members' list beside looking: menus, columns, files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint

from hhdesk.care import saved_filters
from hhdesk.care.member_list_columns import Column, Sort
from hhdesk.care.saved_filters import BUILT_IN, SavedRow
from hhdesk.gui import member_columns, member_filter_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_columns import Columns
from hhdesk.gui.member_columns_picker import ColumnsPicker
from hhdesk.gui.member_export import MemberExport
from hhdesk.gui.member_filter_menu import LetterMenu
from hhdesk.gui.member_filter_saved import SavedFilters
from hhdesk.gui.roster_import import begin_import
from hhdesk.i18n import PAPER_LANGUAGES, _, language_name

if TYPE_CHECKING:
    from hhdesk.gui.members import MembersScreen


class MemberActs:
    def __init__(self, desk: Desk, screen: MembersScreen) -> None:
        self._desk, self._screen = desk, screen
        self.menu: LetterMenu | None = None
        self.picker: ColumnsPicker | None = None
        self.dialog: SavedFilters | MemberExport | None = None

    # ------------------------------------------------------------------ columns

    @staticmethod
    def coded(sort: Sort) -> Sort:
        """Languages by their names on the screen."""
        if sort.column is not Column.LANGUAGE:
            return sort
        codes = sorted(PAPER_LANGUAGES, key=lambda code: language_name(code).casefold())
        return replace(sort, codes=tuple(codes))

    def open_columns(self) -> None:
        screen = self._screen
        self.picker = ColumnsPicker(screen.columns, screen)
        self.picker.chosen.connect(screen.arrange)
        self.picker.open_below(screen.columns_button)

    def keep(self, columns: Columns) -> None:
        """For the next start."""
        try:
            member_columns.keep(columns)
        except OSError:
            self._desk.say(_("The columns could not be kept for the next time."))

    # ------------------------------------------------------------------ filters

    def open_saved(self) -> None:
        worker = self._desk.worker
        worker.read(saved_filters.listed, worker.actor_id, then=self._open_saved)

    def _open_saved(self, rows: tuple[SavedRow, ...]) -> None:
        screen = self._screen
        self.menu = menu = LetterMenu(screen)
        lists = [(_(name), wanted) for name, wanted in BUILT_IN.items()]
        lists += [(row.name, row.wanted) for row in rows]
        for at, (name, wanted) in enumerate(lists):
            if at == len(BUILT_IN):
                menu.addSeparator()
            show = partial(screen.show_filter, wanted)
            menu.offer(name, show, checked=wanted == screen.wanted)
        menu.addSeparator()
        menu.offer(_("Save and arrange filters…"), self.arrange_saved)
        menu.open_below(screen.saved_button)

    def arrange_saved(self) -> None:
        """Give the present filter a name; rename, order, remove others."""
        screen, names = self._screen, self._screen.filter_bar.names
        told = " · ".join(
            member_filter_words.chip(screen.wanted, part, names)
            for part in screen.wanted.parts
        )
        self.dialog = SavedFilters(self._desk, screen.wanted, told, screen)
        self.dialog.open()

    # ------------------------------------------------------------------ members

    def open_menu(self, member_id: UUID, at: QPoint) -> None:
        """What can be done with the chosen member."""
        self.menu = menu = LetterMenu(self._screen)
        desk = self._desk
        menu.offer(_("Open"), lambda: desk.member_wanted.emit(member_id, ""))
        menu.offer(_("Edit…"), lambda: desk.form_wanted.emit(member_id))
        menu.addSeparator()
        for words, wish in (
            (_("Wrap up a call…"), desk.contact_wanted),
            (_("New referral…"), desk.referral_form_wanted),
            (_("Enrollment…"), desk.enrollment_wanted),
        ):
            menu.offer(words, partial(wish.emit, member_id))
        menu.addSeparator()
        merge = partial(desk.merge_wanted.emit, member_id, None)
        menu.offer(_("Merge with another member…"), merge)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def export(self, keys: Sequence[UUID], shown: Sequence[Column]) -> None:
        """Save the list as a file."""
        self.dialog = MemberExport(self._desk, keys, shown, self._screen)
        self.dialog.open()

    def import_roster(self) -> None:
        """Read a file of members; who came in is listed afterwards."""
        window = begin_import(self._desk, self._screen.window())
        window.finished.connect(lambda _code: self._screen.ask())
