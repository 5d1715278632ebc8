"""Stopping a care plan: its goals are met, or it goes on no longer, and why."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from hhdesk.care import plan_stages
from hhdesk.care.care_plans import PlanRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import _, explain

DRAFT = "stop of a plan"
FIELDS = ("why", "reason")
COMPLETED, STOPPED = "completed", "stopped"


class PlanStop(Spoken, QDialog):
    restored: RestoredNotice
    notice: Notice
    reason_field: GrowingText
    cancel_button: QPushButton
    save_button: QPushButton

    changed = Signal(object)
    """The PlanRow after it was stopped, or taken up again by Undo."""

    def __init__(
        self, desk: Desk, parent: QWidget, plan: PlanRow, title: str = ""
    ) -> None:
        super().__init__(parent)
        forms.load(self, "plan_stop")
        self._desk, self._plan = desk, plan
        self.fields = TypedFields(self, FIELDS)
        self._draft = FormDraft(desk, DRAFT, plan.member_id, self.restored)
        self._draft.title = title
        self._draft.tie(self.fields.values, self.fields.put)
        self.refill()
        self.resize(theme.scaled(480), self.sizeHint().height())
        self.fields.on_typed(self._typed)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)
        self._draft.begin({"why": COMPLETED, "reason": ""})
        self.fields["why"].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def member_id(self) -> UUID:
        return self._plan.member_id

    def _typed(self) -> None:
        self._draft.typed()
        self.fields.clear_errors()

    def save(self) -> None:
        """Stop the plan; a refusal is said beside its field."""
        if not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.fields.clear_errors()
        self.save_button.setEnabled(False)
        values: Values = self.fields.values()
        self._desk.worker.run(
            plan_stages.stop,
            self.member_id,
            seen=self._plan.number,
            completed=values["why"] == COMPLETED,
            reason=values["reason"],
            then=self._stopped,
            failed=self._explain,
        )

    def _stopped(self, row: PlanRow) -> None:
        self._draft.saved()
        words = _("The plan is stopped. All its versions stay.")
        self._desk.say(words, partial(self._resume, row))
        self.changed.emit(row)
        self.accept()

    def _resume(self, row: PlanRow) -> None:
        self._desk.worker.run(
            plan_stages.resume,
            row.member_id,
            seen=row.number,
            then=self._resumed,
            failed=self._cannot_resume,
        )

    def _resumed(self, row: PlanRow) -> None:
        self.changed.emit(row)

    def _cannot_resume(self, refusal: Refusal) -> None:
        self._desk.say(explain(refusal))

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        if not self.fields.explain(getattr(refusal, "field", ""), explain(refusal)):
            self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    def refill(self) -> None:
        self.setWindowTitle(_("Stop the plan"))
        self.fields.offer(
            "why",
            (
                (COMPLETED, _("Its goals are met: the plan is completed")),
                (STOPPED, _("It goes on no longer: the plan is stopped")),
            ),
        )
