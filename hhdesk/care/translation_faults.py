"""What a translation has lost or made up: slots, numbers with their units, phones.

Words cannot be judged by a program; these can, and a dose that changed hurts a child.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_SLOT = re.compile(r"\{[^{}\s]{0,40}\}")
# Digits with what may stand inside of a number, a phone, a date or a time.
_NUMBER = re.compile(r"\d+(?:[.,:/\u066b\u066c]\d+)*")
# Ten digits in three groups, as North American phones are written.
_PHONE = re.compile(
    r"(?<!\d)(?:\+?1[\s.-]?)?\(?(\d{3})\)?[\s.-]?(\d{3})[\s.-]?(\d{4})(?!\d)"
)
_UNIT = re.compile(r"\s?(mcg|mg|ml|kg|µg|g|cc|%)(?![^\W\d_])", re.IGNORECASE)
_DATE_OR_TIME = re.compile(r"[:/]")


class FaultKind(enum.StrEnum):
    SLOT = "slot"
    PHONE = "phone"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Fault:
    """`text` stands in the English and not in the translation, or with `invented` the
    other way round."""

    kind: FaultKind
    text: str
    invented: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: FaultKind
    text: str
    unit: str = ""

    @property
    def shown(self) -> str:
        return f"{self.text} {self.unit}".strip()


def faults(english: str, family: str) -> tuple[Fault, ...]:
    """What is missing first, then what was made up, each in the order of its text."""
    there, here = _tokens(english), _tokens(family)
    missing = [Fault(one.kind, one.shown) for one in _beyond(there, here)]
    invented = [Fault(one.kind, one.shown, True) for one in _beyond(here, there)]
    return (*missing, *invented)


def lost_slots(english: str, family: str) -> tuple[Fault, ...]:
    """The slots that were dropped or made up: with them a text cannot be filled in."""
    found = faults(english, family)
    return tuple(fault for fault in found if fault.kind is FaultKind.SLOT)


def _tokens(text: str) -> list[_Token]:
    text = _digits(unicodedata.normalize("NFC", text))
    found: list[_Token] = []

    def take(kind: FaultKind, told: str) -> str:
        found.append(_Token(kind, told))
        return " "

    text = _SLOT.sub(lambda one: take(FaultKind.SLOT, one[0]), text)
    text = _PHONE.sub(
        lambda one: take(FaultKind.PHONE, f"({one[1]}) {one[2]}-{one[3]}"), text
    )
    for one in _NUMBER.finditer(text):
        found.append(_number(one[0], _UNIT.match(text, one.end())))
    return found


def _number(told: str, unit: re.Match[str] | None) -> _Token:
    if _DATE_OR_TIME.search(told):
        return _Token(FaultKind.DATE, told)
    return _Token(FaultKind.NUMBER, _plain(told), unit[1].lower() if unit else "")


def _digits(text: str) -> str:
    """With the digits of every script as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
    )


def _plain(number: str) -> str:
    """1,000 and 1.000 as 1000; 2,5 and 2.50 as 2.5: three digits behind a sign are a
    group, unless a zero stands before."""
    groups = re.split(r"[.,\u066b\u066c]", number)
    thousands = groups[0] not in ("", "0") and all(len(one) == 3 for one in groups[1:])
    if len(groups) == 1 or thousands:
        return "".join(groups).lstrip("0") or "0"
    whole = "".join(groups[:-1]).lstrip("0") or "0"
    part = groups[-1].rstrip("0")
    return f"{whole}.{part}" if part else whole


def _beyond(these: list[_Token], those: list[_Token]) -> list[_Token]:
    """The tokens of these that those lack; a unit that is not written in Latin letters
    on one side is no difference."""
    exact = Counter(those)
    left: list[_Token] = []
    for one in these:
        if exact[one]:
            exact[one] -= 1
        else:
            left.append(one)
    found = []
    for one in left:
        other = next((two for two in exact.elements() if _same(one, two)), None)
        if other is None:
            found.append(one)
        else:
            exact[other] -= 1
    return found


def _same(one: _Token, other: _Token) -> bool:
    if (one.kind, one.text) != (other.kind, other.text):
        return False
    return not one.unit or not other.unit or one.unit == other.unit
