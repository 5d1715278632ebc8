"""Importing a roster: step by step, nothing written before the last, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hhdesk.care import members, roster_history, roster_mappings
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.roster_lines import Fate
from hhdesk.exchange.roster_dates import DateForm
from hhdesk.gui.application import Speech
from hhdesk.gui.desk import Desk
from hhdesk.gui.roster_import import COLUMNS, DONE, FILE, REPORT, RosterImport
from hhdesk.gui.roster_saving import save_to
from hhdesk.gui.theme import Theme
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW
from tests.gui.fitting import cut_off, nameless, settle

HEADS = "Kid,DOB,Member ID,Lang,Street,Site\n"
ANA = '"Ruiz, Ana",5/14/2021,91234567A,Spanish,12 Main St,North\n'
BO = '"Vang, Bo",2/28/2019,,Klingon,,North\n'
FIELDS = ("name", "birth_date", "cin", "language", "address", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "roster.csv"
    file.write_text(HEADS + ANA + BO + '"Lor, Cy",soon,,,,\n', "utf-8")
    return file


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[RosterImport]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = RosterImport(desk, parent)
    made.show()
    yield made
    made.close()


def begin(dialog: RosterImport, path: Path, source: str = "Alameda Plan") -> None:
    dialog.file_page.path_field.setText(str(path))
    dialog.file_page.source_field.setText(source)
    dialog.go_on()


def choose(dialog: RosterImport, *fields: str) -> None:
    for row, field in zip(dialog.columns_page._rows, fields, strict=True):
        row.field.choose(field)


def run(dialog: RosterImport, path: Path) -> None:
    """The whole way to the end."""
    begin(dialog, path)
    choose(dialog, *FIELDS)
    dialog.go_on()
    dialog.go_on()
    assert dialog.step == DONE


def fates(dialog: RosterImport) -> list[Fate]:
    return [one.fate for one in dialog.report_page.outcomes]


def test_what_is_missing_is_said_beside_its_field(
    dialog: RosterImport, tmp_path: Path
) -> None:
    page = dialog.file_page
    dialog.go_on()
    assert page.path_notice.text() == "Choose a file first."
    page.path_field.setText(str(tmp_path))
    dialog.go_on()
    assert page.source_notice.text().startswith("Say whose roster it is")
    begin(dialog, tmp_path)
    assert (page.path_notice.text(), dialog.step) == ("This is no file.", FILE)


def test_a_dry_run_writes_nothing_and_each_step_can_be_gone_back_from(
    dialog: RosterImport, path: Path, records: Database
) -> None:
    begin(dialog, path)
    assert dialog.step == COLUMNS
    rows = dialog.columns_page._rows
    assert [row.field.value() for row in rows] == [
        "",
        "birth_date",
        "",
        "",
        "address",
        "",
    ]
    assert rows[0].samples.text() == "Ruiz, Ana · Vang, Bo · Lor, Cy"
    dialog.go_on()
    wrong = dialog.columns_page.wrong_notice.text()
    assert wrong.startswith("The first line names no column of names")
    choose(dialog, *FIELDS)
    assert rows[3].remark.text() == "1 of 2 is not understood: Klingon"
    dialog.go_on()
    assert (dialog.step, fates(dialog)) == (
        REPORT,
        [Fate.ENTERED, Fate.ENTERED, Fate.REFUSED],
    )
    assert dialog.next_button.text() == "Enter 2"
    assert dialog.report_page.detail_words.text() == (
        "Birth date: The birth date is no date."
    )
    dialog.go_back()
    dialog.go_back()
    assert dialog.step == FILE
    with records.reading() as session:
        assert roster_history.runs(session) == ()
        assert roster_mappings.sources(session) == ()


def test_the_next_roster_knows_the_columns_and_tells_changed_and_gone(
    dialog: RosterImport, path: Path, desk: Desk, qtbot: QtBot, records: Database
) -> None:
    run(dialog, path)
    assert not dialog.new_button.isHidden()
    dialog.show_new()
    assert [row.name for row in dialog.report_page.model.rows] == [
        "Ana Ruiz",
        "Bo Vang",
    ]
    path.write_text(
        'New,Lang,DOB,Kid,Member ID\nx,Vietnamese,5/14/2021,"Ruiz, Ana",91234567A\n',
        "utf-8",
    )
    second = RosterImport(desk, dialog.parentWidget())
    assert second.file_page.source_field.text() == "Alameda Plan"
    begin(second, path)
    page = second.columns_page
    assert [row.field.value() for row in page._rows] == [
        *("", "language", "birth_date", "name", "cin"),
    ]
    assert page._rows[0].remark.text() == "New since last time"
    assert page.missing_notice.text().endswith("read last time: street")
    second.go_on()
    report = second.report_page
    assert fates(second) == [Fate.CHANGED, Fate.GONE]
    assert report.facts.lines() == [
        *("Spoken language", "Spanish → Vietnamese"),
    ]
    report.filter(Fate.GONE)
    assert report.followed() == []
    report.follow_box.setChecked(True)
    second.go_on()
    assert second.step == DONE
    with records.reading() as session:
        first, _ = roster_history.runs(session)
    assert (first.counts[Fate.CHANGED], first.counts[Fate.GONE]) == (1, 1)
    second.close()


def test_a_namesake_is_asked_and_the_answer_may_be_taken_back(
    dialog: RosterImport, path: Path, records: Database
) -> None:
    with records.transaction(ACTOR_ID) as session:
        bo = MemberDetails(Name("Bo", "Vang"), NOW.date().replace(2019, 2, 28))
        bo_id = members.create(session, bo)
    begin(dialog, path)
    choose(dialog, *FIELDS)
    dialog.go_on()
    page = dialog.report_page
    assert page.model.rows[0].fate is Fate.POSSIBLE
    page.same_button.click()
    assert page.answers == {3: bo_id}
    assert page.counts()[Fate.POSSIBLE] == 0
    page.filter(Fate.KNOWN)
    page.later_button.click()
    assert page.counts()[Fate.POSSIBLE] == 1
    page.filter(Fate.POSSIBLE)
    page.other_button.click()
    assert page.counts()[Fate.ENTERED] == 2


def test_dates_that_may_be_either_are_asked_and_not_guessed(
    dialog: RosterImport, path: Path
) -> None:
    path.write_text("Name,DOB\nAna,5/4/2021\n")
    begin(dialog, path)
    dialog.go_on()
    page = dialog.columns_page
    assert dialog.step == COLUMNS
    assert page.missing_notice.text().startswith("Say whether the month or the day")
    page.dates_field.choose(str(DateForm.DAY_FIRST))
    dialog.go_on()
    (one,) = dialog.report_page.outcomes
    assert one.birth_date is not None
    assert (one.birth_date.month, one.birth_date.day) == (4, 5)


def test_a_file_that_begins_with_a_person_is_mapped_by_place(
    dialog: RosterImport, path: Path
) -> None:
    path.write_text("Ana Ruiz,2021-05-14\nBo Vang,2019-02-28\n")
    begin(dialog, path)
    page = dialog.columns_page
    assert not page.headed_box.isChecked()
    choose(dialog, "name", "birth_date")
    dialog.go_on()
    assert fates(dialog) == [Fate.ENTERED, Fate.ENTERED]


def test_the_report_is_saved_as_it_is_shown(
    dialog: RosterImport, path: Path, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    begin(dialog, path)
    choose(dialog, *FIELDS)
    dialog.go_on()
    rows = dialog.report_page.model.rows
    save_to(desk, "Alameda Plan", rows, tmp_path / "report.csv")
    assert "Lor" in (tmp_path / "report.csv").read_text("utf-8-sig")
    assert said == ["Saved as report.csv."]


def test_the_way_is_gone_by_keyboard_alone(
    dialog: RosterImport, path: Path, qtbot: QtBot
) -> None:
    page = dialog.file_page
    qtbot.keyClicks(page.path_field, str(path))
    qtbot.keyClicks(page.source_field, "Plan")
    qtbot.keyClick(page.source_field, Qt.Key.Key_Return)
    assert dialog.step == COLUMNS
    qtbot.keyClicks(dialog.columns_page._rows[0].field, "Wh")
    qtbot.keyClick(dialog.columns_page._rows[0].field, Qt.Key.Key_Return)
    assert dialog.step == REPORT


@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("es", 1.5)])
def test_every_step_fits_in_every_language_and_in_large_text(
    qtbot: QtBot,
    desk: Desk,
    theme: Theme,
    path: Path,
    speech: Speech,
    language: str,
    scale: float,
) -> None:
    speech.speak(language)
    theme.enlarge(scale)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RosterImport(desk, parent)
    dialog.show()
    for step in (FILE, COLUMNS, REPORT, DONE):
        if step == COLUMNS:
            begin(dialog, path)
            choose(dialog, *FIELDS)
        elif step:
            dialog.go_on()
        assert dialog.step == step
        settle()
        assert (cut_off(dialog), nameless(dialog)) == ([], [])
