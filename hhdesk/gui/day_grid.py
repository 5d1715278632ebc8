"""The calendar's view of days: one widget that paints only what fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.gui import day_stops, forms, theme, visit_words
from hhdesk.gui.day_geometry import DayGeometry
from hhdesk.gui.day_keys import DayKeys
from hhdesk.gui.day_mouse import DayMouse
from hhdesk.gui.day_painter import DayPainter, Scene
from hhdesk.gui.day_sheet import DaySheet
from hhdesk.gui.day_stops import Stop
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import plain_tip
from hhdesk.i18n import _, format_hour, format_time, format_weekday, ngettext

_OPENS = 8
_HOURS_SHOWN = 10
_LOWEST_ROW = 54
_NARROWEST = 52
HALF_HOUR = timedelta(minutes=30)


@forms.offer
class DayGrid(Spoken, QAbstractScrollArea):
    """Shows a sheet of days. Knows nothing of the records: whoever uses it acts."""

    opened = Signal(object)
    """The visit of this id."""
    new_wanted = Signal(object, object)
    """From one moment to another."""
    move_wanted = Signal(object, object, object)
    """The visit of this id, to these two moments."""
    cancel_wanted = Signal(object)
    day_wanted = Signal(object)
    turned = Signal(int)
    """To the days before (-1) or after (1)."""
    today_wanted = Signal()
    refused = Signal(object)
    """A Refusal: the visit cannot stand where it was let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = DaySheet((date.min,), ZoneInfo("UTC"))
        self.scene = Scene(date.min)
        self.painted = 0
        self._painter = DayPainter()
        self._keys = DayKeys(self)
        self._mouse = DayMouse(self)
        self._top: float | None = None
        self.pending: dict[UUID, tuple[datetime, datetime]] = {}
        """The times that were asked for and are not answered yet."""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_days(self, days: Sequence[date], zone: ZoneInfo, today: date) -> None:
        """Show these days, without any visit yet."""
        self.sheet = DaySheet(days, zone)
        self.scene = Scene(today, self.scene.now, focused=self.hasFocus())
        self._painter.forget()
        self._mouse.give_up()
        self.settle()

    def put(self, rows: Iterable[CalendarRow], now: datetime) -> None:
        """Show these visits; what did not change stays as it is."""
        self.scene.now = now
        self.sheet.put(rows)
        self._find_again()

    def swap(self, visit: UUID, row: CalendarRow | None) -> None:
        """One visit was changed; None is one that is shown no more."""
        if row is None:
            self.sheet.drop(visit)
        else:
            self.sheet.swap(row)
        self._find_again()

    def geometry_now(self) -> DayGeometry:
        """Where everything stands at the present size and scrolling."""
        metrics = self.fontMetrics()
        hours = (format_hour(hour) for hour in (10, 12, 22))
        axis = max(metrics.horizontalAdvance(words) for words in hours) + 16
        head = metrics.height() + 16
        room = self.viewport().size()
        row = max(theme.scaled(_LOWEST_ROW), (room.height() - head) // _HOURS_SHOWN)
        return DayGeometry(
            room.width(),
            room.height(),
            axis,
            head,
            row,
            len(self.sheet.days),
            self.sheet.axis.height,
            self.verticalScrollBar().value(),
        )

    def settle(self) -> None:
        """Fit hours and visits to the size of the view."""
        where = self.geometry_now()
        shortest = (self.fontMetrics().height() + 2) / where.row
        self.sheet.fit(where.lanes(theme.scaled(_NARROWEST)), min(shortest, 1.0))
        bar = self.verticalScrollBar()
        top = self._top if self._top is not None else float(_OPENS)
        body = int(where.body.height())
        bar.blockSignals(True)
        bar.setRange(0, max(where.content - body, 0))
        bar.setPageStep(body)
        bar.setSingleStep(where.row // 2)
        bar.setValue(round(top * where.row))
        bar.blockSignals(False)
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        self._top = value / self.geometry_now().row
        self.viewport().update()

    # ------------------------------------------------------------- selection

    def stops(self, day: int) -> list[Stop]:
        return self.sheet.stops(day)

    def select(self, day: int, stop: Stop) -> None:
        """Stand on a visit or a free half hour, and say so to a screen reader."""
        self.scene.day, self.scene.stop = day, stop
        self._bring_into_view(stop)
        self._announce()
        self.viewport().update()

    def select_visit(self, visit: UUID) -> bool:
        """Stand on this visit; False where it is not on the shown days."""
        day = self.sheet.day_of(visit)
        stop = self.sheet.stop_of(day, visit) if day is not None else None
        if day is None or stop is None:
            return False
        self.select(day, stop)
        return True

    def select_visit_on(self, day: int, visit: UUID) -> None:
        """Stand on the part of a visit that falls on this day."""
        stop = self.sheet.stop_of(day, visit)
        if stop is not None:
            self.select(day, stop)

    def select_time(self, day: int, position: float) -> None:
        """Stand on what is nearest to a position."""
        found = self.stops(day)
        if found:
            place = day_stops.place_of(found, Stop(position, position))
            self.select(day, found[place])

    def begin(self) -> None:
        """Stand where work goes on: now, or when the clinic opens."""
        today, now = self.scene.today, self.scene.now
        day = self.sheet.days.index(today) if today in self.sheet.days else 0
        position = float(_OPENS)
        if now is not None and self.sheet.days[day] == today:
            position = max(position, self.sheet.axis.position(today, now))
        self.select_time(day, position)

    @property
    def chosen(self) -> CalendarRow | None:
        """The visit on which the keyboard stands."""
        stop = self.scene.stop
        return self.sheet.row(stop.visit) if stop and stop.visit else None

    def times(self, row: CalendarRow) -> tuple[datetime, datetime]:
        """Its times, or those that were just asked for."""
        return self.pending.get(row.id, (row.starts_at, row.ends_at))

    def ask_move(self, visit: UUID, starts_at: datetime, ends_at: datetime) -> None:
        self.pending[visit] = starts_at, ends_at
        self.move_wanted.emit(visit, starts_at, ends_at)

    def _find_again(self) -> None:
        """The chosen visit may have moved; a free half hour may be taken now."""
        stop = self.scene.stop
        if stop is None:
            self.begin()
        elif not (stop.visit and self.select_visit(stop.visit)):
            day = min(self.scene.day, len(self.sheet.days) - 1)
            self.select_time(day, stop.top)

    def _bring_into_view(self, stop: Stop) -> None:
        where = self.geometry_now()
        bar = self.verticalScrollBar()
        top, bottom = round(stop.top * where.row), round(stop.bottom * where.row)
        body = int(where.body.height())
        if body <= 0:
            return
        if top < bar.value():
            bar.setValue(top - where.row // 4)
        elif bottom > bar.value() + body:
            bar.setValue(min(bottom - body + where.row // 4, top))

    def _announce(self) -> None:
        self.setAccessibleName(self.told())
        event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)

    def told(self) -> str:
        """What the keyboard stands on, in words."""
        stop = self.scene.stop
        if stop is None:
            return _("Calendar")
        day = format_weekday(self.sheet.days[self.scene.day])
        if stop.visit:
            words = self._painter.words(self.sheet, stop.visit).sentence
        elif stop.more:
            count = len(stop.more)
            words = ngettext("{n} more visit", "{n} more visits", count)
            words = words.format(n=count)
        else:
            _row, clock = self.sheet.axis.clock(stop.top)
            words = _("{time}, free").format(time=format_time(clock))
        return f"{day}, {words}"

    # ---------------------------------------------------------------- acts

    def open_chosen(self) -> None:
        stop = self.scene.stop
        if stop is None:
            return
        if stop.visit:
            self.opened.emit(stop.visit)
        elif stop.more:
            self.day_wanted.emit(self.sheet.days[self.scene.day])
        else:
            self.ask_new()

    def ask_new(self) -> None:
        """A new visit where the keyboard stands; after a visit, when that ends."""
        stop = self.scene.stop
        if stop is not None:
            top = stop.top if stop.free else min(stop.bottom, self.sheet.axis.height)
            self.ask_new_at(self.scene.day, top)

    def ask_new_at(self, day: int, position: float) -> None:
        on = self.sheet.days[day]
        position = min(position, self.sheet.axis.height - 0.5)
        for gap in self.sheet.axis.gaps(on):
            if gap.top <= position < gap.bottom:
                position = gap.bottom
        starts_at = self.sheet.axis.moment(on, position)
        self.new_wanted.emit(starts_at, starts_at + HALF_HOUR)

    # --------------------------------------------------------------- events

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        where = self.geometry_now()
        self.painted = self._painter.paint(painter, where, self.sheet, self.scene)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.scene.focused = True
        if self.scene.stop is None:
            self.begin()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.scene.focused = False
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are not the window's."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._keys.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._mouse.give_up():
            return
        if not self._keys.press(event):
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        hit = self._mouse.hit(QPointF(event.pos()))
        row = self.sheet.row(hit.placed.visit) if hit and hit.placed.visit else None
        if row is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), self.tip(row), self.viewport())

    def tip(self, row: CalendarRow) -> str:
        """A visit's tip, escaped."""
        lines = visit_words.tip(row, self.sheet.axis.zone).splitlines()
        return "<br>".join(plain_tip(line) for line in lines)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double(event)

    @property
    def dragging(self) -> bool:
        return self._mouse.dragging

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_mouse"):
            self._painter.forget()
            self.settle()

    def refill(self) -> None:
        self._painter.forget()
        self.settle()
        self._announce()
