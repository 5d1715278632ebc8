"""The Members screen: what a person sees while searching, choosing, opening."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from hhdesk.care import members
from hhdesk.care.appointments import Appointment
from hhdesk.care.confidentiality import Consenter
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.referrals import Referral
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.members import MembersScreen
from hhdesk.gui.paged_rows import PAGE
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.sample import Sample


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, people: Sample) -> MembersScreen:
    made = MembersScreen(desk)
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    return made


def names(screen: MembersScreen) -> list[str]:
    return [hit.name for hit in screen.model.hits]


def search(screen: MembersScreen, text: str) -> None:
    screen.search_field.setText(text)
    screen.ask()


def test_an_empty_search_lists_everybody_by_surname(screen: MembersScreen) -> None:
    assert names(screen) == [
        "Jonah Hern",
        "Diego Hernández",
        "Mateo Hernández Ruiz",
        "Valeria Hernández Ruiz",
        "Ximena Torres Hernández",
        "Kevin Trần",
        "Amina Yusuf",
    ]
    assert screen.count_label.text() == "7"


def test_typing_finds_and_shows_how_many_and_how_fast(screen: MembersScreen) -> None:
    search(screen, "hernandez mat")
    assert names(screen) == ["Mateo Hernández Ruiz", "Valeria Hernández Ruiz"]
    assert screen.answer_label.text().startswith("2 found · ")
    assert screen.answer_label.text().endswith(" ms")


def test_typing_asks_after_a_short_rest(qtbot: QtBot, screen: MembersScreen) -> None:
    qtbot.keyClicks(screen.search_field, "yus")
    assert len(names(screen)) == 7
    qtbot.waitUntil(lambda: names(screen) == ["Amina Yusuf"])


def test_a_typing_error_is_forgiven_and_told(screen: MembersScreen) -> None:
    search(screen, "hernandes mateo")
    assert "Mateo Hernández Ruiz" in names(screen)
    assert "shown for “" in screen.answer_label.text()


def test_a_fast_typist_never_gets_the_child_of_the_letters_before(
    qtbot: QtBot, desk: Desk, screen: MembersScreen, people: Sample
) -> None:
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member_id, _tab: opened.append(member_id))
    search(screen, "jonah")
    screen.search_field.clear()
    qtbot.keyClicks(screen.search_field, "hernandez mat")
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [people.mateo]


def test_other_words_put_their_first_hit_forward(
    screen: MembersScreen, people: Sample
) -> None:
    search(screen, "hern")
    screen.table.choose(2)
    search(screen, "hernandez mat")
    assert screen.table.currentIndex().row() == 0


def test_arrows_move_in_the_list_and_enter_opens(
    qtbot: QtBot, desk: Desk, screen: MembersScreen, people: Sample
) -> None:
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member_id, _tab: opened.append(member_id))
    search(screen, "hernandez ruiz")
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Down)
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Up)
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Return)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened == [people.mateo, people.mateo]


def test_enter_opens_nobody_who_was_found_by_other_letters_than_typed(
    qtbot: QtBot, desk: Desk, screen: MembersScreen
) -> None:
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member_id, _tab: opened.append(member_id))
    search(screen, "jonah")
    qtbot.keyClick(screen.search_field, "x")
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "shown for" in screen.answer_label.text())
    assert opened == []


def test_the_preview_says_whom_to_call_and_what_is_to_do(
    screen: MembersScreen,
) -> None:
    search(screen, "mateo")
    screen.preview_chosen()
    preview = screen.preview
    shown = [label.text() for label in preview.findChildren(type(preview.name_label))]
    assert preview.name_label.text() == "Mateo Hernández Ruiz"
    assert "Lucía Ruiz (mother)" in shown
    assert "510-555-0142" in shown
    assert any(words.startswith("Early intervention: ") for words in shown)
    assert "Valeria Hernández Ruiz" in shown


def test_the_preview_beside_the_list_gives_nothing_sealed_away(
    screen: MembersScreen, records: Database
) -> None:
    with records.transaction(ACTOR_ID) as session:
        for kind in (Appointment, Referral):
            session.execute(update(kind).values(consenter=Consenter.YOUTH))
    search(screen, "mateo")
    screen.preview_chosen()
    shown = [label.text() for label in screen.preview.findChildren(QLabel)]
    assert "Busy" in shown
    assert "Early intervention" not in str(shown)
    assert "Hearing test" not in str(shown)
    for told in ("Well visit", "Eastmont Pediatrics", "Early intervention"):
        assert told not in shown
    assert not any("Sealed" in chip.text() for chip in screen.findChildren(Chip))


def test_f2_edits_and_the_button_enters_a_new_member(
    qtbot: QtBot, desk: Desk, screen: MembersScreen, people: Sample
) -> None:
    wanted: list[UUID | None] = []
    desk.form_wanted.connect(wanted.append)
    search(screen, "jonah")
    qtbot.keyClick(screen, Qt.Key.Key_F2)
    screen.new_button.click()
    assert wanted == [people.jonah, None]


def test_nobody_found_says_what_to_try(screen: MembersScreen) -> None:
    search(screen, "qqxxzz")
    assert screen.empty_state.isVisible()
    assert screen.empty_state.title.text() == "Nobody found for “qqxxzz”"
    assert not screen.table.isVisible()


def test_a_saved_member_stays_chosen_in_the_list(
    desk: Desk, screen: MembersScreen, people: Sample
) -> None:
    search(screen, "")
    desk.member_saved.emit(people.jonah)
    row = screen.table.currentIndex().row()
    assert screen.model.member_id(row) == people.jonah


def test_all_keys_come_at_once_and_rows_a_page_at_a_time(
    qtbot: QtBot, desk: Desk, sqlite_database: Database
) -> None:
    desk.worker.use(sqlite_database, ACTOR_ID)
    with sqlite_database.transaction(ACTOR_ID) as session:
        for number in range(PAGE + 20):
            details = MemberDetails(Name(f"Child{number:03}", "Same"), desk.today)
            members.create(session, details)
    screen = MembersScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    assert len(screen.model.keys) == PAGE + 20
    assert screen.model.row(PAGE) is None
    screen.table.scrollToBottom()
    qtbot.waitUntil(lambda: len(set(names(screen))) == PAGE + 20)


def test_a_clinic_without_members_says_how_to_begin(
    qtbot: QtBot, desk: Desk, sqlite_database: Database
) -> None:
    desk.worker.use(sqlite_database, ACTOR_ID)
    screen = MembersScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.empty_state.title.text() == "No members yet"
    assert screen.empty_state.button.text() == "New member"


def test_a_screen_reader_hears_what_a_row_shows(screen: MembersScreen) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    search(screen, "mateo")
    row = [
        screen.model.data(screen.model.index(0, column), int(role))
        for column in range(screen.model.columnCount())
    ]
    assert row == [
        "Mateo Hernández Ruiz, 18 months, b. May 14, 2025",
        "Lucía Ruiz (mother) 510-555-0142",
        "Spanish, interpreter",
        "Enrolled",
        "Rosa Delgado",
        "38 days late",
    ]
