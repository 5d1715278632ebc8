"""The grammar of FHIR's primitive types, after datatypes.html of R4."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from typing import Any

from hhdesk.exchange.fhir.faults import Fault
from hhdesk.i18n import N_

Check = Callable[[Any], None]

LONGEST_TEXT = 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_DAY = rf"{_MONTH}-(0[1-9]|[12]\d|3[01])"

GRAMMARS = {
    "canonical": r"\S+",
    "code": r"[^\s]+(\s[^\s]+)*",
    "date": rf"\d{{4}}|{_MONTH}|{_DAY}",
    "dateTime": rf"\d{{4}}|{_MONTH}|{_DAY}(T{_CLOCK}{_ZONE})?",
    "id": r"[A-Za-z0-9\-.]{1,64}",
    "instant": rf"{_DAY}T{_CLOCK}{_ZONE}",
    "oid": r"urn:oid:[0-2](\.(0|[1-9]\d*))+",
    "time": _CLOCK,
    "uri": r"\S+",
    "url": r"\S+",
    "uuid": r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}

WRONG_KIND = N_("{kind} expected, {found} found")
WRONG_FORM = N_("“{value}” is no {kind}")
IMPOSSIBLE_DATE = N_("“{value}” is no day of the calendar")
EMPTY = N_("it is empty")
CONTROL_CHARACTER = N_("it holds a control character")
TOO_LONG = N_("it is too long")
OUT_OF_RANGE = N_("{value} is out of range")

_NAMES = {
    bool: N_("true or false"),
    dict: N_("an object"),
    float: N_("a number"),
    int: N_("a number"),
    list: N_("a list"),
    str: N_("text"),
    type(None): N_("null"),
}
_SHOWN = 40


def name_of(kind: type) -> str:
    """What a JSON value is called in a sentence."""
    for known, name in _NAMES.items():
        if issubclass(kind, known):
            return name
    return kind.__name__


def expected(kind: type, value: object) -> Fault:
    """A value of another JSON kind."""
    return Fault(WRONG_KIND, kind=name_of(kind), found=name_of(type(value)))


def _text(value: object) -> str:
    if type(value) is not str:
        raise expected(str, value)
    if not value:
        raise Fault(EMPTY)
    if _CONTROL.search(value):
        raise Fault(CONTROL_CHARACTER)
    if len(value) > LONGEST_TEXT:
        raise Fault(TOO_LONG)
    return value


def check_text(value: Any) -> None:
    _text(value)


def check_boolean(value: Any) -> None:
    if value is not True and value is not False:
        raise expected(bool, value)


def check_decimal(value: Any) -> None:
    if type(value) not in (int, float):
        raise expected(float, value)


def check_base64(value: Any) -> None:
    if type(value) is not str:
        raise expected(str, value)
    if not value or not re.fullmatch(r"[0-9A-Za-z+/=\s]+", value):
        raise Fault(WRONG_FORM, value=value[:_SHOWN], kind="base64Binary")


def check_xhtml(value: Any) -> None:
    if not _text(value).lstrip().startswith("<div"):
        raise Fault(WRONG_FORM, value=value[:_SHOWN], kind="xhtml")


def _whole(least: int) -> Check:
    def check(value: Any) -> None:
        if type(value) is not int:
            raise expected(int, value)
        if not least <= value < 2**31:
            raise Fault(OUT_OF_RANGE, value=str(value)[:_SHOWN])

    return check


def _shaped(kind: str) -> Check:
    matches = re.compile(GRAMMARS[kind]).fullmatch
    dated = kind in {"date", "dateTime", "instant"}

    def check(value: Any) -> None:
        if type(value) is not str:
            raise expected(str, value)
        if not matches(value):
            raise Fault(WRONG_FORM, value=value[:_SHOWN], kind=kind)
        if dated:
            _check_calendar(value)

    return check


def _check_calendar(value: str) -> None:
    """29 February of a common year has the right shape and never was."""
    if value[:4] == "0000":
        raise Fault(IMPOSSIBLE_DATE, value=value[:10])
    if len(value) >= 10 and day_of(value) is None:
        raise Fault(IMPOSSIBLE_DATE, value=value[:10])


def day_of(value: str) -> date | None:
    """The day a date or moment names, as its source wrote it; None for a month, a
    year, and a day that never was. A moment keeps the day of its own offset."""
    if len(value) < 10:
        return None
    try:
        return date(int(value[:4]), int(value[5:7]), int(value[8:10]))
    except ValueError:
        return None


def first_day(value: str) -> date | None:
    """The first day of what a date names, which may be a month or a year."""
    if len(value) >= 10 or not value:
        return day_of(value)
    return day_of(f"{value}-01-01"[:10])


def last_day(value: str) -> date | None:
    """The last day of what a date names."""
    first = first_day(value)
    if first is None or len(value) >= 10:
        return first
    months = 12 if len(value) == 4 else 1
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, 1) - timedelta(days=1)


def check_code(allowed: frozenset[str]) -> Check:
    """A code of a required value set."""

    def check(value: Any) -> None:
        if type(value) is not str:
            raise expected(str, value)
        if value not in allowed:
            shown = value[:_SHOWN]
            raise Fault(N_("“{value}” is not among the codes allowed"), value=shown)

    return check


CHECKS: dict[str, Check] = {
    **{kind: _shaped(kind) for kind in GRAMMARS},
    "base64Binary": check_base64,
    "boolean": check_boolean,
    "decimal": check_decimal,
    "integer": _whole(-(2**31)),
    "markdown": check_text,
    "positiveInt": _whole(1),
    "string": check_text,
    "unsignedInt": _whole(0),
    "xhtml": check_xhtml,
}
