"""What the forms with phones share: a refusal stands at the phone it is about."""

from __future__ import annotations

from hhdesk.errors import Refusal
from hhdesk.gui.family_form import FamilyForm
from hhdesk.gui.phone_lines import PhoneLines
from hhdesk.i18n import explain


class PhonesForm(FamilyForm):
    phones: PhoneLines

    def _made(self) -> None:
        self.phones.typed.connect(self._typed)
        self.phones.resized.connect(self.fit)

    def _explain(self, refusal: Refusal) -> None:
        if self.phones.explain(getattr(refusal, "field", ""), explain(refusal)):
            self.save_button.setEnabled(True)
            self.fit()
        else:
            super()._explain(refusal)

    def _clear_errors(self) -> None:
        super()._clear_errors()
        self.phones.clear_errors()
