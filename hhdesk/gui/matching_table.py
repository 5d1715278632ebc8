"""The people of hospitals' messages who wait: what each cell says and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.adt_messages import WaitingRow
from hhdesk.gui import forms, marked_text, matching_words, tokens
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_

PERSON, HOSPITAL, HAPPENED, SINCE = range(4)
COLUMNS = (N_("Person"), N_("Hospital"), N_("What happened"), N_("Since"))


class MatchingRows(PagedRows[UUID, WaitingRow]):
    """`today` is the clinic's day."""

    columns = COLUMNS

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today

    def show(self, rows: Sequence[WaitingRow]) -> None:
        """All of them, which are here at once."""
        keys = [row.id for row in rows]
        self.put(keys, rows[:PAGE])
        for page in range(1, -(-len(rows) // PAGE)):
            here = slice(page * PAGE, (page + 1) * PAGE)
            self.give(page, keys[here], rows[here])

    def words(self, row: WaitingRow, column: int) -> str:
        return ", ".join(part for part in self.cell(row, column) if part)

    def cell(self, row: WaitingRow, column: int) -> tuple[str, str]:
        """The two lines of a cell."""
        if column == PERSON:
            return row.name.full, matching_words.born(row, self.today)
        if column == HOSPITAL:
            return row.facility, matching_words.numbers(row)
        if column == HAPPENED:
            return matching_words.happened(row), matching_words.stay(row)
        return matching_words.since(row, self.today), matching_words.count(row)


class MatchingPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: WaitingRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, MatchingRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if row is not None:
            box = option.rect.adjusted(PAD, 0, -6, -1)
            cell = model.cell(row, index.column())
            if index.column() == PERSON:
                _paint_person(painter, box, *cell)
            else:
                paint_lines(painter, box, *cell)
        painter.restore()


def _paint_person(painter: QPainter, box: QRect, name: str, born: str) -> None:
    plain = painter.font()
    first, second = two_lines(painter, box)
    painter.setFont(bold(plain))
    marked_text.paint(painter, first, name, "", "text")
    painter.setFont(plain)
    marked_text.paint(painter, second, born, "", "muted")


@forms.offer
class MatchingTable(RowTable):
    shares: ClassVar[tuple[int, ...]] = (34, 17, 32)
    painter = MatchingPainter
