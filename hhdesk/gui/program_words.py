"""What a program says, in words: a fact's or clock's name, value, unit, and mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hhdesk.care.fact_words import CLOCK_WORDS, CODE_WORDS, FACT_WORDS, MARK_WORDS
from hhdesk.care.program_facts import Fact, Mark, Unit
from hhdesk.care.programs import PackClock
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date, ngettext

_MARKS = {
    Mark.READ: ("good", "check"),
    Mark.SECONDARY: ("warning", "triangle-alert"),
    Mark.TO_CHECK: ("warning", "triangle-alert"),
    Mark.PROPOSED: ("info", "info"),
}


def fact(one: Fact) -> str:
    words = FACT_WORDS.get(one.id, one.id)
    return _(words)


def clock(one: PackClock) -> str:
    words = CLOCK_WORDS.get(one.id, one.id)
    return _(words)


def mark(one: Mark) -> State:
    """How far it can be relied on."""
    return State(_(MARK_WORDS[one]), *_MARKS[one])


def line(one: Fact) -> str:
    """Name and value, and that nobody confirmed it."""
    words = f"{fact(one)}: {value(one.value, one.unit)}"
    return words if one.sure else f"{words} ({_('not confirmed for your plan')})"


def value(said: Any, unit: str = "") -> str:
    """A fact's value as people say it."""
    if said is None:
        return _("Nobody says; the health plan does")
    if isinstance(said, bool):
        return _("Yes") if said else _("No")
    if isinstance(said, int):
        return amount(said, unit)
    if isinstance(said, list):
        return ", ".join(map(code, said))
    if isinstance(said, Mapping):
        return _mapping(said)
    return code(str(said))


def code(said: str) -> str:
    """A code, a day, or a word that stands as it is."""
    if said in CODE_WORDS:
        return _(CODE_WORDS[said])
    try:
        return format_date(date.fromisoformat(said))
    except ValueError:
        return said


def amount(number: int, unit: str) -> str:
    """A number with its unit."""
    words = _unit(number, unit)
    return words.format(n=f"{number:,}") if words else f"{number:,}"


def _unit(number: int, unit: str) -> str:
    if unit == Unit.BUSINESS_DAYS:
        return ngettext("{n} business day", "{n} business days", number)
    if unit == Unit.CALENDAR_DAYS:
        return ngettext("{n} day", "{n} days", number)
    if unit == Unit.MONTHS:
        return ngettext("{n} month", "{n} months", number)
    if unit == "years":
        return ngettext("{n} year", "{n} years", number)
    if unit == "in_12_months":
        return ngettext("{n} in 12 months", "{n} in 12 months", number)
    if unit == "attempts":
        return ngettext("{n} attempt", "{n} attempts", number)
    return ngettext("{n} way", "{n} ways", number) if unit == "ways" else ""


def _mapping(said: Mapping[str, Any]) -> str:
    if "count" in said:
        return ngettext(
            "{n} core service, with child or caregiver, while enrolled",
            "{n} core services, with child or caregiver, while enrolled",
            said["count"],
        ).format(n=said["count"])
    return ", ".join(str(one) for part in said.values() for one in part)


def period(one: PackClock) -> str:
    """When it is due, and from when it is shown."""
    if one.value < 0:
        number = -one.value
        words = ngettext("{n} business day before", "{n} business days before", number)
        due = words.format(n=number)
    else:
        due = amount(one.value, one.unit) if one.value else _("on its day")
    if not one.opens:
        return due
    words = ngettext("shown {n} day before", "shown {n} days before", one.opens)
    return f"{due}, {words.format(n=one.opens)}"
