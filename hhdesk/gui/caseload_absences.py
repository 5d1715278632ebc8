"""Who is away now and who will be, with who covers: change, end early, take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from hhdesk.care import absences
from hhdesk.care.absences import AbsenceRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.absence_form import AbsenceForm, Facts, read_facts
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, explain, format_days


class CaseloadAbsences(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    new_button: QPushButton
    notice: Notice
    now_card: Card
    coming_card: Card
    close_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget | None, staff_id: UUID | None = None
    ) -> None:
        """All absences; a new one begins with this person."""
        super().__init__(parent)
        forms.load(self, "caseload_absences")
        self._desk, self._staff_id = desk, staff_id
        self._facts = Facts()
        self.new_button.setAutoDefault(False)
        self.new_button.clicked.connect(lambda: self._edit(None))
        self.close_button.clicked.connect(self.accept)
        desk.caseload_changed.connect(self.read)
        self.resize(theme.scaled(640), theme.scaled(520))
        self.refill()
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            read_facts,
            self._desk.worker.actor_id,
            lane="absences",
            then=self._show,
            failed=self._explain,
        )

    def _show(self, facts: Facts) -> None:
        self.notice.say("")
        self._facts = facts
        self.refill()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _edit(self, row: AbsenceRow | None) -> None:
        AbsenceForm(self._desk, self, row, staff_id=self._staff_id).open()

    def end(self, row: AbsenceRow) -> None:
        """They are back today."""
        words = _("{name} is back.").format(name=row.name)
        self._run(absences.end_early, row, words)

    def drop(self, row: AbsenceRow) -> None:
        """It was a mistake, or will not come about."""
        words = _("The absence of {name} is taken away.").format(name=row.name)
        self._run(absences.drop, row, words)

    def _run(self, use_case: Callable[..., Any], row: AbsenceRow, words: str) -> None:
        self._desk.worker.run(
            use_case,
            row.id,
            seen=row.version,
            then=partial(self._done, words),
            failed=self._explain,
        )

    def _done(self, words: str, before: AbsenceRow) -> None:
        desk = self._desk

        def undo() -> None:
            desk.worker.run(
                absences.resume,
                before,
                then=lambda _: desk.caseload_changed.emit(),
                failed=lambda refusal: desk.say(explain(refusal)),
            )

        desk.say(words, undo)
        desk.caseload_changed.emit()

    # --------------------------------------------------------------- words

    def refill(self) -> None:
        self.title_label.setText(_("Absences"))
        self.setWindowTitle(_("Absences"))
        self.about_label.setText(
            _("While somebody is away, what is due goes to who covers.")
        )
        today = self._desk.today
        known = self._facts.absences
        now = [row for row in known if row.details.begins_on <= today]
        coming = [row for row in known if row.details.begins_on > today]
        self._fill(self.now_card, _("Away now"), now)
        self._fill(self.coming_card, _("Away soon"), coming)

    def _fill(self, card: Card, title: str, rows: Sequence[AbsenceRow]) -> None:
        card.clear()
        card.say(title, f"{len(rows):,}" if rows else "")
        if not rows:
            card.add_muted(_("Nobody"))
        for row in rows:
            card.add(self._line(row))

    def _line(self, row: AbsenceRow) -> Line:
        details = row.details
        told = format_days(details.begins_on, details.ends_on), details.note
        if row.cover:
            covers = State(_("{name} covers").format(name=row.cover), "info", "users")
        else:
            covers = State(_("Nobody covers"), "warning", "triangle-alert")
        line = Line(row.name, " · ".join(filter(None, told)), [covers])
        if self._facts.leads or details.staff_id == self._desk.worker.actor_id:
            if details.begins_on <= self._desk.today:
                line.offer(_("Back today"), partial(self.end, row))
            else:
                line.offer(_("Take away"), partial(self.drop, row))
            line.offer(_("Change"), partial(self._edit, row))
        return line
