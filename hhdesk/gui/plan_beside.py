"""What stands around the plan that is written: the band of its stage, the panel with
paper and history, comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hhdesk.care.care_plans import PlanRow
from hhdesk.gui import icons, theme
from hhdesk.gui.labels import set_tip
from hhdesk.gui.plan_compare import open_compare
from hhdesk.gui.plan_panel import PlanPanel
from hhdesk.gui.plan_stage_bar import PlanStageBar
from hhdesk.i18n import _

if TYPE_CHECKING:
    from hhdesk.gui.care_plan import CarePlanTab

_ROOM = 1_020
"""As wide as outline, fields and panel need to be, in pixels at 100 %."""
_WORDS = 1_000
"""As wide as outline and fields are where Undo and Redo have room for words."""


class PlanBeside(QObject):
    def __init__(self, tab: CarePlanTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._shown: PlanRow | None = None
        self._barred: tuple[PlanRow, bool] | None = None
        self.bar = PlanStageBar(tab.desk, tab.member_id, tab)
        self.panel = PlanPanel(tab.desk, tab.member_id, tab)
        tab.bar_place.addWidget(self.bar)
        tab.panel_place.addWidget(self.panel)
        self.bar.changed.connect(self._stage_changed)
        self.panel.compare_wanted.connect(self._compare)
        self.panel.choice.chosen.connect(tab.desk.keep_plan_panel)
        tab.compare_button.clicked.connect(self._compare_with_current)
        tab.panel_button.setCheckable(True)
        tab.panel_button.setChecked(bool(tab.desk.plan_panel))
        tab.panel_button.clicked.connect(self._fold)

    def put(self, plan: PlanRow) -> None:
        """Another save stands in the record."""
        current = plan.current_number
        button = self._tab.compare_button
        button.setVisible(current not in (None, plan.number))
        button.setText(_("Compare with version {n}").format(n=plan.edition - 1))
        if plan is not self._shown:
            self._shown = plan
            self.panel.saved()

    def tell(self, plan: PlanRow, *, dirty: bool) -> None:
        """Whether something typed is not saved. One button stands out: Save while
        something is, else the next act."""
        if self._barred == (plan, dirty):
            return
        self._barred = plan, dirty
        self.bar.put(plan, dirty)
        for button, first in (
            (self._tab.save_button, dirty),
            (self.bar.act_button, not dirty),
        ):
            button.setProperty("look", "primary" if first else "")
            icons.dress(button)
            button.style().unpolish(button)
            button.style().polish(button)

    def _stage_changed(self, plan: PlanRow) -> None:
        self._tab.keeping.stand_on(plan)
        self._tab.saved.emit()

    def _compare(self, old: int, new: int) -> None:
        open_compare(self._tab.desk, self._tab.window(), self._tab.member_id, old, new)

    def _compare_with_current(self) -> None:
        """What was saved of this version beside the plan in force."""
        plan = self._tab.draft.plan if self._tab.draft is not None else None
        if plan is not None and plan.current_number is not None:
            self._compare(plan.current_number, plan.number)

    def begin(self) -> None:
        """Fill the panel; the plan itself is on the screen before."""
        if self._tab.panel_button.isChecked():
            self.panel.show_page(self._tab.desk.plan_panel or self.panel.shown)

    def _fold(self, shown: bool) -> None:
        self._tab.desk.keep_plan_panel(self.panel.shown if shown else "")
        self.begin()
        self.make_room()

    def make_room(self) -> None:
        """The panel stands beside the plan where there is room for both."""
        tab = self._tab
        room = tab.width() >= theme.scaled(_ROOM)
        shown = tab.panel_button.isChecked() and room
        tab.panel_button.setVisible(room)
        if self.panel.isHidden() == shown:
            self.panel.setVisible(shown)
        wide = tab.width() - (self.panel.width() if shown else 0)
        said = wide >= theme.scaled(_WORDS)
        for button, word in (
            (tab.undo_button, _("Undo")),
            (tab.redo_button, _("Redo")),
        ):
            button.setText(word if said else "")
            button.setAccessibleName(word)
        words = _("Show the paper and the history beside the plan")
        words = _("Hide what stands beside the plan") if shown else words
        set_tip(tab.panel_button, words)
        tab.panel_button.setAccessibleName(words)
