"""Undo and redo over the whole plan."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Domain, GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import PlanStatus
from hhdesk.care.translations import Pair
from hhdesk.gui.care_plan import CarePlanTab
from hhdesk.gui.desk import Desk
from hhdesk.gui.plan_draft import PlanDraft
from hhdesk.gui.plan_rows import GOALS, Where
from hhdesk.gui.plan_undo import PlanUndo
from tests.gui.sample import Sample

ONE = GoalRow(Domain.MEDICAL, Pair("Walk"), id=uuid.UUID(int=1))
TWO = GoalRow(Domain.MEDICAL, Pair("Run"), id=uuid.UUID(int=2))


class Written:
    """A draft whose edits are remembered."""

    def __init__(self) -> None:
        content = PlanContent(goals=(ONE, TWO))
        plan = PlanRow(uuid.uuid4(), uuid.uuid4(), 3, PlanStatus.ACTIVE, "es", content)
        self.owner = QObject()
        self.undo = PlanUndo(self.owner)
        self.draft = PlanDraft(
            plan, uuid.uuid4, lambda edit: self.undo.take(self.draft, edit)
        )
        self.places: list[Where] = []
        self.undo.turned.connect(self.places.append)

    def type(self, goal: GoalRow, text: str) -> None:
        assert goal.id
        for at in range(1, len(text) + 1):
            self.draft.put_row(GOALS, goal.id, clinical_words=text[:at])

    @property
    def words(self) -> list[str]:
        return [goal.clinical_words for goal in self.draft.content.goals]


@pytest.fixture
def plan(qapp: QApplication) -> Written:
    return Written()


def test_what_is_typed_in_one_field_is_undone_at_once_until_a_pause(
    plan: Written,
) -> None:
    plan.type(ONE, "gross")
    plan.undo.pause()
    plan.type(ONE, "gross motor")
    plan.type(TWO, "endurance")
    plan.undo.undo()
    assert plan.words == ["gross motor", ""]
    plan.undo.undo()
    assert plan.words == ["gross", ""]
    plan.undo.undo()
    assert plan.words == ["", ""]
    assert plan.undo.undo_words == ""
    plan.undo.redo()
    plan.undo.redo()
    assert plan.words == ["gross motor", ""]


def test_each_step_says_what_it_was_and_where(plan: Written) -> None:
    plan.type(TWO, "x")
    assert plan.undo.undo_words == "Changed: In clinical words"
    assert TWO.id
    plan.draft.remove(GOALS, TWO.id)
    assert plan.undo.undo_words == "Taken out"
    plan.undo.undo()
    assert plan.undo.redo_words == "Taken out"
    assert plan.places == [Where("goal", TWO.id)]


def test_typing_back_to_what_stood_leaves_nothing_to_undo(plan: Written) -> None:
    plan.type(ONE, "a")
    assert ONE.id
    plan.draft.put_row(GOALS, ONE.id, clinical_words="")
    assert plan.undo.undo_words == ""
    assert not plan.draft.dirty


def test_a_save_does_not_end_what_can_be_undone(plan: Written) -> None:
    plan.type(ONE, "gross")
    saved = replace(plan.draft.plan, number=4, content=plan.draft.content)
    plan.draft.begin_from(saved, saved.content)
    plan.undo.saved()
    plan.type(ONE, "gross motor")
    plan.undo.undo()
    assert not plan.draft.dirty
    plan.undo.undo()
    assert plan.words == ["", ""]
    assert plan.draft.dirty
    assert plan.draft.plan.number == 4


def test_another_version_that_was_taken_in_is_given_back_whole(plan: Written) -> None:
    plan.type(ONE, "mine")
    before, typed = plan.draft.plan, plan.draft.content
    theirs = replace(before, number=4, content=PlanContent(goals=(TWO,)))
    plan.draft.begin_from(theirs, theirs.content)
    plan.undo.took_in(plan.draft, before, typed)
    assert plan.undo.undo_words == "Took in the other version"
    plan.undo.undo()
    assert (plan.draft.plan, plan.draft.content) == (before, typed)
    plan.undo.redo()
    assert plan.draft.plan is theirs


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, people: Sample) -> CarePlanTab:
    made = CarePlanTab(desk, people.mateo)
    qtbot.addWidget(made)
    made.resize(1170, 560)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_keys_undo_in_the_whole_plan_and_go_where_it_was(tab: CarePlanTab) -> None:
    """A field's own undo does not take the keys."""
    control = Qt.KeyboardModifier.ControlModifier
    shift = Qt.KeyboardModifier.ShiftModifier
    tab.choose(("goal", 0))
    note: Any = tab.goal.barriers.rows[0].fields["note"]
    before = note.text()
    note.setFocus()
    note.selectAll()
    QTest.keyClicks(note, "no ride")
    tab.choose(("about", 0))
    tab.about.strengths.english.setFocus()
    QTest.keyClicks(tab.about.strengths.english, "!")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    assert tab.outline.key() == ("goal", 0)
    assert note.hasFocus()
    assert note.text() == before
    QTest.keyClick(note, Qt.Key.Key_Z, control | shift)
    assert note.text() == "no ride"
    QTest.keyClick(note, Qt.Key.Key_Y, control)
    assert tab.outline.key() == ("about", 0)


def test_lines_are_added_and_moved_by_keys(tab: CarePlanTab) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    tab.choose(("emergency", 0))
    page = tab.pages.part("emergency")
    signs = page.lists[0]
    page.buttons[0].click()
    for words in ("fast breath", "blue lips"):
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(signs.rows) == 3
    signs.rows[1].focus()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Up, control)
    assert tab.draft
    shown = [row.text.english for row in tab.draft.content.lines]
    assert shown == ["blue lips", "fast breath", ""]
    assert signs.rows[0].focused() == "text"


def test_goals_move_within_their_domain_and_leave_by_delete(
    tab: CarePlanTab, said: list[str]
) -> None:
    tab.choose(("goal", 1))
    tab.acts.add_goal()
    assert tab.outline.key() == ("goal", 3)
    control = Qt.KeyboardModifier.ControlModifier
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Sleep well")
    QTest.keyClick(field, Qt.Key.Key_Up, control)
    assert tab.outline.lines()[1:4] == ["Health", "Sleep well", "We keep every visit."]
    tab.outline.setFocus()
    QTest.keyClick(tab.outline, Qt.Key.Key_Delete)
    assert "Sleep well" not in tab.outline.lines()
    assert said == ["The goal was taken out."]
    tab.outline.moved.emit(("goal", 0), ("goal", 1), Domain.MEDICAL)
    assert tab.outline.lines()[1:4] == [
        "Health",
        "By May, Mateo says 20 words at home.",
        "We keep every visit.",
    ]
