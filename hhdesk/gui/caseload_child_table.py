"""The children of one coordinator in a list: what each cell says, how it is painted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hhdesk.care.caseload_children import ChildRow
from hhdesk.care.person import Interpreter
from hhdesk.gui import caseload_words, forms, marked_text, people, states, tokens
from hhdesk.gui.caseload_table import paint_chip_words
from hhdesk.gui.paged_rows import ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, language_name, ngettext

CHILD, STATE, LANGUAGE, DUE, OPEN = range(5)
COLUMNS = (
    N_("Child"),
    N_("State and tier"),
    N_("Language"),
    N_("Next due"),
    N_("Open things"),
)


def tier(row: ChildRow) -> str:
    return caseload_words.tier(row.tier) if row.tier else ""


def language(row: ChildRow) -> tuple[str, str]:
    """The language spoken, and that an interpreter is needed."""
    needed = row.languages.interpreter is Interpreter.NEEDED
    return language_name(row.languages.spoken), _("interpreter") if needed else ""


def opened(row: ChildRow) -> str:
    """How many things are open."""
    return f"{row.open.count:,}" if row.open.count else _("Nothing open")


class ChildRows(PagedRows[UUID, ChildRow]):
    columns = COLUMNS

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today

    def words(self, row: ChildRow, column: int) -> str:
        if column == CHILD:
            return f"{row.name.full}, {people.born(row.born, self.today)}"
        if column == STATE:
            told = states.enrollment(row.state).word, tier(row)
            return ", ".join(filter(None, told))
        if column == LANGUAGE:
            return ", ".join(filter(None, language(row)))
        if column == DUE:
            return states.due(row.open.next_due, self.today).word
        words = ngettext("{n} thing open", "{n} things open", row.open.count)
        return words.format(n=row.open.count)


class ChildPainter(QStyledItemDelegate):
    """The cells of a coordinator's children; a row not here yet is a blank."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: ChildRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, ChildRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if row is not None:
            _CELLS[index.column()](painter, box, row, model.today)
        elif index.column() == CHILD:
            marked_text.paint(painter, box, "…", "", "muted")
        painter.restore()


def paint_child(painter: QPainter, box: QRect, row: ChildRow, today: date) -> None:
    """The name; below, age and birth date."""
    first, second = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    marked_text.paint(painter, first, row.name.full, "", "text")
    painter.setFont(plain)
    marked_text.paint(painter, second, people.born(row.born, today), "", "muted")


def paint_state(painter: QPainter, box: QRect, row: ChildRow, _today: date) -> None:
    paint_chip_words(painter, box, states.enrollment(row.state), tier(row))


def paint_language(painter: QPainter, box: QRect, row: ChildRow, _today: date) -> None:
    paint_lines(painter, box, *language(row))


def paint_due(painter: QPainter, box: QRect, row: ChildRow, today: date) -> None:
    told = states.due(row.open.next_due, today)
    if told.word:
        paint_chip(painter, box, told)


def paint_open(painter: QPainter, box: QRect, row: ChildRow, _today: date) -> None:
    ink = "text" if row.open.count else "muted"
    marked_text.paint(painter, box, opened(row), "", ink)


_CELLS: dict[int, Callable[[QPainter, QRect, ChildRow, date], None]] = {
    CHILD: paint_child,
    STATE: paint_state,
    LANGUAGE: paint_language,
    DUE: paint_due,
    OPEN: paint_open,
}


@forms.offer
class ChildTable(RowTable):
    """Several rows are chosen as in a list of files: Shift, Control, Control+A."""

    shares: ClassVar[tuple[int, ...]] = (32, 20, 18, 16)
    painter = ChildPainter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            flag = self.selectionModel().SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle | flag.Rows)
        else:
            super().keyPressEvent(event)
