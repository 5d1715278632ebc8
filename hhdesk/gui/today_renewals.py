"""Renewing what ends: a consent that is given again, a coverage with its next day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care import consents, coverage
from hhdesk.care.confidentiality import AUDIENCE_WORDS, SEGMENT_WORDS
from hhdesk.care.consents import BASIS_WORDS, RENEWED_BY, Basis, ConsentRow, Renewal
from hhdesk.care.coverage import CoverageRow
from hhdesk.errors import InvalidField
from hhdesk.gui import days
from hhdesk.gui.desk import Desk
from hhdesk.gui.today_answer import AnswerDialog, day_of, needed_day
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _, format_date

CONSENT_DRAFT, COVERAGE_DRAFT = "consent renewal", "coverage renewal"
_TAKEN_BACK = N_("Taken back right after it was written down.")


def year_after(day: date) -> date:
    """The same day of the next year; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


class ConsentDialog(AnswerDialog):
    """How the yes was given again, by whom, until when."""

    asks = ("basis", "given_on", "until", "giver_name", "interpreter")
    kind = CONSENT_DRAFT

    renewed = Signal(object)
    """What takes it back."""

    def __init__(self, desk: Desk, row: ConsentRow, child: str, parent: QWidget):
        super().__init__(desk, row.id, child, parent)
        self._row, self._child = row, child
        self.begin(
            {
                "basis": "",
                "given_on": days.typed(desk.today),
                "until": days.typed(year_after(desk.today)) if row.until else "",
                "giver_name": row.giver_name,
                "interpreter": row.interpreter,
            }
        )

    def send(self, values: Values) -> None:
        if not values["basis"]:
            raise InvalidField("basis", N_("Say how the yes was given."))
        told = Renewal(
            Basis(values["basis"]),
            needed_day(values, "given_on", N_("Say when.")),
            day_of(values, "until"),
            values["giver_name"],
            values["interpreter"],
        )
        self._desk.worker.run(
            consents.renew,
            self._row.id,
            told,
            seen=self._row.version,
            then=self._renewed,
            failed=self.refuse,
        )

    def _renewed(self, consent_id: UUID) -> None:
        run = self._desk.worker.run
        self.renewed.emit(partial(run, consents.take_back, consent_id, _(_TAKEN_BACK)))
        self.done_with()

    def refill(self) -> None:
        self.tell(_("Renew the consent"), self._child, _("Renew"), self._told())
        self.until_label.setText(_("Until (empty: until it is taken back)"))
        choices = [(one.value, _(BASIS_WORDS[one])) for one in RENEWED_BY]
        self.fields.offer("basis", [("", _("Please choose")), *choices])

    def _told(self) -> str:
        """With whom what is shared, and until when that holds."""
        row = self._row
        who = ", ".join(row.recipients) or _(AUDIENCE_WORDS[row.audience])
        what = ", ".join(_(SEGMENT_WORDS[one]) for one in row.segments)
        lines = [_("Shared with {who}: {what}").format(who=who, what=what)]
        if row.until is not None:
            over = row.until < self._desk.today
            ends = _("It ended {day}.") if over else _("It ends {day}.")
            ends += " " + _("The earlier consent stays in the history.")
            lines.append(ends.format(day=format_date(row.until)))
        return "\n".join(lines)


class CoverageDialog(AnswerDialog):
    """The day on which the coverage is to be renewed next."""

    asks = ("until",)
    kind = COVERAGE_DRAFT

    renewed = Signal(object)
    """What takes it back."""

    def __init__(self, desk: Desk, row: CoverageRow, child: str, parent: QWidget):
        super().__init__(desk, row.id, child, parent)
        self._row, self._child = row, child
        again = year_after(row.renewal_on) if row.renewal_on else None
        self.begin({"until": days.typed(again)})

    def send(self, values: Values) -> None:
        day = needed_day(values, "until", N_("Say when it is to be renewed next."))
        if day <= self._desk.today:
            raise InvalidField("until", N_("This day is already past."))
        self._desk.worker.run(
            coverage.put_renewal,
            self._row.id,
            day,
            seen=self._row.version,
            then=self._renewed,
            failed=self.refuse,
        )

    def _renewed(self, version: int) -> None:
        before: Any = self._row.renewal_on
        run, put = self._desk.worker.run, coverage.put_renewal
        self.renewed.emit(partial(run, put, self._row.id, before, seen=version))
        self.done_with()

    def refill(self) -> None:
        parts = (self._row.payer, self._row.plan)
        payer = " · ".join(part for part in parts if part)
        due = self._row.renewal_on
        told = _("{payer}: renewed").format(payer=payer)
        if due is not None:
            words = _("{payer}: the renewal of {day} is done")
            told = words.format(payer=payer, day=format_date(due))
        self.tell(_("Coverage is renewed"), self._child, _("Renewed"), told)
        self.until_label.setText(_("To be renewed next"))
