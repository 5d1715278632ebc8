"""Times of the clock as people type them: 8:30, 830, 2 pm, 14:15."""

from __future__ import annotations

import re
from datetime import time

from hhdesk.i18n import format_time

_TYPED = re.compile(
    r"(\d{1,2})\s*(?:[:.h]?\s*(\d{2}))?\s*([ap])?[.\s]*(?:m[.]?)?", re.IGNORECASE
)
_AFTERNOON_BEFORE = 7
"""Without AM or PM, clinics mean 7 in the morning to 6 in the evening."""


def parse(text: str) -> time | None:
    """The time that was typed, or None; raises nothing."""
    found = _TYPED.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 1 <= hour < _AFTERNOON_BEFORE and not found[1].startswith("0"):
        hour += 12
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute)


def typed(clock: time | None) -> str:
    """The time as a field shows it: 8:30 AM."""
    return format_time(clock).replace("\u00a0", " ") if clock else ""
