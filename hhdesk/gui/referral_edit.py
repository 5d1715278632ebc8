"""Changing a referral: all of one that is prepared; of one that was sent, what the
agency was not told."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QWidget

from hhdesk.care import referral_acts
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import PREPARING
from hhdesk.care.referral_twins import TwinRow
from hhdesk.gui import referral_values
from hhdesk.gui.desk import Desk
from hhdesk.gui.referral_form import ReferralForm
from hhdesk.gui.referral_values import NewReferral
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import _

DRAFT = "referral edit"
_STANDS = ("domain", "need", "agency")


class ReferralEdit(ReferralForm):
    kind = DRAFT
    sending_card: QFrame

    def __init__(self, desk: Desk, row: ReferralFacts, parent: QWidget) -> None:
        self._row = row
        super().__init__(desk, parent, row.member_id, row.id)
        self.sending_card.hide()
        told = row.state not in PREPARING
        for name in _STANDS:
            self.fields[name].setDisabled(told)
        self.seal_field.setDisabled(told)

    def _at_first(self) -> Values:
        return referral_values.of_details(self._row.member_id, self._row.details)

    def _submit(self, new: NewReferral) -> None:
        self._desk.worker.run(
            referral_acts.revise,
            self._row.id,
            replace(new.details, goal_id=self._row.details.goal_id),
            seen=self._row.version,
            then=self._revised,
            failed=self._explain,
        )

    def _revised(self, row: ReferralFacts) -> None:
        self._draft.saved()
        self._desk.say(_("The referral is saved."))
        self.made.emit(row)
        self._desk.member_saved.emit(row.member_id)
        self.accept()

    def _show_twin(self, twin: TwinRow | None) -> None:
        """The referral is no second one of itself."""
        super()._show_twin(None if twin and twin.id == self._row.id else twin)

    def _show_asked(self) -> None:
        super()._show_asked()
        self.save_button.setText(_("Save"))

    def refill(self) -> None:
        super().refill()
        self.title_label.setText(_("Change the referral"))
        self.setWindowTitle(_("Change the referral"))
