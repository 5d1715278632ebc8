"""Two small forms of a few words: where to find the family, and who has custody."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QLabel

from hhdesk.care import family_home
from hhdesk.care.family_rows import FamilyPage
from hhdesk.care.household import HOUSING_WORDS, Housing
from hhdesk.gui.family_form import FamilyForm
from hhdesk.gui.family_wish import HOME
from hhdesk.gui.growing_text import GrowingText
from hhdesk.i18n import _


class FamilyWordsForm(FamilyForm):
    words_label: QLabel
    words_field: GrowingText

    form = "family_words_form"
    names: ClassVar[tuple[str, ...]] = ("housing", "words")

    def _made(self) -> None:
        self.words_field.hold(3)

    @property
    def _home(self) -> bool:
        return self.wish.draft == HOME

    def _begin(self, page: FamilyPage) -> None:
        assert self._draft is not None
        words = page.home.find_note if self._home else page.custody
        housing = page.home.housing.value if self._home else ""
        self._draft.begin({"housing": housing, "words": words})
        self.words_field.setFocus()

    def values(self) -> dict[str, str]:
        found = super().values()
        return found if self._home else found | {"housing": ""}

    def _send(self) -> None:
        if self.page is None:
            return
        if self._home:
            self._save_home(self.page)
        else:
            self._save_custody(self.page)

    def _save_home(self, page: FamilyPage) -> None:
        before = page.member_id, page.home.housing, page.home.find_note
        told = self.values()

        def saved(seen: int) -> None:
            back = self.undoing(family_home.change_home, *before, seen=seen)
            self._saved(_("Where to find the family is saved."), back)

        self._run(
            family_home.change_home,
            page.member_id,
            Housing(told["housing"]),
            told["words"],
            seen=page.home.version,
            then=saved,
        )

    def _save_custody(self, page: FamilyPage) -> None:
        before = page.member_id, page.custody

        def saved(seen: int) -> None:
            back = self.undoing(family_home.change_custody, *before, seen=seen)
            self._saved(_("Who has custody is saved."), back)

        self._run(
            family_home.change_custody,
            page.member_id,
            self.values()["words"],
            seen=page.version,
            then=saved,
        )

    def title(self) -> str:
        return _("Where to find the family") if self._home else _("Custody")

    def refill(self) -> None:
        super().refill()
        self.fields.show("housing", shown=self._home)
        self.fields.offer(
            "housing", [(one.value, _(word)) for one, word in HOUSING_WORDS.items()]
        )
        if self._home:
            label = _("Where to ask for them, without address or phone")
            hint = _("For example: at the laundromat on 98th, mornings")
        else:
            label = _("Who has custody, by which order, with which limits")
            hint = _("For example: with the mother; the father has visits on Sundays")
        self.words_label.setText(label)
        self.words_field.setPlaceholderText(hint)
