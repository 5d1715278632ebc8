"""A child's history in a list: grouped by days, painted as it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.history_facts import HistoryRow
from hhdesk.gui import forms, history_words, icons, marked_text, theme, tokens
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_chip_over, paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, format_distance, format_short_day

DAY, WHAT, BY, STATE = range(4)
COLUMNS = (N_("Day"), N_("What happened"), N_("Told by"), N_("State"))
_GAP = 8

Key = tuple[str, UUID, int]


class HistoryRows(PagedRows[Key, HistoryRow]):
    """`today` is the clinic's day; `query` is marked in what it found."""

    columns = COLUMNS

    def __init__(
        self, today: date, zone: tzinfo, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.today, self.zone, self.query = today, zone, ""
        self.rows: Sequence[HistoryRow] = ()
        self.page_wanted.connect(self._hand)

    def show(self, rows: Sequence[HistoryRow]) -> None:
        """These, which are all here already."""
        self.rows = rows
        self.put([row.key for row in rows], rows[:PAGE])

    def _hand(self, page: int) -> None:
        here = slice(page * PAGE, (page + 1) * PAGE)
        rows = self.rows[here]
        self.give(page, [row.key for row in rows], rows)

    def begins_day(self, at: int) -> bool:
        """Whether the row is the first of its day in the list."""
        return at == 0 or self.rows[at - 1].on != self.rows[at].on

    def words(self, row: HistoryRow, column: int) -> str:
        zone = self.zone
        if column == DAY:
            day = format_short_day(row.on, self.today)
            return ", ".join(filter(None, (day, history_words.clock(row, zone))))
        if column == WHAT:
            told = history_words.title(row), history_words.more(row, zone)
            return ", ".join(filter(None, told))
        if column == BY:
            return history_words.by(row)
        marks = history_words.state(row).word, history_words.seal(row).word
        return ", ".join(filter(None, marks))


class HistoryPainter(QStyledItemDelegate):
    """The day stands at its first row only; a stronger line begins it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: HistoryRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, HistoryRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        first = model.begins_day(index.row())
        if first and index.row():
            top = QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1)
            painter.fillRect(top, theme.colour("field_line"))
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if row is not None:
            _paint(painter, box, row, model, (index.column(), first))
        painter.restore()


def _paint(
    painter: QPainter,
    box: QRect,
    row: HistoryRow,
    model: HistoryRows,
    place: tuple[int, bool],
) -> None:
    column, first = place
    if column == DAY:
        _paint_day(painter, box, row, model, first=first)
    elif column == WHAT:
        _paint_what(painter, box, row, model)
    elif column == BY:
        paint_lines(painter, box, history_words.by(row), "")
    else:
        state, seal = history_words.state(row), history_words.seal(row)
        paint_chip_over(painter, box, state, seal)


def _paint_day(
    painter: QPainter, box: QRect, row: HistoryRow, model: HistoryRows, *, first: bool
) -> None:
    clock = history_words.clock(row, model.zone)
    if not first:
        marked_text.paint(painter, box, clock, "", "muted")
        return
    upper, lower = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    day = format_short_day(row.on, model.today)
    marked_text.paint(painter, upper, day, "", "text")
    painter.setFont(plain)
    near = format_distance(row.on, model.today)
    told = " · ".join(filter(None, (near, clock)))
    if painter.fontMetrics().horizontalAdvance(told) > lower.width():
        told = clock or near
    marked_text.paint(painter, lower, told, "", "muted")


def _paint_what(
    painter: QPainter, box: QRect, row: HistoryRow, model: HistoryRows
) -> None:
    side, ratio = tokens.ICON, painter.device().devicePixelRatioF()
    sign = icons.pixmap(history_words.ICONS[row.kind], "muted", side, ratio)
    painter.drawPixmap(box.left(), box.center().y() - side // 2, sign)
    box = box.adjusted(side + _GAP, 0, 0, 0)
    more = history_words.more(row, model.zone)
    upper, lower = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    title = history_words.title(row)
    marked_text.paint(painter, upper if more else box, title, model.query, "text")
    painter.setFont(plain)
    marked_text.paint(painter, lower, more, model.query, "muted")


@forms.offer
class HistoryTable(RowTable):
    shares: ClassVar[tuple[int, ...]] = (17, 47, 15)
    painter = HistoryPainter
