"""The front desk's list: a line a visit, to be read at a glance from the counter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.front_desk import DeskRow, Stage
from hhdesk.gui import forms, front_desk_words, marked_text, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_chip_over, paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, format_age, format_time

TIME, CHILD, WHAT, CALL, WHERE = range(5)
COLUMNS = (
    N_("Time"),
    N_("Child"),
    N_("What for, with whom"),
    N_("Call out, language"),
    N_("Where"),
)


class DeskRows(PagedRows[UUID, DeskRow]):
    """A day's visits, all of them here. `now` is the moment that waiting is told by."""

    columns = COLUMNS

    def __init__(
        self, today: date, zone: ZoneInfo, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.today, self.zone = today, zone
        self.now = datetime.min.replace(tzinfo=UTC)
        self.clinic = ""
        self.query = ""

    def show(self, rows: Sequence[DeskRow]) -> bool:
        """Show these rows; gives whether the list is another one than before."""
        keys = [row.id for row in rows]
        other = keys != list(self.keys)
        self.renew(keys) if other else self.forget()
        for page, at in enumerate(range(0, len(rows), PAGE)):
            self.give(page, keys[at : at + PAGE], rows[at : at + PAGE])
        return other

    def words(self, row: DeskRow, column: int) -> str:
        if column == TIME:
            return format_time(row.starts_at.astimezone(self.zone))
        if column == CHILD:
            return f"{row.name.full}, {format_age(row.birth_date, self.today)}"
        if column == WHAT:
            told = front_desk_words.with_whom(row, self.clinic)
            return ", ".join(filter(None, (front_desk_words.what_for(row), told)))
        if column == CALL:
            told = front_desk_words.language(row).word
            return f"{front_desk_words.call_out(row)}, {told}"
        stage = front_desk_words.stage(row, self.now).word
        since = front_desk_words.since(row, self.now, self.zone).word
        asked = [one.word for one in notes(row, self.zone)]
        return ", ".join(filter(None, (stage, since, *asked)))


def notes(row: DeskRow, zone: ZoneInfo) -> list[State]:
    """What somebody has still to see to before the family goes in."""
    if row.stage is Stage.DONE:
        return []
    open_ones = [one for one in front_desk_words.arranged(row) if one.tone != "good"]
    asked = [front_desk_words.hint(one, row, zone) for one in row.hints]
    return [*open_ones, *(one for one in asked if one.tone == "warning")]


class DeskPainter(QStyledItemDelegate):
    """The cells of the front desk's table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: DeskRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, DeskRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if row is not None:
            box = option.rect.adjusted(PAD, 0, -6, -1)
            _paint_cell(painter, box, row, model, index.column())
        painter.restore()


def _paint_cell(
    painter: QPainter, box: QRect, row: DeskRow, model: DeskRows, column: int
) -> None:
    if column == TIME:
        _paint_time(painter, box, row, model)
    elif column == CHILD:
        _paint_child(painter, box, row, model)
    elif column == WHAT:
        told = front_desk_words.with_whom(row, model.clinic)
        paint_lines(painter, box, front_desk_words.what_for(row), told)
    elif column == CALL:
        _paint_call(painter, box, row)
    else:
        stage = front_desk_words.stage(row, model.now)
        paint_chip_over(painter, box, stage, _below(row, model))


def _below(row: DeskRow, model: DeskRows) -> State:
    """Since when they wait; else what is still open for this visit."""
    open_ones = notes(row, model.zone)
    if not open_ones:
        return front_desk_words.since(row, model.now, model.zone)
    words = [front_desk_words.waits(row, model.now), open_ones[0].word]
    if len(open_ones) > 1:
        words.append(f"+{len(open_ones) - 1}")
    return State(" · ".join(filter(None, words)), "warning")


def _ink(row: DeskRow) -> str:
    """Who is done steps back."""
    return "muted" if row.stage is Stage.DONE else "text"


def _paint_time(painter: QPainter, box: QRect, row: DeskRow, model: DeskRows) -> None:
    plain = painter.font()
    painter.setFont(bold(plain))
    told = format_time(row.starts_at.astimezone(model.zone))
    marked_text.paint(painter, box, told, "", _ink(row))
    painter.setFont(plain)


def _paint_child(painter: QPainter, box: QRect, row: DeskRow, model: DeskRows) -> None:
    first, second = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    marked_text.paint(painter, first, row.name.full, model.query, _ink(row))
    painter.setFont(plain)
    age = format_age(row.birth_date, model.today)
    marked_text.paint(painter, second, age, "", "muted")


def _paint_call(painter: QPainter, box: QRect, row: DeskRow) -> None:
    """What to call; below, in which language."""
    first, second = two_lines(painter, box)
    marked_text.paint(painter, first, front_desk_words.call_out(row), "", _ink(row))
    spoken = front_desk_words.language(row)
    ink = "info" if spoken.tone == "info" else "muted"
    marked_text.paint(painter, second, spoken.word, "", ink)


@forms.offer
class DeskTable(RowTable):
    """The time is never cut; of the rest, where they are is looked for most often."""

    shares = (0, 25, 24, 20)
    painter = DeskPainter

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetrics(bold(self.font()))
        longest = format_time(time(22, 58))
        first = metrics.horizontalAdvance(longest) + 2 * PAD
        rest = self.viewport().width() - first
        self.setColumnWidth(TIME, first)
        for column, share in enumerate(self.shares[1:], 1):
            self.setColumnWidth(column, rest * share // 100)
