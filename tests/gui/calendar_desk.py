"""A calendar on the sample clinic, for tests that press keys and drag visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hhdesk.care import booking, clinic_time
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import Appointment, AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.gui.appointment_calendar import EVERYONE, AppointmentCalendarScreen
from hhdesk.gui.appointment_dialogs import AppointmentDialogs
from hhdesk.gui.day_grid import DayGrid
from hhdesk.gui.desk import Desk
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, ZONE

MONDAY = date(2026, 11, 23)
RIDE = ArrangementRow(
    ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED, "MediRide 8:00"
)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return clinic_time.local_moment(day, time(hour, minute), ZONE)


class CalendarDesk:
    """The screen, its cards and forms, and the records behind it."""

    def __init__(self, qtbot: QtBot, desk: Desk, records: Database) -> None:
        self.records = records
        self.desk = desk
        self.screen = AppointmentCalendarScreen(desk)
        qtbot.addWidget(self.screen)
        self.dialogs = AppointmentDialogs(desk, self.screen)
        self.undo: list[object] = []
        desk.said.connect(lambda _w, undo, _b: self.undo.append(undo))
        self.screen.resize(1150, 716)
        self.screen.show()
        self.screen.staff_choice.choose(EVERYONE)
        self.look_at(MONDAY)

    def look_at(self, day: date) -> None:
        self.screen._turn_to(day)
        self.grid.setFocus()

    @property
    def grid(self) -> DayGrid:
        return self.screen.grid

    def book(
        self,
        member_id: UUID,
        starts_at: datetime,
        title: str = "Well visit",
        *rides: ArrangementRow,
        minutes: int = 30,
        **other: object,
    ) -> CalendarRow:
        ends_at = starts_at + timedelta(minutes=minutes)
        details = AppointmentDetails(title, starts_at, ends_at, staff_id=ACTOR_ID)
        details = replace(details, **other)  # type: ignore[arg-type]
        with self.records.transaction(ACTOR_ID) as session:
            row = booking.book(session, member_id, details, rides)
        self.screen.read()
        assert row
        return row

    def stored(self, visit: UUID) -> Appointment:
        with self.records.reading() as session:
            one = session.get_one(Appointment, visit)
            session.expunge(one)
        return one

    def times(self, visit: UUID) -> str:
        """What the records say, by the clinic's clock: "Mon 08:30-09:00"."""
        one = self.stored(visit)
        begins, ends = one.starts_at.astimezone(ZONE), one.ends_at.astimezone(ZONE)
        return f"{begins:%a %H:%M}-{ends:%H:%M}"

    def choose(self, visit: UUID) -> None:
        assert self.grid.select_visit(visit)
        self.grid.setFocus()

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        QTest.keyClick(self.grid, key, modifiers)

    def point(self, visit: UUID, down: float = 0.5) -> QPoint:
        """A point of the visit's block, so far down of it."""
        day = self.grid.sheet.day_of(visit)
        assert day is not None
        (placed,) = [p for p in self.grid.sheet.placed(day) if p.visit == visit]
        box = self.grid.geometry_now().box(day, placed)
        return QPoint(round(box.center().x()), round(box.top() + box.height() * down))

    def place(self, day: date, hour: float) -> QPoint:
        """A point of a day at an hour of an ordinary day."""
        where = self.grid.geometry_now()
        column = where.column(self.grid.sheet.days.index(day))
        return QPoint(round(column.center().x()), round(where.y(hour)))

    def drag(self, begin: QPoint, end: QPoint, *, drop: bool = True) -> None:
        view, left = self.grid.viewport(), Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view, left, none, begin)
        QTest.mouseMove(view, begin + QPoint(0, 15))
        QTest.mouseMove(view, end)
        if drop:
            QTest.mouseRelease(view, left, none, end)

    def take_back(self) -> None:
        """Press Undo of what was said last."""
        undo = self.undo[-1]
        assert callable(undo)
        undo()
