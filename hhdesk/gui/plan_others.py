"""Somebody else saved the plan in between: joined at once, or decided side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import Merged
from hhdesk.gui.plan_conflicts import PlanConflicts
from hhdesk.i18n import _

if TYPE_CHECKING:
    from hhdesk.gui.care_plan import CarePlanTab


class PlanOthers(QObject):
    def __init__(self, tab: CarePlanTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.conflicts: PlanConflicts | None = None
        tab.keeping.joined.connect(self._tell_joined)
        tab.keeping.conflicted.connect(self._show)

    def _tell_joined(self, theirs: PlanRow) -> None:
        words = _(
            "{name} saved in between. Both changes stand here now: look it over, "
            "then save."
        )
        self._tab.notice.say(words.format(name=theirs.saved_by), "info")

    def _show(self, merged: Merged, theirs: PlanRow) -> None:
        """Both wrote in one place."""
        tab = self._tab
        if self.conflicts is None:
            self.conflicts = PlanConflicts(tab.desk, tab.member_id, tab.middle)
            self.conflicts.resolved.connect(self._resolved)
            self.conflicts.later.connect(self._leave)
            tab.middle.addWidget(self.conflicts)
        self.conflicts.title = tab.title
        self.conflicts.put(merged, theirs)
        tab.middle.setCurrentWidget(self.conflicts)
        tab.show_actions()

    def _resolved(self, content: PlanContent) -> None:
        self._leave()
        self._tab.keeping.take_in(content)
        words = _("Both versions are joined. Look it over, then save.")
        self._tab.notice.say(words, "info")

    def _leave(self) -> None:
        """Back to the plan as it is typed; saving asks again."""
        self._tab.middle.setCurrentWidget(self._tab.editor_area)
        self._tab.show_actions()
