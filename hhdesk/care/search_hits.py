"""Rows of the search index as lists of members show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

ADULT_YEARS = 21


class Hit(NamedTuple):
    """A row of a list of members. `relationship`, `interpreter` and `state` are codes.

    A named tuple, and its id made when asked for: fifty frozen objects with an id each
    cost more than the search that finds them.
    """

    rank: int
    """The place in the alphabet; `search.page` goes on after it."""
    key: str
    """The member's id in hexadecimal digits."""
    name: str
    nickname: str
    birth_date: date
    deceased: bool
    adult: bool
    """21 or older today."""
    phone_restricted: bool
    """There is a safe-contact rule to read before dialling."""
    caregiver: str
    relationship: str
    phone: str
    language: str
    interpreter: str
    state: str
    coordinator: str
    city: str

    @property
    def member_id(self) -> UUID:
        return UUID(self.key)

    def fields(self) -> dict[str, object]:
        """The row by names, for files."""
        shown = self._asdict()
        del shown["rank"], shown["key"]
        return {"member_id": self.member_id, **shown}


def _years_before(day: date, years: int) -> date:
    # Who was born on March 1 is not a year older on February 29.
    leap = day.month == 2 and day.day == 29
    return date(day.year - years, day.month, 28 if leap else day.day)


def hits(rows: Sequence[Any], sqlite: bool, today: date) -> tuple[Hit, ...]:
    """Hits of rows of (anything, *HIT_COLUMNS) as the driver gives them."""
    of_age = _years_before(today, ADULT_YEARS)
    if sqlite:
        days = [date.fromisoformat(row[5]) for row in rows]
        return tuple(
            [
                Hit._make(
                    (*row[1:5], day, row[6] == 1, day <= of_age, row[7] == 1, *row[8:])
                )
                for row, day in zip(rows, days, strict=True)
            ]
        )
    return tuple(
        [
            Hit._make((row[1], row[2].hex, *row[3:7], row[5] <= of_age, *row[7:]))
            for row in rows
        ]
    )
