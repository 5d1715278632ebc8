"""The pages of a review meeting: what matters, one goal after another, and the end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.goals import DOMAIN_WORDS, RESPONSIBLE_WORDS, Achievement
from hhdesk.care.plan_meeting import Meeting, MeetingGoal, MeetingStep
from hhdesk.gui import theme, tokens
from hhdesk.gui.achievement_choice import AchievementChoice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import Values
from hhdesk.gui.goal_chart import GoalChart
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.gui.meeting_parts import (
    BigTick,
    TwoTongues,
    heading,
    of_pair,
    right_to_left,
    spoken,
)
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import N_, format_date

MATTERS = N_("What matters to us")
STEPS = N_("What we said we would do")
NO_STEPS = N_("No steps were written down yet.")
HOW = N_("How it's going")
SAID = N_("What we say today")
NEXT = N_("When we look at the plan again")
HERE = N_("Who is here")
OTHERS = N_("Who else?")
MORE = N_("Anything else")
BY_DAY = N_("by {day}")
THANKS = N_("Thank you for talking with us")
_WIDE, _DAY = 1240, 260
_WORDS = ("meeting-words", "meeting-english")
_STEP = ("meeting-step", "meeting-beside")
TICKED = "yes"


class MeetingPage(QScrollArea):
    """One page; it scrolls where the type is larger than the room."""

    edited = Signal()

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting, self.language = meeting, meeting.language
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("look", "meeting-page")
        if right_to_left(self.language):
            page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        outer = QHBoxLayout(page)
        outer.setContentsMargins(48, 28, 48, 28)
        inner = QWidget()
        inner.setMaximumWidth(round(theme.scaled(_WIDE) * tokens.MEETING_ROOMY))
        outer.addStretch(1)
        outer.addWidget(inner, 1000)
        outer.addStretch(1)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.setWidget(page)

    def values(self) -> Values:
        """What stands in the page's fields."""
        return {}

    def put(self, values: Values) -> None:
        """Show these in the page's fields."""

    def said(self, message: str) -> str:
        return spoken(self.language, message)


