"""The documents of a child in a list: what each cell says, how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.document_filing import FiledDocument
from hhdesk.gui import document_words, forms, marked_text, tokens
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, format_date

DOCUMENT, DAY, FROM, FILED, STATE = range(5)
COLUMNS = (
    N_("Document"),
    N_("Date"),
    N_("From whom"),
    N_("Filed"),
    N_("State"),
)


def filed(row: FiledDocument) -> tuple[str, str]:
    """On which day and by whom."""
    return format_date(row.filed_at.date()), row.filed_by


def file_size(row: FiledDocument) -> str:
    return document_words.size(row.file.size) if row.file else ""


class DocumentRows(PagedRows[UUID, FiledDocument]):
    columns = COLUMNS

    def show(self, rows: Sequence[FiledDocument]) -> None:
        """All of them, which are here at once."""
        keys = [row.id for row in rows]
        self.put(keys, rows[:PAGE])
        for page in range(1, -(-len(rows) // PAGE)):
            here = slice(page * PAGE, (page + 1) * PAGE)
            self.give(page, keys[here], rows[here])

    def words(self, row: FiledDocument, column: int) -> str:
        one = row.document
        if column == DOCUMENT:
            told = document_words.title(one), document_words.kind(one)
            return ", ".join(part for part in told if part)
        if column == DAY:
            return document_words.day(one)
        if column == FROM:
            return one.from_whom
        if column == FILED:
            return ", ".join(part for part in filed(row) if part)
        return document_words.state(row).word or file_size(row)


class DocumentPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: FiledDocument | None = index.data(ROW_ROLE)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if row is not None:
            box = option.rect.adjusted(PAD, 0, -6, -1)
            _paint(painter, box, row, index.column())
        painter.restore()


def _paint(painter: QPainter, box: QRect, row: FiledDocument, column: int) -> None:
    one = row.document
    if column == DOCUMENT:
        _paint_title(painter, box, row)
    elif column == DAY:
        paint_lines(painter, box, document_words.day(one), "")
    elif column == FROM:
        paint_lines(painter, box, one.from_whom, "")
    elif column == FILED:
        paint_lines(painter, box, *filed(row))
    elif document_words.state(row).word:
        paint_chip(painter, box, document_words.state(row))
    else:
        marked_text.paint(painter, box, file_size(row), "", "muted")


def _paint_title(painter: QPainter, box: QRect, row: FiledDocument) -> None:
    plain, kind = painter.font(), document_words.kind(row.document)
    first, second = two_lines(painter, box)
    painter.setFont(bold(plain))
    title = document_words.title(row.document)
    marked_text.paint(painter, first if kind else box, title, "", "text")
    painter.setFont(plain)
    marked_text.paint(painter, second, kind, "", "muted")


@forms.offer
class DocumentTable(RowTable):
    shares: ClassVar[tuple[int, ...]] = (30, 13, 18, 16)
    painter = DocumentPainter
