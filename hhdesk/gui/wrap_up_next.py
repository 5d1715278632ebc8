"""When the family is called again: a day, or one of the usual distances."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from hhdesk.gui import act_values, forms
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.picks import Picks
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.i18n import _, format_date

_SATURDAY = 5
DISTANCES = {"7": 7, "14": 14, "30": 30}
"""In days; a day off gives way to the Monday after it."""


@forms.offer
class NextContact(Spoken, QFrame):
    next_on_label: QLabel
    next_on_field: DayField
    soon_picks: Picks

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "wrap_up_next")
        self._today: date | None = None
        self.fields = TypedFields(self, ("next_on",))
        self.fields.on_typed(self._typed)
        self.soon_picks.chosen.connect(self._picked)
        self.soon_picks.align_right()
        self.refill()
        # In one strip, so that the day goes below where letters are large.
        self.soon_picks.add(self.next_on_field)

    def begin(self, today: date) -> None:
        """Distances are told from this day."""
        self._today = today
        self.refill()
        self._mark()

    def _day(self, code: str) -> date | None:
        if self._today is None:
            return None
        day = self._today + timedelta(days=DISTANCES[code])
        off = day.weekday() - _SATURDAY
        return day + timedelta(days=2 - off) if off >= 0 else day

    def _picked(self, code: str) -> None:
        day = self._day(code) if self.soon_picks.one else None
        self.next_on_field.put(day)
        self._mark()
        self.changed.emit()

    def _typed(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        """Which of the distances the day is."""
        day = self.next_on_field.day
        near = [code for code in DISTANCES if day and self._day(code) == day]
        self.soon_picks.pick(near[:1])

    def put(self, typed: str) -> None:
        self.fields.put({"next_on": typed})
        self._mark()

    def text(self) -> str:
        return self.fields.values()["next_on"]

    def told(self) -> date | None:
        """Raises InvalidField, `next_on`, for what is no day."""
        return act_values.day_of(self.fields.values(), "next_on")

    def refill(self) -> None:
        words = {
            "7": _("in 1 week"),
            "14": _("in 2 weeks"),
            "30": _("in 1 month"),
        }
        found = {code: self._day(code) for code in DISTANCES}
        tips = {code: format_date(day, "full") for code, day in found.items() if day}
        self.soon_picks.offer(words, tips)
