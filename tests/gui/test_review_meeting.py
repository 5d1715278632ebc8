"""The review meeting as the family sees it, and what staff are asked about a line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hhdesk.care import care_plans, plan_consenters
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goal_progress import ProgressRow
from hhdesk.care.goals import Achievement, ActivityStatus
from hhdesk.care.plan_seals import lines as plan_lines_of
from hhdesk.gui import review_meeting
from hhdesk.gui.goal_chart import GoalChart
from hhdesk.gui.goal_progress_card import GoalProgressCard
from hhdesk.gui.meeting_door import MeetingDoor
from hhdesk.gui.review_meeting import ReviewMeeting
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.workstation import Workstation
from tests.gui.sample import Sample

BETTER = Achievement.IMPROVING


def plan_of(workstation: Workstation, people: Sample) -> PlanRow:
    found: list[PlanRow] = []
    workstation.worker.read(care_plans.current, people.mateo, then=found.append)
    return found[0]


def meet(workstation: Workstation, people: Sample) -> ReviewMeeting:
    assert workstation.desk
    workstation.desk.meeting_wanted.emit(people.mateo)
    door = workstation.forms.meetings.dialog
    assert isinstance(door, MeetingDoor)
    assert door.withheld.text() == "1 item withheld"
    door.begin_button.click()
    meeting = workstation.forms.meetings.dialog
    assert isinstance(meeting, ReviewMeeting)
    return meeting


def words(meeting: ReviewMeeting) -> str:
    return "\n".join(label.text() for label in meeting.findChildren(QLabel))


@pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)
def test_a_meeting_is_turned_with_arrows_kept_whole_and_undone_at_once(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    before = plan_of(workstation, people)
    meeting = meet(workstation, people)
    assert "Mateo" not in meeting.windowTitle()
    said = words(meeting)
    assert "We keep every visit." in said
    for hidden in ("withheld", "safe place", "Expressive language", "Tier"):
        assert hidden not in said
    assert len(meeting.goals) == 2
    meeting.activateWindow()
    qtbot.waitUntil(meeting.isActiveWindow)
    QTest.keyClick(meeting, Qt.Key.Key_Right)
    assert meeting.pages.currentWidget() is meeting.goals[0]
    goal = meeting.goals[0]
    goal.choice.button(BETTER).click()
    QTest.keyClicks(goal.note_field, "Six words")
    QTest.keyClick(goal.note_field, Qt.Key.Key_Left)
    assert meeting.pages.currentWidget() is goal
    next(iter(goal.ticks.values())).click()
    # The lock covers it, and it stands there again with what was typed.
    lock = workstation.acts.locking
    lock.lock()
    assert not meeting.isVisible()
    lock.unlock()
    assert meeting.isVisible()
    # Closed by mistake: nothing is lost.
    meeting.reject()
    meeting = meet(workstation, people)
    goal = meeting.goals[0]
    assert goal.note_field.toPlainText() == "Six words"
    assert goal.choice.value is BETTER
    meeting.end.people["Lucía Ruiz"].click()
    assert workstation.desk
    soon = workstation.desk.today + timedelta(days=90)
    meeting.end.next_field.put(workstation.desk.today)
    meeting.save()
    assert not meeting.end.next_notice.isHidden()
    meeting.end.next_field.put(soon)
    toast = workstation.window.toast
    meeting.save()
    after = plan_of(workstation, people)
    assert after.number == before.number + 1
    assert after.content.goals[0].activities[0].status is ActivityStatus.DONE
    assert after.content.review_on == soon
    draft = workstation.desk.drafts.draft(review_meeting.DRAFT, people.mateo)
    assert draft is None
    toast.undo_button.click()
    assert plan_of(workstation, people).content == before.content


def test_how_a_goal_goes_is_told_beside_its_chart(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    goal = plan_of(workstation, people).content.goals[0]
    assert workstation.desk
    card = GoalProgressCard(workstation.desk)
    qtbot.addWidget(card)
    card.put(goal, saved=False)
    assert card.form is None
    card.put(goal)
    form = card.form
    assert form is not None
    first = form.chart.accessibleDescription()
    assert "Getting better" in first
    form.tell()
    assert form.notice.text() == "Say how it is going."
    form.choice.button(Achievement.NOT_IMPROVING).click()
    form.note_field.setPlainText("No ride")
    form.on_field.put(workstation.desk.today - timedelta(days=1))
    with qtbot.waitSignal(card.changed):
        form.tell_button.click()
    assert "Needs help, No ride" in form.chart.accessibleDescription()
    assert form.note_field.toPlainText() == ""
    with qtbot.waitSignal(card.changed):
        workstation.window.toast.undo_button.click()
    assert form.chart.accessibleDescription() == first


def test_the_chart_is_read_with_the_keyboard(qtbot: QtBot, people: Sample) -> None:
    chart = GoalChart()
    qtbot.addWidget(chart)
    key, day = people.mateo, date(2026, 11, 21)
    chart.put(
        [
            ProgressRow(key, key, day - timedelta(days=60), BETTER, "early"),
            ProgressRow(key, key, day, Achievement.ACHIEVED, "late"),
        ],
        day,
    )
    chart.resize(500, chart.sizeHint().height())
    told: list[str] = []
    chart.pointed.connect(told.append)
    chart.show()
    chart.setFocus()
    qtbot.waitUntil(lambda: bool(told))
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert [one.rpartition(" · ")[2] for one in told] == ["late", "early"]
    assert chart.place_at(chart.point(1)) == 1
    assert chart.point(1).y() < chart.point(0).y()


def test_who_said_yes_is_asked_where_it_matters(qtbot: QtBot) -> None:
    editor = SealEditor()
    qtbot.addWidget(editor)
    editor.of(8)
    assert editor.consenter.isHidden()
    editor.segment.choose(Segment.MENTAL_HEALTH)
    assert not editor.consenter.isHidden()
    assert "the family sees it" in editor.meaning.text()
    editor.of(15)
    assert "until this is answered" in editor.meaning.text()
    editor.consenter.choose(Consenter.YOUTH)
    assert editor.seal == Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    assert "only the youth" in editor.meaning.text()


def test_after_a_birthday_each_line_is_asked_about_and_undone_at_once(
    workstation: Workstation, people: Sample
) -> None:
    """Mateo is small: his plan is asked about as if a line waited."""
    before = plan_of(workstation, people)
    assert workstation.desk
    workstation.desk.consenters_wanted.emit(people.mateo)
    asking = workstation.forms.meetings.dialog
    assert asking.save_button.isHidden()
    lines = tuple(line for line in plan_lines_of(before.content) if line.sensitive)
    asking._begin(plan_consenters.Asking(people.mateo, before.number, 12, None, lines))
    asking.editor.consenter.choose(Consenter.COURT)
    asking.save_button.click()
    after = plan_of(workstation, people)
    assert after.content.goals[2].seal.consenter is Consenter.COURT
    assert after.consenters_asked_on == workstation.desk.today
    workstation.window.toast.undo_button.click()
    back = plan_of(workstation, people)
    assert (back.content, back.consenters_asked_on) == (before.content, None)
