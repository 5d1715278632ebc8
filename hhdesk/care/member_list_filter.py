"""What a list of members is narrowed to: filters that combine, kept as plain values."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from uuid import UUID

from hhdesk.care.programs import SegmentState
from hhdesk.i18n import N_

OLDEST, LONGEST_WAIT = 150, 3_650
NOT_ENROLLED = ""
"""The state of who has no enrollment."""


class Whose(enum.StrEnum):
    EVERYONE = "everyone"
    MINE = "mine"
    TEAM = "team"
    ONE = "one"
    NOBODY = "nobody"


class Due(enum.StrEnum):
    """When the next thing to do is due."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    NOTHING = "nothing"


WHOSE_WORDS = {
    Whose.EVERYONE: N_("Everyone's members"),
    Whose.MINE: N_("My members"),
    Whose.TEAM: N_("My team's members"),
    Whose.NOBODY: N_("No coordinator"),
}
DUE_WORDS = {
    Due.LATE: N_("Something is late"),
    Due.TODAY: N_("Due today or late"),
    Due.WEEK: N_("Due within 7 days"),
    Due.NOTHING: N_("Nothing to do"),
}


class Part(enum.StrEnum):
    """One filter of those that combine, in the order in which they are counted; each is
    named as the field that holds it."""

    GONE = "gone"
    WHOSE = "whose"
    STATES = "states"
    LANGUAGES = "languages"
    INTERPRETER = "interpreter"
    TIERS = "tiers"
    CITIES = "cities"
    CONDITIONS = "conditions"
    AGES = "ages"
    BIRTHDAY = "birthday"
    HOSPITAL = "hospital"
    UNREACHED = "unreached"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """`ages` are years, both counted in; `birthday` and `unreached` are days: a
    birthday within so many, nobody reached for so many. Who has died or whose
    enrollment has ended is left out unless `gone`."""

    gone: bool = False
    whose: Whose = Whose.EVERYONE
    staff_id: UUID | None = None
    states: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    tiers: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    birthday: int = 0
    hospital: bool = False
    unreached: int = 0
    due: Due | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The filters that are set."""
        return tuple(part for part in Part if getattr(self, part) != _NONE[part])

    @property
    def leaves_out_gone(self) -> bool:
        return not self.gone and SegmentState.ENDED not in self.states

    def without(self, part: Part) -> MemberFilter:
        changes: dict[str, Any] = {part.value: _NONE[part]}
        if part is Part.WHOSE:
            changes["staff_id"] = None
        return replace(self, **changes)

    def content(self) -> dict[str, Any]:
        """As plain values for keeping; only what is set."""
        values = {part.value: getattr(self, part) for part in self.parts}
        if self.staff_id is not None and self.whose is Whose.ONE:
            values["staff_id"] = str(self.staff_id)
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> MemberFilter:
        """From plain values; what a newer program wrote, or nobody could have, does not
        count."""
        known = {one.name for one in fields(cls)}
        read = {}
        for name in known & content.keys():
            try:
                read[name] = _READERS[name](content[name])
            except (TypeError, ValueError):
                continue
        if read.get("whose") is Whose.ONE and "staff_id" not in read:
            del read["whose"]
        return cls(**read)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(sorted({str(one) for one in value}))


def _days(value: Any) -> int:
    if not 0 <= int(value) <= LONGEST_WAIT:
        raise ValueError
    return int(value)


def _ages(value: Any) -> tuple[int, int]:
    first, last = (int(one) for one in value)
    if not 0 <= first <= last <= OLDEST:
        raise ValueError
    return first, last


_READERS: Mapping[str, Any] = {
    "gone": bool,
    "whose": Whose,
    "staff_id": UUID,
    "states": _texts,
    "languages": _texts,
    "interpreter": bool,
    "tiers": _texts,
    "cities": _texts,
    "conditions": _texts,
    "ages": _ages,
    "birthday": _days,
    "hospital": bool,
    "unreached": _days,
    "due": Due,
}
_NONE: Mapping[str, Any] = asdict(MemberFilter())
