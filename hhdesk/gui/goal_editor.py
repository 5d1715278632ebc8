"""The editor of one goal: words, state, who does what, what stands in the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    DOMAIN_WORDS,
    LIFECYCLE_WORDS,
    Achievement,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.gui import forms, plan_keys
from hhdesk.gui.activity_list import ActivityList
from hhdesk.gui.barrier_list import BarrierList
from hhdesk.gui.day_field import DayField
from hhdesk.gui.fact import Fact
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.hugging_choice import HuggingChoice
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.plan_rows import GOALS, Spot, Where
from hhdesk.gui.reading_marks import ReadingChip
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.i18n import _, format_distance


class GoalEditor(Spoken, QWidget):
    family_words: PairEditor
    target: PairEditor
    clinical_words: GrowingText
    facts: Flow
    seal_field: SealEditor
    add_activity_button: QPushButton
    activities: ActivityList
    add_barrier_button: QPushButton
    barriers: BarrierList

    check_wanted = Signal(object, str)
    """Id of the item and its field."""
    remove_wanted = Signal(object, object)
    """A list and the id of the row that shall go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "goal_editor")
        self._showing: Showing | None = None
        self.goal_id: UUID | None = None
        self.target_field, self.start_field = DayField(), DayField()
        self.lifecycle_field = HuggingChoice()
        self.achievement_field = HuggingChoice()
        self.domain_field, self.concern_field = HuggingChoice(), HuggingChoice()
        self._facts = {
            "target_on": Fact(self.target_field),
            "lifecycle": Fact(self.lifecycle_field),
            "achievement": Fact(self.achievement_field),
            "start_on": Fact(self.start_field),
            "domain": Fact(self.domain_field),
            "concern_id": Fact(self.concern_field),
        }
        self.reading = ReadingChip()
        self._reading = Fact(self.reading)
        shown = list(self._facts.values())
        for fact in (*shown[:3], self._reading, *shown[3:]):
            self.facts.add(fact)
        self.target.hide_titles()
        self.clinical_words.setProperty("look", "inplace")
        plan_keys.leave(self)
        self.refill()
        self._connect_words()
        self._connect_parts()

    def _connect_words(self) -> None:
        put = self._put
        for name, pair in (
            ("family_words", self.family_words),
            ("target", self.target),
        ):
            pair.edited.connect(lambda value, n=name: put(**{n: value}))
            pair.check_wanted.connect(
                lambda n=name: self.check_wanted.emit(self.goal_id, n)
            )
        self.clinical_words.textChanged.connect(
            lambda: put(clinical_words=self.clinical_words.toPlainText())
        )
        self.target_field.changed.connect(lambda: self._day_typed("target_on"))
        self.start_field.changed.connect(lambda: self._day_typed("start_on"))
        self.lifecycle_field.activated.connect(
            lambda _: put(lifecycle=Lifecycle(str(self.lifecycle_field.value())))
        )
        self.achievement_field.activated.connect(
            lambda _: put(achievement=Achievement(str(self.achievement_field.value())))
        )
        self.domain_field.activated.connect(
            lambda _: put(domain=Domain(str(self.domain_field.value())))
        )
        self.concern_field.activated.connect(
            lambda _: put(concern_id=self.concern_field.value())
        )
        self.seal_field.edited.connect(lambda seal: put(seal=seal))

    def _connect_parts(self) -> None:
        self.add_activity_button.clicked.connect(lambda: self.add_activity())
        self.add_barrier_button.clicked.connect(lambda: self.add_barrier())
        self.activities.add_wanted.connect(lambda _, after: self.add_activity(after))
        self.barriers.add_wanted.connect(lambda _, after: self.add_barrier(after))
        for shown in (self.activities, self.barriers):
            shown.remove_wanted.connect(self.remove_wanted)
            shown.check_wanted.connect(self.check_wanted)

    def edit(self, showing: Showing, goal_id: UUID) -> None:
        """Show the goal of this id."""
        self._showing, self.goal_id = None, goal_id
        goal = showing.draft.row(GOALS, goal_id)
        self._fill(showing, goal)
        self._showing = showing
        self.activities.put(Spot("activities", goal_id), showing)
        self.barriers.put(Spot("barriers", goal_id), showing)
        self._show_head()
        layout = self.facts.layout()
        if layout is not None:
            # A fact is as wide as what it says.
            layout.invalidate()

    def _goal(self) -> GoalRow:
        assert self._showing is not None
        assert self.goal_id is not None
        goal: GoalRow = self._showing.draft.row(GOALS, self.goal_id)
        return goal

    def _put(self, **changes: Any) -> None:
        if self._showing is not None and self.goal_id is not None:
            self._showing.draft.put_row(GOALS, self.goal_id, **changes)
            self._show_head()

    def _day_typed(self, name: str) -> None:
        field = self.target_field if name == "target_on" else self.start_field
        if not field.wrong:
            self._put(**{name: field.day})

    def add_activity(self, after: UUID | None = None) -> None:
        if self._showing is not None and self.goal_id is not None:
            row_id = self._showing.draft.add_activity(self.goal_id, after)
            self.activities.show_edited()
            self.activities.focus(row_id)

    def add_barrier(self, after: UUID | None = None) -> None:
        if self._showing is not None and self.goal_id is not None:
            row_id = self._showing.draft.add_barrier(self.goal_id, after)
            self.barriers.show_edited()
            self.barriers.focus(row_id)

    def focus(self, where: Where) -> None:
        """Give the keyboard to what was changed there."""
        if where.item_id is not None:
            for shown in (self.activities, self.barriers):
                if shown.focus(where.item_id, where.field):
                    return
        fact = self._facts.get(where.field)
        if fact is not None:
            fact.field.setFocus()
        elif where.field == "clinical_words":
            self.clinical_words.setFocus()
        elif where.field == "seal":
            self.seal_field.setFocus()
        else:
            pair = self.target if where.field == "target" else self.family_words
            pair.english.setFocus()

    def _fill(self, showing: Showing, goal: GoalRow) -> None:
        """Put the goal into the fields; the draft does not hear of it."""
        saved, check = showing.draft.saved(goal), showing.may_check
        language = showing.language
        for pair, name in (
            (self.family_words, "family_words"),
            (self.target, "target"),
        ):
            old, now = getattr(saved, name), getattr(goal, name)
            pair.put(old, now, language, may_check=check)
        self.clinical_words.put(goal.clinical_words)
        for field, day in (
            (self.target_field, goal.target_on),
            (self.start_field, goal.start_on),
        ):
            if field.day != day or field.wrong:
                field.put(day)
        self._offer_concerns(showing)
        for choice, value in (
            (self.lifecycle_field, goal.lifecycle),
            (self.achievement_field, goal.achievement),
            (self.domain_field, goal.domain),
            (self.concern_field, goal.concern_id),
        ):
            choice.choose(value)
        self.seal_field.put(goal.seal)

    def _offer_concerns(self, showing: Showing) -> None:
        concerns = showing.draft.content.concerns
        offered: list[tuple[UUID | None, str]] = [(None, _("No concern"))]
        offered += [
            (one.id, _short(one.text.english or one.clinical_words)) for one in concerns
        ]
        self.concern_field.offer(offered)
        self._facts["concern_id"].setVisible(bool(concerns))

    def _show_head(self) -> None:
        """What is said of the day beside it."""
        words, goal = _("Target date"), self._goal()
        if goal.target_on is not None and self._showing is not None:
            distance = format_distance(goal.target_on, self._showing.today)
            words += f" · {distance}"
        self._facts["target_on"].say(words)
        self._show_reading()

    def _show_reading(self) -> None:
        """How easily the family reads the goal, in its language where it has it."""
        goal, language = self._goal(), self.family_words.language
        pairs = goal.family_words, goal.target
        own = any(pair.family.strip() for pair in pairs)
        words = (pair.family if own else pair.english for pair in pairs)
        self.reading.put(" ".join(words), language if own else "en")
        shown = bool(self.reading.text())
        if self._reading.isHidden() == shown:
            self._reading.setVisible(shown)

    def refill(self) -> None:
        """Say everything in the current language, and show the goal again."""
        self.lifecycle_field.offer((k, _(word)) for k, word in LIFECYCLE_WORDS.items())
        self.achievement_field.offer(
            (k, _(word)) for k, word in ACHIEVEMENT_WORDS.items()
        )
        self.domain_field.offer((k, _(word)) for k, word in DOMAIN_WORDS.items())
        for name, words in (
            ("target_on", _("Target date")),
            ("start_on", _("Started")),
            ("lifecycle", _("State")),
            ("achievement", _("How it's going")),
            ("domain", _("About")),
            ("concern_id", _("For the concern")),
        ):
            self._facts[name].say(words)
        self.family_words.setAccessibleName(_("The goal in family words"))
        self.family_words.say_hint(_("What the family wants, in its own words"))
        self.target.setAccessibleName(_("What will be reached"))
        self.target.say_hint(_("How everybody will see that it is reached"))
        self.clinical_words.setPlaceholderText(_("In clinical words"))
        self.clinical_words.setAccessibleName(_("In clinical words"))
        self._reading.say(_("Reading level"))
        self.facts.updateGeometry()
        if self._showing is not None and self.goal_id is not None:
            self.edit(self._showing, self.goal_id)


def _short(words: str, most: int = 40) -> str:
    words = words or _("New concern")
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
