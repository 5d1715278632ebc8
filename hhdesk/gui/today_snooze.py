"""Putting a thing to do off until a day, and closing one that no record tells of; both
want a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care import snoozes
from hhdesk.care.open_loops import LoopRow
from hhdesk.errors import InvalidField
from hhdesk.gui import days, loop_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.today_answer import AnswerDialog, needed_day, shown_title
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _, format_short_day

SNOOZE_DRAFT, CLOSE_DRAFT = "snooze", "closing"
WHY = N_("Say why.")


def quick_days(today: date) -> dict[str, date]:
    """Tomorrow, in three days, and on Monday of the next week."""
    monday = today + timedelta(days=7 - today.weekday())
    return {
        _("Tomorrow"): today + timedelta(days=1),
        _("In 3 days"): today + timedelta(days=3),
        _("Next week"): monday,
        _("In 2 weeks"): today + timedelta(days=14),
    }


class _LoopDialog(AnswerDialog):
    """About one thing to do."""

    answered = Signal(object, str)
    """The LoopRow that it was about, and the word for what became of it."""

    def __init__(self, desk: Desk, row: LoopRow, parent: QWidget) -> None:
        title = "" if row.private else loop_words.child(row)
        super().__init__(desk, row.key.item_id, shown_title(title), parent)
        self.row = row
        self.open_button.setVisible(row.member_id is not None)

    def _about(self) -> str:
        """Which child, and what about."""
        told = loop_words.child(self.row), loop_words.why(self.row, self._desk.today)
        return " · ".join(part for part in told if part)

    def _answered(self, word: str, _saved: Any) -> None:
        self.answered.emit(self.row, word)
        self.done_with()


class SnoozeDialog(_LoopDialog):
    asks = ("until", "reason")
    kind = SNOOZE_DRAFT

    def __init__(self, desk: Desk, row: LoopRow, parent: QWidget) -> None:
        super().__init__(desk, row, parent)
        until = row.snoozed_until
        self.begin({"until": days.typed(until), "reason": row.snooze_reason})

    def send(self, values: Values) -> None:
        until = needed_day(values, "until", N_("Say until when."))
        if not values["reason"].strip():
            raise InvalidField("reason", WHY)
        self._desk.worker.run(
            snoozes.snooze,
            self.row.key,
            self.row.member_id,
            until,
            values["reason"],
            then=lambda saved: self._answered(_until(until, self._desk.today), saved),
            failed=self.refuse,
        )

    def refill(self) -> None:
        self.tell(_("Snooze"), self._about(), _("Snooze"))
        self.until_label.setText(_("Until"))
        self.reason_label.setText(_("Why"))
        self.offer_days(quick_days(self._desk.today))


class CloseDialog(_LoopDialog):
    """What was arranged, or why nothing is needed."""

    asks = ("reason",)
    kind = CLOSE_DRAFT

    def __init__(self, desk: Desk, row: LoopRow, parent: QWidget) -> None:
        super().__init__(desk, row, parent)
        self.begin({})

    def send(self, values: Values) -> None:
        if not values["reason"].strip():
            raise InvalidField("reason", WHY)
        self._desk.worker.run(
            snoozes.close,
            self.row.key,
            self.row.member_id,
            values["reason"],
            then=lambda saved: self._answered(_("Closed"), saved),
            failed=self.refuse,
        )

    def refill(self) -> None:
        self.tell(_("Close it with a reason"), self._about(), _("Close it"))
        self.reason_label.setText(_("What was arranged, or why it is not needed"))


def _until(day: date, today: date) -> str:
    return _("until {day}").format(day=format_short_day(day, today))
