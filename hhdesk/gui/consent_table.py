"""The consents of a child in a list, and what was shared: what each cell says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.confidentiality import AUDIENCE_WORDS
from hhdesk.care.consent_list import ConsentLine
from hhdesk.care.consents import BASIS_WORDS
from hhdesk.care.disclosure_list import DisclosureRow
from hhdesk.gui import consent_words, forms, marked_text, states, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, format_date, format_time

_ROOM = 70
Cell = tuple[str, str]
"""The upper line of a cell and the muted one below."""


def show_all(model: PagedRows[UUID, Any], rows: Sequence[Any]) -> None:
    """Put rows that are all here at once."""
    keys = [row.id for row in rows]
    model.put(keys, rows[:PAGE])
    for page in range(1, -(-len(rows) // PAGE)):
        here = slice(page * PAGE, (page + 1) * PAGE)
        model.give(page, keys[here], rows[here])


def _with_whom(row: ConsentLine) -> Cell:
    whom = consent_words.whom(row.audience, row.recipients)
    return whom, consent_words.whom_kind(row)


def _what(row: ConsentLine) -> Cell:
    return consent_words.segments(row.segments), row.purpose


def _how(row: ConsentLine) -> Cell:
    return consent_words.how(row), consent_words.giver(row)


def _term(row: ConsentLine) -> Cell:
    since = _("since {day}").format(day=consent_words.given(row))
    return consent_words.until(row), since


class ConsentRows(PagedRows[UUID, ConsentLine]):
    columns = (
        N_("With whom"),
        N_("What is shared"),
        N_("How, by whom"),
        N_("Until"),
        N_("State"),
    )

    def words(self, row: ConsentLine, column: int) -> str:
        if column == len(CONSENT_CELLS):
            return consent_words.state(row).word
        return ", ".join(part for part in CONSENT_CELLS[column](row) if part)


CONSENT_CELLS: tuple[Callable[[ConsentLine], Cell], ...] = (
    _with_whom,
    _what,
    _how,
    _term,
)


def _when(row: DisclosureRow) -> Cell:
    return format_date(row.at.date()), format_time(row.at)


def _to_whom(row: DisclosureRow) -> Cell:
    kind = _(AUDIENCE_WORDS[row.audience])
    return (row.recipient, kind) if row.recipient else (kind, "")


def _shared(row: DisclosureRow) -> Cell:
    return consent_words.disclosed(row), consent_words.about(row)


def _basis(row: DisclosureRow) -> Cell:
    return _(BASIS_WORDS[row.basis]), row.by


class DisclosureRows(PagedRows[UUID, DisclosureRow]):
    columns = (
        N_("When"),
        N_("To whom"),
        N_("What was shared"),
        N_("On what ground, by whom"),
        N_("State"),
    )

    def words(self, row: DisclosureRow, column: int) -> str:
        if column == len(DISCLOSURE_CELLS):
            return states.seal(row.seal).word
        return ", ".join(part for part in DISCLOSURE_CELLS[column](row) if part)


DISCLOSURE_CELLS: tuple[Callable[[DisclosureRow], Cell], ...] = (
    _when,
    _to_whom,
    _shared,
    _basis,
)


class _Painter(QStyledItemDelegate):
    """Two lines a cell, the first one strong; a chip in the last column."""

    cells: ClassVar[tuple[Callable[[Any], Cell], ...]] = ()

    def chip(self, row: Any) -> State:
        return State("")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if row is not None:
            box = option.rect.adjusted(PAD, 0, -6, -1)
            self._cell(painter, box, row, index.column())
        painter.restore()

    def _cell(self, painter: QPainter, box: QRect, row: Any, column: int) -> None:
        if column == len(self.cells):
            state = self.chip(row)
            if state.word:
                paint_chip(painter, box, state)
            return
        upper, lower = self.cells[column](row)
        first, second = two_lines(painter, box)
        plain = painter.font()
        if column == 0:
            painter.setFont(bold(plain))
        marked_text.paint(painter, first if lower else box, upper, "", "text")
        painter.setFont(plain)
        if lower:
            marked_text.paint(painter, second, lower, "", "muted")


class ConsentPainter(_Painter):
    cells = CONSENT_CELLS

    def chip(self, row: ConsentLine) -> State:
        return consent_words.state(row)


class DisclosurePainter(_Painter):
    cells = DISCLOSURE_CELLS

    def chip(self, row: DisclosureRow) -> State:
        return states.seal(row.seal)


@forms.offer
class ConsentTable(RowTable):
    """Where there is little room, how and until when stand beside the list alone."""

    shares: ClassVar[tuple[int, ...]] = (24, 17, 20, 18)
    painter = ConsentPainter

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.viewport().width()
        narrow = room < self.fontMetrics().averageCharWidth() * _ROOM
        for column in (2, 3):
            self.setColumnHidden(column, narrow)
        super().resizeEvent(event)
        if narrow:
            self.setColumnWidth(0, room * 38 // 100)
            self.setColumnWidth(1, room * 26 // 100)


@forms.offer
class DisclosureTable(RowTable):
    shares: ClassVar[tuple[int, ...]] = (14, 25, 24, 20)
    painter = DisclosurePainter
