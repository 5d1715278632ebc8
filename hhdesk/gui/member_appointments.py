"""The member page's tab of visits: those to come, those that were, booking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import appointment_calendar
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.errors import Refusal
from hhdesk.gui import forms, states, visit_words
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.visit_acts import BookingWish, VisitNews, VisitWish
from hhdesk.i18n import _, explain, format_date, format_distance, ngettext

_LATEST = 20
_OPEN = (
    AppointmentStatus.PROPOSED,
    AppointmentStatus.BOOKED,
    AppointmentStatus.ARRIVED,
)
_AGAIN = (AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED)


@dataclass(frozen=True)
class Visits:
    """All visits of one child, and the moment they were read."""

    rows: tuple[CalendarRow, ...]
    now: datetime


def read_visits(session: Any, member_id: UUID) -> Visits:
    return Visits(appointment_calendar.of_member(session, member_id), session.now())


class MemberAppointments(Spoken, QScrollArea):
    count_label: QLabel
    new_button: QPushButton
    notice: Notice
    coming_card: Card
    past_card: Card

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_appointments")
        self._desk = desk
        self._member_id = member_id
        self._visits: Visits | None = None
        self._all = False
        self.buttons: dict[tuple[UUID, str], QPushButton] = {}
        self.new_button.clicked.connect(self._book)
        self.past_card.button.clicked.connect(self._show_all)
        desk.visit_changed.connect(self._changed)

    def read(self) -> None:
        """Read the visits, at first and after each change."""
        self._desk.worker.read(
            read_visits, self._member_id, then=self._show, failed=self._explain
        )

    def turned_to(self) -> None:
        """The tab is in front: others may have booked meanwhile."""
        self.read()

    def _changed(self, news: VisitNews) -> None:
        if news.member_id in (None, self._member_id) and self._visits is not None:
            self.read()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, visits: Visits) -> None:
        if visits != self._visits:
            self._visits = visits
            self.refill()

    def refill(self) -> None:
        visits = self._visits
        if visits is None:
            return
        for card in (self.coming_card, self.past_card):
            card.clear()
        self.buttons.clear()
        coming = [row for row in visits.rows if self._to_come(row)]
        past = [row for row in reversed(visits.rows) if not self._to_come(row)]
        count = len(visits.rows)
        words = ngettext("{n} visit", "{n} visits", count).format(n=count)
        self.count_label.setText(words)
        nothing = _("No visit is booked.")
        self._fill(self.coming_card, _("To come"), coming, nothing)
        self._fill(self.past_card, _("Past"), past, _("No visit so far."))

    def _to_come(self, row: CalendarRow) -> bool:
        """Today's are among them until it is said how they went."""
        day = row.starts_at.astimezone(self._desk.zone).date()
        if row.status in _OPEN:
            return day >= self._desk.today
        return self._visits is not None and row.starts_at > self._visits.now

    def _fill(
        self, card: Card, title: str, rows: list[CalendarRow], nothing: str
    ) -> None:
        card.say(title, str(len(rows) or ""))
        shown = rows if self._all or card is self.coming_card else rows[:_LATEST]
        for row in shown:
            card.add(self._line(row))
        if not rows:
            card.add_muted(nothing)
        card.button.setText(_("Show all"))
        card.button.setVisible(len(shown) < len(rows))

    def _show_all(self) -> None:
        self._all = True
        self.refill()

    def _line(self, row: CalendarRow) -> QWidget:
        zone = self._desk.zone
        day = row.starts_at.astimezone(zone).date()
        distance = format_distance(day, self._desk.today)
        lead = f"{format_date(day)}\n{visit_words.times(row, zone)}"
        place = (distance, row.with_whom, row.place, visit_words.why(row))
        more = " · ".join(part for part in place if part)
        line = Line(row.title, more, self._chips(row), lead=lead)
        made = QWidget()
        strip = QHBoxLayout(made)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(8)
        strip.addWidget(line, 1)
        if row.status in _AGAIN and not self._followed(row):
            strip.addWidget(self._button(row, "again", _("Book again")))
        strip.addWidget(self._button(row, "open", _("Open")))
        return made

    def _chips(self, row: CalendarRow) -> list[State]:
        state = states.visit(row.status, row.called_off_by, unexplained=row.unexplained)
        if row.status is AppointmentStatus.BOOKED and not self._to_come(row):
            late = _("Say how it went"), "warning", "circle-alert"
            state = State(*late)
        badges = [badge.state for badge in visit_words.say(row, self._desk.zone).badges]
        again = self._made_good(row)
        chips = [state, *badges, states.seal(row.seal)]
        if again is not None:
            again_on = format_date(again.starts_at.astimezone(self._desk.zone).date())
            words = _("Booked again for {day}").format(day=again_on)
            chips.append(State(words, "info", "calendar"))
        return chips

    def _made_good(self, row: CalendarRow) -> CalendarRow | None:
        """The visit that was booked in place of a missed or called off one."""
        for other in self._visits.rows if self._visits else ():
            stands = other.status is not AppointmentStatus.CANCELLED
            if other.replaces_id == row.id and stands:
                return other
        return None

    def _followed(self, row: CalendarRow) -> bool:
        """Booked again, or followed by a later visit of the same kind."""
        return self._made_good(row) is not None or any(
            later.title == row.title
            and later.starts_at > row.starts_at
            and later.status is not AppointmentStatus.CANCELLED
            for later in (self._visits.rows if self._visits else ())
        )

    def _button(self, row: CalendarRow, act: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "small")
        when = format_date(row.starts_at.astimezone(self._desk.zone).date())
        button.setAccessibleName(f"{words}: {row.title}, {when}")
        does = self._book_again if act == "again" else self.open_visit
        button.clicked.connect(partial(_call, does, row))
        self.buttons[row.id, act] = button
        return button

    def open_visit(self, row: CalendarRow) -> None:
        self.show_visit(row.id)

    def show_visit(self, visit: UUID) -> None:
        """The card of one visit, open as this page may show it."""
        self._desk.visit_wanted.emit(VisitWish(visit, self._member_id))

    def _book_again(self, row: CalendarRow) -> None:
        self._desk.booking_wanted.emit(BookingWish(again=row))

    def _book(self) -> None:
        self._desk.booking_wanted.emit(BookingWish(member_id=self._member_id))


def _call(act: Any, row: CalendarRow, _checked: bool = False) -> None:
    act(row)
