"""Adding to a plan and taking out of it, from whatever part is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from hhdesk.care.goals import Domain
from hhdesk.gui import plan_rows
from hhdesk.gui.plan_parts import FIRST, Key
from hhdesk.gui.plan_rows import CONCERN, CONCERNS, GOAL, GOALS, Spot, Where
from hhdesk.i18n import N_, _

if TYPE_CHECKING:
    from hhdesk.gui.care_plan import CarePlanTab

_SPOTS = {GOAL: GOALS, CONCERN: CONCERNS}
_GONE = {
    "goals": N_("The goal was taken out."),
    "concerns": N_("The concern was taken out."),
    "activities": N_("The activity was taken out."),
}


class PlanActs(QObject):
    def __init__(self, tab: CarePlanTab) -> None:
        super().__init__(tab)
        self._tab = tab

    def key(self, where: Where) -> Key:
        """Where that part stands now; the plan itself if it is gone."""
        draft, spot = self._tab.draft, _SPOTS.get(where.part)
        if spot is None or draft is None:
            return where.part, 0
        places = [row.id for row in draft.rows(spot)]
        if where.part_id not in places:
            return FIRST
        return where.part, places.index(where.part_id)

    def go(self, where: Where) -> None:
        """Show that place, and give it the keyboard."""
        self._tab.choose(self.key(where))
        self._tab.pages.focus(where)

    def _domain(self) -> Domain:
        """What the part that is shown is about."""
        draft = self._tab.draft
        kind, place = self._tab.pages.key
        if draft is None or kind not in _SPOTS:
            return Domain.MEDICAL
        domain: Domain = draft.rows(_SPOTS[kind])[place].domain
        return domain

    def add_goal(self) -> None:
        """A new goal of the domain that is shown."""
        if self._tab.draft is not None:
            new = self._tab.draft.add_goal(self._domain())
            self.go(plan_rows.where(GOALS, new))

    def add_concern(self) -> None:
        if self._tab.draft is not None:
            new = self._tab.draft.add_concern(self._domain())
            self.go(plan_rows.where(CONCERNS, new))

    def add_goal_for(self, concern_id: UUID) -> None:
        """A goal that answers a concern."""
        if self._tab.draft is not None:
            new = self._tab.draft.add_goal_for(concern_id)
            self.go(plan_rows.where(GOALS, new))

    def add_activity(self) -> None:
        """After the one that is written now, under the goal that is shown."""
        if self._tab.pages.key[0] == GOAL and self._tab.draft is not None:
            editor, row = self._tab.pages.goal, self._tab.moving.row()
            own = row is not None and row in editor.activities.rows
            editor.add_activity(row.row.id if row is not None and own else None)

    def remove_part(self, key: Key) -> None:
        """Take the goal or concern at this place out."""
        spot, draft = _SPOTS.get(key[0]), self._tab.draft
        if spot is not None and draft is not None:
            self.remove(spot, draft.rows(spot)[key[1]].id)

    def remove(self, spot: Spot, row_id: UUID) -> None:
        """Take a line out, with Undo."""
        draft = self._tab.draft
        if draft is None:
            return
        whole = spot in (GOALS, CONCERNS)
        key = self._after(self._tab.outline.key()) if whole else self._tab.pages.key
        if whole:
            # Nothing may show what is there no longer.
            self._tab.choose(FIRST)
        put_back = draft.remove(spot, row_id)
        self._tab.choose(key)

        def again() -> None:
            put_back()
            self.go(plan_rows.where(spot, row_id))

        words = _GONE.get(spot.name, N_("The line was taken out."))
        self._tab.desk.say(_(words), again)

    def _after(self, key: Key) -> Key:
        """What is shown when this goal or concern is gone: the one before it."""
        before = self._tab.outline.neighbour(key, -1)
        after = self._tab.outline.neighbour(key, 1)
        if before is not None:
            return before if before < key else (before[0], before[1] - 1)
        if after is not None:
            return after if after < key else (after[0], after[1] - 1)
        return FIRST
