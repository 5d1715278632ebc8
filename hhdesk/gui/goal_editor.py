"""The editor of one goal: words, state, who does what, what stands in the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    DOMAIN_WORDS,
    LIFECYCLE_WORDS,
    Achievement,
    BarrierKind,
    BarrierRow,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.gui import forms, states
from hhdesk.gui.activity_list import ActivityList
from hhdesk.gui.barrier_list import BarrierList
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.plan_draft import PlanDraft, saved_goal
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.i18n import _, format_distance


class GoalEditor(Spoken, QWidget):
    title_label: QLabel
    state_chip: Chip
    remove_button: QPushButton
    family_words: PairEditor
    clinical_words: GrowingText
    target_label: QLabel
    target_field: DayField
    lifecycle_field: Choice
    achievement_field: Choice
    domain_field: Choice
    concern_field: Choice
    seal_field: SealEditor
    add_activity_button: QPushButton
    activities: ActivityList
    add_barrier_button: QPushButton
    barriers: BarrierList

    remove_wanted = Signal(int)
    removed_activity = Signal(object)
    """What puts it back."""
    check_wanted = Signal(object, str)
    """Id of the item and its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "goal_editor")
        self._draft: PlanDraft | None = None
        self._index = 0
        self._may_check = False
        self.refill()
        self._connect_words()
        self._connect_parts()

    def _connect_words(self) -> None:
        put = self._put
        self.family_words.edited.connect(lambda pair: put(family_words=pair))
        self.family_words.check_wanted.connect(
            lambda: self.check_wanted.emit(self._goal().id, "family_words")
        )
        self.clinical_words.textChanged.connect(
            lambda: put(clinical_words=self.clinical_words.toPlainText())
        )
        self.target_field.changed.connect(self._target_typed)
        self.lifecycle_field.currentIndexChanged.connect(
            lambda _: put(lifecycle=Lifecycle(str(self.lifecycle_field.value())))
        )
        self.achievement_field.currentIndexChanged.connect(
            lambda _: put(achievement=Achievement(str(self.achievement_field.value())))
        )
        self.domain_field.currentIndexChanged.connect(
            lambda _: put(domain=Domain(str(self.domain_field.value())))
        )
        self.concern_field.currentIndexChanged.connect(
            lambda _: put(concern_id=self.concern_field.value())
        )
        self.seal_field.edited.connect(lambda seal: put(seal=seal))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self._index))

    def _connect_parts(self) -> None:
        self.add_activity_button.clicked.connect(self._add_activity)
        self.activities.edited.connect(self._activity_edited)
        self.activities.remove_wanted.connect(self._remove_activity)
        self.activities.check_wanted.connect(
            lambda place: self.check_wanted.emit(
                self._goal().activities[place].id, "text"
            )
        )
        self.add_barrier_button.clicked.connect(self._add_barrier)
        self.barriers.edited.connect(self._barriers_edited)

    def edit(self, draft: PlanDraft, index: int, *, may_check: bool) -> None:
        """Show the goal at this place of the draft."""
        self._draft, self._index, self._may_check = draft, index, may_check
        self.refill()

    def _goal(self) -> GoalRow:
        assert self._draft is not None
        return self._draft.content.goals[self._index]

    def _put(self, **fields: Any) -> None:
        if self._draft is not None:
            self._draft.put_goal(self._index, **fields)
            self._show_head()

    def _target_typed(self) -> None:
        if not self.target_field.wrong:
            self._put(target_on=self.target_field.day)

    def _add_activity(self) -> None:
        if self._draft is not None:
            self._draft.add_activity(self._index)
            self._show_activities()
            self.activities.editors[-1].text.english.setFocus()

    def _activity_edited(self, place: int, fields: dict[str, Any]) -> None:
        if self._draft is not None:
            self._draft.put_activity(self._index, place, **fields)

    def _remove_activity(self, place: int) -> None:
        if self._draft is not None:
            put_back = self._draft.remove_activity(self._index, place)
            self._show_activities()
            self.removed_activity.emit(put_back)

    def _add_barrier(self) -> None:
        if self._draft is not None:
            self._draft.add_barrier(self._index, BarrierKind.TRANSPORTATION)
            self.barriers.put(self._goal().barriers)

    def _barriers_edited(self, rows: tuple[BarrierRow, ...]) -> None:
        if self._draft is not None:
            self._draft.put_barriers(self._index, rows)
            self.barriers.put(rows)

    def refill(self) -> None:
        """Offer the words of the current language and show the goal again."""
        draft, self._draft = self._draft, None
        self.lifecycle_field.offer((k, _(word)) for k, word in LIFECYCLE_WORDS.items())
        self.achievement_field.offer(
            (k, _(word)) for k, word in ACHIEVEMENT_WORDS.items()
        )
        self.domain_field.offer((k, _(word)) for k, word in DOMAIN_WORDS.items())
        if draft is not None:
            self._fill(draft)
        self._draft = draft
        if draft is not None:
            self._show_head()
            self._show_activities()

    def _fill(self, draft: PlanDraft) -> None:
        """Put the goal into the fields; the draft does not hear of it."""
        goal = draft.content.goals[self._index]
        saved = saved_goal(draft.plan, goal)
        self.family_words.put(
            saved.family_words,
            goal.family_words,
            draft.plan.language,
            may_check=self._may_check,
        )
        self.clinical_words.put(goal.clinical_words)
        self.target_field.put(goal.target_on)
        self.lifecycle_field.choose(goal.lifecycle)
        self.achievement_field.choose(goal.achievement)
        self.domain_field.choose(goal.domain)
        concerns: list[tuple[UUID | None, str]] = [(None, _("No concern"))]
        concerns += [
            (one.id, one.text.english or _("New concern"))
            for one in draft.content.concerns
            if one.id is not None
        ]
        self.concern_field.offer(concerns)
        self.concern_field.choose(goal.concern_id)
        self.seal_field.put(goal.seal)
        self.barriers.put(goal.barriers)

    def _show_activities(self) -> None:
        if self._draft is not None:
            self.activities.put(
                self._draft.plan, self._goal().activities, may_check=self._may_check
            )

    def _show_head(self) -> None:
        goal = self._goal()
        about = _(DOMAIN_WORDS[goal.domain])
        self.title_label.setText(_("Goal · {about}").format(about=about))
        state = states.goal(goal)
        self.state_chip.say(state.word, state.tone, state.icon)
        words = _("Target date")
        if goal.target_on is not None:
            today = self.barriers.today()
            words += f" · {format_distance(goal.target_on, today)}"
        self.target_label.setText(words)
