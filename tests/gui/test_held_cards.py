"""Hospital stays and documents on the Overview, and the call that a stay asks for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from hhdesk.care.confidentiality import Consenter, Segment
from hhdesk.care.documents import Document, DocumentKind, DocumentStatus
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.gui import open_loops
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_page import MemberPage
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE
from tests.gui.sample import Sample

TODAY = NOW.astimezone(ZONE).date()


def stay(people: Sample, **more: object) -> HospitalStay:
    columns: dict[str, object] = {
        "kind": StayKind.ED,
        "status": StayStatus.FINISHED,
        "known_on": TODAY,
        "begins_on": TODAY - timedelta(days=2),
        "ends_on": TODAY - timedelta(days=1),
        "place": "Children's Hospital",
        "reason": "Wheezing",
        "disposition": "Home",
    }
    return HospitalStay(member_id=people.mateo, **(columns | more))


@pytest.fixture
def held(records: Database, people: Sample) -> Sample:
    """Mateo was in the emergency room; a sealed stay, an old one, and papers."""
    with records.transaction(ACTOR_ID) as session:
        mine = {"member_id": people.mateo}
        session.add_all(
            [
                stay(people),
                stay(
                    people,
                    kind=StayKind.INPATIENT,
                    place="Willow House",
                    segment=Segment.MENTAL_HEALTH,
                    consenter=Consenter.YOUTH,
                ),
                stay(people, begins_on=date(2024, 3, 1), ends_on=date(2024, 3, 4)),
                Document(**mine, kind=DocumentKind.IEP, dated_on=date(2026, 9, 1)),
                Document(
                    **mine,
                    kind=DocumentKind.DISCHARGE_SUMMARY,
                    title="After your visit",
                    from_whom="Dr. Ito",
                ),
                Document(
                    **mine,
                    kind=DocumentKind.LETTER,
                    title="Old letter",
                    status=DocumentStatus.SUPERSEDED,
                ),
            ]
        )
    return people


def page_of(qtbot: QtBot, desk: Desk, people: Sample) -> MemberPage:
    made = MemberPage(desk, people.mateo)
    made.read()
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    return made


def test_without_stays_and_documents_their_cards_are_not_there(
    qtbot: QtBot, desk: Desk, people: Sample
) -> None:
    overview = page_of(qtbot, desk, people).overview
    assert overview.stays_card.isHidden()
    assert overview.documents_card.isHidden()


def test_stays_and_documents_are_listed_newest_first(
    qtbot: QtBot, desk: Desk, held: Sample
) -> None:
    page = page_of(qtbot, desk, held)
    lines = page.overview.stays_card.lines()
    assert "Emergency visit · Children's Hospital" in lines
    assert "Nov 19, 2026 to Nov 20, 2026 · Wheezing · Home" in lines
    assert "Mar 1, 2024 to Mar 4, 2024 · Wheezing · Home" in lines
    papers = page.overview.documents_card.lines()
    assert "After your visit" in papers
    assert "Discharge summary · Dr. Ito" in papers
    assert "Old letter" not in papers


def test_a_stay_after_which_nobody_reached_the_family_is_to_do(
    qtbot: QtBot, desk: Desk, held: Sample
) -> None:
    page = page_of(qtbot, desk, held)
    lines = page.overview.to_do_card.lines()
    assert "Emergency visit on Nov 20: call the family" in lines
    assert "Emergency visit on Nov 20: see the child within a week" in lines
    chips = [chip.text() for chip in page.overview.to_do_card.findChildren(Chip)]
    assert chips.count("Sealed: Mental health") == 2


def test_a_sealed_stay_is_not_in_the_pane_that_others_see(
    qtbot: QtBot, desk: Desk, held: Sample
) -> None:
    overview = page_of(qtbot, desk, held).overview
    assert "In hospital until Nov 20: call the family" in overview.to_do_card.lines()
    lines = open_loops.to_do(overview._loops, TODAY, discreet=True)
    words = str([line.text.text() for line in lines])
    assert "Emergency visit" in words
    assert "In hospital" not in words
