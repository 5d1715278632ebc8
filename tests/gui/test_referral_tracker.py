"""The Referrals screen: what a person sees while filtering, choosing and acting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from hhdesk.care import referral_acts
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_states import Detail, Phase, ReferralState
from hhdesk.care.referral_steps import Sharing, Step, Told
from hhdesk.care.referrals import Referral, Urgency
from hhdesk.gui.desk import Desk
from hhdesk.gui.referral_phases import ALL, LATE
from hhdesk.gui.referral_table import COLUMNS
from hhdesk.gui.referral_tracker import EVERYONE, MINE, ReferralTracker
from hhdesk.gui.workstation import Workstation
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID
from tests.gui.fitting import check
from tests.gui.sample import Sample

S = ReferralState
TODAY = date(2026, 11, 21)
FOOD = ReferralDetails(Domain.SOCIAL_SUPPORT, "Food", "Food bank")
DENTAL = ReferralDetails(Domain.DENTAL, "Dental care", "La Clínica Dental")
CALLED = Told(how_known="They called")


def begin(
    session: Any, member_id: UUID, details: ReferralDetails, due: date | None = None
) -> UUID:
    made = referral_acts.create(session, member_id, details).referral
    if due is not None:
        session.get_one(Referral, made.id).due_on = due
        session.flush()
    return made.id


def send(session: Any, referral_id: UUID, *steps: Step) -> None:
    first = Step(S.SENT, sharing=Sharing(Basis.SIGNED))
    for step in (first, *steps):
        row = session.get_one(Referral, referral_id)
        referral_acts.move(session, referral_id, step, seen=row.version)


@pytest.fixture
def ids(records: Database, people: Sample) -> dict[str, UUID]:
    """Some referrals beside the early intervention that the sample has."""
    with records.transaction(ACTOR_ID) as session:
        food = begin(session, people.mateo, FOOD, TODAY - timedelta(days=10))
        urgent = replace(DENTAL, urgency=Urgency.URGENT, owner_id=OTHER_ID)
        dental = begin(session, people.jonah, urgent, TODAY + timedelta(days=9))
        ride = begin(session, people.others[0], replace(FOOD, need="Ride"))
        send(session, ride, Step(S.DECLINED, CALLED, Detail.FULL))
        sealed = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
        hidden = begin(
            session,
            people.jonah,
            replace(FOOD, need="Counseling", seal=sealed),
            TODAY + timedelta(days=12),
        )
    return {"food": food, "dental": dental, "ride": ride, "hidden": hidden}


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, ids: dict[str, UUID]) -> ReferralTracker:
    made = ReferralTracker(desk)
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    return made


def cells(screen: ReferralTracker, column: int = 1) -> list[str]:
    """What a screen reader says of a column."""
    model = screen.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def choose(screen: ReferralTracker, phase: str) -> None:
    screen.phases.button(phase).click()


def test_the_list_stands_by_the_clock_and_says_how_many_are_open(
    screen: ReferralTracker,
) -> None:
    assert cells(screen)[0] == "Food, Food bank"
    assert cells(screen)[-1] == ""
    assert screen.count_label.text() == f"{len(cells(screen))} open"
    assert screen.phases.button(ALL).text() == f"All open  {len(cells(screen))}"


def test_a_row_tells_child_need_state_turn_clock_and_last_event(
    screen: ReferralTracker,
) -> None:
    row = [cells(screen, column)[0] for column in range(len(COLUMNS))]
    assert row[:3] == [
        "Mateo Hernández Ruiz, Rosa Delgado",
        "Food, Food bank",
        "Draft, Next: Us",
    ]
    assert row[3:] == ["7 days late", "Draft, Nov 21"]
    assert "Dental care, Urgent, La Clínica Dental" in cells(screen)
    assert "Agency is full, Next: Us" in cells(screen, 2)


def test_filters_show_their_phase_with_its_count(screen: ReferralTracker) -> None:
    choose(screen, Phase.PREPARING)
    shown = cells(screen)
    assert set(shown) == {
        "Food, Food bank",
        "Dental care, Urgent, La Clínica Dental",
        "",
    }
    text = screen.phases.button(Phase.PREPARING).text()
    assert text == f"Preparing  {len(shown)}"
    choose(screen, LATE)
    assert "Food, Food bank" in cells(screen)
    assert all("late" in words for words in cells(screen, 3))


def test_mine_leaves_out_what_others_coordinate(
    qtbot: QtBot, screen: ReferralTracker
) -> None:
    everyone = len(cells(screen))
    screen.owner_choice.button(MINE).click()
    assert 0 < len(cells(screen)) < everyone
    assert "Dental care, Urgent, La Clínica Dental" not in cells(screen)
    screen.owner_choice.button(EVERYONE).click()
    assert len(cells(screen)) == everyone


def test_the_slash_finds_by_child_need_or_agency_and_escape_leaves(
    qtbot: QtBot, screen: ReferralTracker
) -> None:
    everyone = len(cells(screen))
    qtbot.keyClick(screen.table, Qt.Key.Key_Slash)
    assert screen.focusWidget() is screen.find_field
    qtbot.keyClicks(screen.find_field, "jonah")
    qtbot.waitUntil(lambda: cells(screen) == ["Dental care, Urgent, La Clínica Dental"])
    qtbot.keyClick(screen.find_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(cells(screen)) == everyone)


def test_nothing_found_says_so_and_leads_back(screen: ReferralTracker) -> None:
    screen.find_field.setText("qqxxzz")
    screen.ask()
    assert screen.empty_state.isVisible()
    assert screen.empty_state.title.text() == "Nothing found for “qqxxzz”"
    screen.empty_state.button.click()
    assert screen.table.isVisible()
    assert screen.find_field.text() == ""


def test_arrows_show_the_referral_beside_the_list_and_enter_opens_the_child(
    qtbot: QtBot,
    desk: Desk,
    screen: ReferralTracker,
    people: Sample,
    ids: dict[str, UUID],
) -> None:
    opened: list[tuple[UUID, UUID]] = []
    desk.referral_wanted.connect(lambda *both: opened.append(both))
    screen.show_chosen()
    assert screen.detail.need_label.text() == "Food"
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    screen.show_chosen()
    assert screen.detail.need_label.text() != "Food"
    qtbot.keyClick(screen.table, Qt.Key.Key_Up)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened == [(people.mateo, ids["food"])]


def test_a_private_row_tells_nothing_until_it_is_asked_for(
    qtbot: QtBot, screen: ReferralTracker, ids: dict[str, UUID]
) -> None:
    at = screen.model.place(ids["hidden"])
    told = [cells(screen, column)[at] for column in range(len(COLUMNS))]
    # Of the nine weekdays until then Thanksgiving is no business day.
    assert told == ["Private, Rosa Delgado", "", "", "8 days left", ""]
    screen.table.choose(at)
    screen.show_chosen()
    assert screen.cover.isVisible()
    assert not screen.detail.isVisible()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.detail.isVisible()
    assert screen.detail.need_label.text() == "Counseling"


def act(records: Database, act: Callable[..., object], *args: Any, **named: Any) -> Any:
    with records.transaction(ACTOR_ID) as session:
        return act(session, *args, **named)


def test_after_an_act_one_row_changes_and_keeps_its_place(
    screen: ReferralTracker, records: Database, ids: dict[str, UUID]
) -> None:
    before = cells(screen)
    step = Step(S.AWAITING_AGREEMENT)
    row = act(records, referral_acts.move, ids["food"], step, seen=2)
    screen.detail.changed.emit(row)
    assert cells(screen) == before
    assert cells(screen, 2)[0] == "Waiting for the family's yes, Next: Family"


def test_what_others_saved_is_there_on_coming_back_and_on_f5(
    qtbot: QtBot,
    screen: ReferralTracker,
    records: Database,
    people: Sample,
    ids: dict[str, UUID],
) -> None:
    screen.table.choose(screen.model.place(ids["dental"]))
    screen.show_chosen()
    act(records, begin, people.mateo, replace(FOOD, need="Diapers"), date(2026, 1, 2))
    qtbot.keyClick(screen.table, Qt.Key.Key_F5)
    assert cells(screen)[0] == "Diapers, Food bank"
    act(records, begin, people.mateo, replace(FOOD, need="Crib"), date(2026, 1, 1))
    screen.hide()
    screen.show()
    assert cells(screen)[0] == "Crib, Food bank"
    chosen = screen.table.currentIndex().row()
    assert screen.model.keys[chosen] == ids["dental"]


def test_a_referral_named_from_elsewhere_is_shown_whatever_is_filtered(
    screen: ReferralTracker, ids: dict[str, UUID]
) -> None:
    choose(screen, Phase.CLOSED)
    screen.open_referral(ids["dental"])
    chosen = screen.table.currentIndex().row()
    assert screen.model.keys[chosen] == ids["dental"]
    assert screen.detail.need_label.text() == "Dental care"


def test_a_clinic_without_referrals_says_how_to_begin(
    qtbot: QtBot, desk: Desk, sqlite_database: Database
) -> None:
    desk.worker.use(sqlite_database, ACTOR_ID)
    screen = ReferralTracker(desk)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.empty_state.title.text() == "No open referrals"
    assert screen.empty_state.button.text() == "New referral"


def test_a_child_s_death_takes_its_rows_away(
    screen: ReferralTracker, records: Database, people: Sample
) -> None:
    from hhdesk.care.members import Member

    dies = update(Member).where(Member.id == people.mateo).values(deceased_on=TODAY)
    act(records, lambda session: session.execute(dies))
    screen.read_again()
    assert not any("Mateo" in words for words in cells(screen, 0))


def test_the_slip_of_a_referral_opens_on_the_child_s_page(
    workstation: Workstation, ids: dict[str, UUID], people: Sample
) -> None:
    workstation.pages.open_referral(None, ids["food"])
    screen: Any = workstation.window.pages.currentWidget()
    screen.show_chosen()
    screen.detail.paper_button.click()
    page: Any = workstation.window.pages.currentWidget()
    assert page.member_id == people.mateo
    assert page.papers.isVisible()
    assert page.papers.referral_field.value() == ids["food"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_screen_fits_in_both_languages(
    workstation: Workstation, ids: dict[str, UUID], language: str
) -> None:
    workstation.speak(language)
    workstation.window.page_wanted.emit(_page())
    screen: Any = workstation.window.pages.currentWidget()
    assert isinstance(screen, ReferralTracker)
    screen.show_chosen()
    check(workstation.window)
    screen.table.choose(screen.model.place(ids["hidden"]))
    screen.show_chosen()
    check(workstation.window)
    screen.find_field.setText("qqxxzz")
    screen.ask()
    check(workstation.window)


def _page() -> Any:
    from hhdesk.gui.window import Page

    return Page("referrals")
