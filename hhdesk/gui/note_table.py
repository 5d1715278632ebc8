"""Notes and contacts in a list: what each cell says, how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, tzinfo
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.note_list import NoteRow
from hhdesk.gui import chip, forms, marked_text, note_words, tokens
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_

DAY, WHAT = range(2)
COLUMNS = (N_("Day"), N_("What was said"))


class NoteRows(PagedRows[UUID, NoteRow]):
    columns = COLUMNS
    zone: tzinfo = UTC
    today = date.min

    def show(self, rows: Sequence[NoteRow]) -> None:
        """All of them, which are here at once."""
        keys = [row.id for row in rows]
        self.put(keys, rows[:PAGE])
        for page in range(1, -(-len(rows) // PAGE)):
            here = slice(page * PAGE, (page + 1) * PAGE)
            self.give(page, keys[here], rows[here])

    def day(self, row: NoteRow) -> str:
        return note_words.day(row, self.zone, self.today)

    def words(self, row: NoteRow, column: int) -> str:
        if column == DAY:
            return ", ".join(filter(None, (self.day(row), row.staff)))
        told = note_words.title(row), note_words.state(row).word
        return ", ".join(filter(None, (*told, note_words.first_words(row))))


class NotePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: NoteRow | None = index.data(ROW_ROLE)
        model = index.model()
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if row is not None and isinstance(model, NoteRows):
            box = option.rect.adjusted(PAD, 0, -6, -1)
            if index.column() == DAY:
                paint_lines(painter, box, model.day(row), row.staff)
            else:
                _paint_what(painter, box, row)
        painter.restore()


def _paint_what(painter: QPainter, box: QRect, row: NoteRow) -> None:
    plain = painter.font()
    first, second = two_lines(painter, box)
    state = note_words.state(row)
    if state.word:
        wide = min(chip.size(state, painter.fontMetrics()).width(), box.width() // 2)
        at = QRect(first.right() - wide, first.top(), wide, first.height())
        paint_chip(painter, at, state)
        first.setRight(at.left() - 8)
    painter.setFont(bold(plain))
    marked_text.paint(painter, first, note_words.title(row), "", "text")
    painter.setFont(plain)
    marked_text.paint(painter, second, note_words.first_words(row), "", "muted")


@forms.offer
class NoteTable(RowTable):
    shares: ClassVar[tuple[int, ...]] = (30,)
    painter = NotePainter
