"""A call is written down once over any screen: rules before numbers, one Save, Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import attendance, booking
from hhdesk.care.appointments import (
    Appointment,
    AppointmentDetails,
    AppointmentStatus,
)
from hhdesk.care.arrangements import (
    Arrangement,
    ArrangementKind,
    ArrangementStatus,
)
from hhdesk.care.confidentiality import Audience
from hhdesk.care.consents import Consent
from hhdesk.care.core_services import GivenService
from hhdesk.care.goals import Activity, ActivityStatus, Barrier, BarrierKind
from hhdesk.care.outreach import Met, Outcome, OutreachAttempt
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.gui.application import Speech
from hhdesk.gui.contact_people import CHILD, OTHER
from hhdesk.gui.desk import Desk
from hhdesk.gui.workstation import Workstation
from hhdesk.gui.wrap_up import WrapUp
from hhdesk.gui.wrap_up_dialogs import WrapUpDialogs
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.conftest import drafted
from tests.gui.sample import Sample

Open = Callable[[UUID], WrapUp]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, people: Sample) -> Open:
    """Opens the sheet as a screen would, over a bare window."""
    screen = QWidget()
    screen.resize(1366, 768)
    qtbot.addWidget(screen)
    dialogs = WrapUpDialogs(desk, screen, lambda: None)

    def sheet(member_id: UUID) -> WrapUp:
        desk.contact_wanted.emit(member_id)
        found = dialogs.sheet(member_id)
        assert found is not None
        return found

    return sheet


def rows(records: Database, kind: Any, *where: Any) -> list[Any]:
    """From the first to the last, those taken back too."""
    with records.reading() as session:
        found = session.scalars(select(kind).where(*where).order_by(kind.id)).all()
        session.expunge_all()
    return list(found)


def tries(records: Database, member_id: UUID) -> list[OutreachAttempt]:
    mine = OutreachAttempt.member_id == member_id
    return sorted(rows(records, OutreachAttempt, mine), key=lambda one: one.at)


def test_the_rule_of_a_number_is_said_before_the_number(
    opened: Open, people: Sample
) -> None:
    sheet = opened(people.mateo)
    known = sheet.contact.people
    assert known.buttons[known.first()].accessibleName() == (
        "Lucía Ruiz (mother), No voicemail · after 4 pm, 510-555-0142"
    )
    assert list(known.buttons)[-1] == OTHER
    sheet.script.unfold()
    words = [
        label.text() for label in sheet.script.findChildren(type(sheet.about_label))
    ]
    assert words.index("No voicemail · after 4 pm") < words.index(
        "Hello. May I please speak with Lucía Ruiz?"
    )
    assert not any("message" in line for line in words)
    sheet.reject()
    assert CHILD in opened(people.jonah).contact.people.buttons


def test_a_missed_call_is_two_keys(
    qtbot: QtBot, workstation: Workstation, people: Sample, records: Database
) -> None:
    workstation.open_member(people.mateo)
    before = len(tries(records, people.mateo))
    qtbot.keyClick(
        workstation.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier
    )
    sheet = workstation.forms.calls.sheet(people.mateo)
    assert isinstance(sheet, WrapUp)
    known = sheet.contact.people
    QTest.keyClick(known.buttons[known.first()], Qt.Key.Key_M)
    assert workstation.forms.calls.sheet(people.mateo) is None
    last = tries(records, people.mateo)[-1]
    assert (last.outcome, last.with_whom) == (
        Outcome.NOT_REACHED,
        "Lucía Ruiz (mother)",
    )
    workstation.window.toast.undo_button.click()
    found = tries(records, people.mateo)
    assert len(found) == before + 1
    assert found[-1].void_reason


def test_a_plain_call_is_a_key_the_words_and_save(
    qtbot: QtBot, opened: Open, people: Sample, records: Database, said: list[str]
) -> None:
    sheet = opened(people.mateo)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    known = sheet.contact.people
    QTest.keyClick(known.buttons[known.first()], Qt.Key.Key_R)
    note = sheet.contact.note_field
    assert sheet.focusWidget() is note
    QTest.keyClicks(note, "More rides, my mother")
    QTest.keyClick(note, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    last = tries(records, people.mateo)[-1]
    assert (last.outcome, last.met, last.note) == (
        Outcome.REACHED,
        Met.CAREGIVER,
        "More rides, my mother",
    )
    assert (last.language, last.interpreter, last.minutes) == ("es", "", None)
    assert said == [
        "Mateo Hernández Ruiz: contact with Lucía Ruiz (mother) is written down."
    ]


def test_what_is_typed_is_kept_and_what_is_missing_is_asked_beside_it(
    desk: Desk, opened: Open, people: Sample, records: Database
) -> None:
    sheet = opened(people.mateo)
    QTest.keyClicks(sheet.contact.note_field, "Mmm, no ride")
    assert drafted(desk) == {people.mateo}
    sheet.save()
    assert sheet.contact.outcome_notice.text() == "Say how it went."
    sheet.reject()
    again = opened(people.mateo)
    contact = again.contact
    assert contact.note_field.toPlainText() == "Mmm, no ride"
    contact.outcome_choice.buttons[Outcome.REACHED].click()
    contact.time_field.setText("quarter")
    again.save()
    assert contact.time_notice.text().startswith("This is no time.")
    contact.time_field.setText("8:30 AM")
    day = again.next_contact.next_on_field
    day.field.setText("01/05/2020")
    again.save()
    assert again.findChild(object, "next_on_notice").text()
    again.next_contact.soon_picks.buttons["7"].click()
    minutes: Any = contact.fields["minutes"]
    minutes.setText("ten")
    again.save()
    assert again.findChild(object, "minutes_notice").text()
    minutes.setText("12")
    again.save()
    last = tries(records, people.mateo)[-1]
    assert (last.note, last.minutes) == ("Mmm, no ride", 12)
    assert last.next_on == day.day
    assert drafted(desk) == set()


def choose(choice: Any, value: str) -> None:
    """As a person does from the list."""
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())


def sister_waits(records: Database, people: Sample) -> UUID:
    """Valeria's referral, accepted by the agency."""
    with records.transaction(ACTOR_ID) as session:
        mateos = session.scalars(select(Referral)).first()
        assert mateos
        one = Referral(
            id=session.new_id(),
            member_id=people.others[0],
            domain=mateos.domain,
            need="Dental care",
            agency="Sonrisas",
            state=ReferralState.ACCEPTED,
            state_since=mateos.state_since,
        )
        session.add(one)
    return one.id


