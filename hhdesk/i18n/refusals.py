"""Refusals in the language of the person at the desk."""

from __future__ import annotations

from datetime import date, time
from typing import Protocol

from hhdesk.i18n.catalogues import _
from hhdesk.i18n.formats import format_date, format_time


class Explainable(Protocol):
    """What a refusal has: an English sentence, and values for its braces."""

    sentence: str
    values: dict[str, object]


def explain(refusal: Explainable) -> str:
    """The refusal's sentence in the current language, its values filled in."""
    values = {name: _shown(value) for name, value in refusal.values.items()}
    return _(refusal.sentence).format(**values)


def _shown(value: object) -> object:
    if isinstance(value, time):
        return format_time(value)
    return format_date(value) if isinstance(value, date) else value
