"""Booking and editing a visit: presets, conflicts, errors beside the field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import attendance, booking
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.referrals import Referral
from hhdesk.gui import clock_times
from hhdesk.gui.appointment_fields import length_words
from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.desk import Desk
from hhdesk.gui.notice import FieldNotice, explained
from hhdesk.gui.visit_acts import BookingWish
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID
from tests.gui.calendar_desk import MONDAY, RIDE, CalendarDesk, at
from tests.gui.sample import Sample

AUTUMN, SPRING = date(2027, 11, 7), date(2027, 3, 14)


@pytest.fixture
def calendar(qtbot: QtBot, desk: Desk, records: Database) -> CalendarDesk:
    return CalendarDesk(qtbot, desk, records)


def opened(calendar: CalendarDesk, wish: BookingWish) -> AppointmentForm:
    form = AppointmentForm(calendar.desk, wish, calendar.screen)
    form.open()
    return form


def type_in(field: QLineEdit, text: str) -> None:
    field.setText(text)
    field.textEdited.emit(text)


def notice(form: AppointmentForm, name: str) -> str:
    """What is said under a field; "" where nothing is."""
    line = form.findChild(FieldNotice, f"{name}_notice")
    assert line
    return line.text().replace("\u00a0", " ") if explained(line) else ""


def only(records: Database, title: str) -> Appointment:
    with records.reading() as session:
        found = session.scalars(select(Appointment).where(Appointment.title == title))
        one = found.one()
        session.expunge(one)
    return one


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:30", time(8, 30)),
        ("830", time(8, 30)),
        ("8", time(8)),
        ("8:30 am", time(8, 30)),
        ("1:15", time(13, 15)),
        ("1:15 AM", time(1, 15)),
        ("01:15", time(1, 15)),
        ("2 pm", time(14)),
        ("2p", time(14)),
        ("2:00 p. m.", time(14)),
        ("12", time(12)),
        ("12 am", time(0)),
        ("14.15", time(14, 15)),
        ("1415", time(14, 15)),
        ("25:00", None),
        ("8:75", None),
        ("13 pm", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_is_understood_as_people_type_it(text: str, clock: time | None) -> None:
    assert clock_times.parse(text) == clock


@given(st.times())
def test_a_time_shown_is_read_again(clock: time) -> None:
    clock = clock.replace(second=0, microsecond=0)
    assert clock_times.parse(clock_times.typed(clock)) == clock


def test_lengths_are_told_in_hours_and_minutes() -> None:
    assert [length_words(n) for n in (15, 60, 90)] == ["15 min", "1 h", "1 h 30 min"]


def test_a_child_found_brings_its_referrals_and_its_interpreter(
    calendar: CalendarDesk, people: Sample
) -> None:
    form = opened(
        calendar, BookingWish(starts_at=at(MONDAY, 10), ends_at=at(MONDAY, 11))
    )
    assert form.interpreter_field.code == ""
    form.member_field.search.field.setText("mateo")
    form.member_field.search.asked.emit("mateo")
    form.member_field.search._choose()
    assert form.member_field.name_label.text() == "Mateo Hernández Ruiz"
    assert form.interpreter_field.code == "needed"
    assert form.interpreter_field.detail.text() == "Spanish"
    referrals = [
        form.referral_field.itemText(n) for n in range(form.referral_field.count())
    ]
    assert referrals == ["No referral", "Early intervention · Regional Center"]
    form._draft.saved()
    form.reject()


def test_a_visit_is_booked_from_the_form(
    calendar: CalendarDesk, people: Sample, said: list[str]
) -> None:
    form = opened(calendar, BookingWish(member_id=people.mateo))
    type_in(form.title_field, "Speech therapy")
    type_in(form.place_field, "Bayside Hospital")
    type_in(form.day_field.field, "11/24/2026")
    type_in(form.time_field, "9:15")
    form.length_field.choose("45")
    form.transport_field.put("requested", "MediRide")
    form.save_button.click()
    one = only(calendar.records, "Speech therapy")
    assert one.place == "Bayside Hospital"
    assert (one.member_id, one.staff_id) == (people.mateo, ACTOR_ID)
    assert calendar.times(one.id) == "Tue 09:15-10:00"
    row = calendar.grid.sheet.row(one.id)
    assert row
    assert [(a.kind.value, a.status.value, a.detail) for a in row.arrangements] == [
        ("transport", "requested", "MediRide"),
        ("interpreter", "needed", "Spanish"),
    ]
    assert calendar.desk.drafts.all() == []
    assert "is booked for Tue, Nov 24" in said[-1]
    calendar.take_back()
    assert calendar.grid.sheet.row(one.id) is None


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_cleared(
    calendar: CalendarDesk, people: Sample
) -> None:
    form = opened(calendar, BookingWish())
    type_in(form.place_field, "Room 2")
    form.save()
    assert notice(form, "member") == "Choose the child."
    form.member_field.chosen.emit(people.mateo)
    form.save()
    assert notice(form, "member") == ""
    assert notice(form, "day") == "Enter the day, like 11/23/2026."
    type_in(form.day_field.field, "11/24/2026")
    type_in(form.time_field, "half past")
    form.save()
    assert notice(form, "time") == "Enter the time, like 8:30 AM."
    type_in(form.time_field, "8:30")
    form.save()
    assert notice(form, "title") == "Say what the visit is for."
    assert form.place_field.text() == "Room 2"
    form.reject()


def test_a_ride_that_fell_through_says_why_beside_it(
    calendar: CalendarDesk, people: Sample
) -> None:
    form = opened(calendar, BookingWish(member_id=people.jonah))
    type_in(form.title_field, "Sports form")
    type_in(form.day_field.field, "11/24/2026")
    type_in(form.time_field, "9")
    form.transport_field.put("failed", "")
    form.save()
    assert form.transport_field.notice.text() == "Say why it fell through."
    assert form.isVisible()
    form.reject()


def test_a_time_that_the_day_does_not_have_is_said_beside_the_time(
    calendar: CalendarDesk, people: Sample
) -> None:
    form = opened(calendar, BookingWish(member_id=people.jonah))
    type_in(form.title_field, "Night nurse")
    type_in(form.day_field.field, "03/14/2027")
    type_in(form.time_field, "2:30 AM")
    form.save()
    assert notice(form, "time") == (
        "The clocks go forward on Mar 14, 2027: there is no 2:30 AM."
    )
    form.reject()


def test_a_time_that_comes_twice_asks_which_one(
    calendar: CalendarDesk, people: Sample
) -> None:
    form = opened(calendar, BookingWish(member_id=people.jonah))
    type_in(form.title_field, "Night nurse")
    type_in(form.day_field.field, "11/07/2027")
    type_in(form.time_field, "1:30 AM")
    assert not form.second_row.isHidden()
    form.second_field.choose("1")
    form.save()
    one = only(calendar.records, "Night nurse")
    assert one.starts_at == at(AUTUMN, 1, 30) + timedelta(hours=1)


def test_who_has_the_time_already_is_a_warning_and_no_wall(
    calendar: CalendarDesk, people: Sample
) -> None:
    calendar.book(people.jonah, at(MONDAY, 10), "Talk")
    sealed = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    calendar.book(people.others[0], at(MONDAY, 10), "Therapy", seal=sealed)
    wish = BookingWish(member_id=people.jonah, starts_at=at(MONDAY, 10, 15))
    form = opened(calendar, replace(wish, ends_at=at(MONDAY, 11)))
    told = form.conflict_notice.text().replace("\u00a0", " ")
    assert told == (
        "At the same time: this child has Talk, 10:00 AM – 10:30 AM; "
        "Rosa Delgado is busy, 10:00 AM – 10:30 AM."
    )
    type_in(form.title_field, "Second talk")
    form.save()
    assert only(calendar.records, "Second talk").status is AppointmentStatus.BOOKED


def test_a_time_that_is_past_says_so(calendar: CalendarDesk, people: Sample) -> None:
    friday = date(2026, 11, 20)
    wish = BookingWish(
        member_id=people.jonah, starts_at=at(friday, 9), ends_at=at(friday, 10)
    )
    form = opened(calendar, wish)
    assert form.conflict_notice.text() == "This time is already past."
    form.reject()


def test_editing_keeps_what_was_arranged_unless_the_time_changes(
    calendar: CalendarDesk, people: Sample
) -> None:
    language = ArrangementRow(
        ArrangementKind.INTERPRETER, ArrangementStatus.CONFIRMED, "es"
    )
    row = calendar.book(people.mateo, at(MONDAY, 14), "Check", RIDE, language)
    form = opened(calendar, BookingWish(appointment_id=row.id))
    assert form.member_field.change_button.isHidden()
    assert form.interpreter_field.detail.text() == "Spanish"
    type_in(form.title_field, "Hearing check")
    form.save()
    shown = calendar.grid.sheet.row(row.id)
    assert shown
    assert shown.title == "Hearing check"
    assert shown.arrangements[1].detail == "es"
    assert {one.status for one in shown.arrangements} == {ArrangementStatus.CONFIRMED}
    form = opened(calendar, BookingWish(appointment_id=row.id))
    type_in(form.time_field, "3 pm")
    form.interpreter_field.put("", "")
    form.save()
    moved = calendar.grid.sheet.row(row.id)
    assert moved
    assert [(a.kind.value, a.status.value) for a in moved.arrangements] == [
        ("transport", "needed")
    ]


def test_a_stale_save_is_refused_and_what_was_typed_stays(
    calendar: CalendarDesk, people: Sample
) -> None:
    row = calendar.book(people.jonah, at(MONDAY, 10))
    form = opened(calendar, BookingWish(appointment_id=row.id))
    with calendar.records.transaction(OTHER_ID) as session:
        booking.move(session, row.id, at(MONDAY, 12), seen=row.version)
    type_in(form.title_field, "My words")
    form.save()
    assert form.notice.text() == "Somebody else changed this visit. Your text is kept."
    assert form.title_field.text() == "My words"
    assert form.save_button.isEnabled()
    form._draft.saved()
    form.reject()


def test_what_was_typed_comes_back_with_the_form(
    calendar: CalendarDesk, people: Sample
) -> None:
    form = opened(calendar, BookingWish(member_id=people.jonah))
    type_in(form.title_field, "Half a thou")
    form.reject()
    form = opened(calendar, BookingWish(member_id=people.jonah))
    assert form.title_field.text() == "Half a thou"
    assert not form.restored.isHidden()
    form._draft.saved()
    form.reject()


def test_booking_a_missed_visit_again_brings_all_of_it(
    calendar: CalendarDesk, people: Sample
) -> None:
    friday = date(2026, 11, 20)
    row = calendar.book(
        people.mateo, at(friday, 9), "Check", RIDE, place="Room 2", minutes=45
    )
    with calendar.records.transaction(ACTOR_ID) as session:
        missed = attendance.mark_missed(session, row.id, "no ride", seen=row.version)
    form = opened(calendar, BookingWish(again=missed))
    assert form.title_label.text() == "Book again"
    values = form.values()
    assert (values["title"], values["place"]) == ("Check", "Room 2")
    assert (values["day"], values["time"], values["length"]) == (
        "11/27/2026",
        "9:00 AM",
        "45",
    )
    assert values["transport.status"] == "needed"
    form.save()
    again = calendar.grid.sheet.rows[-1]
    assert again.replaces_id == row.id


def test_the_linked_referral_is_saved_with_the_visit(
    calendar: CalendarDesk, people: Sample
) -> None:
    with calendar.records.reading() as session:
        referral_id: UUID = session.scalars(select(Referral.id)).one()
    form = opened(calendar, BookingWish(member_id=people.mateo))
    type_in(form.title_field, "First evaluation")
    type_in(form.day_field.field, "11/24/2026")
    type_in(form.time_field, "9")
    form.referral_field.choose(str(referral_id))
    form.save()
    assert only(calendar.records, "First evaluation").referral_id == referral_id
