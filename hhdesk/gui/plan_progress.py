"""What the plan's tab has of progress and of privacy: how the goal in sight is going,
the review meeting, who said yes, and what the family will get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout

from hhdesk.care.care_plans import PlanRow
from hhdesk.gui import icons, plan_keys
from hhdesk.gui.goal_progress_card import GoalProgressCard
from hhdesk.gui.labels import set_tip
from hhdesk.gui.plan_rows import CONCERN, GOAL
from hhdesk.gui.seal_banner import SealBanner
from hhdesk.i18n import _

if TYPE_CHECKING:
    from hhdesk.gui.care_plan import CarePlanTab


class PlanProgress(QObject):
    def __init__(self, tab: CarePlanTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._age: int | None = None
        self._stood: PlanRow | None = None
        self.banner = SealBanner(tab)
        self.card: GoalProgressCard | None = None
        self.meeting_button, self.family_button = QToolButton(tab), QToolButton(tab)
        tab.bar_place.insertWidget(0, self.banner)
        self._place_buttons()
        self.banner.aged.connect(self._know_age)
        self.meeting_button.clicked.connect(self._meet)
        self.family_button.clicked.connect(self.show_family)
        QShortcut(QKeySequence(plan_keys.FAMILY), tab).activated.connect(
            self.show_family
        )
        tab.outline.chosen.connect(lambda _: self.follow())
        tab.keeping.shown.connect(self._stand)
        tab.installEventFilter(self)
        self._say()

    def _place_buttons(self) -> None:
        """In the foot, before the paper's button."""
        row = self._tab.findChild(QHBoxLayout, "foot_row")
        assert isinstance(row, QHBoxLayout)
        at = row.indexOf(self._tab.paper_button)
        for button, icon in (
            (self.family_button, "eye"),
            (self.meeting_button, "users"),
        ):
            button.setProperty("look", "square")
            icons.name_icon(button, icon)
            row.insertWidget(at, button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        return False

    def _say(self) -> None:
        gets = _("What the family will get ({key})").format(key=plan_keys.FAMILY)
        meet = _("Review meeting: turn the plan toward the family")
        for button, words in ((self.family_button, gets), (self.meeting_button, meet)):
            set_tip(button, words)
            button.setAccessibleName(words)

    # ---------------------------------------------------------------- keeping up

    def _stand(self) -> None:
        """The plan is shown anew: perhaps there is another save of it."""
        draft = self._tab.draft
        if draft is None:
            return
        saved = draft.plan.number > 0
        self.meeting_button.setEnabled(saved)
        if draft.plan is not self._stood:
            self._stood = draft.plan
            # The plan itself is on the screen before this is asked for.
            self.banner.serve(self._tab.desk, draft.plan)
            if self.card is not None:
                self.card.refresh()
        self.follow()

    def follow(self) -> None:
        """Show how the goal in sight is going, and ask by the member's age."""
        pages, draft = self._tab.pages, self._tab.draft
        kind = pages.key[0]
        if draft is None or kind not in (GOAL, CONCERN):
            return
        editor = pages.goal if kind == GOAL else pages.concern
        editor.seal_field.of(self._age)
        if kind == GOAL:
            goal = draft.content.goals[pages.key[1]]
            known = {one.id for one in draft.plan.content.goals}
            self._card().put(goal, saved=goal.id in known)

    def _card(self) -> GoalProgressCard:
        """Made when a goal is first in sight, below who does what."""
        if self.card is None:
            self.card = GoalProgressCard(self._tab.desk)
            self.card.changed.connect(self._told)
            self.card.meeting_wanted.connect(self._meet)
            column = self._tab.pages.goal.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.count() - 1, self.card)
        return self.card

    def _told(self, plan: PlanRow) -> None:
        self._stood = plan
        self._tab.keeping.stand_on(plan)
        self._tab.saved.emit()

    def _know_age(self, age: int) -> None:
        self._age = age
        self.follow()

    # ------------------------------------------------------------------- opening

    def _meet(self) -> None:
        self._tab.desk.meeting_wanted.emit(self._tab.member_id)

    def show_family(self) -> None:
        """The family's paper of the plan as it is typed, and what is withheld."""
        draft = self._tab.draft
        if draft is not None:
            from hhdesk.gui.family_check import FamilyCheck

            check = FamilyCheck(
                self._tab.desk, draft.plan, draft.content, self._tab.window()
            )
            check.open()
