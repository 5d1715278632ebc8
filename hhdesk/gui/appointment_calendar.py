"""The Calendar screen: a week or a day of visits, of one coordinator or of everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QDate, QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from hhdesk.care import appointment_calendar, clinic_time, staff
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.staff import StaffRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_grid import DayGrid
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.notice import Notice
from hhdesk.gui.segments import Segments
from hhdesk.gui.visit_acts import (
    BookingWish,
    VisitActs,
    VisitNews,
    VisitWish,
    busy_words,
)
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.i18n import _, explain, format_days, ngettext

DAY, WEEK = "day", "week"
MINE, EVERYONE = "mine", "everyone"
_WEEK = 7
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_WORKDAYS = 5
_LOOK_MS = 60_000


@dataclass(frozen=True)
class Shown:
    """The visits of some days, the moment they were read, and who can own one."""

    first: date
    rows: tuple[CalendarRow, ...]
    now: datetime
    staff: tuple[StaffRow, ...]


def read_days(session: Any, first: date, days: int, staff_id: UUID | None) -> Shown:
    begin, end = clinic_time.window(first, days, session.zone)
    rows = appointment_calendar.between(session, begin, end, staff_id)
    return Shown(first, rows, session.now(), tuple(staff.active_staff(session)))


class AppointmentCalendarScreen(Spoken, QWidget):
    title_label: QLabel
    count_label: QLabel
    tools: Flow
    previous_button: QToolButton
    today_button: QPushButton
    next_button: QToolButton
    pick_button: QToolButton
    span_choice: Segments
    staff_choice: Choice
    new_button: QPushButton
    notice: Notice
    grid: DayGrid

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "appointment_calendar")
        for tool in self.tools.findChildren(QWidget, options=_DIRECT):
            self.tools.add(tool)
        self.tools.align_right()
        self._desk = desk
        self._acts = VisitActs(desk)
        self._day = desk.today
        self._span = WEEK
        self._staff: tuple[StaffRow, ...] = ()
        self._shown: Shown | None = None
        self._wanted: UUID | None = None
        self.month: QCalendarWidget | None = None
        self.setFocusProxy(self.grid)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._read_in_passing)
        self._connect()
        self.refill()
        self._turn_to(desk.today)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(partial(self._turn, -1))
        self.next_button.clicked.connect(partial(self._turn, 1))
        self.today_button.clicked.connect(self.show_today)
        self.pick_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pick_button.pressed.connect(self._offer_month)
        self.span_choice.chosen.connect(self.show_span)
        self.staff_choice.activated.connect(lambda _: self._ask_again())
        self.new_button.clicked.connect(self.grid.ask_new)
        grid = self.grid
        grid.opened.connect(self._open)
        grid.new_wanted.connect(self._book)
        grid.move_wanted.connect(self._move)
        grid.cancel_wanted.connect(self._open_to_cancel)
        grid.day_wanted.connect(self.show_day)
        grid.turned.connect(self._turn)
        grid.today_wanted.connect(self.show_today)
        grid.refused.connect(lambda refusal: self._desk.say(explain(refusal)))
        self._desk.visit_changed.connect(self._changed)
        self._desk.member_saved.connect(lambda _: self.read())
        self._desk.day_changed.connect(self._begin_day)
        again = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        again.activated.connect(self.read)

    # ------------------------------------------------------------ which days

    @property
    def first(self) -> date:
        """The first of the days that are read."""
        if self._span == DAY:
            return self._day
        return self._day - timedelta(days=self._day.weekday())

    @property
    def _count(self) -> int:
        return 1 if self._span == DAY else _WEEK

    def _days(self, shown: Shown | None = None) -> list[date]:
        """The days that are shown: of a week-end only what has a visit, or is today."""
        days = [self.first + timedelta(days=n) for n in range(self._count)]
        zone = self._desk.zone
        used = {self._desk.today, self._day}
        for row in shown.rows if shown else ():
            used |= {row.starts_at.astimezone(zone).date()}
        return [day for n, day in enumerate(days) if n < _WORKDAYS or day in used]

    def show_day(self, day: date) -> None:
        """This day alone."""
        self._span = DAY
        self.span_choice.choose(DAY)
        self._turn_to(day)

    def show_span(self, span: str) -> None:
        """DAY or WEEK."""
        self._span = span
        self.span_choice.choose(span)
        day = self.grid.sheet.days[self.grid.scene.day]
        self._turn_to(day if span == DAY else self._day)

    def show_everyone(self) -> None:
        """The visits of all coordinators."""
        self.staff_choice.choose(EVERYONE)
        self.read()

    def show_today(self) -> None:
        self._turn_to(self._desk.today)
        self.grid.begin()

    def _turn(self, step: int) -> None:
        self._turn_to(self._day + timedelta(days=step * self._count))

    def _turn_to(self, day: date) -> None:
        self._day = day
        self._shown = None
        at = self.grid.scene.stop
        self.grid.show_days(self._days(), self._desk.zone, self._desk.today)
        if at is not None and day in self.grid.sheet.days:
            self.grid.select_time(self.grid.sheet.days.index(day), at.top)
        self._say_days()
        self.read()

    def _begin_day(self) -> None:
        self._turn_to(self._day)

    # --------------------------------------------------------------- reading

    def read(self) -> None:
        """Read the shown days anew: others work on the same records."""
        if self.grid.dragging:
            return
        self._desk.worker.read(
            read_days,
            self.first,
            self._count,
            self._whose(),
            lane="calendar",
            then=self._show,
            failed=self._explain,
        )

    def _read_in_passing(self) -> None:
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()
        if not event.spontaneous():
            self.read()

    def changeEvent(self, event: QEvent) -> None:
        """Who comes back to the window sees what others did meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._read_in_passing()

    def _whose(self) -> UUID | None:
        chosen = self.staff_choice.value()
        if chosen == MINE:
            return self._desk.worker.actor_id
        return chosen if isinstance(chosen, UUID) else None

    def _ask_again(self) -> None:
        self.grid.setFocus()
        self.read()

    def _show(self, shown: Shown) -> None:
        if shown.first != self.first:
            return
        self.notice.say("")
        self._shown = shown
        if shown.staff != self._staff:
            self._staff = shown.staff
            self._offer_staff()
        days = self._days(shown)
        if tuple(days) != self.grid.sheet.days:
            self._show_other_days(days)
        self.grid.put(shown.rows, shown.now)
        if self._wanted is not None and self.grid.select_visit(self._wanted):
            self._wanted = None
        self._say_days()

    def _show_other_days(self, days: list[date]) -> None:
        """A day of the week-end comes or goes; the keyboard stays on its day."""
        was = self.grid.sheet.days[self.grid.scene.day]
        at = self.grid.scene.stop
        self.grid.show_days(days, self._desk.zone, self._desk.today)
        if at is not None:
            self.grid.scene.day = days.index(was) if was in days else len(days) - 1
            self.grid.scene.stop = at

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    # ------------------------------------------------------------------ acts

    def _open(self, visit: UUID, act: str = "") -> None:
        row = self.grid.sheet.row(visit)
        if row is None:
            return
        if row.busy:
            self._desk.say(busy_words())
        else:
            self._desk.visit_wanted.emit(VisitWish(visit, act=act))

    def _open_to_cancel(self, visit: UUID) -> None:
        self._open(visit, VisitAct.CALL_OFF)

    def _book(self, starts_at: datetime, ends_at: datetime) -> None:
        wish = BookingWish(starts_at=starts_at, ends_at=ends_at)
        self._desk.booking_wanted.emit(wish)

    def _move(self, visit: UUID, starts_at: datetime, ends_at: datetime) -> None:
        row = self.grid.sheet.row(visit)
        if row is None or row.busy:
            self.grid.pending.pop(visit, None)
        if row is not None:
            self._acts.move(row, starts_at, ends_at)

    def _changed(self, news: VisitNews) -> None:
        """Show the one visit that changed; the keyboard follows it to other days."""
        self.grid.pending.pop(news.id, None)
        row, whose = news.row, self._whose()
        if row is not None and whose is not None and row.staff_id != whose:
            row = None
        chosen = self.grid.chosen
        followed = chosen is not None and chosen.id == news.id
        if row is not None:
            day = row.starts_at.astimezone(self._desk.zone).date()
            if day not in self.grid.sheet.days:
                if followed:
                    self._wanted = news.id
                    self._turn_to(day)
                else:
                    self.read()
                return
        self.grid.swap(news.id, row)
        self.read()

    # ----------------------------------------------------------------- words

    def _say_days(self) -> None:
        days = self.grid.sheet.days
        self.title_label.setText(format_days(days[0], days[-1]))
        count = len(self._shown.rows) if self._shown else 0
        words = ngettext("{n} visit", "{n} visits", count).format(n=count)
        self.count_label.setText(words if self._shown else "")

    def _offer_staff(self) -> None:
        options: list[tuple[object, str]] = [
            (MINE, _("My visits")),
            (EVERYONE, _("Everyone's visits")),
        ]
        me = self._desk.worker.actor_id
        options += [(one.id, one.name) for one in self._staff if one.id != me]
        self.staff_choice.offer(options)

    def _offer_month(self) -> None:
        """The month is built when it is first asked for: it is a heavy widget."""
        if self.month is None:
            self.month = QCalendarWidget(self)
            self.month.clicked.connect(self._picked)
            menu = QMenu(self)
            action = QWidgetAction(menu)
            action.setDefaultWidget(self.month)
            menu.addAction(action)
            self.pick_button.setMenu(menu)
        self.month.setSelectedDate(
            QDate(self._day.year, self._day.month, self._day.day)
        )

    def _picked(self, day: QDate) -> None:
        if (menu := self.pick_button.menu()) is not None:
            menu.close()
        self._turn_to(date(day.year(), day.month(), day.day()))

    def refill(self) -> None:
        day = _("Day"), _("One day")
        week = _("Week"), _("One week")
        self.span_choice.offer({DAY: day, WEEK: week})
        self.span_choice.choose(self._span)
        before, after = _("Earlier (Page Up)"), _("Later (Page Down)")
        for button, words in (
            (self.previous_button, before),
            (self.next_button, after),
        ):
            set_tip(button, words)
            button.setAccessibleName(words)
        self.grid.setAccessibleDescription(
            _(
                "Arrows choose, Enter opens, Ctrl+N books, Alt and arrows move a "
                "visit, Delete calls it off."
            )
        )
        self._offer_staff()
        if self.grid.sheet.days[0] != date.min:
            self._say_days()
