"""What the filters of the members' list are called on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from hhdesk.care.member_list_filter import (
    DUE_WORDS,
    NOT_ENROLLED,
    WHOSE_WORDS,
    MemberFilter,
    Part,
    Whose,
)
from hhdesk.care.programs import SEGMENT_STATE_WORDS, SegmentState
from hhdesk.i18n import N_, _, language_name, ngettext

PART_WORDS = {
    Part.GONE: N_("Also who ended or died"),
    Part.WHOSE: N_("Coordinator"),
    Part.STATES: N_("State"),
    Part.LANGUAGES: N_("Language"),
    Part.INTERPRETER: N_("Needs an interpreter"),
    Part.TIERS: N_("Tier"),
    Part.CITIES: N_("City"),
    Part.CONDITIONS: N_("Condition"),
    Part.AGES: N_("Age"),
    Part.BIRTHDAY: N_("Birthday"),
    Part.HOSPITAL: N_("In hospital now"),
    Part.UNREACHED: N_("Not reached"),
    Part.DUE: N_("Next due"),
}

AGES: tuple[tuple[int, int], ...] = (
    (0, 0),
    (0, 2),
    (3, 5),
    (6, 11),
    (12, 17),
    (18, 20),
    (21, 150),
)
BIRTHDAYS = (7, 30, 90)
UNREACHED = (14, 30, 60, 90)
_MOST_NAMED = 2
"""Values that a chip names; of more it says how many."""


def value(part: Part, code: str) -> str:
    """A value of a filter that offers several."""
    if part is Part.STATES:
        if code == NOT_ENROLLED:
            return _("Not enrolled")
        known = code in set(SegmentState)
        return _(SEGMENT_STATE_WORDS[SegmentState(code)]) if known else code
    return language_name(code) if part is Part.LANGUAGES else code


def ages(span: tuple[int, int]) -> str:
    first, last = span
    if last == 0:
        return _("Under 1 year")
    if last > 120:
        return _("{first} years and older").format(first=first)
    return _("{first} to {last} years").format(first=first, last=last)


def birthday(days: int) -> str:
    words = ngettext("Birthday within {n} day", "Birthday within {n} days", days)
    return words.format(n=days)


def unreached(days: int) -> str:
    words = ngettext("Not reached in {n} day", "Not reached in {n} days", days)
    return words.format(n=days)


def whose(wanted: MemberFilter, names: Mapping[UUID, str]) -> str:
    if wanted.whose is not Whose.ONE or wanted.staff_id is None:
        word = WHOSE_WORDS.get(wanted.whose, PART_WORDS[Part.WHOSE])
        return _(word)
    return names.get(wanted.staff_id) or _("One coordinator")


def chip(wanted: MemberFilter, part: Part, names: Mapping[UUID, str]) -> str:
    """What a filter that is set says: "Language: Spanish, Vietnamese"."""
    if part is Part.WHOSE:
        return whose(wanted, names)
    if part is Part.AGES and wanted.ages is not None:
        return ages(wanted.ages)
    if part is Part.BIRTHDAY:
        return birthday(wanted.birthday)
    if part is Part.UNREACHED:
        return unreached(wanted.unreached)
    if part is Part.DUE and wanted.due is not None:
        return _(DUE_WORDS[wanted.due])
    title = _(PART_WORDS[part])
    codes = getattr(wanted, part)
    return _several(title, part, codes) if isinstance(codes, tuple) else title


def _several(title: str, part: Part, codes: Iterable[str]) -> str:
    told = [value(part, code) for code in codes]
    if len(told) > _MOST_NAMED:
        words = ngettext("{n} chosen", "{n} chosen", len(told)).format(n=len(told))
    else:
        words = ", ".join(told)
    return _("{filter}: {values}").format(filter=title, values=words)
