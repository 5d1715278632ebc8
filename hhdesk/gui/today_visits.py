"""Today's visits as a time line: when, which child, what and where, ride and
interpreter, how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.gui import chip, forms, marked_text, theme, visit_words
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import ROW_ROLE, Index
from hhdesk.gui.row_painting import PAD, bold, paint_ground
from hhdesk.i18n import _, format_time

_UNSAID = (AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED)
_USUAL = "info"
"""The tone of a visit that is booked and waits: its chip would say nothing new."""


def chips(row: CalendarRow, zone: tzinfo, now: datetime | None = None) -> list[State]:
    """How it stands where that is news, and what is arranged for it; of one that is
    over and still booked, that somebody has to say how it went."""
    if row.busy:
        return []
    words = visit_words.say(row, zone)
    told = [badge.state for badge in words.badges]
    if row.status in _UNSAID and now is not None and row.ends_at <= now:
        return [State(_("Say how it went"), "warning", "circle-alert")]
    if words.state.word and words.state.tone != _USUAL:
        told.insert(0, words.state)
    return told


def lines(row: CalendarRow) -> list[str]:
    """Below the name: what for; with whom and where."""
    if row.busy:
        return []
    place = " · ".join(part for part in (row.with_whom, row.place) if part)
    return [part for part in (row.title, place) if part]


class VisitRows(QAbstractListModel):
    def __init__(self, zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.zone = zone
        self.rows: Sequence[CalendarRow] = ()
        self.now: datetime | None = None

    def put(self, rows: Sequence[CalendarRow], now: datetime) -> bool:
        """The day's visits by time, at this moment; gives whether they are others."""
        self.now = now
        if rows == self.rows:
            self.say_again()
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def say_again(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return visit_words.say(row, self.zone).sentence
        return None

    def first_to_come(self) -> int:
        """The first visit that is not over, or -1."""
        for at, row in enumerate(self.rows):
            if self.now is not None and row.ends_at > self.now:
                return at
        return -1


class VisitPainter(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.width = 300

    def _lead(self, metrics: QFontMetrics) -> int:
        return metrics.horizontalAdvance("12:30 PM") + 16

    def _rows_of_chips(self, told: list[State], metrics: QFontMetrics) -> list[Any]:
        """The chips with their places, broken where the width ends."""
        room = self.width - 2 * PAD - self._lead(metrics)
        placed, x, y = [], 0, 0
        for state in told:
            size = chip.size(state, metrics)
            if x and x + size.width() > room:
                x, y = 0, y + size.height() + 4
            placed.append((x, y, state, min(size.width(), room)))
            x += size.width() + 6
        return placed

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: CalendarRow = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, VisitRows)
        metrics = option.fontMetrics
        height = metrics.height() * (1 + len(lines(row))) + 16
        placed = self._rows_of_chips(chips(row, model.zone, model.now), metrics)
        if placed:
            chip_high = chip.size(placed[-1][2], metrics).height()
            height += placed[-1][1] + chip_high + 4
        return QSize(self.width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: CalendarRow = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, VisitRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if index.row() == model.first_to_come():
            self._paint_now(painter, option.rect)
        self._paint_row(painter, option.rect.adjusted(PAD + 4, 8, -PAD, 0), row, model)
        painter.restore()

    @staticmethod
    def _paint_now(painter: QPainter, box: QRect) -> None:
        """A line above what comes next: the day has come so far."""
        painter.fillRect(box.left(), box.top(), box.width(), 2, theme.colour("accent"))

    def _paint_row(
        self, painter: QPainter, box: QRect, row: CalendarRow, model: VisitRows
    ) -> None:
        plain, metrics = painter.font(), painter.fontMetrics()
        words = visit_words.say(row, model.zone)
        over = model.now is not None and row.ends_at <= model.now
        ink = "muted" if over or row.busy else "text"
        line, lead = metrics.height(), self._lead(metrics)
        here = QRect(box.left(), box.top(), box.width(), line)
        painter.setFont(bold(plain))
        begins = format_time(row.starts_at.astimezone(model.zone))
        marked_text.paint(painter, here, begins, "", ink)
        here.setLeft(box.left() + lead)
        marked_text.paint(painter, here, words.full_name, "", ink)
        painter.setFont(plain)
        for more in lines(row):
            here.translate(0, line)
            marked_text.paint(painter, here, more, "", "muted")
        top = here.bottom() + 5
        for x, y, state, wide in self._rows_of_chips(
            chips(row, model.zone, model.now), metrics
        ):
            chip.paint(painter, QPoint(here.left() + x, top + y), state, wide)


@forms.offer
class TodayVisits(QListView):
    """Enter or a click opens a visit."""

    opened = Signal(object)
    """The CalendarRow of a visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = VisitPainter(self)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def show_next(self) -> None:
        """Bring what comes next into view, with what was just before it."""
        model = self.model()
        if isinstance(model, VisitRows) and (at := model.first_to_come()) > 0:
            top = QListView.ScrollHint.PositionAtTop
            self.scrollTo(model.index(at - 1), top)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._painter.width = self.viewport().width()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
