"""Saying on which day an activity was done or a goal reached, and what came of it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care import plan_marks
from hhdesk.care.open_loops import LoopKind, LoopRow
from hhdesk.gui import days, loop_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.today_answer import AnswerDialog, needed_day, shown_title
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _

DONE_DRAFT = "done"


class DoneDialog(AnswerDialog):
    asks = ("until", "reason")
    kind = DONE_DRAFT

    marked = Signal(str, object, object)
    """The word for it, the use case that takes it back, and the mark that it needs."""

    def __init__(self, desk: Desk, row: LoopRow, parent: QWidget) -> None:
        title = "" if row.private else loop_words.child(row)
        super().__init__(desk, row.key.item_id, shown_title(title), parent)
        self.row = row
        self.begin({"until": days.typed(desk.today)})

    def send(self, values: Values) -> None:
        on = needed_day(values, "until", N_("Say on which day."))
        run, said = self._desk.worker.run, values["reason"]
        if self.row.kind is LoopKind.GOAL:
            run(
                plan_marks.mark_goal_reached,
                self.row.key.item_id,
                seen=self.row.version,
                on=on,
                note=said,
                then=self._reached,
                failed=self.refuse,
            )
            return
        run(
            plan_marks.mark_activity_done,
            self.row.key.item_id,
            seen=self.row.version,
            on=on,
            result=said,
            then=self._was_done,
            failed=self.refuse,
        )

    def _reached(self, mark: plan_marks.GoalMark) -> None:
        self.marked.emit(_("Reached"), plan_marks.put_back_goal, mark)
        self.done_with()

    def _was_done(self, mark: plan_marks.ActivityMark) -> None:
        self.marked.emit(_("Done"), plan_marks.put_back_activity, mark)
        self.done_with()

    def refill(self) -> None:
        goal = self.row.kind is LoopKind.GOAL
        told = loop_words.child(self.row), loop_words.why(self.row, self._desk.today)
        title = _("Mark as reached") if goal else _("Mark as done")
        self.tell(title, " · ".join(part for part in told if part), title)
        self.until_label.setText(_("On"))
        self.reason_label.setText(_("Note") if goal else _("What came of it"))
        today = self._desk.today
        self.offer_days({_("Today"): today, _("Yesterday"): today - timedelta(days=1)})
