"""A paper for the clinic's own staff: one language, that of the screens."""

from __future__ import annotations

from hhdesk.papers.looks import Looks
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import ENGLISH, Voice


class StaffVoice(Voice):
    """Words that nobody translated are said in English, as on the screens."""

    def find(self, message: str) -> str | None:
        return super().find(message) or message


class StaffSide(Sides):
    """Everything that papers of two languages do, in one of them."""

    def __init__(self, language: str, looks: Looks, width: float) -> None:
        super().__init__(ENGLISH, looks, width, checked=True)
        self.english = StaffVoice(language)

    @property
    def voice(self) -> Voice:
        return self.english
