"""What a paper says in one language: fixed words, days, times, and values in them."""

from __future__ import annotations

from datetime import date, datetime

from hhdesk.i18n import catalogue, format_date, format_time
from hhdesk.papers.blocks import runs_right_to_left
from hhdesk.papers.isolates import is_right_to_left, isolate, isolate_islands

ENGLISH = "en"
NO_BREAK = "\u00a0"
UNCHECKED = "*"
"""Stands behind fixed words that nobody of the clinic has checked."""


class Voice:
    """One language of a paper. `checked` says that the clinic's qualified person has
    read the fixed words of this language."""

    def __init__(self, language: str, *, checked: bool = True) -> None:
        self.language = language
        self.right_to_left = runs_right_to_left(language)
        self.is_english = language == ENGLISH
        self._mark = "" if checked or self.is_english else UNCHECKED
        self._words = catalogue(language)

    def find(self, message: str) -> str | None:
        """Fixed words, marked where unchecked; None where nobody translated them."""
        if self.is_english:
            return message
        found = self._words.find(message)
        return found and found + self._mark

    def say(self, message: str, **values: str) -> str:
        """Fixed words with values; empty where nobody translated them."""
        found = self.find(message)
        if found is None:
            return ""
        return found.format(
            **{name: self.value(value) for name, value in values.items()}
        )

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form for a number, with it; empty where nobody translated it."""
        found = self._words.ngettext(one, many, n)
        if self.is_english:
            found = one if n == 1 else many
        elif found in (one, many):
            return ""
        return found.format(n=self.value(str(n))) + self._mark

    def value(self, value: str) -> str:
        """A value inside a sentence of this language keeps its own order."""
        turned = is_right_to_left(value) != self.right_to_left
        return isolate(value) if turned else value

    def free(self, text: str) -> str:
        """A text that a person wrote in this language."""
        return isolate_islands(text) if self.right_to_left else text

    def day(self, day: date) -> str:
        """With the day of the week: "Saturday, November 21, 2026"."""
        return self.value(format_date(day, "full", self.language))

    def short_day(self, day: date) -> str:
        """Without it, for narrow columns."""
        return self.value(format_date(day, "long", self.language))

    def time(self, moment: datetime) -> str:
        """The time of the day, in the zone of `moment`; it stays on one line."""
        told = format_time(moment, self.language)
        return self.value(told.replace(" ", NO_BREAK))

    def moment(self, moment: datetime) -> str:
        """A day with its time, in the zone of `moment`."""
        return f"{self.day(moment.date())}, {self.time(moment)}"
