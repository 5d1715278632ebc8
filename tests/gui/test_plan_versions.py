"""A plan's versions on the screens: signing, history, comparison, merging."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hhdesk.care import care_plans, plan_presences, plan_saving, plan_versions
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Achievement, GoalRow
from hhdesk.care.plan_comparing import ChangeKind, compare
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import merge
from hhdesk.care.plan_presences import PresenceRow
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.care.translations import Pair
from hhdesk.gui import plan_presence
from hhdesk.gui.desk import Desk
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.plan_compare import PlanCompare
from hhdesk.gui.plan_compare_rows import CompareRows, Fold
from hhdesk.gui.plan_conflicts import PlanConflicts
from hhdesk.gui.plan_history import PlanHistory
from hhdesk.gui.plan_sign import PlanSign
from hhdesk.gui.plan_stage_bar import PlanAct, PlanStageBar
from hhdesk.gui.plan_stop import STOPPED, PlanStop
from hhdesk.gui.word_changes import changed_words
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID
from tests.gui.conftest import drafted
from tests.gui.sample import Sample


def stored(records: Database, member_id: UUID) -> PlanRow:
    with records.reading() as session:
        return care_plans.current(session, member_id)


@pytest.fixture
def bar(qtbot: QtBot, desk: Desk, people: Sample, records: Database) -> PlanStageBar:
    made = PlanStageBar(desk, people.mateo)
    qtbot.addWidget(made, before_close_func=close_dialog)
    made.resize(800, 60)
    made.put(stored(records, people.mateo), dirty=False)
    made.show()
    return made


def close_dialog(bar: PlanStageBar) -> None:
    if bar.dialog is not None:
        bar.dialog.done(0)


def notice_of(form: QWidget, name: str) -> str:
    """What is said beside a field."""
    found = form.findChild(FieldNotice, f"{name}_notice")
    assert found is not None
    return found.text()


def press(dialog: PlanSign, key: Qt.Key, *, control: bool = False) -> None:
    """On what has the keyboard in the sheet."""
    dialog.activateWindow()
    QTest.qWait(0)
    mods = Qt.KeyboardModifier
    held = mods.ControlModifier if control else mods.NoModifier
    QTest.keyClick(dialog.focusWidget() or dialog, key, held)


def open_sheet(bar: PlanStageBar) -> PlanSign:
    bar.do(PlanAct.REVIEW)
    bar.sign()
    assert isinstance(bar.dialog, PlanSign)
    return bar.dialog


def test_a_plan_is_signed_by_keys_until_it_is_in_force(
    bar: PlanStageBar, people: Sample, records: Database, said: list[str]
) -> None:
    for stage in ("In review", "In review"):
        QTest.keyClick(bar.act_button, Qt.Key.Key_Space)
        assert bar.stage_chip.text() == stage
    sheet = bar.dialog
    assert isinstance(sheet, PlanSign)
    assert sheet.name_field.text() == "Lucía Ruiz"
    assert sheet.relation_field.text() == "mother"
    press(sheet, Qt.Key.Key_S, control=True)
    assert sheet.who_label.text() == "Care coordinator"
    assert sheet.name_field.text() == "Rosa Delgado"
    press(sheet, Qt.Key.Key_S, control=True)
    assert sheet.focusWidget() is sheet.publish_button
    press(sheet, Qt.Key.Key_Space)
    assert stored(records, people.mateo).stage is PlanStage.CURRENT
    assert bar.stage_chip.text() == "Current"
    assert bar.act_button.text() == "Begin a new version"
    assert said[-1] == "Version 1 is the plan in force."


def test_a_signature_is_drawn_kept_as_points_and_taken_back(
    bar: PlanStageBar, desk: Desk, people: Sample, records: Database
) -> None:
    undos: list[Any] = []
    desk.said.connect(lambda _words, undo, _button: undos.append(undo))
    sheet = open_sheet(bar)
    sheet.method_choice.button(SigningMethod.SCREEN).click()
    sheet.save()
    assert notice_of(sheet, "drawing") == "The signature is still empty."
    pad = sheet.drawing_field
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    for x in (40, 80, 120):
        QTest.mouseMove(pad, QPoint(x, 30))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 30))
    drawn = pad.drawing
    sheet.clear_button.click()
    assert pad.drawing == ""
    sheet.redo_button.click()
    assert pad.drawing == drawn
    assert drafted(desk) == {people.mateo}
    sheet.save()
    assert not drafted(desk)
    with records.reading() as session:
        (row,) = plan_versions.editions(session, people.mateo)[0].signatures
    assert row.drawing == drawn
    assert row.name == "Lucía Ruiz"
    undos[-1]()
    with records.reading() as session:
        assert not plan_versions.editions(session, people.mateo)[0].signatures


def test_by_phone_a_witness_is_asked_for_beside_the_field(bar: PlanStageBar) -> None:
    sheet = open_sheet(bar)
    sheet.method_choice.button(SigningMethod.PHONE).click()
    sheet.save()
    assert "witness" in notice_of(sheet, "witness")
    assert sheet.witness_field.hasFocus() or sheet.focusWidget() is sheet.witness_field


def test_a_plan_with_words_not_saved_is_not_sent_for_review(
    bar: PlanStageBar, people: Sample, records: Database
) -> None:
    bar.put(stored(records, people.mateo), dirty=True)
    bar.act_button.click()
    assert bar.notice.text().startswith("Save first")
    assert stored(records, people.mateo).stage is PlanStage.DRAFT


def test_a_plan_is_stopped_with_a_reason_and_taken_up_by_undo(
    bar: PlanStageBar, desk: Desk, people: Sample, records: Database
) -> None:
    undos: list[Any] = []
    desk.said.connect(lambda _words, undo, _button: undos.append(undo))
    bar.do(PlanAct.STOP)
    form = bar.dialog
    assert isinstance(form, PlanStop)
    form.fields.put({"why": STOPPED, "reason": ""})
    form.save()
    assert notice_of(form, "reason")
    form.reason_field.setPlainText("Moved to another county")
    assert drafted(desk) == {people.mateo}
    form.save()
    assert bar.stage_chip.text() == "Stopped"
    assert "Moved to another county" in bar.presence_label.text()
    assert bar.act_button.text() == "Take the plan up again"
    undos[-1]()
    assert bar.stage_chip.text() == "Draft"


def test_who_else_has_the_plan_open_is_said_in_one_quiet_line(
    bar: PlanStageBar, people: Sample, records: Database
) -> None:
    other = uuid4()
    with records.transaction(OTHER_ID) as session:
        plan_presences.tell(session, people.mateo, other, typing=True)
    bar.presence.tell()
    words = "Marisol Soto has this plan open and is typing"
    assert bar.presence_label.text() == words
    with records.transaction(OTHER_ID) as session:
        (seen,) = plan_presences.tell(session, people.mateo, other, typing=False)
        assert seen.name == "Rosa Delgado"
    bar.hide()
    with records.transaction(OTHER_ID) as session:
        assert not plan_presences.tell(session, people.mateo, other, typing=False)
        plan_presences.leave(session, other)
    bar.show()
    assert bar.presence_label.text() == ""


def test_several_people_and_oneself_elsewhere_have_words_of_their_own() -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    rosa = PresenceRow(ACTOR_ID, "Rosa", at, typing=False)
    ana, ben, cy = (
        PresenceRow(uuid4(), n, at, n == "Ben") for n in ("Ana", "Ben", "Cy")
    )
    say = plan_presence.words
    assert say((), ACTOR_ID) == ""
    assert say((rosa,), ACTOR_ID) == "You have this plan open on another computer, too"
    assert say((rosa, ana), ACTOR_ID) == "Ana has this plan open"
    assert (
        say((ana, ben), ACTOR_ID) == "Ana and Ben have this plan open · Ben is typing"
    )
    assert say((ana, cy, rosa, ben), ACTOR_ID).startswith("Ana and 2 other people have")


# ------------------------------------------------------------------- comparing


@pytest.fixture
def content(people: Sample, records: Database) -> PlanContent:
    return stored(records, people.mateo).content


def changed(content: PlanContent) -> PlanContent:
    """A goal written anew, another one first, an activity added and one taken out."""
    words, visits, safe = content.goals
    call, _enroll, practice = words.activities
    new = replace(call, text=Pair("Find a car seat"), id=uuid4())
    said = Pair("By May, Mateo says 25 words at home.", words.family_words.family)
    words = replace(words, family_words=said, activities=(call, practice, new))
    return replace(content, goals=(visits, words, safe))


def test_a_comparison_marks_words_and_folds_what_is_the_same(
    content: PlanContent,
) -> None:
    new = changed(content)
    found = CompareRows(content, new, compare(content, new))
    told = {row.title: row for row in found.rows if row.kinds}
    goal = told["By May, Mateo says 25 words at home."]
    assert {*goal.kinds} >= {ChangeKind.CHANGED}
    assert told["Find a car seat"].kinds == {ChangeKind.ADDED}
    assert told["Enroll in early intervention"].kinds == {ChangeKind.REMOVED}
    moved = [row for row in told.values() if ChangeKind.MOVED in row.kinds]
    assert [(one.cells[-1].before, one.cells[-1].after) for one in moved] in (
        [("2", "1")],
        [("1", "2")],
    )
    titles = [row.title for row in found.rows]
    gone, stays = "Enroll in early intervention", "Practice 10 words a day"
    assert titles.index(gone) + 1 == titles.index(stays)
    folds = [one for one in found.shown() if isinstance(one, Fold)]
    shown = [one for one in found.shown() if isinstance(one, int)]
    assert sum(one.lines for one in folds) + sum(
        found.rows[at].depth > 0 for at in shown
    ) == sum(row.depth > 0 for row in found.rows)
    was, now = goal.cells[0].before, goal.cells[0].after
    ((a, b),), ((c, d),) = changed_words(was, now)
    assert (was[a:b], now[c:d]) == ("20", "25")


def test_two_saves_are_compared_from_the_history_and_walked_by_keys(
    qtbot: QtBot, desk: Desk, people: Sample, records: Database, content: PlanContent
) -> None:
    with records.transaction(OTHER_ID) as session:
        plan_saving.save(session, people.mateo, changed(content), seen=1)
    history = PlanHistory(desk, people.mateo)
    qtbot.addWidget(history)
    history.refresh()
    (card,) = history.cards
    wanted: list[tuple[int, int]] = []
    history.compare_wanted.connect(lambda old, new: wanted.append((old, new)))
    for number in (2, 1):
        card.ticks[number].click()
    history.compare_button.click()
    assert wanted == [(1, 2)]
    window = PlanCompare(desk, history, people.mateo, 1, 2)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert window.place_label.text().startswith("Change 1 of ")
    lines = window.view.lines()
    assert any("lines unchanged" in line for line in lines)
    first = window.view.currentIndex().row()
    window.activateWindow()
    QTest.qWait(0)
    QTest.keyClick(window.view, Qt.Key.Key_F8)
    assert window.view.currentIndex().row() > first
    fold = next(at for at, line in enumerate(lines) if "unchanged" in line)
    window.view.setCurrentIndex(window.view.rows.index(fold))
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert len(window.view.lines()) > len(lines)


def test_a_version_that_was_changed_in_the_database_is_told(
    qtbot: QtBot, desk: Desk, people: Sample, records: Database
) -> None:
    with records.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE care_plan_version SET sha256 = '0'")
    history = PlanHistory(desk, people.mateo)
    qtbot.addWidget(history)
    history.refresh()
    told = [one.text() for one in history.cards[0].findChildren(Notice)]
    assert any("not the one that was saved" in words for words in told)


# --------------------------------------------------------------------- merging


def test_conflicts_are_decided_by_keys_and_nothing_is_lost(
    qtbot: QtBot, desk: Desk, people: Sample, records: Database, content: PlanContent
) -> None:
    words = content.goals[0]
    both = Pair("By May, Mateo says 30 words.", words.family_words.family)
    ours = replace(words, family_words=both, clinical_words="Ours, clinical")
    mine = _with_goal(content, replace(ours, achievement=Achievement.ACHIEVED))
    said = Pair("By June, Mateo says 20 words.", words.family_words.family)
    marisols = _with_goal(
        replace(content, strengths=Pair("Loves drums")),
        replace(words, family_words=said, target_on=date(2027, 6, 30)),
    )
    with records.transaction(OTHER_ID) as session:
        theirs = plan_saving.save(session, people.mateo, marisols, seen=1)
    panel = PlanConflicts(desk, people.mateo)
    qtbot.addWidget(panel)
    resolved: list[PlanContent] = []
    panel.resolved.connect(resolved.append)
    panel.put(merge(content, mine, theirs.content), theirs)
    panel.show()
    (card,) = panel.conflicts
    assert panel.left_chip.text() == "1 left"
    assert card.theirs_title.text() == "Marisol Soto wrote"
    panel.finish()
    assert not resolved
    QTest.keyClick(card, Qt.Key.Key_3)
    assert panel.left == 0
    assert drafted(desk) == {people.mateo}
    panel.finish()
    (content,) = resolved
    goal = content.goals[0]
    assert "June" in goal.family_words.english
    assert "30 words" in goal.family_words.english
    assert goal.target_on == date(2027, 6, 30)
    assert goal.achievement is Achievement.ACHIEVED
    assert goal.clinical_words == "Ours, clinical"
    assert content.strengths.english == "Loves drums"
    assert not drafted(desk)


def _with_goal(content: PlanContent, goal: GoalRow) -> PlanContent:
    return replace(content, goals=(goal, *content.goals[1:]))
