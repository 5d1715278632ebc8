"""Moving about and moving things in a plan by keys: lines, goals, concerns, panes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from hhdesk.care.goals import Domain
from hhdesk.gui import plan_keys, plan_rows
from hhdesk.gui.line_list import LineList
from hhdesk.gui.line_row import RowEditor
from hhdesk.gui.plan_parts import Key
from hhdesk.gui.plan_rows import CONCERN, CONCERNS, GOAL, GOALS

if TYPE_CHECKING:
    from hhdesk.gui.care_plan import CarePlanTab

_SPOTS = {GOAL: GOALS, CONCERN: CONCERNS}


class PlanMoving(QObject):
    def __init__(self, tab: CarePlanTab) -> None:
        super().__init__(tab)
        self._tab = tab

    def keys(self) -> tuple[tuple[tuple[str, ...], Callable[[], None]], ...]:
        """Which keys do what."""
        return (
            ((plan_keys.MOVE_UP,), lambda: self.move(-1)),
            ((plan_keys.MOVE_DOWN,), lambda: self.move(1)),
            ((plan_keys.GOAL_BEFORE,), lambda: self.turn_goal(-1)),
            ((plan_keys.GOAL_AFTER,), lambda: self.turn_goal(1)),
            ((plan_keys.NEXT_PANE,), lambda: self.turn_pane(1)),
            ((plan_keys.PANE_BEFORE,), lambda: self.turn_pane(-1)),
        )

    def row(self) -> RowEditor | None:
        """The line of a list that has the keyboard."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._tab:
            if isinstance(widget, RowEditor):
                return widget
            widget = widget.parentWidget()
        return None

    # ------------------------------------------------------------ moving things

    def move(self, step: int) -> None:
        """The line that is written now, else the goal or concern that is shown."""
        draft, row = self._tab.draft, self.row()
        if draft is None:
            return
        if row is not None:
            self._move_line(row, step)
            return
        key = self._tab.pages.key
        other = self._tab.outline.neighbour(key, step)
        if other is not None:
            self._put(key, other[1])

    def _move_line(self, row: RowEditor, step: int) -> None:
        shown = _list_of(row)
        draft = self._tab.draft
        if shown is None or shown.spot is None or draft is None:
            return
        row_id, field = row.row.id, row.focused()
        draft.move(shown.spot, row_id, step)
        shown.show_edited()
        shown.focus(row_id, field)

    def dropped(self, key: Key, before: Key | None, domain: Domain | None) -> None:
        """A goal or concern was dragged to another place of the outline."""
        draft = self._tab.draft
        if draft is None:
            return
        spot = _SPOTS[key[0]]
        row = draft.rows(spot)[key[1]]
        if domain is not None and row.domain is not domain:
            draft.put_row(spot, row.id, domain=domain)
        place = len(draft.rows(spot)) - 1 if before is None else before[1]
        self._put(key, place - 1 if before and before[1] > key[1] else place)

    def _put(self, key: Key, place: int) -> None:
        """Move within its list, and go along."""
        draft, spot = self._tab.draft, _SPOTS[key[0]]
        if draft is None:
            return
        row_id = draft.rows(spot)[key[1]].id
        at_outline = self._tab.outline.hasFocus()
        draft.move_to(spot, row_id, place)
        places = [row.id for row in draft.rows(spot)]
        self._tab.choose((key[0], places.index(row_id)))
        if not at_outline:
            self._tab.pages.focus(plan_rows.where(spot, row_id))

    # ------------------------------------------------------------ moving about

    def turn_goal(self, step: int) -> None:
        """The goal before or after the one that is shown."""
        keys = self._tab.outline.goals()
        here = self._tab.pages.key
        place = keys.index(here) + step if here in keys else 0
        if 0 <= place < len(keys):
            at_outline = self._tab.outline.hasFocus()
            self._tab.choose(keys[place])
            if not at_outline:
                self._tab.pages.begin()

    def turn_pane(self, step: int) -> None:
        """Outline, fields, what stands beside them."""
        panes = self._tab.panes()
        here = QApplication.focusWidget()
        places = [
            at
            for at, (pane, _) in enumerate(panes)
            if here is not None and (pane is here or pane.isAncestorOf(here))
        ]
        place = places[0] + step if places else 0
        panes[place % len(panes)][1]()


def _list_of(row: QWidget) -> LineList | None:
    parent = row.parentWidget()
    return parent if isinstance(parent, LineList) else None
