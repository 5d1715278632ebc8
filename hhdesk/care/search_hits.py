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


class Hit(NamedTuple):
    """A row of a list of members. `relationship`, `interpreter` and `state` are codes.

    The fields are texts as they stand in the index, and values are made of them when
    asked for: making all values of fifty rows takes longer than finding them.
    """

    rank: int
    """The place in the alphabet; `search.page` goes on after it."""
    key: str
    name: str
    nickname: str
    born: str
    flags: str
    caregiver: str
    relationship: str
    phone: str
    language: str
    interpreter: str
    state: str
    coordinator: str
    city: str
    adults_born: str
    """The last birth date, in ISO 8601, of those who are adults today."""

    @property
    def member_id(self) -> UUID:
        return UUID(self.key)

    @property
    def birth_date(self) -> date:
        return date.fromisoformat(self.born)

    @property
    def adult(self) -> bool:
        """21 or older today."""
        return self.born <= self.adults_born

    @property
    def deceased(self) -> bool:
        return _DECEASED in self.flags

    @property
    def phone_restricted(self) -> bool:
        """There is a safe-contact rule to read before dialling."""
        return _RESTRICTED in self.flags

    def fields(self) -> dict[str, object]:
        """The row by names, for files."""
        return {
            "member_id": self.member_id,
            "name": self.name,
            "nickname": self.nickname,
            "birth_date": self.birth_date,
            "adult": self.adult,
            "deceased": self.deceased,
            "caregiver": self.caregiver,
            "relationship": self.relationship,
            "phone": self.phone,
            "phone_restricted": self.phone_restricted,
            "language": self.language,
            "interpreter": self.interpreter,
            "state": self.state,
            "coordinator": self.coordinator,
            "city": self.city,
        }


_SHOWN = Hit._fields[1:-1]


def shown(card: dict[str, Any]) -> str:
    """The text in the index that a hit is made of; `card` has the other columns."""
    flags = _DECEASED * card["deceased"] + _RESTRICTED * card["phone_restricted"]
    values = {
        **card,
        "key": card["member_id"].hex,
        "born": card["birth_date"].isoformat(),
        "flags": flags,
    }
    return SEPARATOR.join(values[field].replace(SEPARATOR, " ") for field in _SHOWN)


@lru_cache(maxsize=4)
def _adults_born(today: date) -> str:
    # Who was born on March 1 is not a year older on February 29.
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - ADULT_YEARS, today.month, day).isoformat()


def hits(rows: Iterable[tuple[int, int, str]], today: date) -> tuple[Hit, ...]:
    """Hits of (step, rank, shown)."""
    adults_born = _adults_born(today)
    # As `Hit._make`, which is written in Python.
    make = partial(tuple.__new__, Hit)
    return tuple(
        [make((rank, *text.split(SEPARATOR), adults_born)) for _, rank, text in rows]
    )
