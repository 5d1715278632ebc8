"""The form of the child's or youth's own phones."""

from __future__ import annotations

from typing import Any

from hhdesk.care import family_phones
from hhdesk.care.family_rows import FamilyPage
from hhdesk.gui.form_draft import Values
from hhdesk.gui.phone_lines import BLANK, typed_lines, value_of
from hhdesk.gui.phones_form import PhonesForm
from hhdesk.i18n import _


class OwnContactForm(PhonesForm):
    form = "own_contact_form"
    wide = 600

    def _begin(self, page: FamilyPage) -> None:
        assert self._draft is not None
        lines = [value_of(one) for one in page.own.phones] or [dict(BLANK)]
        self._draft.begin({"phones": lines})
        if self.phones.lines:
            self.phones.lines[0].voicemail.setFocus()

    def values(self) -> Values:
        return {"phones": self.phones.values()}

    def _put(self, values: Values) -> None:
        self.phones.put(typed_lines(values))
        self.fit()

    def _send(self) -> None:
        page = self.page
        if page is None:
            return
        before = page.member_id, page.own.phones

        def saved(seen: Any) -> None:
            back = self.undoing(family_phones.change_own, *before, seen=seen)
            self._saved(_("The phones are saved."), back)

        self._run(
            family_phones.change_own,
            page.member_id,
            self.phones.rows(),
            seen=page.own.version,
            then=saved,
        )

    def title(self) -> str:
        return _("The child’s own phones")
