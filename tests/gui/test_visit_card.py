"""The card of a visit and the member's tab: how it went, said in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hhdesk.care import attendance
from hhdesk.care.appointments import AppointmentStatus, CalledOffBy
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import BarrierKind
from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_appointments import MemberAppointments
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.visit_acts import VisitWish
from hhdesk.gui.visit_card import VisitCard
from hhdesk.gui.visit_choices import VisitAct, lawful_acts
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE
from tests.gui.calendar_desk import MONDAY, RIDE, CalendarDesk, at
from tests.gui.conftest import drafted
from tests.gui.sample import Sample

FRIDAY = date(2026, 11, 20)
A = VisitAct
S = AppointmentStatus


@pytest.fixture
def calendar(qtbot: QtBot, desk: Desk, records: Database) -> CalendarDesk:
    made = CalendarDesk(qtbot, desk, records)
    made.look_at(FRIDAY)
    return made


@pytest.fixture
def visit(calendar: CalendarDesk, people: Sample) -> Any:
    """Jonah's visit of yesterday, of which nobody has said how it went."""
    return calendar.book(people.jonah, at(FRIDAY, 9), "Sports form", RIDE)


def opened(calendar: CalendarDesk, visit: Any, **wish: Any) -> VisitCard:
    card = VisitCard(calendar.desk, VisitWish(visit.id, **wish), calendar.screen)
    card.open()
    return card


def words(card: VisitCard) -> list[str]:
    return [button.text() for button in card.acts.buttons.values()]


def test_a_card_tells_who_when_where_and_what_is_arranged(
    calendar: CalendarDesk, visit: Any
) -> None:
    card = opened(calendar, visit)
    assert card.name_button.text() == "Jonah Hern"
    assert card.title_label.text() == "Sports form"
    when = card.when_label.text().replace("\u00a0", " ")
    assert when == "Fri, Nov 20, 2026 · 9:00 AM – 9:30 AM"
    assert card.staff_label.text() == "Coordinator: Rosa Delgado"
    assert words(card) == [
        "Arrived",
        "Kept",
        "Missed…",
        "Edit",
        "Call off…",
        "Entered by mistake…",
    ]
    card.reject()


def test_of_a_visit_to_come_nothing_is_said_of_how_it_went(
    calendar: CalendarDesk, people: Sample
) -> None:
    card = opened(calendar, calendar.book(people.jonah, at(MONDAY, 9)))
    assert words(card) == ["Edit", "Call off…", "Entered by mistake…"]
    card.reject()


def test_kept_and_taken_back(calendar: CalendarDesk, visit: Any) -> None:
    card = opened(calendar, visit)
    card.acts.buttons[A.ARRIVED].click()
    assert card.state_chip.text() == "Arrived"
    card.acts.buttons[A.KEPT].click()
    assert calendar.stored(visit.id).status is S.FULFILLED
    assert card.state_chip.text() == "Kept"
    calendar.take_back()
    assert calendar.stored(visit.id).status is S.ARRIVED
    shown = calendar.grid.sheet.row(visit.id)
    assert shown
    assert shown.status is S.ARRIVED
    card.reject()


def test_missed_wants_a_reason_or_that_it_is_not_known_yet(
    calendar: CalendarDesk, visit: Any
) -> None:
    card = opened(calendar, visit)
    card.acts.buttons[A.MISSED].click()
    card.panel.do_button.click()
    said = "Say why, or that the reason is not known yet."
    assert card.panel.reason_notice.text() == said
    assert calendar.stored(visit.id).status is S.BOOKED
    card.panel.unknown_tick.click()
    card.panel.do_button.click()
    one = calendar.stored(visit.id)
    assert (one.status, one.reason) == (S.NO_SHOW, "")
    assert one.ask_on == date(2026, 11, 24)
    assert card.state_chip.text() == "Missed, reason not known yet"
    assert words(card)[0] == "Book again"
    card.reject()


def test_the_reason_of_a_missed_visit_is_written_down_later(
    calendar: CalendarDesk, visit: Any
) -> None:
    with calendar.records.transaction(ACTOR_ID) as session:
        attendance.mark_missed(session, visit.id, seen=visit.version)
    card = opened(calendar, visit)
    card.acts.buttons[A.EXPLAIN].click()
    card.panel.barrier_field.choose(BarrierKind.TRANSPORTATION)
    card.panel.reason_field.setText("The bus did not come")
    card.panel.do_button.click()
    one = calendar.stored(visit.id)
    assert (one.barrier, one.reason) == (
        BarrierKind.TRANSPORTATION,
        "The bus did not come",
    )
    assert card.state_chip.text() == "Missed"
    assert card.panel.isHidden()
    card.reject()


