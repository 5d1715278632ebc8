"""Facts of program packs: a value, where it was read, and how far it can be relied on.

Only a fact that was read at its source, or that the clinic confirmed, may block.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.i18n import N_


class Mark(enum.StrEnum):
    """How far a fact of a pack can be relied on."""

    READ = "V"
    SECONDARY = "S"
    TO_CHECK = "T"
    # The house's own proposal, which the clinic may set otherwise.
    PROPOSED = "P"

    @property
    def confirmed(self) -> bool:
        """Whether it is said without a warning."""
        return self in {Mark.READ, Mark.PROPOSED}


UNCONFIRMED = N_("not confirmed for your plan")
"""What is said beside a fact that was not read at its source."""


class Unit(enum.StrEnum):
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is as JSON has it, None where nobody says; `unit` its word. `hard` is a
    rule that refuses where it is broken, once it is sure. `note` is for who checks it.
    """

    id: str
    value: Any
    mark: Mark
    source: str
    unit: str = ""
    read_on: str = ""
    confirmed_by: UUID | None = None
    confirmed_on: date | None = None
    hard: bool = False
    note: str = ""

    @property
    def sure(self) -> bool:
        """Whether it was read at its source, or the clinic confirmed it."""
        return self.mark is Mark.READ or self.confirmed_on is not None

    @property
    def blocks(self) -> bool:
        """Whether an act that breaks it is refused; else it only warns."""
        return self.hard and self.sure

    @property
    def number(self) -> int | None:
        return self.value if isinstance(self.value, int) else None

    @property
    def codes(self) -> tuple[str, ...]:
        """The values of a list."""
        return tuple(map(str, self.value)) if isinstance(self.value, list) else ()


def read_fact(name: str, told: Mapping[str, Any]) -> Fact:
    """A fact as a pack's file tells it."""
    return Fact(
        name,
        told["value"],
        Mark(told["mark"]),
        told["source"],
        told.get("unit", ""),
        told.get("read_on", ""),
        hard=told.get("hard", False),
        note=told.get("note", ""),
    )