def fill_left(sheet: WrapUp) -> None:
    sheet.contact.outcome_choice.buttons[Outcome.REACHED].click()
    QTest.keyClicks(sheet.contact.note_field, "The ride is fixed")


def fill_lines(sheet: WrapUp) -> None:
    """A referral, a step, a ride, a barrier, the day, all by their controls."""
    sheet.referrals.enter()
    mine = next(iter(sheet.referrals.lines.values()))
    choose(mine.choice, ReferralAct.ACCEPTED)
    sheet.steps.enter()
    step = next(iter(sheet.steps.lines.values()))
    step.picks.buttons[ActivityStatus.DONE].click()
    QTest.keyClicks(step.result, "Rides are booked")
    sheet.visits.enter()
    coming = next(iter(sheet.visits.lines.values()))
    for kind, field in coming.fields.items():
        if kind.value == "interpreter":
            choose(field.status, ArrangementStatus.CONFIRMED)
    sheet.barrier.enter()
    assert sheet.barrier.fields
    choose(sheet.barrier.fields.kind_field, BarrierKind.COST)
    sheet.next_contact.soon_picks.buttons["14"].click()


def fill_visit(sheet: WrapUp, people: Sample) -> None:
    """A new visit for both children."""
    assert sheet.visits.new_button
    sheet.visits.new_button.click()
    new: Any = sheet.visits.new
    QTest.keyClicks(new.fields["title"], "Dental check")
    QTest.keyClicks(new.fields["day"].field, "12/14/2026")
    QTest.keyClicks(new.fields["time"], "9 am")
    new.together_picks.buttons[str(people.others[0])].click()


def fill_consent(sheet: WrapUp) -> None:
    sheet.consent.enter()
    assert sheet.consent.fields
    choose(sheet.consent.fields.audience_field, Audience.SCHOOL)
    QTest.keyClicks(sheet.consent.fields.recipients_field, "Eastmont Preschool")


def test_all_that_a_call_changed_is_saved_once_and_undone_once(
    qtbot: QtBot, desk: Desk, opened: Open, people: Sample, records: Database
) -> None:
    told: list[tuple[str, Any]] = []
    desk.said.connect(lambda words, undo, _button: told.append((words, undo)))
    dental = sister_waits(records, people)
    sheet = opened(people.mateo)
    fill_left(sheet)
    fill_lines(sheet)
    fill_visit(sheet, people)
    fill_consent(sheet)
    hers = sheet.referrals.lines[dental]
    choose(hers.choice, ReferralAct.SCHEDULED)
    sheet.services.need()
    assert sheet.services.first()
    assert sheet.services.picks
    sheet.save()
    # A spoken yes through nobody: asked on the left, where the interpreter stands.
    assert sheet.findChild(object, "interpreter_notice").text()
    QTest.keyClicks(sheet.contact.interpreter_field, "4821")
    sheet.save()
    assert hers.fields
    line: Any = hers.fields.findChild(object, "visit_on_notice")
    assert line.text()
    assert hers.fields.isVisibleTo(sheet)
    assert drafted(desk) == {people.mateo}
    sheet.reject()
    sheet = opened(people.mateo)
    hers = sheet.referrals.lines[dental]
    assert hers.act is ReferralAct.SCHEDULED
    assert hers.fields
    day: Any = hers.fields.fields["visit_on"]
    QTest.keyClicks(day.field, "12/20/2026")
    sheet.save()
    words, undo = told[-1]
    assert words.startswith("Mateo Hernández Ruiz: contact with Lucía Ruiz (mother)")
    assert "referral, step of the plan, visit" in words
    assert standing(records, people) == {
        "mine": ReferralState.ACCEPTED,
        "hers": ReferralState.SCHEDULED,
        "step": (ActivityStatus.DONE, "Rides are booked"),
        "interpreter": ArrangementStatus.CONFIRMED,
        "visits": 2,
        "consents": [("Eastmont Preschool", "4821")],
        "costs": 1,
    }
    undo()
    assert told[-1][0] == "It is as it was."
    assert standing(records, people) == {
        "mine": ReferralState.SENT,
        "hers": ReferralState.ACCEPTED,
        "step": (ActivityStatus.TO_DO, ""),
        "interpreter": ArrangementStatus.NEEDED,
        "visits": 0,
        "consents": [],
        "costs": 0,
    }


