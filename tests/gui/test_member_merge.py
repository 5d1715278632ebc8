"""The merge dialog: the other record is found, compared, merged, and had back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hhdesk.care import members, search
from hhdesk.care.members import MemberDetails
from hhdesk.care.merge_fields import MergeField
from hhdesk.care.person import Name
from hhdesk.gui import member_values
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_merge import MemberMerge, begin_merge
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.conftest import drafted
from tests.gui.fitting import check
from tests.gui.sample import Sample

TWICE = MemberDetails(
    Name("Matteo", "Hernandez"), date(2025, 5, 14), mrn="H-2000", city="Hayward"
)


@pytest.fixture
def twice(records: Database, people: Sample) -> UUID:
    """Mateo, entered again by somebody else."""
    with records.transaction(ACTOR_ID) as session:
        return members.create(session, TWICE)


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(home: QWidget, desk: Desk, people: Sample, twice: UUID) -> MemberMerge:
    made = begin_merge(desk, home, people.mateo)
    assert isinstance(made, MemberMerge)
    return made


def found(records: Database, typed: str) -> list[UUID]:
    with records.searching() as session:
        return [hit.member_id for hit in search.find(session, typed).hits]


def test_the_other_is_offered_compared_merged_and_had_back(
    dialog: MemberMerge, desk: Desk, records: Database, people: Sample, twice: UUID
) -> None:
    told: list[tuple[str, Callable[[], None] | None]] = []
    desk.said.connect(lambda words, undo, _button: told.append((words, undo)))
    assert any("Matteo Hernandez" in line for line in dialog.likely.lines())
    assert not dialog.merge_button.isEnabled()
    dialog.choose(twice)
    assert dialog.conflicts.sentences() == [
        "Both have a record number. One will be kept as a former number."
    ]
    assert "Record numbers: 1" in dialog.moves_card.lines()
    mrn = dialog.fields.choice(MergeField.MRN)
    assert [mrn.itemText(n) for n in range(2)] == ["H-1042", "H-2000"]
    mrn.choose("gone")
    mrn.activated.emit(1)
    dialog.save()
    words, undo = told[-1]
    assert words == "Both records of Matteo Hernandez are one now."
    assert found(records, "matteo hernandez") == [people.mateo]
    with records.reading() as session:
        assert members.details(session, people.mateo)[0].mrn == "H-2000"
    assert drafted(desk) == set()
    assert undo is not None
    undo()
    assert told[-1][0] == "Matteo Hernandez has a record of its own again."
    assert found(records, "H-2000") == [twice]
    assert found(records, "H-1042") == [people.mateo]


def test_what_was_chosen_is_there_again_and_a_stale_look_is_renewed(
    home: QWidget,
    dialog: MemberMerge,
    desk: Desk,
    records: Database,
    people: Sample,
    twice: UUID,
) -> None:
    dialog.choose(twice)
    dialog.swap_button.click()
    dialog.reason_field.setText("same mother")
    dialog.reason_field.textEdited.emit("same mother")
    dialog.reject()
    assert drafted(desk) == {people.mateo}
    again = begin_merge(desk, home, people.mateo)
    assert isinstance(again, MemberMerge)
    assert again.stays_label.text() == "Matteo Hernandez"
    assert again.reason_field.text() == "same mother"
    with records.transaction(ACTOR_ID) as session:
        details, seen = members.details(session, twice)
        members.update(session, twice, replace(details, city="Fresno"), seen)
    again.save()
    assert again.isVisible()
    assert again.notice.text().startswith("Somebody else changed one of the two")
    again.save()
    assert not again.isVisible()
    assert found(records, "mateo hernandez ruiz") == [twice]


def test_two_children_cannot_be_merged(
    dialog: MemberMerge, records: Database, people: Sample
) -> None:
    with records.transaction(ACTOR_ID) as session:
        details, seen = members.details(session, people.jonah)
        members.update(session, people.jonah, replace(details, cin="91234521B"), seen)
    dialog.choose(people.jonah)
    assert "these are two children." in dialog.conflicts.sentences()[0]
    assert not dialog.merge_button.isEnabled()
    dialog.choose(people.mateo)
    assert dialog.notice.text() == "This is the same record. Choose another one."


def test_the_page_of_the_record_that_is_gone_becomes_the_kept_ones(
    workstation: Workstation, records: Database, people: Sample, twice: UUID
) -> None:
    workstation.open_member(twice)
    desk, window = workstation.desk, workstation.window
    assert desk is not None
    dialog: Any = begin_merge(desk, window, people.mateo, twice)
    dialog.save()
    assert window.page(Page("members", twice)) is None
    page: Any = window.page(Page("members", people.mateo))
    assert window.shown == Page("members", people.mateo)
    assert page.merged.text().startswith("The record of Matteo Hernandez was merged")
    page.merged.button.click()
    assert not page.merged.isVisible()
    assert found(records, "H-2000") == [twice]


@pytest.mark.parametrize(("language", "percent"), [("en", 100), ("es", 150)])
def test_panel_and_merge_fit(
    workstation: Workstation, people: Sample, twice: UUID, language: str, percent: int
) -> None:
    workstation.theme.enlarge(percent / 100)
    workstation.speak(language)
    workstation.edit_member(None)
    form: Any = workstation.form(None)
    typed = {"given": "Mateo", "first_surname": "Hernandez", "birth_date": "5/14/2025"}
    form._put(member_values.blank() | typed)
    form._look_for_duplicates()
    assert len(form.duplicates.found) == 2
    check(form)
    form.reject()
    desk = workstation.desk
    assert desk is not None
    dialog: Any = begin_merge(desk, workstation.window, people.mateo)
    check(dialog)
    dialog.choose(twice)
    check(dialog)
    dialog._draft.saved()
    dialog.reject()
