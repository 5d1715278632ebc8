"""The Calendar screen: what a person sees, presses and drags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hhdesk.care import attendance, booking
from hhdesk.care.arrangements import ArrangementStatus
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.gui import visit_words
from hhdesk.gui.application import Speech
from hhdesk.gui.appointment_calendar import DAY, MINE, WEEK
from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.desk import Desk
from hhdesk.gui.visit_card import VisitCard
from hhdesk.gui.worker import InlineWorker, Task
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID
from tests.gui.calendar_desk import MONDAY, RIDE, CalendarDesk, at
from tests.gui.sample import Sample

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
TUESDAY = MONDAY + timedelta(days=1)
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
SPRING, AUTUMN = date(2027, 3, 14), date(2026, 11, 1)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.fixture
def calendar(qtbot: QtBot, desk: Desk, records: Database) -> CalendarDesk:
    return CalendarDesk(qtbot, desk, records)


# ------------------------------------------------------------------- what is seen


def test_a_week_shows_its_workdays_and_how_many_visits(calendar: CalendarDesk) -> None:
    screen = calendar.screen
    assert plain(screen.title_label.text()) == "Nov 23 – 27, 2026"
    assert screen.count_label.text() == "1 visit"
    assert len(screen.grid.sheet.days) == 5


def test_a_day_of_the_week_end_shows_where_it_has_a_visit(
    calendar: CalendarDesk, people: Sample
) -> None:
    saturday = MONDAY + timedelta(days=5)
    calendar.book(people.mateo, at(saturday, 9))
    assert calendar.grid.sheet.days == tuple(
        MONDAY + timedelta(days=n) for n in range(6)
    )


def test_a_screen_reader_hears_who_when_what_and_what_is_arranged(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10), "Sports form", RIDE)
    calendar.choose(row.id)
    assert plain(calendar.grid.accessibleName()) == (
        "Mon 23, Jonah Hern, 10:00 AM – 10:30 AM, Sports form, Booked, Ride: arranged"
    )
    calendar.press(Key.Key_Down)
    assert plain(calendar.grid.accessibleName()) == "Mon 23, 10:30 AM, free"


def test_a_sealed_visit_is_busy_without_a_mark_and_is_not_opened(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    row = calendar.book(
        people.jonah, at(MONDAY, 10), "Counselling", seal=SEALED, place="Room 7"
    )
    calendar.choose(row.id)
    told = plain(calendar.grid.told()) + plain(calendar.grid.tip(row))
    assert "Busy, 10:00 AM" in told
    for secret in ("Jonah", "Counselling", "Room 7", "Sealed", "Booked"):
        assert secret not in told
    calendar.press(Key.Key_Return)
    assert calendar.dialogs.dialog("card", row.id) is None
    assert said == ["This time is taken. What for stands on the child's own page."]


def test_markup_in_a_title_is_text_in_the_tip(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10), "<img src=x> & more")
    assert "&lt;img src=x&gt; &amp; more" in calendar.grid.tip(row)


def test_mine_leaves_out_the_visits_of_others(
    calendar: CalendarDesk, people: Sample
) -> None:
    mine = calendar.book(people.jonah, at(MONDAY, 10))
    calendar.book(people.jonah, at(MONDAY, 12), staff_id=OTHER_ID)
    assert len(calendar.grid.sheet.rows) == 3
    choice = calendar.screen.staff_choice
    choice.choose(MINE)
    choice.activated.emit(choice.currentIndex())
    assert [row.id for row in calendar.grid.sheet.rows] == [mine.id]
    choice.choose(OTHER_ID)
    choice.activated.emit(choice.currentIndex())
    assert [row.staff for row in calendar.grid.sheet.rows] == ["Marisol Soto"]


def test_what_another_program_booked_shows_after_f5(
    calendar: CalendarDesk, people: Sample, records: Database
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    with records.transaction(OTHER_ID) as session:
        booking.move(session, row.id, at(TUESDAY, 11), seen=row.version)
    assert calendar.grid.sheet.day_of(row.id) == 0
    QTest.keyClick(calendar.screen, Key.Key_F5)
    assert calendar.grid.sheet.day_of(row.id) == 1


def test_only_what_fits_is_painted(calendar: CalendarDesk, people: Sample) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 15))
    many = [replace(row, id=calendar.desk.worker.new_id()) for _ in range(3000)]
    calendar.grid.sheet.put(many)
    calendar.grid.viewport().repaint()
    assert 1 <= calendar.grid.painted <= 5
    calendar.grid.verticalScrollBar().setValue(0)
    calendar.grid.viewport().repaint()
    assert calendar.grid.painted == 0


def test_the_day_of_twenty_five_hours_tells_the_second_hour_apart(
    calendar: CalendarDesk, people: Sample
) -> None:
    second = at(AUTUMN, 1, 30) + timedelta(hours=1)
    row = calendar.book(people.jonah, second)
    calendar.look_at(AUTUMN)
    calendar.choose(row.id)
    assert calendar.grid.scene.stop
    assert calendar.grid.scene.stop.top == 2.5
    assert "1:30 AM (second time) – 2:00 AM" in plain(calendar.grid.told())


def test_in_spanish_the_week_is_spanish(
    calendar: CalendarDesk, speech: Speech, qapp: QApplication
) -> None:
    speech.speak("es")
    qapp.processEvents()
    assert calendar.screen.title_label.text() == "23–27 de noviembre de 2026"
    assert calendar.grid.told().startswith("lun 23")


def test_a_spanish_time_at_the_end_brings_its_own_full_stop() -> None:
    assert visit_words.ended("A las 9:00 a.m..") == "A las 9:00 a.m."
    assert visit_words.ended("At 9:00 AM.") == "At 9:00 AM."


# ----------------------------------------------------------------------- keyboard


def test_the_arrows_go_through_visits_and_free_half_hours(
    calendar: CalendarDesk, people: Sample
) -> None:
    first = calendar.book(people.jonah, at(MONDAY, 10))
    beside = calendar.book(people.others[0], at(MONDAY, 10, 15))
    calendar.choose(first.id)
    calendar.press(Key.Key_Right)
    assert calendar.grid.chosen
    assert calendar.grid.chosen.id == beside.id
    calendar.press(Key.Key_Right)
    assert calendar.grid.scene.day == 1
    calendar.press(Key.Key_Left)
    calendar.press(Key.Key_Up)
    assert calendar.grid.scene.stop
    assert (calendar.grid.scene.day, calendar.grid.scene.stop.top) == (0, 9.5)


def test_pages_turn_weeks_and_t_comes_back(calendar: CalendarDesk) -> None:
    calendar.press(Key.Key_PageDown)
    assert calendar.screen.first == date(2026, 11, 30)
    calendar.press(Key.Key_PageUp)
    calendar.press(Key.Key_PageUp)
    assert calendar.screen.first == date(2026, 11, 16)
    calendar.press(Key.Key_PageUp)
    calendar.press(Key.Key_T)
    assert calendar.screen.first == date(2026, 11, 16)
    assert calendar.grid.sheet.days[calendar.grid.scene.day] == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("key", "held", "told"),
    [
        (Key.Key_Down, (ALT,), "Mon 10:15-10:45"),
        (Key.Key_Up, (ALT,), "Mon 09:45-10:15"),
        (Key.Key_Right, (ALT,), "Tue 10:00-10:30"),
        (Key.Key_Left, (ALT,), "Sun 10:00-10:30"),
        (Key.Key_Down, (ALT, SHIFT), "Mon 10:00-10:45"),
        (Key.Key_Up, (ALT, SHIFT), "Mon 10:00-10:15"),
    ],
)
def test_alt_and_an_arrow_move_or_stretch_the_visit(
    calendar: CalendarDesk,
    people: Sample,
    key: Qt.Key,
    held: tuple[Qt.KeyboardModifier, ...],
    told: str,
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    calendar.choose(row.id)
    calendar.press(key, *held)
    assert calendar.times(row.id) == told
    assert calendar.grid.chosen
    assert calendar.grid.chosen.id == row.id
    calendar.take_back()
    assert calendar.times(row.id) == "Mon 10:00-10:30"


def test_undo_arranges_the_ride_again(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10), "Well visit", RIDE)
    calendar.choose(row.id)
    calendar.press(Key.Key_Right, ALT)
    moved = calendar.grid.sheet.row(row.id)
    assert moved
    assert moved.arrangements[0].status is ArrangementStatus.NEEDED
    assert plain(said[-1]) == (
        "Jonah H. is moved to Tue, Nov 24, 2026, 10:00 AM. "
        "Arrange ride and interpreter anew."
    )
    calendar.take_back()
    back = calendar.grid.sheet.row(row.id)
    assert back
    assert back.arrangements[0].status is ArrangementStatus.CONFIRMED
    assert back.starts_at == row.starts_at


def test_a_visit_moved_off_the_week_is_followed(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    calendar.choose(row.id)
    calendar.press(Key.Key_Left, ALT)
    assert calendar.screen.first == date(2026, 11, 16)
    assert calendar.grid.chosen
    assert calendar.grid.chosen.id == row.id


def test_a_refused_move_says_why_and_the_visit_stays(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    friday = date(2026, 11, 20)
    row = calendar.book(people.jonah, at(friday, 10))
    with calendar.records.transaction(ACTOR_ID) as session:
        attendance.mark_kept(session, row.id, seen=row.version)
    calendar.look_at(friday)
    calendar.choose(row.id)
    calendar.press(Key.Key_Down, ALT)
    assert said == ["Only a visit that is still to come can be moved."]
    assert calendar.times(row.id) == "Fri 10:00-10:30"


def test_a_visit_that_somebody_else_moved_is_shown_where_it_is_now(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    with calendar.records.transaction(OTHER_ID) as session:
        booking.move(session, row.id, at(TUESDAY, 11), seen=row.version)
    calendar.choose(row.id)
    calendar.press(Key.Key_Down, ALT)
    assert said == ["Somebody else changed this visit. Your text is kept."]
    assert calendar.times(row.id) == "Tue 11:00-11:30"
    assert calendar.grid.sheet.day_of(row.id) == 1


def test_enter_opens_the_card_and_delete_asks_who_called_it_off(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    calendar.choose(row.id)
    calendar.press(Key.Key_Return)
    card = calendar.dialogs.dialog("card", row.id)
    assert isinstance(card, VisitCard)
    assert card.panel.isHidden()
    card.reject()
    calendar.press(Key.Key_Delete)
    card = calendar.dialogs.dialog("card", row.id)
    assert isinstance(card, VisitCard)
    assert not card.panel.isHidden()
    assert card.panel.panel_title.text() == "Who called it off, and why?"
    card.reject()


def test_ctrl_n_books_at_the_free_half_hour(calendar: CalendarDesk) -> None:
    calendar.grid.select_time(2, 14.5)
    calendar.press(Key.Key_N, CTRL)
    form = calendar.dialogs.dialog("form", None)
    assert isinstance(form, AppointmentForm)
    values = form.values()
    assert (values["day"], values["time"], values["length"]) == (
        "11/25/2026",
        "2:30 PM",
        "30",
    )
    form.reject()


# -------------------------------------------------------------------------- mouse


def test_a_visit_dragged_to_another_day_and_time_is_there(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10), minutes=60)
    calendar.drag(calendar.point(row.id), calendar.place(TUESDAY, 14.5))
    assert calendar.times(row.id) == "Tue 14:00-15:00"
    assert calendar.grid.sheet.day_of(row.id) == 1
    assert plain(said[-1]) == "Jonah H. is moved to Tue, Nov 24, 2026, 2:00 PM."


def test_the_end_of_a_visit_dragged_down_makes_it_longer(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    calendar.drag(calendar.point(row.id, 0.95), calendar.place(MONDAY, 11.5))
    assert calendar.times(row.id) == "Mon 10:00-11:30"


def test_escape_gives_a_drag_up(calendar: CalendarDesk, people: Sample) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    there = calendar.place(TUESDAY, 14)
    calendar.drag(calendar.point(row.id), there, drop=False)
    assert calendar.grid.scene.ghost
    assert "2:00 PM" not in calendar.times(row.id)
    calendar.press(Key.Key_Escape)
    assert calendar.grid.scene.ghost is None
    view, none = calendar.grid.viewport(), Qt.KeyboardModifier.NoModifier
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, none, there)
    assert calendar.times(row.id) == "Mon 10:00-10:30"


def test_dropped_on_the_hour_left_out_it_says_so_and_stays(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    monday = SPRING - timedelta(days=6)
    row = calendar.book(people.jonah, at(monday, 4), minutes=60)
    calendar.book(people.jonah, at(SPRING, 12))
    calendar.look_at(monday)
    calendar.grid.verticalScrollBar().setValue(0)
    calendar.drag(calendar.point(row.id, 0.02), calendar.place(SPRING, 2.3))
    assert [plain(words) for words in said] == [
        "The clocks go forward on Mar 14, 2027: there is no 2:15 AM."
    ]
    assert calendar.times(row.id) == "Mon 04:00-05:00"


def test_a_double_click_on_free_time_makes_a_visit_there(
    calendar: CalendarDesk,
) -> None:
    view = calendar.grid.viewport()
    where = calendar.place(TUESDAY, 13.6)
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, none, where)
    form = calendar.dialogs.dialog("form", None)
    assert isinstance(form, AppointmentForm)
    assert form.values()["day"] == "11/24/2026"
    assert form.values()["time"] == "1:30 PM"
    form.reject()


def test_the_head_of_a_day_opens_that_day(calendar: CalendarDesk) -> None:
    view = calendar.grid.viewport()
    head = QPoint(calendar.place(TUESDAY, 9).x(), 10)
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, none, head)
    assert calendar.grid.sheet.days == (TUESDAY,)
    assert calendar.screen.span_choice.button(DAY).isChecked()
    calendar.screen.span_choice.button(WEEK).click()
    assert len(calendar.grid.sheet.days) == 5


# --------------------------------------------------------- quick keys, slow records


class SlowWriter(InlineWorker):
    """Saves only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Task] = []

    def submit(self, thread: str, task: Task) -> None:
        if thread == "writer":
            self.waiting.append(task)
        else:
            super().submit(thread, task)

    def catch_up(self) -> None:
        while self.waiting:
            super().submit("writer", self.waiting.pop(0))


def test_moves_asked_for_while_one_is_saved_are_done_after_it(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    calendar.desk.worker = slow = SlowWriter()
    slow.use(calendar.records, ACTOR_ID)
    calendar.choose(row.id)
    for _ in range(3):
        calendar.press(Key.Key_Down, ALT)
    slow.catch_up()
    assert calendar.times(row.id) == "Mon 10:45-11:15"
    calendar.take_back()
    slow.catch_up()
    assert calendar.times(row.id) == "Mon 10:00-10:30"