def standing(records: Database, people: Sample) -> dict[str, Any]:
    """What such a call moves, as it is now."""
    mateo, valeria = people.mateo, people.others[0]
    step = rows(records, Activity, Activity.text.like("Call MediRide%"))[0]
    well = rows(records, Appointment, Appointment.title == "Well visit")[0].id
    ride = Arrangement.kind == ArrangementKind.INTERPRETER
    arranged = rows(records, Arrangement, ride, Arrangement.appointment_id == well)
    visit = Appointment.title == "Dental check"
    error = AppointmentStatus.ENTERED_IN_ERROR
    booked = [one for one in rows(records, Appointment, visit) if one.status != error]
    given = [one for one in rows(records, Consent) if one.voided_at is None]
    costs = rows(records, Barrier, Barrier.kind == BarrierKind.COST)
    return {
        "mine": rows(records, Referral, Referral.member_id == mateo)[0].state,
        "hers": rows(records, Referral, Referral.member_id == valeria)[0].state,
        "step": (step.status, step.result),
        "interpreter": arranged[0].status,
        "visits": len({one.member_id for one in booked}),
        "consents": [(one.recipient, one.interpreter) for one in given],
        "costs": sum(one.voided_at is None for one in costs),
    }


def test_what_somebody_else_saved_meanwhile_is_shown_and_nothing_is_lost(
    opened: Open, people: Sample, records: Database, speech: Speech
) -> None:
    sheet = opened(people.mateo)
    fill_left(sheet)
    sheet.referrals.enter()
    key, line = next(iter(sheet.referrals.lines.items()))
    choose(line.choice, ReferralAct.ACCEPTED)
    with records.transaction(ACTOR_ID) as session:
        session.get_one(Referral, key).agency_phone = "510-555-0100"
    sheet.save()
    line = sheet.referrals.lines[key]
    assert line.notice.text().startswith("Somebody else changed this referral.")
    assert line.act is ReferralAct.ACCEPTED
    speech.speak("es")
    assert sheet.referrals.lines[key].act is ReferralAct.ACCEPTED
    assert sheet.contact.outcome is Outcome.REACHED
    assert sheet.contact.note_field.toPlainText() == "The ride is fixed"
    speech.speak("en")
    sheet.save()
    found = rows(records, Referral, Referral.id == key)[0]
    assert found.state is ReferralState.ACCEPTED


def test_the_words_for_the_chart_are_copied_when_it_is_saved(
    opened: Open, people: Sample, records: Database, said: list[str]
) -> None:
    sheet = opened(people.mateo)
    fill_left(sheet)
    sheet.services.enter()
    assert sheet.services.picks
    sheet.services.picks.buttons["care_coordination"].click()
    QGuiApplication.clipboard().clear()
    sheet.save_and_copy()
    copied = QGuiApplication.clipboard().text()
    assert "The ride is fixed" in copied
    assert said[-1].endswith("Copied for the chart.")
    assert [one.service.value for one in rows(records, GivenService)] == [
        "care_coordination"
    ]


def test_a_missed_visit_is_explained_and_booked_again_without_typing_it_anew(
    qtbot: QtBot, desk: Desk, opened: Open, people: Sample, records: Database
) -> None:
    with records.transaction(ACTOR_ID) as session:
        begin = session.now() - timedelta(days=2)
        details = AppointmentDetails("Lung check", begin, begin + timedelta(minutes=20))
        missed = booking.book(session, people.mateo, details)
        assert missed
        attendance.mark_missed(session, missed.id, seen=missed.version)
    sheet = opened(people.mateo)
    assert "2 missed" in sheet.visits.count.text()
    fill_left(sheet)
    sheet.visits.enter()
    line = sheet.visits.missed[missed.id]
    choose(line.barrier_field, BarrierKind.TRANSPORTATION)
    line.again_button.click()
    sheet.save()
    one, again = rows(records, Appointment, Appointment.title == "Lung check")
    assert (one.barrier, one.ask_on) == (BarrierKind.TRANSPORTATION, None)
    assert again.replaces_id == one.id
    assert again.starts_at == one.starts_at + timedelta(days=7)
    assert again.ends_at - again.starts_at == timedelta(minutes=20)
