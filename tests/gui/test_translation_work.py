"""The translators' list and the checking session, worked by keys."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hhdesk.care import care_plans, plan_saving, staff
from hhdesk.care.phrase_checks import Verdict
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui import draft_menu, translation_line
from hhdesk.gui.checking import Checking
from hhdesk.gui.desk import Desk, Place
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.translation_work import TranslationWork
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.conftest import PLACE
from tests.gui.sample import Sample

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def qualified(records: Database, desk: Desk) -> Desk:
    """Rosa may check Spanish."""
    with records.transaction(ACTOR_ID) as session:
        session.get_one(staff.Staff, ACTOR_ID).qualified_languages = ["es"]
    desk.look_at(Place(PLACE.today, PLACE.zone, ("es",)))
    return desk


Shown = Callable[[UUID], TranslationWork]


@pytest.fixture
def shown(qtbot: QtBot, qualified: Desk) -> Shown:
    def show(member_id: UUID) -> TranslationWork:
        screen = TranslationWork(qualified)
        qtbot.addWidget(screen)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.show_line(None, member_id)
        return screen

    return show


def type_in(screen: TranslationWork, text: str) -> None:
    assert screen.line
    screen.line.family_field.setFocus()
    screen.line.family_field.setPlainText(text)


def press(screen: TranslationWork, *modifiers: Qt.KeyboardModifier) -> None:
    assert screen.line
    held = CONTROL
    for one in modifiers:
        held |= one
    QTest.keyClick(screen.line.family_field, Qt.Key.Key_Return, held)


def test_lines_are_written_and_checked_without_the_mouse(
    shown: Shown, people: Sample, records: Database
) -> None:
    screen = shown(people.mateo)
    assert screen.line
    first, count = screen.line.row, len(screen.model.keys)
    type_in(screen, "A los 99 años")
    assert "99" in screen.line.faults_notice.text()
    press(screen)
    assert screen.line.row.key != first.key
    second = screen.line.row
    type_in(screen, "Otra línea")
    press(screen, SHIFT)
    assert len(screen.model.keys) == count
    rows = {row.key: row for row in screen._list.rows}
    assert rows[first.key].state is TranslationState.TRANSLATED
    assert rows[second.key].state is TranslationState.CHECKED
    assert rows[second.key].pair.checked_by


def test_a_line_saved_elsewhere_keeps_what_is_typed_here(
    shown: Shown, people: Sample, records: Database, desk: Desk
) -> None:
    screen = shown(people.mateo)
    assert screen.line
    row = screen.line.row
    type_in(screen, "Mis palabras")
    subject = translation_line.draft_subject(row.key)
    assert desk.drafts.draft(translation_line.DRAFT, subject)
    with records.transaction(ACTOR_ID) as session:
        plan = care_plans.plan_of(session, people.mateo)
        assert plan
        owner = session.get_one(type(plan), plan.id)
        assert row.key.field == "what_matters"
        owner.what_matters = "Other words"
        session.flush()
        plan_saving.keep_version(session, plan)
    press(screen)
    assert screen.line.row.key == row.key
    assert "English" in screen.line.notice.text()
    assert screen.line.typed == "Mis palabras"
    wanted: list[object] = []
    desk.translations_wanted.connect(lambda *told: wanted.append(told))
    draft_menu.KINDS[translation_line.DRAFT][1](desk, subject)
    assert wanted == [(people.mateo, row.key)]


def test_a_checking_session_goes_on_where_it_was_left(
    qtbot: QtBot, qualified: Desk
) -> None:
    def begin() -> Checking:
        screen = Checking(qualified)
        qtbot.addWidget(screen)
        screen.show()
        return screen

    screen = begin()
    assert screen.line
    first = screen.line.line
    QTest.keyClick(screen.line.yes_button, Qt.Key.Key_Return)
    second = screen.line.line
    assert second != first
    screen.line.note_field.setPlainText("No")
    QTest.keyClick(screen.line.yes_button, Qt.Key.Key_N)
    again = begin()
    assert again.line
    assert again.line.line not in (first, second)
    assert again._said[first.id].verdict is Verdict.YES
    assert again._said[second.id].note == "No"
    assert again.progress_bar.value() == 2


def test_the_plan_s_editor_points_at_a_lost_number(qtbot: QtBot, desk: Desk) -> None:
    editor = PairEditor()
    qtbot.addWidget(editor)
    pair = Pair("Take 5 ml", "Tome una cucharada", TranslationState.TRANSLATED)
    editor.put(pair, pair, "es", may_check=True)
    assert editor.faults
    assert "5 ml" in editor.faults.text()
    editor.family.setPlainText("Tome 5 ml")
    assert editor.faults.isHidden()