def test_called_off_by_the_agency_is_never_missed(
    calendar: CalendarDesk, visit: Any
) -> None:
    card = opened(calendar, visit, act="call_off")
    card.panel.reason_field.setText("Doctor ill")
    card.panel.do_button.click()
    assert card.panel.reason_notice.text() == "Say who called it off."
    card.panel.by_field.choose(CalledOffBy.AGENCY)
    card.panel.reason_field.clear()
    card.panel.do_button.click()
    assert card.panel.reason_notice.text() == "Say why the visit is called off."
    card.panel.reason_field.setText("Doctor ill")
    card.panel.do_button.click()
    one = calendar.stored(visit.id)
    assert (one.status, one.called_off_by) == (S.CANCELLED, CalledOffBy.AGENCY)
    assert card.state_chip.text() == "Called off by the agency"
    calendar.take_back()
    assert calendar.stored(visit.id).status is S.BOOKED
    card.reject()


def test_a_reason_that_was_begun_is_there_again_until_it_is_saved(
    qtbot: QtBot, calendar: CalendarDesk, visit: Any
) -> None:
    card = opened(calendar, visit)
    card.acts.buttons[A.CALL_OFF].click()
    card.panel.by_field.choose(CalledOffBy.AGENCY)
    qtbot.keyClicks(card.panel.reason_field, "Doctor i")
    card.reject()
    again = opened(calendar, visit)
    assert again.panel.panel_title.text() == "Who called it off, and why?"
    assert again.panel.by_field.value() == CalledOffBy.AGENCY
    assert again.panel.reason_field.text() == "Doctor i"
    assert again.panel.restored.isVisible()
    qtbot.waitUntil(lambda: not again.panel.reason_field.hasSelectedText())
    qtbot.keyClicks(again.panel.reason_field, "ll")
    again.panel.do_button.click()
    assert calendar.stored(visit.id).reason == "Doctor ill"
    assert drafted(calendar.desk) == set()
    again.reject()


def test_what_was_typed_stays_when_somebody_else_changes_the_visit(
    qtbot: QtBot, calendar: CalendarDesk, visit: Any, records: Database
) -> None:
    card = opened(calendar, visit)
    card.acts.buttons[A.MISSED].click()
    qtbot.keyClicks(card.panel.reason_field, "No bus")
    with records.transaction(ACTOR_ID) as session:
        attendance.mark_arrived(session, visit.id, seen=visit.version)
    card.panel.do_button.click()
    assert card.notice.isVisible() or card.panel.isVisible()
    card.read()
    assert drafted(calendar.desk) == {visit.id}
    card.reject()


def test_entered_by_mistake_it_leaves_the_calendar(
    calendar: CalendarDesk, visit: Any
) -> None:
    card = opened(calendar, visit)
    card.acts.buttons[A.MISTAKE].click()
    card.panel.reason_field.setText("Another Jonah")
    card.panel.do_button.click()
    assert calendar.grid.sheet.row(visit.id) is None
    assert not card.isVisible()


@pytest.mark.parametrize("status", sorted(S))
def test_every_act_that_is_offered_is_lawful(
    calendar: CalendarDesk, visit: Any, status: AppointmentStatus
) -> None:
    steps = {
        A.CONFIRM: S.BOOKED,
        A.ARRIVED: S.ARRIVED,
        A.KEPT: S.FULFILLED,
        A.MISSED: S.NO_SHOW,
        A.CALL_OFF: S.CANCELLED,
        A.TAKE_BACK: S.BOOKED,
        A.MISTAKE: S.ENTERED_IN_ERROR,
    }
    today = NOW.astimezone(ZONE).date()
    row = replace(visit, status=status)
    for moment in (row.starts_at - timedelta(days=2), NOW):
        for act in lawful_acts(row, moment, today, ZONE):
            assert act not in steps or steps[act] in status.next


