"""The table of members: its columns are chosen, sorted and widened by the person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_columns import COLUMN_WORDS, UNSORTED, Column, Sort
from hhdesk.care.search import Hit
from hhdesk.gui import forms, member_cells
from hhdesk.gui.labels import plain_tip
from hhdesk.gui.member_columns import LEAST, MOST, Columns
from hhdesk.gui.member_row import MemberPainter
from hhdesk.gui.paged_rows import Index, PagedRows
from hhdesk.gui.row_table import RowTable

_UP, _DOWN = " ↑", " ↓"
_NARROW = 0.85
"""How far columns go together before the table scrolls."""


class MemberRows(PagedRows[UUID, MemberRow]):
    """`today` is the clinic's day; `query` is marked in what it found."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.query = ""
        self.shown: tuple[Column, ...] = ()
        self.order = Sort()

    def show_columns(self, columns: Columns) -> None:
        """Other columns, or another order of the rows that comes with their keys."""
        if columns.shown != self.shown:
            self.beginResetModel()
            self.shown = columns.shown
            self.columns = [COLUMN_WORDS[one] for one in columns.shown]
            self.endResetModel()
            self.forget()
        self.order = columns.sort
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.shown) - 1)

    @property
    def hits(self) -> list[Hit]:
        """Those of the first rows that are here."""
        found = (self.row(at) for at in range(len(self.keys)))
        return [row.hit for row in found if row is not None]

    def member_id(self, at: int) -> UUID | None:
        return self.keys[at] if 0 <= at < len(self.keys) else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> object:
        words = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole and isinstance(words, str):
            sorted_by = (
                self.shown[section] is self.order.column and not self.order.usual
            )
            arrow = _DOWN if self.order.descending else _UP
            return words + arrow if sorted_by else words
        return words

    def data(self, index: Index, role: int = 0) -> Any:
        """The whole of a cell as its tip: what does not fit is cut."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            row = self.row(index.row())
            words = self.words(row, index.column()) if row is not None else ""
            return plain_tip(words) if words else None
        return super().data(index, role)

    def words(self, row: MemberRow, column: int) -> str:
        return member_cells.words(row, self.shown[column], self.today)


@forms.offer
class MemberTable(RowTable):
    painter = MemberPainter

    sorted_by = Signal(object)
    """Sort: a heading was clicked."""
    arranged = Signal(object)
    """Columns: other widths, another order."""
    menu_wanted = Signal(object)
    """The place on the screen where a menu of the chosen member is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = Columns()
        self._fitting = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Else the style paints a corner where the two scroll bars meet.
        self.setCornerWidget(QWidget(self))
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.sectionClicked.connect(self._clicked)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)

    def arrange(self, columns: Columns) -> None:
        """Show these columns as wide as they say."""
        self.columns = columns
        model = self.model()
        assert isinstance(model, MemberRows)
        model.show_columns(columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the width; where it is not enough for all, the table scrolls."""
        shown = self.columns.shown
        if self.model() is None or self.model().columnCount() != len(shown):
            return
        whole = sum(self.columns.width(one) for one in shown)
        needed = whole * self.fontMetrics().averageCharWidth()
        room = self.viewport().width()
        if room < needed * _NARROW:
            room = needed
        self._fitting = True
        for place, column in enumerate(shown):
            self.setColumnWidth(place, room * self.columns.width(column) // whole)
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _clicked(self, place: int) -> None:
        self.sort_by(self.columns.shown[place])

    def sort_by(self, column: Column) -> None:
        """Up first, then down, then by name again."""
        now = self.columns.sort
        if column in UNSORTED:
            return
        if column is not now.column:
            wanted = Sort(column)
        elif not now.descending:
            wanted = Sort(column, descending=True)
        else:
            wanted = Sort()
        self.sorted_by.emit(wanted)

    def _resized(self, place: int, _before: int, width: int) -> None:
        """The person drew a column wider: the others keep their pixels."""
        drawn = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if self._fitting or not drawn or not self.horizontalHeader().underMouse():
            return
        if place == len(self.columns.shown) - 1:
            return
        room = max(self.viewport().width(), 1)
        widths = {
            one: min(max(round(self.columnWidth(at) * 100 / room), LEAST), MOST)
            for at, one in enumerate(self.columns.shown)
        }
        self.columns = Columns(self.columns.shown, widths, self.columns.sort)
        self.arranged.emit(self.columns)

    def _moved(self, _logical: int, old: int, new: int) -> None:
        """A heading was drawn elsewhere: the columns stand so from now on."""
        if self._fitting:
            return
        shown = list(self.columns.shown)
        shown.insert(new, shown.pop(old))
        self._fitting = True
        self.horizontalHeader().moveSection(new, old)
        self._fitting = False
        self.arrange(self.columns.showing(tuple(shown)))
        self.arranged.emit(self.columns)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
