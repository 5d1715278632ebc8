"""The H.O.M.E. project's story, walked through the screens by keyboard alone: a child
of 18 months missed visits for want of a ride and could not get into early intervention;
now he gets help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
)
from pytestqt.qtbot import QtBot

from hhdesk import app
from hhdesk.app import Opened
from hhdesk.care import attendance, booking, member_page, members, plan_saving
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.clinic import ClinicDetails
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.goals import BarrierKind, Domain, GoalRow, Lifecycle
from hhdesk.care.household import Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.paper_orders import PaperKind
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.translations import Pair
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from hhdesk.store.opening import Target
from tests.stories.keyboard import Keyboard

ZONE = ZoneInfo("America/Los_Angeles")
MONDAY = date(2026, 11, 23)
SPANISH = Languages("es", "es", Interpreter.NEEDED)
AGENCY = "Regional Center of the East Bay"
IN_HER_WORDS = "Quiero que Mateo diga mamá y pida agua."
IN_ENGLISH = "I want Mateo to say mama and to ask for water."


@dataclass
class Clinic:
    """A clinic's file, its clock, and Mateo in it."""

    place: str
    moment: datetime
    mateo: UUID = UUID(int=0)
    opened: list[Opened] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.moment

    def is_now(self, day: date, hour: int = 9, minute: int = 0) -> None:
        self.moment = datetime.combine(day, time(hour, minute), ZONE)

    def open(self, passphrase: str | None = None) -> Opened:
        opened = app.open_database(Target(self.place), "open", clock=self.clock)
        self.opened.append(opened)
        return opened

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened:
        details = ClinicDetails(clinic, phone, checked_languages=("es",))
        return app.create_database(
            Target(self.place), passphrase, details, clock=self.clock
        )

    def demonstrate(self) -> Opened:
        return self.open()


def _mateo(session: Any, today: date) -> UUID:
    lucia = CaregiverDetails(
        Name("Lucía", "Ruiz"),
        Relationship.MOTHER,
        languages=SPANISH,
        phone="510-555-0142",
        safe_contact=SafeContact(Voicemail.NEVER, "Calls after 4 pm"),
    )
    return members.create(
        session,
        MemberDetails(
            Name("Mateo", "Hernández", "Ruiz"),
            today - timedelta(days=548),
            languages=SPANISH,
            caregiver=lucia,
        ),
        session.actor_id,
    )


def _missed(clinic: Clinic, opened: Opened, day: date) -> None:
    """A visit booked a week before, to which the family could not come."""
    clinic.is_now(day - timedelta(days=7))
    starts = datetime.combine(day, time(10), ZONE)
    details = AppointmentDetails(
        "Follow-up visit",
        starts,
        starts + timedelta(minutes=30),
        staff_id=opened.actor_id,
    )
    with opened.database.transaction(opened.actor_id) as session:
        row = booking.book(session, clinic.mateo, details)
    assert row
    clinic.is_now(day, 15)
    with opened.database.transaction(opened.actor_id) as session:
        attendance.mark_missed(
            session,
            row.id,
            "The bus does not run there",
            BarrierKind.TRANSPORTATION,
            seen=row.version,
        )


def _plan(clinic: Clinic, opened: Opened) -> None:
    with opened.database.transaction(opened.actor_id) as session:
        content = PlanContent(
            goals=(
                GoalRow(
                    Domain.DEVELOPMENTAL,
                    Pair(IN_ENGLISH, IN_HER_WORDS),
                    "Expressive language delay",
                    MONDAY + timedelta(days=180),
                    Lifecycle.ACTIVE,
                ),
            )
        )
        plan_saving.save(session, clinic.mateo, content, seen=0)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Clinic]:
    start = datetime.combine(MONDAY - timedelta(days=60), time(9), ZONE)
    clinic = Clinic(str(tmp_path / "clinic.db"), start)
    opened = clinic.create("Bay Children's Clinic", "510-555-0100", "open")
    with opened.database.transaction(opened.actor_id) as session:
        clinic.mateo = _mateo(session, MONDAY)
    for weeks in (5, 3):
        _missed(clinic, opened, MONDAY - timedelta(weeks=weeks))
    _plan(clinic, opened)
    clinic.is_now(MONDAY)
    opened.close()
    yield clinic
    for one in clinic.opened:
        one.close()


