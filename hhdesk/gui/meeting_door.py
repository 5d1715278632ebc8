"""Before a review meeting opens, on the staff's screen: who is in the room, what will
be shown, and what is withheld from them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import plan_meeting, plan_reviews
from hhdesk.care.confidentiality import Audience
from hhdesk.care.plan_meeting import Meeting, MeetingChoice
from hhdesk.errors import Refusal
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.review_meeting import ReviewMeeting
from hhdesk.gui.segments import Segments
from hhdesk.i18n import N_, _, explain, ngettext

ROOM_WORDS = {
    Audience.FAMILY: N_("The family"),
    Audience.YOUTH: N_("The youth alone"),
}
_WIDTH = 520


class MeetingDoor(Spoken, QDialog):
    opened = Signal(object)
    """The ReviewMeeting that was opened."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._member_id = desk, member_id
        self.choices: dict[Audience, MeetingChoice] = {}
        self.audience = Audience.FAMILY
        self.title, self.about = PlainLabel(self), PlainLabel(self)
        self.room_label, self.shown = PlainLabel(self), PlainLabel(self)
        self.room, self.only = Segments(self), PlainLabel(self)
        self.withheld, self.notice = PlainLabel(self), Notice(self)
        self.cancel_button, self.begin_button = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.room.chosen.connect(lambda value: self.choose(Audience(value)))
        self.cancel_button.clicked.connect(self.reject)
        self.begin_button.clicked.connect(self.begin)
        self.begin_button.setEnabled(False)
        self.refill()
        desk.worker.read(
            plan_meeting.choices, member_id, then=self._offer, failed=self._explain
        )

    def _lay_out(self) -> None:
        self.title.setProperty("look", "title")
        self.room_label.setProperty("look", "field")
        self.about.setProperty("look", "muted")
        self.only.setProperty("look", "strong")
        self.withheld.setProperty("look", "strong")
        for label in (self.about, self.shown):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        rooms = QHBoxLayout()
        rooms.addWidget(self.room)
        rooms.addWidget(self.only)
        rooms.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.begin_button)
        self.begin_button.setProperty("look", "primary")
        self.begin_button.setDefault(True)
        for widget in (self.title, self.about, self.notice, self.room_label):
            column.addWidget(widget)
        column.addLayout(rooms)
        column.addWidget(self.shown)
        column.addWidget(self.withheld)
        column.addSpacing(8)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(theme.scaled(_WIDTH))

    def _offer(self, choices: tuple[MeetingChoice, ...]) -> None:
        self.choices = {one.audience: one for one in choices}
        self.audience = choices[0].audience
        self.refill()
        self.begin_button.setFocus()

    def choose(self, audience: Audience) -> None:
        """These people will be in the room."""
        self.audience = audience
        self.refill()

    def begin(self) -> None:
        """Turn the screen toward them; that it was shown is recorded."""
        self.begin_button.setEnabled(False)
        self._desk.worker.run(
            plan_reviews.open_meeting,
            self._member_id,
            self.audience,
            then=self._open,
            failed=self._explain,
        )

    def _open(self, meeting: Meeting) -> None:
        window = ReviewMeeting(self._desk, meeting, self.parentWidget())
        self.accept()
        window.setWindowModality(Qt.WindowModality.WindowModal)
        window.showFullScreen()
        self.opened.emit(window)

    def _explain(self, refusal: Refusal) -> None:
        self.begin_button.setEnabled(bool(self.choices))
        self.notice.say(explain(refusal))

    def refill(self) -> None:
        self.setWindowTitle(_("Review meeting"))
        self.title.setText(_("Review meeting"))
        self.about.setText(
            _("The plan in large type, one goal after another, to be turned around.")
        )
        self.room_label.setText(_("Who is in the room?"))
        self.cancel_button.setText(_("Cancel"))
        self.begin_button.setText(_("Turn it around"))
        self.room.offer(
            {
                one.value: (_(ROOM_WORDS[one]), _(ROOM_WORDS[one]))
                for one in self.choices
            }
        )
        choice = self.choices.get(self.audience)
        self.begin_button.setEnabled(choice is not None and choice.goals > 0)
        if choice is None:
            return
        self.room.choose(self.audience)
        words = ngettext("{n} goal is shown.", "{n} goals are shown.", choice.goals)
        nothing = _("There is no goal to talk about with them yet.")
        self.shown.setText(words.format(n=choice.goals) if choice.goals else nothing)
        # Their number alone: they may look at this screen already.
        left_out = ngettext("{n} item withheld", "{n} items withheld", choice.withheld)
        self.withheld.setText(left_out.format(n=choice.withheld))
        self.withheld.setVisible(choice.withheld > 0)
        self.room.setVisible(len(self.choices) > 1)
        self.only.setVisible(len(self.choices) == 1)
        self.only.setText(_(ROOM_WORDS[self.audience]))


def open_meeting(desk: Desk, member_id: UUID, parent: QWidget) -> MeetingDoor:
    """Ask who is in the room, then open the meeting over this window."""
    door = MeetingDoor(desk, member_id, parent)
    door.open()
    return door
