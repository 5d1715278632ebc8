"""The menu of a row of Today: all that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtWidgets import QMenu, QWidget

from hhdesk.care.open_loop_plans import FIRST_PLAN
from hhdesk.care.open_loops import LoopKind, LoopRow
from hhdesk.gui.labels import literal
from hhdesk.gui.today_acts import TodayActs
from hhdesk.i18n import _

Way: TypeAlias = tuple[str, Callable[[], object]]
"""The words of an act, and what does it."""


def further(acts: TodayActs, row: LoopRow) -> list[Way]:
    """What a kind of thing to do offers besides its next act."""
    found: list[Way] = []
    if row.snoozed_until is not None:
        found.append((_("Take up again now"), partial(acts.unsnooze, row)))
    if row.private or row.member_id is None:
        return found
    if row.kind is LoopKind.GOAL:
        found.append((_("Mark as reached"), partial(acts.mark_done, row)))
        words = _("Reached, with a note…")
        found.append((words, partial(acts.tell_done, row)))
    if row.kind is LoopKind.ACTIVITY:
        words = _("Done, with what came of it…")
        found.append((words, partial(acts.tell_done, row)))
    if row.kind is LoopKind.PLAN_REVIEW and row.key.rule != FIRST_PLAN:
        words = _("Review meeting…")
        found.append((words, partial(acts.meet, row)))
    if row.closable:
        words = _("Close it with a reason…")
        found.append((words, partial(acts.close_with_reason, row)))
    found.append((_("Log a contact…"), partial(acts.log_contact, row)))
    return found


class TodayMenu(QMenu):
    """Made when it is asked for, about the row of that moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)

    def offer(self, ways: Sequence[Way]) -> None:
        for words, does in ways:
            if words:
                line = self.addAction(literal(words))
                line.triggered.connect(partial(_do, does))


def _do(does: Callable[[], object], _checked: bool = False) -> None:
    does()