class Walk:
    """A coordinator at the screens; each step waits until its words can be seen."""

    def __init__(
        self, qtbot: QtBot, workstation: Workstation, records: Clinic, folder: Path
    ) -> None:
        self.qtbot, self.workstation = qtbot, workstation
        self.records, self.folder = records, folder
        self.window = workstation.window
        self.keys = Keyboard(qtbot)

    def wait(self, seen: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=10_000)

    @property
    def page(self) -> Any:
        return self.window.page(Page("members", self.records.mateo))

    def it_is(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """A later day at the same desk."""
        self.records.is_now(day, hour, minute)
        self.workstation._look_at_the_day()
        desk = self.workstation.desk
        assert desk
        self.wait(lambda: desk.today == day)

    def find(self, text: str) -> None:
        self.keys.press("Ctrl+K")
        self.keys.type(text)
        self.keys.press("Return")
        self.wait(lambda: self.page is not None)
        self.wait(lambda: self.page.banner.name_label.text() == "Mateo Hernández Ruiz")

    def tab(self, name: str) -> None:
        """A part of the child's page; the screen is not left for it."""
        self.keys.tab(name)

    def type(self, form: Any, name: str, text: str) -> None:
        box = getattr(form, f"{name}_field", None) or form.fields[name]
        if isinstance(box, Choice):
            self.keys.choose(box, text)
            return
        self.keys.reach(getattr(box, "field", box))
        self.keys.type(text)

    def arrange(self, field: Any, state: str, detail: str) -> None:
        """A ride or an interpreter of the visit."""
        self.keys.choose(field.status, state)
        self.keys.reach(field.detail)
        self.keys.type(detail)

    # ------------------------------------------------------------ referrals

    @property
    def referral(self) -> Any:
        return self.page.referrals.detail

    def chips(self) -> list[str]:
        found = self.referral.chips.findChildren(Chip)
        return [chip.text() for chip in found if not chip.isHidden()]

    def act(self, which: A, after: str, /, **typed: str) -> None:
        """One act on the referral; `after` is what its first chip says then."""
        detail = self.referral
        self.wait(lambda: which in detail.acts.buttons)
        button = detail.acts.buttons[which]
        if which in detail.acts.hidden_acts():
            self.keys.pick(detail.acts.more_button, button.text())
        else:
            self.keys.do(button.text())
        dialog = detail.dialog
        assert dialog
        for name, text in typed.items():
            self.type(dialog, name, text)
        self.keys.press("Ctrl+S")
        self.wait(lambda: self.chips()[:1] == [after])

    # ------------------------------------------------------------ visits

    def dialog(self, kind: str) -> Any:
        """The dialog of this kind that stands over the window."""
        found: list[QDialog] = []

        def seen() -> bool:
            found[:] = [
                one
                for one in self.window.findChildren(QDialog)
                if type(one).__name__ == kind and one.isVisible()
            ]
            return bool(found)

        self.wait(seen)
        return found[0]


@pytest.fixture
def walk(
    qtbot: QtBot, workstation: Workstation, records: Clinic, tmp_path: Path
) -> Walk:
    return Walk(qtbot, workstation, records, tmp_path)


def words_of(widget: Any) -> str:
    """All that a person can read on a part of the window."""
    found = [
        one.text()
        for kind in (QLabel, QAbstractButton, Chip)
        for one in widget.findChildren(kind)
        if one.isVisible()
    ]
    return " · ".join(found).replace("\u00a0", " ")


def _save_paper(walk: Walk, monkeypatch: pytest.MonkeyPatch, name: str) -> bytes:
    papers, path = walk.page.papers, walk.folder / f"{name}.pdf"
    walk.wait(lambda: papers.made is not None and papers.view.pages > 0)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), "")
    )
    walk.keys.push(papers.save_button)
    walk.wait(path.exists)
    return path.read_bytes()


