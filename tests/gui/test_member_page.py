"""The member's page: the banner, the Overview, moving between tabs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from hhdesk.care import members
from hhdesk.care.confidentiality import Consenter, Segment
from hhdesk.care.goals import Barrier, BarrierKind
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_page import MemberPage
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.sample import Sample


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, people: Sample) -> MemberPage:
    made = MemberPage(desk, people.mateo)
    made.read()
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    return made


def chips(page: MemberPage) -> list[str]:
    found = page.banner.chips.findChildren(Chip)
    opens = page.banner.enrollment_button
    first = [opens.state.word] if opens else []
    return first + [chip.text() for chip in found if not chip.isHidden()]


def test_the_banner_says_who_and_whom_to_call(page: MemberPage) -> None:
    banner = page.banner
    assert banner.name_label.text() == "Mateo Hernández Ruiz"
    assert banner.born_label.text() == (
        "he/him · 18 months, b. May 14, 2025 · CIN 9•••••21A · MRN H••042"
    )
    assert banner.caregiver_label.text() == "Lucía Ruiz (mother)"
    assert banner.phone_label.text() == "510-555-0142"
    assert banner.safe_chip.text() == "No voicemail · after 4 pm"


def test_the_banner_s_chips_tell_state_language_allergy_and_barriers(
    page: MemberPage,
) -> None:
    assert set(chips(page)) == {
        "Enrolled",
        "Tier 2",
        "Spanish, interpreter",
        "Allergy: Penicillin",
        "Rides",
        "Language",
    }


def test_the_state_in_the_banner_opens_the_enrollment(
    page: MemberPage, desk: Desk, people: Sample
) -> None:
    wanted: list[object] = []
    desk.enrollment_wanted.connect(wanted.append)
    button = page.banner.enrollment_button
    assert button is not None
    assert button.accessibleName() == "Enrollment: Enrolled. Open it."
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert wanted == [people.mateo]


def test_the_banner_shows_nothing_sealed(
    desk: Desk, page: MemberPage, records: Database
) -> None:
    with records.transaction(ACTOR_ID) as session:
        session.execute(
            update(Barrier)
            .where(Barrier.kind == BarrierKind.LANGUAGE)
            .values(segment=Segment.FAMILY_SAFETY, consenter=Consenter.CAREGIVER)
        )
    page.read()
    assert "Language" not in chips(page)


def test_the_phone_is_copied(page: MemberPage, said: list[str]) -> None:
    page.banner.copy_button.click()
    assert QGuiApplication.clipboard().text() == "510-555-0142"
    assert said == ["510-555-0142 is copied."]


def test_the_overview_tells_what_matters_and_what_is_open(page: MemberPage) -> None:
    overview = page.overview
    assert "We want Mateo to tell us what he needs." in (
        overview.what_matters_card.lines()
    )
    to_do = overview.to_do_card.lines()
    assert to_do[0] == "To do"
    assert any(line.startswith("Hearing test: missed on ") for line in to_do)
    assert any(line.startswith("Early intervention: ") for line in to_do)
    visits = overview.visits_card.lines()
    assert "Nov 23, 2026\n8:30 AM · in 2 days" in visits
    assert "Well visit" in visits


def test_the_overview_tells_who_is_around_and_how_the_child_is(
    page: MemberPage,
) -> None:
    overview = page.overview
    assert "Penicillin" in overview.alert_card.lines()
    family = overview.family_card.lines()
    assert "Spanish · 510-555-0142" in family
    assert "1820 98th Avenue, Oakland" in family
    assert "Sibling: Valeria Hernández Ruiz" in family
    health = overview.health_card.lines()
    assert "Speech delay" in health
    assert "400 units each morning · takes now · told by Lucía Ruiz" in health
    assert "Medi-Cal" in overview.coverage_card.lines()
    assert "Dr. Anita Shah · Eastmont Pediatrics" in overview.team_card.lines()


def test_a_child_with_nothing_on_record_has_no_empty_cards(
    qtbot: QtBot, desk: Desk, people: Sample
) -> None:
    made = MemberPage(desk, people.others[-1])
    made.read()
    qtbot.addWidget(made)
    assert made.banner.caregiver_label.text() == "No caregiver yet"
    assert "Nothing is open for this child." in made.overview.to_do_card.lines()
    assert "No visit is booked." in made.overview.visits_card.lines()
    assert "No allergy is on record." in made.overview.alert_card.lines()


def test_a_missed_visit_that_is_booked_again_is_not_to_do(
    page: MemberPage, records: Database
) -> None:
    from hhdesk.care.appointments import Appointment

    before = int(page.overview.to_do_card.count.text())
    with records.transaction(ACTOR_ID) as session:
        session.add(
            Appointment(
                member_id=page.member_id,
                title="Hearing test",
                starts_at=session.now(),
                ends_at=session.now(),
            )
        )
    page.read()
    assert page.overview.to_do_card.count.text() == str(before - 1)


def test_a_change_of_the_member_shows_at_once(
    desk: Desk, page: MemberPage, records: Database
) -> None:
    from dataclasses import replace

    with records.transaction(ACTOR_ID) as session:
        known, seen = members.details(session, page.member_id)
        name = replace(known.name, nickname="Teo")
        members.update(session, page.member_id, replace(known, name=name), seen)
    desk.member_saved.emit(page.member_id)
    assert page.banner.born_label.text().startswith("“Teo” · he/him")


def test_the_overview_leads_to_the_care_plan(page: MemberPage) -> None:
    page.overview.what_matters_card.button.click()
    assert page.pages.currentWidget() is page.care_plan
    assert page.tabs.currentIndex() == 1
