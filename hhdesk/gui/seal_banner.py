"""The band above a plan that asks who said yes to its sensitive lines: after a
birthday, or while lines wait for the answer."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care import plan_consenters
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_consenters import Asking
from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, explain, ngettext


@forms.offer
class SealBanner(Spoken, Notice):
    """Hidden while there is nothing to ask."""

    aged = Signal(int)
    """How old the member is; the plan's own questions depend on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._member_id: UUID | None = None
        self.asking: Asking | None = None
        self.button = QPushButton(self)
        self.button.setProperty("look", "small")
        self.button.clicked.connect(self._ask)
        self.row.addWidget(self.button)
        self.refill()

    def serve(self, desk: Desk, plan: PlanRow) -> None:
        """About this plan as it is saved now."""
        self._desk, self._member_id = desk, plan.member_id
        desk.worker.read(
            plan_consenters.asking,
            plan.member_id,
            plan,
            then=self._tell,
            failed=self._explain,
        )

    def _tell(self, asking: Asking) -> None:
        self.asking = asking
        self.aged.emit(asking.age)
        self.refill()

    def _ask(self) -> None:
        if self._desk is not None:
            self._desk.consenters_wanted.emit(self._member_id)

    def _explain(self, refusal: Refusal) -> None:
        if self._desk is not None:
            self._desk.say(explain(refusal))

    def refill(self) -> None:
        self.button.setText(_("Ask line by line"))
        self.say(self._question(self.asking) if self.asking else "", "warning")

    def _question(self, asking: Asking) -> str:
        if not asking.lines:
            return ""
        count = len(asking.lines)
        if asking.birthday is not None:
            told = ngettext(
                "The member is {age} now: ask again who said yes in {n} line.",
                "The member is {age} now: ask again who said yes in {n} lines.",
                count,
            )
            return told.format(age=asking.age, n=count)
        told = ngettext(
            "{n} line does not go to the family until somebody says who said yes.",
            "{n} lines do not go to the family until somebody says who said yes.",
            count,
        )
        return told.format(n=count)
