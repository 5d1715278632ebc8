"""A choice among the languages that families speak and read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import PAPER_LANGUAGES, language_name

_FIRST = ("en", "es")


@forms.offer
class LanguageField(Spoken, Choice):
    """English and Spanish first, then by name; a language of an import is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refill()

    def choose(self, value: object) -> None:
        if value is not None and self.findData(value) < 0:
            self.addItem(language_name(str(value)), value)
        super().choose(value)

    def refill(self) -> None:
        chosen = self.value()
        tags = dict.fromkeys((*_FIRST, *PAPER_LANGUAGES))
        if isinstance(chosen, str):
            tags.setdefault(chosen)
        named = [(tag, language_name(tag)) for tag in tags]
        rest = sorted(named[len(_FIRST) :], key=lambda pair: pair[1].casefold())
        self.offer([*named[: len(_FIRST)], *rest])
