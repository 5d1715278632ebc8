"""An enrollment moves as its program allows; at its end nothing is left open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import enrollment_history, enrollment_open, silence
from hhdesk.care.enrollment_history import SegmentRow
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.staff import Role, Staff
from hhdesk.gui import enrollment_end, fact_form
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment import Enrollment
from hhdesk.gui.enrollment_dialogs import EnrollmentDialogs
from hhdesk.gui.enrollment_drafts import KINDS
from hhdesk.gui.enrollment_end import EnrollmentEnd
from hhdesk.gui.enrollment_step import EnrollmentStep
from hhdesk.gui.program_page import ProgramPage
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID
from tests.gui.conftest import drafted
from tests.gui.sample import Sample

S = SegmentState


@pytest.fixture
def dialogs(qtbot: QtBot, desk: Desk) -> EnrollmentDialogs:
    screen = QWidget()
    qtbot.addWidget(screen)
    return EnrollmentDialogs(desk, screen, lambda: None)


@pytest.fixture
def dialog(dialogs: EnrollmentDialogs, desk: Desk, people: Sample) -> Enrollment:
    desk.enrollment_wanted.emit(people.mateo)
    opened = dialogs.dialog
    assert isinstance(opened, Enrollment)
    return opened


@pytest.fixture
def undo(desk: Desk) -> list[Callable[[], None]]:
    """What the toasts would take back, the newest last."""
    acts: list[Callable[[], None]] = []
    desk.said.connect(lambda _words, act, _button: act and acts.append(act))
    return acts


def now(records: Database, people: Sample) -> SegmentRow:
    with records.reading() as session:
        return enrollment_history.of_member(session, people.mateo)[0]


def offered(dialog: Enrollment) -> list[str]:
    return [button.text() for button in dialog.buttons.values()]


def choose(form: Any, **codes: str) -> None:
    form.fields.put({**form.fields.values(), **codes})
    form._typed()


def test_a_child_enters_a_program_and_enrolls_by_a_spoken_yes(
    dialog: Enrollment,
    undo: list[Callable[[], None]],
    records: Database,
    people: Sample,
) -> None:
    assert offered(dialog) == ["Put on pause…", "End the enrollment…"]
    dialog.enter()
    dialog.form.save()
    assert now(records, people).pack == "ca-ecm"
    assert dialog.now_card.title.text() == "California ECM"
    assert "5 attempts in 90 days" in " ".join(dialog.tries_card.lines())
    dialog.step(S.ENGAGED)
    dialog.form.save()
    dialog.step(S.ENROLLED)
    form = dialog.form
    assert isinstance(form, EnrollmentStep)
    assert form.fields.values()["agreed_by"] == "Lucía Ruiz (mother)"
    form.save()
    assert form.findChild(QWidget, "how_notice").text() == "Say how they agreed."
    choose(form, how="verbal")
    form.save()
    row = now(records, people)
    assert (row.state, row.agreement and row.agreement.who) == (
        S.ENROLLED,
        "Lucía Ruiz (mother)",
    )
    assert any("Said yes" in line for line in dialog.now_card.lines())
    undo[-1]()
    row = now(records, people)
    assert (row.state, row.agreement) == (S.ENGAGED, None)
    assert "Taken back; it stands as: Engaged" in dialog.history_card.lines()
    dialog.take_back()
    dialog.take_back()
    assert now(records, people).pack == "default"


def test_an_end_asks_what_becomes_of_each_open_thing_and_chooses_nothing(
    dialog: Enrollment, desk: Desk, records: Database, people: Sample
) -> None:
    dialog.step(S.ENDED)
    form = dialog.form
    assert isinstance(form, EnrollmentEnd)
    choose(form, reason=EndReason.TRANSFERRED, transferred_to="Coast Health Home")
    assert {line.said().code for line in form._every()} == {""}
    form.save()
    first = form.lines["referrals"][0]
    assert first.notice.text() == "Say what becomes of it."
    assert now(records, people).state is S.ENROLLED
    form.referrals_card.button.click()
    assert first.said().words == "Coast Health Home goes on with it"
    form.reject()
    assert drafted(desk) == {people.mateo}
    KINDS[enrollment_end.DRAFT][1](desk, people.mateo)
    again = dialog.form
    assert isinstance(again, EnrollmentEnd)
    goal, *others = again.lines["goals"]
    assert others
    goal.choice.choose("handed_over")
    goal._chosen()
    assert goal.same_button.text() == f"Same for {len(others)} others"
    goal.same_button.click()
    again.visits_card.button.click()
    again.save()
    row = now(records, people)
    assert (row.state, row.transferred_to) == (S.ENDED, "Coast Health Home")
    with records.reading() as session:
        assert not enrollment_open.of_member(session, people.mateo).referrals
    assert drafted(desk) == set()
    assert offered(dialog) == []
    assert not dialog.next_card.isHidden()


def test_after_a_death_nothing_is_asked_but_its_day(
    dialog: Enrollment,
    undo: list[Callable[[], None]],
    records: Database,
    people: Sample,
) -> None:
    dialog.step(S.ENDED)
    form = dialog.form
    assert isinstance(form, EnrollmentEnd)
    choose(form, reason=EndReason.DECEASED)
    assert form.fields.values()["on"] == ""
    cards = (form.referrals_card, form.visits_card, form.goals_card)
    assert all(card.isHidden() for card in cards)
    assert "Every letter, list and reminder" in form.died_notice.text()
    form.save()
    assert form.findChild(QWidget, "on_notice").text() == "Enter the day."
    choose(form, on="11/19/2026")
    form.save()
    assert dialog.next_card.isHidden()
    with records.reading() as session:
        assert silence.silent(session, people.mateo)
    undo[-1]()
    with records.reading() as session:
        assert session.get_one(Member, people.mateo).deceased_on is None


def test_a_lead_says_what_holds_for_a_plan_and_others_only_read(
    dialogs: EnrollmentDialogs,
    desk: Desk,
    undo: list[Callable[[], None]],
    records: Database,
) -> None:
    desk.program_wanted.emit("ca-ecm", "")
    page = dialogs.program
    assert isinstance(page, ProgramPage)
    rows = {row.fact.id: row for row in page._page.facts} if page._page else {}
    page.confirm(rows["attempts"])
    form = page.form
    assert form is not None
    choose(form, value="three", source="letter")
    form.save()
    assert form.findChild(QWidget, "value_notice").text() == "Type a whole number."
    form.reject()
    page.accept()
    subject = fact_form.subject("ca-ecm", "attempts")
    KINDS[fact_form.DRAFT][1](desk, subject)
    again = dialogs.program
    choose(again.form, value="3")
    again.form.save()
    told = "Every plan: the clinic's own word: 3 attempts"
    assert told in again.facts_card.lines()
    undo[-1]()
    assert all(not row.layers for row in again._page.facts)
    with records.transaction(ACTOR_ID) as session:
        other = session.scalars(select(Staff).where(Staff.id == OTHER_ID)).one()
        other.role = Role.LEAD
    again.read()
    assert again.confirm_buttons == {}
