"""The columns that a list of members may have, and what it is sorted by."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from hhdesk.i18n import N_


class Column(enum.StrEnum):
    CHILD = "child"
    CAREGIVER = "caregiver"
    LANGUAGE = "language"
    STATE = "state"
    COORDINATOR = "coordinator"
    NEXT_DUE = "next_due"
    TIER = "tier"
    CITY = "city"
    LAST_CONTACT = "last_contact"
    CONDITIONS = "conditions"
    NUMBERS = "numbers"


COLUMN_WORDS = {
    Column.CHILD: N_("Child"),
    Column.CAREGIVER: N_("Main caregiver"),
    Column.LANGUAGE: N_("Language"),
    Column.STATE: N_("State"),
    Column.COORDINATOR: N_("Coordinator"),
    Column.NEXT_DUE: N_("Next due"),
    Column.TIER: N_("Tier"),
    Column.CITY: N_("City"),
    Column.LAST_CONTACT: N_("Last contact"),
    Column.CONDITIONS: N_("Conditions"),
    Column.NUMBERS: N_("Record numbers"),
}

UNSORTED = frozenset({Column.CONDITIONS, Column.NUMBERS})
"""Columns of several values, by which nothing is sorted."""


@dataclass(frozen=True, slots=True)
class Sort:
    """By name unless another column is named. `codes` is the order of a column's codes
    as the screen says them: the database does not know how a language is called."""

    column: Column = Column.CHILD
    descending: bool = False
    codes: tuple[str, ...] = ()

    @property
    def usual(self) -> bool:
        return self.column is Column.CHILD and not self.descending
