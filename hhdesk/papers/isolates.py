"""Islands of the other direction, kept in their own order: phones, dates, names.

Without them UAX 9 prints "(916) 555-0134" as "0134-555 (916)" in Arabic.
"""

from __future__ import annotations

import re

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"

PHONE = re.compile(
    r"(?<!\d)(?:\+?1[ \u00a0.-])?\(?\d{3}\)?[ \u00a0.-]\d{3}[.-]\d{4}(?!\d)"
)

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = rf"[{_LATIN}](?:[{_LATIN}0-9'’@&._/+:-]*[{_LATIN}0-9])?"
# Phones; days, times and doses in figures; Latin names and web addresses.
_ISLAND = re.compile(
    rf"(?:{PHONE.pattern})"
    rf"|\d[\d.,:/-]*(?<=\d)(?:[ \u00a0\u202f]?(?:[ap]\.?[ \u00a0]?m\.?|{_WORD}|[%°]))?"
    rf"|{_WORD}(?:\.?[ \u00a0](?:{_WORD}|\d+(?![\d/:-])))*",
    re.IGNORECASE,
)


def is_right_to_left(text: str) -> bool:
    """Whether any character runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def isolate(value: str) -> str:
    """A value for a slot of any sentence: its own direction, without effect outside."""
    return f"{FSI}{value}{PDI}"


def isolate_islands(text: str) -> str:
    """Wraps what runs left to right inside right-to-left text; other text stays.

    What is isolated already is left alone.
    """
    if not is_right_to_left(text):
        return text
    parts = re.split(f"([{LRI}{FSI}\u2067][^{PDI}]*{PDI})", text)
    parts[::2] = [
        _ISLAND.sub(lambda found: f"{LRI}{found.group()}{PDI}", part)
        for part in parts[::2]
    ]
    return "".join(parts)
