"""Rows of the search index as lists of members show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from hhdesk.store.search_index import SEPARATOR

ADULT_YEARS = 21
_DECEASED, _RESTRICTED = "d", "r"


_FIELDS = (
    "key",
    "name",
    "nickname",
    "born",
    "flags",
    "caregiver",
    "relationship",
    "phone",
    "language",
    "interpreter",
    "state",
    "coordinator",
    "city",
)
_PLACES = {field: place for place, field in enumerate(_FIELDS)}


class _Row(NamedTuple):
    rank: int
    """The place in the alphabet; `search.page` goes on after it."""
    shown: str
    """What the index keeps for a list, in one text."""
    adults_born: str
    """The last birth date, in ISO 8601, of those who are adults today."""


class Hit(_Row):
    """A row of a list of members.

    Its values are taken out of their text when asked for: taking all values of fifty
    rows apart takes longer than finding them (measured).
    """

    __slots__ = ()

    def value(self, name: str) -> str:
        """A value as it stands in the index."""
        return self.shown.split(SEPARATOR)[_PLACES[name]]

    @property
    def key(self) -> str:
        """The member's id in hexadecimal digits."""
        return self.value("key")

    @property
    def member_id(self) -> UUID:
        return UUID(self.key)

    @property
    def name(self) -> str:
        return self.value("name")

    @property
    def nickname(self) -> str:
        return self.value("nickname")

    @property
    def birth_date(self) -> date:
        return date.fromisoformat(self.value("born"))

    @property
    def adult(self) -> bool:
        """21 or older today."""
        return self.value("born") <= self.adults_born

    @property
    def deceased(self) -> bool:
        return _DECEASED in self.value("flags")

    @property
    def caregiver(self) -> str:
        return self.value("caregiver")

    @property
    def relationship(self) -> str:
        """A `Relationship`'s code, or empty."""
        return self.value("relationship")

    @property
    def phone(self) -> str:
        """The main caregiver's; the member's own where there is no caregiver."""
        return self.value("phone")

    @property
    def phone_restricted(self) -> bool:
        """There is a safe-contact rule to read before dialling."""
        return _RESTRICTED in self.value("flags")

    @property
    def language(self) -> str:
        """The language spoken, a BCP 47 code."""
        return self.value("language")

    @property
    def interpreter(self) -> str:
        """An `Interpreter`'s code."""
        return self.value("interpreter")

    @property
    def state(self) -> str:
        """A `SegmentState`'s code, or empty."""
        return self.value("state")

    @property
    def coordinator(self) -> str:
        return self.value("coordinator")

    @property
    def city(self) -> str:
        return self.value("city")

    def fields(self) -> dict[str, object]:
        """The row by names, for files."""
        return {name: getattr(self, name) for name in _IN_FILES}


_IN_FILES = (
    "member_id",
    "name",
    "nickname",
    "birth_date",
    "adult",
    "deceased",
    "caregiver",
    "relationship",
    "phone",
    "phone_restricted",
    "language",
    "interpreter",
    "state",
    "coordinator",
    "city",
)


def shown(card: dict[str, Any]) -> str:
    """The text in the index that a hit is made of; `card` has the other columns."""
    flags = _DECEASED * card["deceased"] + _RESTRICTED * card["phone_restricted"]
    values = {
        **card,
        "key": card["member_id"].hex,
        "born": card["birth_date"].isoformat(),
        "flags": flags,
    }
    return SEPARATOR.join(values[field].replace(SEPARATOR, " ") for field in _FIELDS)


@lru_cache(maxsize=4)
def _adults_born(today: date) -> str:
    # Who was born on March 1 is not a year older on February 29.
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - ADULT_YEARS, today.month, day).isoformat()


def hits(rows: Iterable[tuple[int, int, str]], today: date) -> tuple[Hit, ...]:
    """Hits of (step, rank, shown)."""
    adults_born, make = _adults_born(today), _MAKE
    return tuple([make((rank, shown, adults_born)) for _, rank, shown in rows])


# As `Hit._make`, which is written in Python.
_MAKE = partial(tuple.__new__, Hit)
