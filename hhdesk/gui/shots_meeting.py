"""Pictures of the review meeting, of how goals went, and of who said yes to care."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import care_plans, goal_telling
from hhdesk.care.goals import Achievement
from hhdesk.gui.goal_progress_card import GoalProgressCard
from hhdesk.gui.meeting_door import open_meeting
from hhdesk.gui.review_meeting import ReviewMeeting
from hhdesk.gui.workstation import Workstation

_STORY = (
    (150, Achievement.IN_PROGRESS, ""),
    (110, Achievement.NOT_IMPROVING, "The bus does not run on visit days."),
    (45, Achievement.IMPROVING, "Rides are arranged; two visits were kept."),
)


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, member_id: UUID) -> None:
    """The first goal's story is told first, for a chart wants something to show."""
    desk, window = workstation.desk, workstation.window
    assert desk
    plans: list[Any] = []
    desk.worker.read(care_plans.current, member_id, then=plans.append)
    goal = plans[0].content.goals[0]
    for back, how, note in _STORY:
        on = desk.today - timedelta(days=back)
        desk.worker.run(goal_telling.tell, goal.id, how, note, on=on, seen=None)
    card = GoalProgressCard(desk)
    card.put(goal)
    card.show()
    card.resize(460, card.sizeHint().height())
    camera.take(card, "goal-progress")
    card.close()
    door = open_meeting(desk, member_id, window)
    camera.take(door, "meeting-door")
    door.opened.connect(lambda meeting: _pages(camera, workstation, meeting))
    door.begin()


def _pages(camera: Camera, workstation: Workstation, meeting: ReviewMeeting) -> None:
    meeting.showNormal()
    meeting.resize(workstation.window.size())
    for page in range(meeting.pages.count()):
        if page == 2:
            _say(meeting)
        camera.take(meeting, "meeting")
        meeting.turn(1)
    meeting.reject()


def _say(meeting: ReviewMeeting) -> None:
    """Something is said of the goal that is shown."""
    goal = meeting.goals[min(1, len(meeting.goals) - 1)]
    goal.choice.choose(Achievement.IMPROVING)
    for tick in goal.ticks.values():
        tick.setChecked(True)


def take_plan(camera: Camera, workstation: Workstation, member_id: UUID) -> None:
    """The tab of the plan with a goal in sight, and what the family will get."""
    workstation.open_member(member_id, "care_plan")
    page: Any = workstation.window.pages.currentWidget()
    tab = page.care_plan
    tab.outline.choose(("goal", 0))
    camera.take(workstation.window, "plan-goal")
    tab.editor_area.ensureWidgetVisible(tab.progress.card, 0, 400)
    camera.take(workstation.window, "plan-goal-progress")
    tab.progress.show_family()
    for check in workstation.window.findChildren(QDialog):
        if check.isVisible():
            camera.take(check, "plan-family")
            check.reject()
