"""Narrowing the members' list: filters, chips, kept filters, columns, order, a file."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk import settings
from hhdesk.care import saved_filters
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.member_list_columns import Column
from hhdesk.care.member_list_filter import MemberFilter, Part, Whose
from hhdesk.gui import member_columns
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_columns import Columns
from hhdesk.gui.member_export import MemberExport
from hhdesk.gui.member_filter_menu import LetterMenu
from hhdesk.gui.member_filter_saved import SavedFilters
from hhdesk.gui.members import MembersScreen
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.sample import Sample

# What Qt says of menus and lists that pop up where there is no display.
pytestmark = pytest.mark.qt_log_ignore(
    r"plugin does not support (propagateSizeHints|raise|grabbing)"
)

SPANISH = MemberFilter(whose=Whose.MINE, languages=("es",))


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, people: Sample) -> MembersScreen:
    settings.change(member_columns="")
    made = MembersScreen(desk)
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    return made


def names(screen: MembersScreen) -> list[str]:
    return [hit.name.split()[0] for hit in screen.model.hits]


def lines(menu: LetterMenu | None) -> list[str]:
    assert menu is not None
    return [action.text() for action in menu.actions() if action.text()]


def test_each_filter_is_a_chip_with_the_count_that_it_leaves(
    screen: MembersScreen,
) -> None:
    screen.show_filter(SPANISH)
    assert names(screen) == ["Diego", "Mateo", "Ximena"]
    assert screen.count_label.text() == "3 of 7"
    chips = screen.chips.buttons
    assert [chip.text() for chip in chips.values()] == [
        "My members  6",
        "Language: Spanish  3",
    ]
    chips[Part.LANGUAGES].click()
    assert screen.count_label.text() == "6 of 7"
    assert isinstance(screen.chips.clear_button, QPushButton)
    screen.chips.clear_button.click()
    assert screen.count_label.text() == "7"
    assert screen.chips.isHidden()


def test_a_text_and_a_filter_go_together(screen: MembersScreen) -> None:
    screen.show_filter(SPANISH)
    screen.search_field.setText("hernandez mat")
    screen.ask()
    assert names(screen) == ["Mateo"]
    assert screen.answer_label.text().startswith("1 found · ")
    assert screen.count_label.text() == "1 of 7"


def test_values_are_ticked_while_the_list_narrows(
    qtbot: QtBot, screen: MembersScreen
) -> None:
    screen.filter_bar.ask_values(Part.LANGUAGES)
    picker = screen.filter_bar.picker
    assert picker is not None
    words = [picker.list.item(at).text() for at in range(picker.list.count())]
    assert words[0] == "Spanish"
    qtbot.keyClick(picker.list, Qt.Key.Key_Space)
    assert screen.wanted.languages == ("es",)
    assert len(screen.model.keys) == 4
    qtbot.keyClick(picker.list, Qt.Key.Key_Space)
    assert screen.wanted.languages == ()
    picker.close()


def test_the_coordinator_s_menu_jumps_by_first_letters(
    qtbot: QtBot, screen: MembersScreen
) -> None:
    screen.filter_bar.ask_whose()
    menu = screen.filter_bar.menu
    assert lines(menu)[-1] == "Rosa Delgado"
    assert menu is not None
    qtbot.keyClicks(menu, "ro")
    assert menu.activeAction().text() == "Rosa Delgado"
    menu.activeAction().trigger()
    menu.close()
    assert screen.wanted.staff_id == ACTOR_ID
    assert screen.filter_bar.buttons[Part.WHOSE].text() == "Rosa Delgado"


def test_filters_that_leave_nobody_say_so_and_are_cleared(
    screen: MembersScreen,
) -> None:
    screen.show_filter(MemberFilter(hospital=True))
    assert screen.empty_state.title.text() == "No member passes these filters"
    assert screen.empty_state.button.text() == "Clear filters"
    screen.empty_state.button.click()
    assert len(screen.model.keys) == 7


def test_a_filter_is_kept_by_name_and_taken_back(
    qtbot: QtBot, desk: Desk, screen: MembersScreen
) -> None:
    undone: list[object] = []
    desk.said.connect(lambda _words, undo, _button: undone.append(undo))
    screen.show_filter(SPANISH)
    screen.acts.arrange_saved()
    dialog = screen.acts.dialog
    assert isinstance(dialog, SavedFilters)
    dialog.keep_button.click()
    assert dialog.name_notice.text() == "Give the filter a name."
    dialog.name_field.setText("Español")
    dialog.keep_button.click()
    screen.clear_filters()
    screen.acts.open_saved()
    menu = screen.acts.menu
    assert lines(menu)[:4] == [
        "My caseload",
        "Not reached in 30 days",
        "No coordinator",
        "Español",
    ]
    assert menu is not None
    menu.actions()[4].trigger()
    menu.close()
    assert screen.wanted == SPANISH
    (undo,) = undone
    assert callable(undo)
    undo()
    kept: list[object] = []
    desk.worker.read(saved_filters.listed, ACTOR_ID, then=kept.extend)
    assert kept == []


def test_a_heading_sorts_and_the_order_is_kept_for_the_next_time(
    qtbot: QtBot, desk: Desk, screen: MembersScreen
) -> None:
    screen.table.sort_by(Column.CAREGIVER)
    assert names(screen)[:2] == ["Ximena", "Jonah"]
    role = int(Qt.ItemDataRole.DisplayRole)
    assert screen.model.headerData(1, Qt.Orientation.Horizontal, role) == (
        "Main caregiver ↑"
    )
    again = MembersScreen(desk)
    qtbot.addWidget(again)
    again.show()
    assert names(again)[:2] == ["Ximena", "Jonah"]
    screen.table.sort_by(Column.CAREGIVER)
    assert names(screen)[-1] == "Kevin"
    screen.table.sort_by(Column.CAREGIVER)
    assert names(screen)[0] == "Jonah"
    assert settings.load().member_columns.startswith("child:23 caregiver:21")


def test_columns_are_chosen_and_who_is_looked_at_stays(
    screen: MembersScreen, people: Sample
) -> None:
    screen.table.choose(2)
    screen.acts.open_columns()
    picker = screen.acts.picker
    assert picker is not None
    places = {picker.list.item(at).text(): at for at in range(picker.list.count())}
    for word in ("Conditions", "Last contact"):
        picker.list.item(places[word]).setCheckState(Qt.CheckState.Checked)
    picker.close()
    shown = screen.columns.shown
    assert shown[-2:] == (Column.LAST_CONTACT, Column.CONDITIONS)
    assert member_columns.load().shown == shown
    assert screen.table.currentIndex().row() == 2
    cell = screen.model.index(2, len(shown) - 1)
    assert cell.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "Speech delay"


def test_what_is_kept_of_columns_is_read_as_far_as_it_is_understood() -> None:
    kept = Columns.of("tier:9 child:999 nonsense:3 +numbers -city conditions:x")
    assert kept.shown == (Column.CHILD, Column.TIER, Column.CONDITIONS)
    assert kept.widths == {Column.TIER: 9}
    assert (kept.sort.column, kept.sort.descending) == (Column.CITY, True)
    assert Columns.of("") == Columns()


def test_a_list_is_saved_whole_and_accounted_for(
    qtbot: QtBot,
    screen: MembersScreen,
    records: Database,
    people: Sample,
    tmp_path: Path,
) -> None:
    screen.show_filter(SPANISH)
    qtbot.keyClick(screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.acts.dialog
    assert isinstance(dialog, MemberExport)
    assert dialog.count_label.text() == "3 members are in the file."
    assert "Next due" not in dialog.columns_label.text()
    path = tmp_path / "list.csv"
    dialog.save_to(path)
    assert dialog.recipient_notice.text() == "Say who gets the list."
    assert not path.exists()
    dialog.recipient_field.setText("Dr. Shah")
    dialog.save_to(path)
    text = path.read_bytes().decode("utf-8-sig")
    assert len(text.splitlines()) == 4
    assert "Mateo Hernández Ruiz,2025-05-14" in text
    with records.reading() as session:
        entered: set[UUID] = set(session.scalars(select(Disclosure.member_id)))
    assert len(entered) == 3
    assert people.mateo in entered


def test_a_list_that_cannot_be_written_leaves_no_half(
    screen: MembersScreen, tmp_path: Path
) -> None:
    screen.export()
    dialog = screen.acts.dialog
    assert isinstance(dialog, MemberExport)
    dialog.recipient_field.setText("Dr. Shah")
    dialog.prepare()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "list.csv").mkdir()
    dialog.save_to(folder / "list.csv")
    assert dialog.notice.text() == "The file could not be written there."
    assert [path.name for path in folder.iterdir()] == ["list.csv"]
    dialog.reject()


def test_a_slash_in_the_list_begins_to_find(
    qtbot: QtBot, screen: MembersScreen
) -> None:
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Slash)
    qtbot.waitUntil(screen.search_field.hasFocus)
    assert screen.search_field.text() == ""


def test_the_menu_of_a_member_begins_what_can_be_done(
    desk: Desk, screen: MembersScreen, people: Sample
) -> None:
    wanted: list[object] = []
    desk.merge_wanted.connect(lambda member_id, _other: wanted.append(member_id))
    screen.acts.open_menu(people.jonah, QPoint(0, 0))
    menu = screen.acts.menu
    assert "Merge with another member…" in lines(menu)
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    assert wanted == [people.jonah]
