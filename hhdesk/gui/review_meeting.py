"""The review meeting: a full window in large type, to be turned toward the family.

It shows what `plan_meeting` lets through and nothing else; its title names nobody.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import plan_meeting, plan_reviews
from hhdesk.care.goals import Achievement
from hhdesk.care.plan_meeting import Meeting
from hhdesk.care.plan_reviews import GoalSaid, Held, Review
from hhdesk.errors import ChangedElsewhere, InvalidField, Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.desk import Desk
from hhdesk.gui.dots import Dots
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.meeting_pages import (
    TICKED,
    EndPage,
    GoalPage,
    MattersPage,
    MeetingPage,
)
from hhdesk.gui.meeting_parts import right_to_left, spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import N_, _, explain

DRAFT = "review meeting"
PLAN_OF = N_("The plan of {name}")
_SIZE, _MUCH = (1180, 720), (1700, 960)


class ReviewMeeting(Spoken, QDialog):
    name_label: QLabel
    close_button: QPushButton
    restored: RestoredNotice
    notice: Notice
    pages: QStackedWidget
    back_button: QPushButton
    dots: Dots
    next_button: QPushButton
    save_button: QPushButton

    saved = Signal(object)
    """The PlanRow that the meeting ended with, or that its undoing left."""

    def __init__(self, desk: Desk, meeting: Meeting, parent: QWidget | None) -> None:
        super().__init__(parent)
        forms.load(self, "review_meeting")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*(theme.scaled(side) for side in _SIZE))
        self._desk, self.meeting = desk, meeting
        self.goals: list[GoalPage] = []
        self._draft = FormDraft(desk, DRAFT, meeting.member_id, self.restored)
        self._draft.title = meeting.given
        self._draft.tie(self.values, self._put)
        self._build()
        self._connect()
        self.refill()
        self._draft.begin(self.values())

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(partial(self.turn, -1))
        self.next_button.clicked.connect(partial(self.turn, 1))
        self.save_button.clicked.connect(self.save)
        left = 1 if right_to_left(self.meeting.language) else -1
        for keys, step in (
            (("Left", "Alt+Left"), left),
            (("Right", "Alt+Right"), -left),
            (("Up", "PgUp"), -1),
            (("Down", "PgDown"), 1),
        ):
            for key in keys:
                # A field that is typed into keeps its own arrows.
                press = QShortcut(QKeySequence(key), self)
                press.activated.connect(partial(self.turn, step))
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    # ------------------------------------------------------------------ pages

    def _build(self) -> None:
        """The pages of this meeting."""
        meeting = self.meeting
        while (gone := self.pages.widget(0)) is not None:
            self.pages.removeWidget(gone)
            gone.deleteLater()
        pages: list[MeetingPage] = []
        if meeting.what_matters.english or meeting.what_matters.family:
            pages.append(MattersPage(meeting))
        today = self._desk.today
        self.goals = [GoalPage(meeting, goal, today) for goal in meeting.goals]
        self.end = EndPage(meeting)
        for page in (*pages, *self.goals, self.end):
            page.edited.connect(self._draft.typed)
            self.pages.addWidget(page)
        self._show_place()

    def turn(self, step: int) -> None:
        """So many pages on; at the ends it stays."""
        wanted = self.pages.currentIndex() + step
        if 0 <= wanted < self.pages.count():
            self.pages.setCurrentIndex(wanted)
            self._show_place()
            self.setFocus()

    def _show_place(self) -> None:
        at, count = self.pages.currentIndex(), self.pages.count()
        last = at == count - 1
        words = _("Page {n} of {count}").format(n=at + 1, count=count)
        self.dots.show_place(at, count, words)
        self.back_button.setEnabled(at > 0)
        self.next_button.setVisible(not last)
        self.save_button.setVisible(last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Larger type where there is much room: it is read from as far away."""
        super().resizeEvent(event)
        size = event.size()
        roomy = all(
            side >= theme.scaled(least)
            for side, least in zip(size.toTuple(), _MUCH, strict=True)
        )
        if roomy != bool(self.property("roomy")):
            self.setProperty("roomy", roomy)
            for widget in (self, *self.findChildren(QWidget)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    # ----------------------------------------------------------------- values

    def values(self) -> Values:
        told: Values = dict(self.end.values())
        for page in self.goals:
            told |= page.values()
        return told

    def _put(self, values: Values) -> None:
        for page in (*self.goals, self.end):
            page.put(values)

    def _said(self, values: Values, goal_id: UUID) -> GoalSaid:
        how = values[f"how:{goal_id}"]
        chosen = Achievement(how) if how else None
        return GoalSaid(goal_id, chosen, values[f"note:{goal_id}"].strip())

    def review(self) -> Review:
        """What was said and ticked; raises InvalidField for no day."""
        values = self.values()
        if self.end.next_field.wrong:
            raise InvalidField("next_on", NO_DAY)
        said = [self._said(values, page.goal.id) for page in self.goals]
        told = [one for one in said if one.achievement or one.note]
        ticked = [
            key
            for page in self.goals
            for key in page.ticks
            if values[f"done:{key}"] == TICKED
        ]
        return Review(
            tuple(told),
            tuple(ticked),
            self.end.attended,
            values["note"],
            self.end.next_field.day,
        )

    # ----------------------------------------------------------------- saving

    def save(self) -> None:
        """Keep all of it at once; a refusal leaves everything as it is typed."""
        self.notice.say("")
        self.end.next_notice.say("")
        try:
            review = self.review()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        self._desk.worker.run(
            plan_reviews.hold,
            self.meeting.member_id,
            review,
            seen=self.meeting.number,
            then=self._kept,
            failed=self._explain,
        )

    def _kept(self, held: Held) -> None:
        self._draft.saved()
        desk, member_id = self._desk, self.meeting.member_id
        undo = partial(_take_back, desk, member_id, held)
        self.saved.emit(held.plan)
        desk.member_saved.emit(member_id)
        self.accept()
        desk.say(_("What was said in the meeting is kept."), undo)

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        if isinstance(refusal, InvalidField) and refusal.field == "next_on":
            self.pages.setCurrentWidget(self.end)
            self._show_place()
            self.end.next_notice.say(explain(refusal))
            self.end.next_field.setFocus()
            return
        self.notice.say(explain(refusal))
        if isinstance(refusal, ChangedElsewhere):
            self._desk.worker.read(
                plan_meeting.meeting,
                self.meeting.member_id,
                self.meeting.audience,
                then=self._begin_anew,
                failed=lambda again: self.notice.say(explain(again)),
            )

    def _begin_anew(self, meeting: Meeting) -> None:
        """The plan as somebody saved it since, and on top of it what is typed."""
        at, self.meeting = self.pages.currentIndex(), meeting
        self._build()
        self._draft.begin(self.values())
        self.pages.setCurrentIndex(min(at, self.pages.count() - 1))
        self._show_place()

    def reject(self) -> None:
        """Close; what was typed stays until it is kept or thrown away."""
        self._draft.left()
        super().reject()

    def refill(self) -> None:
        self.setWindowTitle(_("Review meeting"))
        words = spoken(self.meeting.language, PLAN_OF)
        self.name_label.setText(words.format(name=self.meeting.given))
        self._show_place()


def _take_back(desk: Desk, member_id: UUID, held: Held) -> None:
    def done(_plan: object) -> None:
        desk.member_saved.emit(member_id)
        desk.say(_("It is as it was."))

    desk.worker.run(
        plan_reviews.take_back,
        member_id,
        held,
        then=done,
        failed=lambda refusal: desk.say(explain(refusal)),
    )