class MattersPage(MeetingPage):
    """The beginning: why there is a plan at all."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting)
        self.column.addStretch(1)
        self.column.addWidget(heading(self.language, MATTERS))
        self.column.addWidget(of_pair(meeting.what_matters, self.language, _WORDS))
        self.column.addStretch(2)


class GoalPage(MeetingPage):
    note_field: GrowingText

    def __init__(self, meeting: Meeting, goal: MeetingGoal, today: date) -> None:
        super().__init__(meeting)
        self.goal, self.today = goal, today
        self.ticks: dict[UUID, BigTick] = {}
        parts = QHBoxLayout()
        parts.setSpacing(40)
        self.words = QVBoxLayout()
        self.words.setSpacing(14)
        parts.addLayout(self.words, 3)
        parts.addWidget(self._aside(), 2, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(parts)
        self.column.addStretch(1)
        self.words.addWidget(heading(self.language, DOMAIN_WORDS[goal.domain]))
        self.words.addWidget(of_pair(goal.words, self.language, _WORDS))
        self._target()
        self._steps()

    def _target(self) -> None:
        """What will have been reached, by when."""
        goal = self.goal
        if goal.target.english or goal.target.family:
            self.words.addWidget(of_pair(goal.target, self.language, _STEP))
        if goal.target_on is not None:
            day = format_date(goal.target_on, "long", self.language)
            label = PlainLabel(self.said(BY_DAY).format(day=day))
            label.setProperty("look", "meeting-beside")
            self.words.addWidget(label)

    def _steps(self) -> None:
        self.words.addSpacing(8)
        self.words.addWidget(heading(self.language, STEPS))
        if not self.goal.steps:
            self.words.addWidget(TwoTongues(self.said(NO_STEPS), "", _STEP))
        for step in self.goal.steps:
            self.words.addWidget(self._step(step))
        self.words.addStretch(1)

    def _step(self, step: MeetingStep) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        tick = BigTick(step.text.english or step.text.family)
        tick.setChecked(step.done)
        tick.setDisabled(step.done)
        tick.clicked.connect(self.edited)
        self.ticks[step.id] = tick
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(of_pair(step.text, self.language, _STEP))
        if told := self._who_and_when(step):
            label = PlainLabel(told)
            label.setProperty("look", "meeting-beside")
            label.setWordWrap(True)
            words.addWidget(label)
        row.addLayout(words, 1)
        return line

    def _who_and_when(self, step: MeetingStep) -> str:
        who = step.who or self.said(RESPONSIBLE_WORDS[step.responsible])
        when = ""
        if step.due_on is not None and not step.done:
            day = format_date(step.due_on, language=self.language)
            when = self.said(BY_DAY).format(day=day)
        return " · ".join(part for part in (who, when) if part)

    def _aside(self) -> QFrame:
        """How it is going, and what is said of it today."""
        card = QFrame()
        card.setProperty("look", "meeting-card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(10)
        column.addWidget(heading(self.language, HOW))
        self.chart = GoalChart()
        self.chart.setProperty("look", "meeting")
        # Left and right turn the goals here.
        self.chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chart.speak(self.language)
        self.chart.put(self.goal.progress, self.today)
        self.choice = AchievementChoice(look="meeting")
        self.choice.speak(self.language)
        self.choice.enlarge(theme.scaled(18))
        self.choice.chosen.connect(self.edited)
        self.note_field = GrowingText()
        self.note_field.setProperty("look", "meeting")
        self.note_field.setAccessibleName(self.said(SAID))
        bars = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.note_field.setVerticalScrollBarPolicy(bars)
        self.note_field.setPlaceholderText(self.said(SAID))
        self.note_field.textChanged.connect(self.edited)
        for widget in (self.chart, self.choice, self.note_field):
            column.addWidget(widget)
        column.addStretch(1)
        return card

    def values(self) -> Values:
        how = self.choice.value
        told = {
            f"how:{self.goal.id}": how.value if how else "",
            f"note:{self.goal.id}": self.note_field.toPlainText(),
        }
        for key, tick in self.ticks.items():
            on = tick.isEnabled() and tick.isChecked()
            told[f"done:{key}"] = TICKED if on else ""
        return told

    def put(self, values: Values) -> None:
        how = values[f"how:{self.goal.id}"]
        self.choice.choose(Achievement(how) if how else None)
        self.note_field.put(values[f"note:{self.goal.id}"])
        for key, tick in self.ticks.items():
            if tick.isEnabled():
                tick.setChecked(values[f"done:{key}"] == TICKED)


class EndPage(MeetingPage):
    """Who is here, what else was said, when to meet again; and keeping it."""

    others_field: GrowingText
    note_field: GrowingText
    next_field: DayField

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting)
        looks = ("meeting-words", "meeting-english")
        first = self.said(THANKS)
        self.column.addWidget(
            TwoTongues(first, "" if first == THANKS else THANKS, looks)
        )
        self.column.insertStretch(0, 1)
        self.column.addSpacing(12)
        self.here = Flow()
        self.people: dict[str, QPushButton] = {}
        for name in meeting.people:
            button = QPushButton(literal(name), self.here)
            button.setProperty("look", "meeting")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(self.edited)
            self.people[name] = button
            self.here.add(button)
        self.others_field, self.note_field = GrowingText(), GrowingText()
        self.next_field, self.next_notice = DayField(), FieldNotice()
        self._lay_out()
        for text in (self.others_field, self.note_field):
            text.setProperty("look", "meeting")
            text.textChanged.connect(self.edited)
            text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.next_field.field.setProperty("look", "meeting")
        self.next_field.setMaximumWidth(theme.scaled(_DAY))
        self.next_field.changed.connect(self.edited)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(18)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        here, after = QVBoxLayout(), QVBoxLayout()
        for box, widgets in (
            (here, (self.here, self.others_field)),
            (after, (self.next_field, self.next_notice)),
        ):
            box.setSpacing(8)
            for widget in widgets:
                box.addWidget(widget)
        rows: tuple[tuple[str, QBoxLayout | QWidget], ...] = (
            (HERE, here),
            (MORE, self.note_field),
            (NEXT, after),
        )
        for at, (words, part) in enumerate(rows):
            grid.addWidget(heading(self.language, words), at, 0, top)
            if isinstance(part, QWidget):
                grid.addWidget(part, at, 1, top)
            else:
                grid.addLayout(part, at, 1, top)
        self.column.addLayout(grid)
        self.column.addStretch(2)
        for field, name in ((self.note_field, MORE), (self.others_field, OTHERS)):
            field.setAccessibleName(self.said(name))
        self.next_field.field.setAccessibleName(self.said(NEXT))
        self.others_field.setPlaceholderText(self.said(OTHERS))

    def values(self) -> Values:
        told = {
            f"here:{at}": TICKED if one.isChecked() else ""
            for at, one in enumerate(self.people.values())
        }
        told["others"] = self.others_field.toPlainText()
        told["note"] = self.note_field.toPlainText()
        told["next_on"] = self.next_field.field.text()
        return told

    def put(self, values: Values) -> None:
        for at, one in enumerate(self.people.values()):
            one.setChecked(values[f"here:{at}"] == TICKED)
        self.others_field.put(values["others"])
        self.note_field.put(values["note"])
        self.next_field.field.setText(values["next_on"])

    @property
    def attended(self) -> str:
        """Everybody who is here, in one line."""
        there = [name for name, one in self.people.items() if one.isChecked()]
        others = self.others_field.toPlainText().strip()
        return ", ".join([*there, others] if others else there)