def test_a_child_who_missed_visits_for_want_of_a_ride_gets_help(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, text_of: Callable[[bytes], str]
) -> None:
    walk.find("hernandez mat")

    # Two missed visits, with what stood in the way.
    page = walk.page
    walk.tab("Appointments")
    visits = page.appointments
    walk.wait(lambda: words_of(visits).count("Book again") == 1)
    assert words_of(visits).count("The bus does not run there") == 2

    # The goal in the mother's words.
    walk.tab("Care plan")
    plan = page.care_plan
    walk.wait(lambda: plan.draft is not None and plan.draft.content.goals)
    walk.keys.to("Parts of the plan")
    walk.keys.press("Home", "Down")
    walk.wait(lambda: plan.goal.family_words.family.toPlainText() == IN_HER_WORDS)

    # Early intervention is asked, with the mother's signed consent.
    walk.tab("Referrals")
    walk.keys.do("New referral")
    form = walk.dialog("ReferralForm")
    for name, text in (
        ("domain", "developmental"),
        ("need", "Early intervention"),
        ("agency", AGENCY),
    ):
        walk.type(form, name, text)
    walk.keys.push(form.sent_field)
    walk.type(form, "basis", "signed")
    walk.type(form, "sending_way", "fax")
    walk.keys.push(form.save_button)
    walk.wait(lambda: walk.referral.page is not None and walk.chips()[:1] == ["Sent"])
    assert any("IFSP meeting" in chip for chip in walk.chips())

    # The next visit, with a ride and an interpreter.
    walk.tab("Appointments")
    walk.wait(lambda: words_of(visits).count("Book again") == 1)
    walk.keys.do("Book again: Follow-up visit, Nov 2, 2026")
    booking_form = walk.dialog("AppointmentForm")
    walk.type(booking_form, "day", "11/30/2026")
    walk.type(booking_form, "time", "8:30 AM")
    walk.arrange(booking_form.transport_field, "confirmed", "MediRide")
    walk.arrange(booking_form.interpreter_field, "confirmed", "Spanish")
    walk.keys.push(booking_form.save_button)
    walk.wait(lambda: "Nov 30" in words_of(visits.coming_card))
    walk.wait(lambda: "Book again" not in words_of(visits))
    assert "Interpreter" in words_of(visits.coming_card)

    # What the family takes home, in its own language beside English.
    walk.tab("Papers")
    words = text_of(_save_paper(walk, monkeypatch, "plan"))
    assert "Plan de cuidados de Mateo" in words
    assert "Mateo's care plan" in words
    assert IN_ENGLISH in words
    walk.keys.choose(page.papers.paper_field, PaperKind.NEXT_STEPS)
    walk.wait(lambda: page.papers.made and AGENCY in text_of(page.papers.made.pdf))
    slip = text_of(_save_paper(walk, monkeypatch, "slip"))
    assert AGENCY in slip
    assert "510-555-0100" in slip

    # The agency accepts and sets a day.
    walk.it_is(MONDAY + timedelta(days=3))
    walk.tab("Referrals")
    walk.act(A.ACCEPTED, "Accepted", how_known="The agency called")
    walk.act(
        A.SCHEDULED,
        "Visit planned",
        visit_on="12/02/2026",
        how_known="Their letter",
    )

    # The next visit is kept.
    walk.it_is(date(2026, 11, 30), 9, 15)
    walk.tab("Appointments")
    walk.wait(lambda: "Nov 30" in words_of(visits.coming_card))
    walk.keys.do("Open: Follow-up visit, Nov 30, 2026")
    card = walk.dialog("VisitCard")
    walk.wait(lambda: card.state_chip.text() == "Booked")
    walk.keys.push(card.acts.buttons["kept"])
    walk.wait(lambda: card.state_chip.text() == "Kept")
    walk.keys.press("Escape")

    # He was seen; the report came, was reviewed, and the family got help.
    walk.it_is(date(2026, 12, 3))
    walk.tab("Referrals")
    walk.act(A.SEEN, "Seen, report awaited", how_known="The mother told us")
    walk.act(A.RECEIVE_REPORT, "Report here, please review", how_known="fax")
    walk.act(A.REVIEW_REPORT, "Report reviewed")
    walk.act(
        A.GOT_HELP, "Got help", service_on="12/02/2026", evidence="report_reviewed"
    )

    with walk.records.opened[-1].database.reading() as session:
        found = member_page.member_page(session, walk.records.mateo)
    assert [one.state for one in found.referrals] == [ReferralState.GOT_HELP]
    walk.tab("Appointments")
    walk.wait(lambda: "Kept" in words_of(visits.past_card))
