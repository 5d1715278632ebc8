"""The coordinators on the caseload board: what each cell says and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.caseload import Board, CaseloadRow, Strain
from hhdesk.gui import caseload_words, chip, forms, marked_text, theme, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.labels import plain_tip
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_chip_over, paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _

WHO, CHILDREN, TIERS, LATE, COMING, AWAY = range(6)
COLUMNS = (
    N_("Coordinator"),
    N_("Children"),
    N_("Tier and state"),
    N_("Overdue"),
    N_("Due"),
    N_("Away"),
)
_BAR = 6


class CaseloadRows(PagedRows[UUID | None, CaseloadRow]):
    """All rows are here already; `board` is what a load is compared with."""

    columns = COLUMNS

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.board = Board()
        self._rows: Sequence[CaseloadRow] = ()
        self.page_wanted.connect(self._give)

    def show_board(self, board: Board, rows: Sequence[CaseloadRow]) -> None:
        """These rows of the board; who was chosen keeps the place where possible."""
        self.board, self._rows = board, rows
        self.put([row.staff_id for row in rows], rows[:PAGE])

    def _give(self, page: int) -> None:
        begin = page * PAGE
        keys = self.keys[begin : begin + PAGE]
        self.give(page, keys, self._rows[begin : begin + PAGE])

    def data(self, index: Index, role: int = 0) -> Any:
        """A tip says in full what a narrow column cuts off."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            row = self.row(index.row())
            return plain_tip(self._tip(row, index.column())) if row else None
        return super().data(index, role)

    def _tip(self, row: CaseloadRow, column: int) -> str:
        told = self.words(row, column)
        if column != CHILDREN:
            return told
        mean = _("The mark on the bar is the clinic's average: {n}.")
        return f"{told}\n{mean.format(n=f'{self.board.mean:.0f}')}"

    def words(self, row: CaseloadRow, column: int) -> str:
        if column == WHO:
            told = caseload_words.mend(row).word or caseload_words.about(row)
            return ", ".join(filter(None, (caseload_words.who(row), told)))
        if column == CHILDREN:
            strain = caseload_words.strain(self.board, row).word
            return ", ".join(filter(None, (f"{row.children:,}", strain)))
        if column == TIERS:
            return f"{caseload_words.tiers(row)}, {caseload_words.states(row)}"
        if column == LATE:
            oldest = caseload_words.oldest(row, self.today)
            return ", ".join(filter(None, (f"{row.due.overdue:,}", oldest)))
        if column == COMING:
            return ", ".join(caseload_words.coming(row))
        away = caseload_words.absence(row, self.today).word
        return ", ".join(filter(None, (away, caseload_words.cover(row, self.today))))


class CaseloadPainter(QStyledItemDelegate):
    """The cells of the board."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 20))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: CaseloadRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, CaseloadRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if row is not None:
            _paint_cell(painter, box, row, model, index.column())
        painter.restore()


def _paint_cell(
    painter: QPainter, box: QRect, row: CaseloadRow, model: CaseloadRows, column: int
) -> None:
    today = model.today
    if column == WHO:
        paint_who(painter, box, row)
    elif column == CHILDREN:
        paint_load(painter, box, row, model.board)
    elif column == TIERS:
        paint_lines(painter, box, caseload_words.tiers(row), caseload_words.states(row))
    elif column == LATE:
        oldest = caseload_words.oldest(row, today)
        paint_chip_words(painter, box, caseload_words.late(row), oldest)
    elif column == COMING:
        paint_lines(painter, box, *caseload_words.coming(row))
    else:
        cover = caseload_words.cover(row, today)
        paint_chip_words(painter, box, caseload_words.absence(row, today), cover)


def paint_chip_words(painter: QPainter, box: QRect, told: State, below: str) -> None:
    """A chip, and words below it; words alone stand in the middle."""
    if told.word:
        paint_chip_over(painter, box, told, State(below, "muted"))
    else:
        marked_text.paint(painter, box, below, "", "muted")


def paint_who(painter: QPainter, box: QRect, row: CaseloadRow) -> None:
    """The name; below, the languages spoken, or what is to be mended."""
    first, second = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    marked_text.paint(painter, first, caseload_words.who(row), "", "text")
    painter.setFont(plain)
    mend = caseload_words.mend(row)
    told = mend.word or caseload_words.about(row)
    marked_text.paint(painter, second, told, "", mend.tone if mend.word else "muted")


def paint_load(painter: QPainter, box: QRect, row: CaseloadRow, board: Board) -> None:
    """How many children, with a chip where that is more than others have; below, a bar
    as long as their share of the longest, with a mark at the mean."""
    first, second = two_lines(painter, box)
    first.translate(0, -2)
    plain = painter.font()
    painter.setFont(bold(plain))
    number = f"{row.children:,}"
    marked_text.paint(painter, first, number, "", "text")
    width = painter.fontMetrics().horizontalAdvance(number) + PAD
    painter.setFont(plain)
    told = caseload_words.strain(board, row)
    if told.word:
        height = chip.size(told, painter.fontMetrics()).height()
        at = QPoint(first.left() + width, first.center().y() - height // 2)
        chip.paint(painter, at, told, first.width() - width)
    if row.staff_id is not None:
        _paint_bar(painter, second.adjusted(0, 0, -PAD, 0), row, board)


_INKS = {Strain.USUAL: "accent", Strain.ABOVE: "warning", Strain.FAR_ABOVE: "danger"}


def _paint_bar(painter: QPainter, box: QRect, row: CaseloadRow, board: Board) -> None:
    most = max(board.most, 1)
    line = QRect(box.left(), box.center().y() - _BAR // 2 + 3, box.width(), _BAR)
    worn = theme.current()
    painter.fillRect(line, QColor(worn.line))
    full = QRect(line)
    full.setWidth(round(line.width() * min(row.children / most, 1)))
    painter.fillRect(full, theme.colour(_INKS[board.strain(row)]))
    mean = line.left() + round(line.width() * board.mean / most)
    painter.fillRect(QRect(mean, line.top() - 2, 2, _BAR + 4), QColor(worn.text))


@forms.offer
class CaseloadTable(RowTable):
    shares = (18, 16, 23, 15, 11)
    painter = CaseloadPainter
