"""One coordinator's day, through the screens by keyboard: the huddle, a call with an
interpreter, a walk-in, a missed visit, a discharge, the school, a fax, a paper and a
review; and no fact is typed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hhdesk.care import booking, members, plan_saving, referral_acts
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Achievement, ActivityRow, Domain, GoalRow, Lifecycle
from hhdesk.care.household import Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_steps import Sharing
from hhdesk.care.translations import Pair
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.stories.keyboard import Keyboard
from tests.stories.test_home import (
    MONDAY,
    SPANISH,
    ZONE,
    Clinic,
    Walk,
    _mateo,
    _save_paper,
    words_of,
)

SAID = "MediRide takes them; the Regional Center called her on Friday."
INTERPRETER = "Maribel 4471"
SCHOOL = "Eastmont Preschool"
AGENCY = "Regional Center of the East Bay"


class Typist(Keyboard):
    """Remembers what was written down; looking for something is no fact."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.written: list[str] = []

    def type(self, text: str) -> None:
        self.written.append(text)
        super().type(text)

    def look_for(self, text: str) -> None:
        super().type(text)


class Family:
    """The children of the day, by name."""

    mateo: UUID
    ana: UUID
    tomas: UUID
    leo: UUID


def _children(clinic: Clinic, session: Any) -> Family:
    family = Family()
    me = session.actor_id
    family.mateo = clinic.mateo = _mateo(session, MONDAY)
    ana = MemberDetails(
        Name("Ana", "Hernández", "Ruiz"),
        MONDAY - timedelta(days=7 * 366),
        languages=SPANISH,
    )
    family.ana = members.create(session, ana, me, household_of=family.mateo)
    rosa = CaregiverDetails(
        Name("Rosa", "Vega"), Relationship.GRANDMOTHER, phone="510-555-0177"
    )
    tomas = MemberDetails(
        Name("Tomás", "Vega"), MONDAY - timedelta(days=1500), caregiver=rosa
    )
    family.tomas = members.create(session, tomas, me)
    joon = CaregiverDetails(
        Name("Joon", "Park"), Relationship.FATHER, phone="510-555-0188"
    )
    leo = MemberDetails(
        Name("Leo", "Park"), MONDAY - timedelta(days=4000), caregiver=joon
    )
    family.leo = members.create(session, leo, me)
    return family


def _visit(session: Any, member_id: UUID, hour: int, title: str, days: int = 0) -> None:
    starts = datetime.combine(MONDAY + timedelta(days=days), time(hour), ZONE)
    booking.book(
        session,
        member_id,
        AppointmentDetails(
            title, starts, starts + timedelta(minutes=30), staff_id=session.actor_id
        ),
    )


def _plan(session: Any, mateo: UUID) -> None:
    """A goal, a step that is not done yet, and a referral that was sent."""
    goal = GoalRow(
        Domain.DEVELOPMENTAL,
        Pair("Mateo asks for water."),
        lifecycle=Lifecycle.ACTIVE,
        activities=(ActivityRow(Pair("Call MediRide."), who="Rosa"),),
    )
    plan_saving.save(session, mateo, PlanContent(goals=(goal,)), seen=0)
    referral_acts.create_and_send(
        session,
        mateo,
        ReferralDetails(Domain.DEVELOPMENTAL, "Early intervention", AGENCY),
        Sharing(Basis.SIGNED),
    )


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Clinic]:
    start = datetime.combine(MONDAY - timedelta(days=3), time(9), ZONE)
    clinic = Clinic(str(tmp_path / "clinic.db"), start)
    opened = clinic.create("Bay Children's Clinic", "510-555-0100", "open")
    with opened.database.transaction(opened.actor_id) as session:
        clinic.family = _children(clinic, session)
        _plan(session, clinic.mateo)
        _visit(session, clinic.family.tomas, 9, "Asthma check")
        _visit(session, clinic.mateo, 14, "Follow-up visit", days=1)
    clinic.is_now(MONDAY, 8, 15)
    opened.close()
    yield clinic
    for one in clinic.opened:
        one.close()


class Day(Walk):
    def __init__(
        self, qtbot: QtBot, workstation: Workstation, records: Clinic, folder: Path
    ) -> None:
        super().__init__(qtbot, workstation, records, folder)
        self.keys = self.typist = Typist(qtbot)

    def page_of(self, member_id: UUID) -> Any:
        return self.window.page(Page("members", member_id))

    def command(self, words: str) -> None:
        self.keys.press("Ctrl+K")
        self.typist.look_for(words)
        self.keys.press("Return")

    def open(self, member_id: UUID, text: str) -> Any:
        """Find a child; give the page once the name stands on it."""
        self.command(text)
        self.wait(lambda: self.window.shown == Page("members", member_id))
        page = self.page_of(member_id)
        self.wait(lambda: page.banner.name_label.text())
        return page

    def call(self) -> Any:
        """The sheet of a call about the child in sight."""
        self.keys.press("Ctrl+J")
        sheet = self.dialog("WrapUp")
        self.wait(lambda: sheet.save_button.isEnabled())
        return sheet

    def closed(self, dialog: Any) -> None:
        """Saved, and gone from over the window."""
        self.wait(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible())

    @property
    def today(self) -> Any:
        return self.window.page(Page("today"))


