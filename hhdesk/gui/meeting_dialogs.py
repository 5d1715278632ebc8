"""Opens what stands over the window about a plan: the review meeting, the question who
said yes, and the goal of which something was typed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import goal_telling
from hhdesk.gui.desk import Desk
from hhdesk.gui.meeting_door import MeetingDoor, open_meeting
from hhdesk.gui.review_meeting import ReviewMeeting
from hhdesk.gui.seal_round import SealRound
from hhdesk.i18n import explain


class MeetingDialogs(QObject):
    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: QDialog | None = None
        """The one that is open: the door, the meeting or the question."""
        desk.meeting_wanted.connect(self.meet)
        desk.consenters_wanted.connect(self.ask)
        desk.progress_wanted.connect(self.find_goal)

    def meet(self, member_id: UUID) -> MeetingDoor:
        """Ask who is in the room, then turn the plan toward them."""
        door = open_meeting(self._desk, member_id, self._window)
        self._keep(door)
        door.opened.connect(self._met)
        return door

    def _met(self, meeting: ReviewMeeting) -> None:
        self._keep(meeting)

    def ask(self, member_id: UUID) -> SealRound:
        """Walk the lines that wait for an answer."""
        asking = SealRound(self._desk, member_id, self._window)
        self._keep(asking)
        asking.open()
        return asking

    def find_goal(self, goal_id: UUID) -> None:
        """The plan of the goal, where it is told how it is going."""
        desk = self._desk
        desk.worker.read(
            goal_telling.member_of,
            goal_id,
            then=lambda member_id: desk.member_wanted.emit(member_id, "care_plan"),
            failed=lambda refusal: desk.say(explain(refusal)),
        )

    def _keep(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))

    def _closed(self, dialog: QDialog, _code: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