# ------------------------------------------------------------- the member's tab


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, people: Sample, calendar: CalendarDesk
) -> MemberPage:
    made = MemberPage(desk, people.jonah)
    qtbot.addWidget(made)
    made.read()
    made.show_tab("appointments")
    return made


def lines(tab: MemberAppointments) -> list[str]:
    return [
        text.replace("\u00a0", " ")
        for card in (tab.coming_card, tab.past_card)
        for text in card.lines()
    ]


def test_the_tab_tells_coming_and_past_visits_apart(
    calendar: CalendarDesk, visit: Any, people: Sample, page: MemberPage
) -> None:
    calendar.book(people.jonah, at(MONDAY, 9), "Dentist")
    page.appointments.read()
    told = lines(page.appointments)
    assert told.index("Dentist") < told.index("Past") < told.index("Sports form")
    assert "Nov 23, 2026\n9:00 AM – 9:30 AM" in told
    assert page.appointments.count_label.text() == "2 visits"


def test_a_missed_visit_is_booked_again_from_the_tab(
    calendar: CalendarDesk, visit: Any, page: MemberPage
) -> None:
    with calendar.records.transaction(ACTOR_ID) as session:
        attendance.mark_missed(session, visit.id, "no ride", seen=visit.version)
    tab = page.appointments
    tab.read()
    tab.buttons[visit.id, "again"].click()
    form = calendar.dialogs.dialog("form", page.member_id)
    assert isinstance(form, AppointmentForm)
    assert form.title_field.text() == "Sports form"
    form.save()
    assert (visit.id, "again") not in tab.buttons
    assert page.appointments.coming_card.count.text() == "1"


def test_a_sealed_visit_is_open_on_the_childs_own_page(
    calendar: CalendarDesk, people: Sample, page: MemberPage
) -> None:
    sealed = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    row = calendar.book(people.jonah, at(MONDAY, 9), "Counselling", seal=sealed)
    page.appointments.read()
    assert "Counselling" in lines(page.appointments)
    page.appointments.buttons[row.id, "open"].click()
    card = calendar.dialogs.dialog("card", row.id)
    assert isinstance(card, VisitCard)
    assert card.title_label.text() == "Counselling"
    card.begin(A.CALL_OFF)
    card.panel.by_field.choose(CalledOffBy.FAMILY)
    card.panel.reason_field.setText("ill")
    card.panel.answer()
    assert calendar.stored(row.id).status is S.CANCELLED
    assert calendar.grid.sheet.row(row.id) is None
    card.reject()


def test_a_missed_visit_on_the_overview_opens_that_visit(
    qtbot: QtBot, desk: Desk, people: Sample, calendar: CalendarDesk
) -> None:
    made = MemberPage(desk, people.mateo)
    qtbot.addWidget(made)
    made.read()
    buttons = made.overview.to_do_card.findChildren(QPushButton)
    named = [b for b in buttons if b.accessibleName().startswith("Open: Hearing")]
    (button,) = named
    button.click()
    cards = [
        one for one in calendar.dialogs._open.values() if isinstance(one, VisitCard)
    ]
    assert [card.title_label.text() for card in cards] == ["Hearing test"]
    cards[0].reject()


def test_a_visit_that_is_over_asks_how_it_went(visit: Any, page: MemberPage) -> None:
    page.appointments.read()
    chips = page.appointments.past_card.findChildren(Chip)
    assert "Say how it went" in [chip.text() for chip in chips]


def strip(card: VisitCard) -> str:
    words = [one.text() for one in card.reminder_strip.findChildren(QLabel)]
    words += [one.text() for one in card.reminder_strip.findChildren(Chip)]
    return " · ".join(words)


def test_a_card_says_whom_to_call_and_of_the_youths_own_visit_nobody_else(
    calendar: CalendarDesk, people: Sample
) -> None:
    ordinary = calendar.book(people.mateo, at(MONDAY, 9), "Well visit")
    card = opened(calendar, ordinary)
    assert "Lucía Ruiz (mother)" in strip(card)
    sealed = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
    own = calendar.book(people.jonah, at(MONDAY, 11), "Talk", seal=sealed)
    card = opened(calendar, own, member_id=people.jonah)
    assert card.reminder_strip.isVisible()
    assert "mother" not in strip(card)
    assert "Not a word to anybody else." in strip(card) or "in person" in strip(card)
    busy = opened(calendar, own)
    assert not busy.reminder_strip.isVisible()