@pytest.fixture
def day(qtbot: QtBot, workstation: Workstation, records: Clinic, tmp_path: Path) -> Day:
    return Day(qtbot, workstation, records, tmp_path)


def test_a_whole_day_and_no_fact_is_typed_twice(
    day: Day, monkeypatch: pytest.MonkeyPatch, text_of: Callable[[bytes], str]
) -> None:
    family = day.records.family

    # 8:15, the huddle: who comes today, on one sheet.
    day.command("print the huddle sheet")
    sheet = day.dialog("HuddleSheet")
    day.wait(lambda: sheet.making.made is not None)
    assert "Tomás Vega" in text_of(sheet.making.made.pdf)
    day.keys.press("Escape")

    # 9:05, a walk-in: Ana is here without a visit.
    day.it_is(MONDAY, 9, 5)
    day.keys.press("Ctrl+1")
    day.keys.to("My day")
    day.keys.press("Right")
    day.wait(lambda: day.today.view("front_desk") is not None)
    desk = day.today.view("front_desk")
    day.wait(lambda: desk.model.rowCount() == 1)
    desk.table.setFocus()
    day.keys.press("W")
    form = day.dialog("WalkIn")
    day.typist.look_for("ana hern")
    day.keys.press("Return")
    day.wait(lambda: form.member_field.member_id == family.ana)
    day.keys.push(form.save_button)
    day.wait(lambda: desk.model.rowCount() == 2)
    day.wait(lambda: "Ana" in words_of(desk.card))
    day.keys.press("R")
    day.keys.type("2")
    day.keys.press("Return")
    day.wait(lambda: desk.card.stage_chip.text() == "Room: 2")
    day.keys.press("K")
    day.wait(lambda: desk.card.stage_chip.text() == "Kept")

    # 9:40, Tomás has not come; nobody knows why yet.
    day.it_is(MONDAY, 9, 40)
    desk.table.setFocus()
    day.keys.press("Up")
    day.wait(lambda: desk.card.row.member_id == family.tomas)
    day.keys.press("M")
    day.wait(lambda: "Missed" in desk.card.stage_chip.text())

    # 9:50, his grandmother tells why; he is booked again as he was.
    day.it_is(MONDAY, 9, 50)
    call = day.call()
    day.keys.press("R")
    day.keys.type("Their car broke down on the way.")
    day.keys.press("Alt+3")
    line = next(iter(call.visits.missed.values()))
    day.keys.choose(line.barrier_field, "transportation")
    day.keys.push(line.again_button)
    day.keys.press("Ctrl+S")
    day.closed(call)
    page = day.open(family.tomas, "tomas veg")
    day.tab("Appointments")
    day.wait(lambda: "Nov 30, 2026" in words_of(page.appointments.coming_card))
    day.wait(lambda: "Book again" not in words_of(page.appointments))

    # 10:05, the call with an interpreter: Lucía tells how everything stands.
    day.it_is(MONDAY, 10, 5)
    page = day.open(family.mateo, "hernandez mat")
    call = day.call()
    day.wait(lambda: "No voicemail" in words_of(call.contact.people))
    assert call.contact.fields.values()["language"] == "es"
    day.keys.press("R")
    day.keys.type(SAID)
    day.keys.reach(call.contact.interpreter_field)
    day.keys.type(INTERPRETER)
    day.keys.reach(call.contact.fields["minutes"])
    day.keys.type("12")
    day.keys.press("Alt+1")
    line = next(iter(call.referrals.lines.values()))
    day.keys.choose(line.choice, A.ACCEPTED)
    day.keys.press("Alt+2")
    step = next(iter(call.steps.lines.values()))
    day.keys.push(step.picks.buttons["completed"])
    day.keys.press("Alt+3")
    coming = next(iter(call.visits.lines.values()))
    day.arrange(coming.fields[ArrangementKind.TRANSPORT], "confirmed", "MediRide")
    day.keys.press("Alt+4")
    day.keys.choose(call.consent.fields.audience_field, "school")
    day.keys.reach(call.consent.fields.recipients_field)
    day.keys.type(SCHOOL)
    day.keys.press("Alt+5")
    day.keys.choose(call.barrier.fields.kind_field, "transportation")
    day.keys.push(call.next_contact.soon_picks.buttons["14"])
    day.keys.press("Ctrl+S")
    day.closed(call)

    # All of it is where it belongs, and nobody typed it there.
    day.tab("Overview")
    day.wait(lambda: SAID in words_of(page.overview))
    day.tab("Referrals")
    day.wait(lambda: "Accepted" in words_of(page.referrals))
    day.tab("Appointments")
    day.keys.do("Open: Follow-up visit, Nov 24, 2026")
    card = day.dialog("VisitCard")
    day.wait(lambda: "MediRide" in words_of(card))
    day.keys.press("Escape")
    day.tab("Consents")
    day.wait(lambda: page.consents.model.rowCount() == 1)
    day.wait(lambda: INTERPRETER in words_of(page.consents))
    day.tab("Notes")
    day.wait(lambda: "Reached" in words_of(page.notes))

    # 11:20, the hospital calls: Leo is there; in the afternoon he goes home.
    day.it_is(MONDAY, 11, 20)
    page = day.open(family.leo, "leo park")
    day.keys.press("Ctrl+Shift+H")
    form = day.dialog("StayForm")
    day.wait(form.save_button.isEnabled)
    day.keys.reach(form.place_field)
    day.keys.type("Children's Hospital Oakland")
    day.keys.press("Ctrl+S")
    day.closed(form)
    day.it_is(MONDAY, 14)
    day.tab("Hospital")
    day.keys.do("Left the hospital")
    form = day.dialog("StayForm")
    day.wait(form.save_button.isEnabled)
    assert form.place_field.text() == "Children's Hospital Oakland"
    day.keys.reach(form.discharge_plan_field)
    day.keys.type("Inhaler twice a day; see the pediatrician.")
    day.keys.press("Ctrl+S")
    day.closed(form)
    day.wait(lambda: "Wrap up the call" in words_of(page.stays))
    day.keys.do("Wrap up the call")
    call = day.dialog("WrapUp")
    day.wait(call.save_button.isEnabled)
    day.keys.press("R")
    day.keys.type("Breathing well, has all medicines.")
    day.keys.press("Ctrl+S")
    day.closed(call)
    day.wait(lambda: "Wrap up the call" not in words_of(page.stays))

    # 14:30, a fax: the Regional Center's report is filed, and reviewed.
    day.it_is(MONDAY, 14, 30)
    page = day.open(family.mateo, "hernandez mat")
    fax = day.folder / "fax.png"
    page_of_fax = QImage(850, 1100, QImage.Format.Format_Grayscale8)
    page_of_fax.fill(255)
    assert page_of_fax.save(str(fax))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(fax), ""))
    day.tab("Documents")
    day.keys.do("File a document")
    form = day.dialog("DocumentForm")
    day.keys.push(form.choose_button)
    day.wait(lambda: form.file is not None)
    day.keys.choose(form.fields["kind"], "letter")
    day.keys.press("Ctrl+S")
    day.closed(form)
    day.wait(lambda: page.documents.model.rowCount() == 1)
    day.tab("Referrals")
    day.wait(lambda: day.chips()[:1] == ["Accepted"])
    day.act(A.RECEIVE_REPORT, "Report here, please review", how_known="fax")
    day.act(A.REVIEW_REPORT, "Report reviewed")

    # 15:00, the preschool may know now: its paper, of what the mother said yes to.
    day.it_is(MONDAY, 15)
    day.tab("Papers")
    papers = page.papers
    day.keys.choose(papers.audience_field, "school")
    day.wait(lambda: papers.recipient_field.text() == SCHOOL)
    day.wait(
        lambda: (
            papers.made is not None
            and papers.save_button.isEnabled()
            and "Mateo asks for water." in text_of(papers.made.pdf)
        )
    )
    words = text_of(_save_paper(day, monkeypatch, "school"))
    assert AGENCY not in words

    # 16:00, the plan is turned toward the family: how it goes, and when to meet again.
    day.it_is(MONDAY, 16)
    day.tab("Care plan")
    day.wait(lambda: page.care_plan.draft is not None)
    day.keys.do("Review meeting: turn the plan toward the family")
    day.keys.push(day.dialog("MeetingDoor").begin_button)
    meeting = day.dialog("ReviewMeeting")
    day.wait(lambda: len(meeting.goals) == 1)
    day.keys.push(meeting.goals[0].choice.button(Achievement.IMPROVING))
    day.keys.press("Right")
    day.keys.push(meeting.end.people["Lucía Ruiz"])
    day.keys.press("Ctrl+S")
    day.closed(meeting)
    day.tab("History")
    day.wait(lambda: page.history.model.rowCount() > 10)

    # Nothing that was written down was typed a second time.
    facts = [text for text in day.typist.written if len(text) > 2]
    assert len(set(facts)) == len(facts)
