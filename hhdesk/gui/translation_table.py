"""The lines that wait for a translator or a check, as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.translation_work import LineKey, WorkRow
from hhdesk.gui import forms, marked_text, states, theme, tokens, translation_words
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.paged_rows import ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, format_distance, format_short_day, language_name

LINE, CHILD, STATE = range(3)
_NARROW, _LINE_ALONE = 440, 58
COLUMNS = (N_("Line"), N_("Child, next visit"), N_("State"))


def state(row: WorkRow) -> State:
    """Who translated or checked is told beside the line itself."""
    if row.private:
        return State(_("Private"), "sealed", "lock")
    return states.translation_state(row.state)


def english(row: WorkRow) -> str:
    """The line in one line; a private one says nothing."""
    if row.private:
        return _("A private line waits")
    return " ".join(row.pair.english.split())


def about(row: WorkRow) -> str:
    """Into which language, and where in the plan."""
    language = language_name(row.language)
    if row.private:
        return language
    place = translation_words.place(row.key.part, row.domain)
    return f"{language} · {place}"


def visit(row: WorkRow, desk: Desk) -> str:
    """When the family is seen next."""
    if row.private:
        return ""
    if row.next_visit is None:
        return _("No visit booked")
    zone: ZoneInfo = desk.zone
    day = row.next_visit.astimezone(zone).date()
    short, near = format_short_day(day, desk.today), format_distance(day, desk.today)
    return f"{short} · {near}"


def child(row: WorkRow) -> str:
    """A private line tells only whose coordinator has it."""
    if row.child is not None:
        return row.child.full
    return row.owner or _("Nobody's yet")


class TranslationRows(PagedRows[LineKey, WorkRow]):
    columns = COLUMNS

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk

    def words(self, row: WorkRow, column: int) -> str:
        if column == LINE:
            return f"{english(row)}, {about(row)}"
        if column == CHILD:
            return ", ".join(filter(None, (child(row), visit(row, self.desk))))
        return state(row).word


class TranslationPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: WorkRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, TranslationRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if row is not None:
            _CELLS[index.column()](painter, box, row, model.desk)
        painter.restore()


def paint_line(painter: QPainter, box: QRect, row: WorkRow, _desk: Desk) -> None:
    first, second = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(plain if row.private else bold(plain))
    marked_text.paint(painter, first, english(row), "", "text")
    painter.setFont(plain)
    marked_text.paint(painter, second, about(row), "", "muted")


def paint_child(painter: QPainter, box: QRect, row: WorkRow, desk: Desk) -> None:
    paint_lines(painter, box, child(row), visit(row, desk))


def paint_state(painter: QPainter, box: QRect, row: WorkRow, _desk: Desk) -> None:
    paint_chip(painter, box, state(row))


_CELLS: dict[int, Callable[[QPainter, QRect, WorkRow, Desk], None]] = {
    LINE: paint_line,
    CHILD: paint_child,
    STATE: paint_state,
}


@forms.offer
class TranslationTable(RowTable):
    shares: ClassVar[tuple[int, ...]] = (43, 26)
    painter = TranslationPainter

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the room is narrow, whose the line is stands beside it alone."""
        super().resizeEvent(event)
        room = self.viewport().width()
        narrow = room < theme.scaled(_NARROW)
        self.setColumnHidden(CHILD, narrow)
        if narrow:
            self.setColumnWidth(LINE, room * _LINE_ALONE // 100)
