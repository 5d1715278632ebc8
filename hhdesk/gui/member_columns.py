"""The columns of the members' table at this workstation: which, how wide, the order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hhdesk import settings
from hhdesk.care.member_list_columns import UNSORTED, Column, Sort

WIDTHS: Mapping[Column, int] = {
    Column.CHILD: 23,
    Column.CAREGIVER: 21,
    Column.LANGUAGE: 13,
    Column.STATE: 17,
    Column.COORDINATOR: 14,
    Column.NEXT_DUE: 20,
    Column.TIER: 9,
    Column.CITY: 12,
    Column.LAST_CONTACT: 15,
    Column.CONDITIONS: 18,
    Column.NUMBERS: 16,
}
"""Widths against each other, where nobody chose another one; about the letters that a
column needs."""
USUAL = (
    Column.CHILD,
    Column.CAREGIVER,
    Column.LANGUAGE,
    Column.STATE,
    Column.COORDINATOR,
    Column.NEXT_DUE,
)
LEAST, MOST = 4, 200


@dataclass(frozen=True)
class Columns:
    """The child comes first and is always there."""

    shown: tuple[Column, ...] = USUAL
    widths: Mapping[Column, int] = field(default_factory=dict)
    sort: Sort = Sort()

    def width(self, column: Column) -> int:
        return self.widths.get(column, WIDTHS[column])

    def showing(self, shown: tuple[Column, ...]) -> Columns:
        rest = tuple(dict.fromkeys(one for one in shown if one is not Column.CHILD))
        return replace(self, shown=(Column.CHILD, *rest))

    def text(self) -> str:
        """As it is kept: child:25 caregiver:24 ... and -city for the order."""
        parts = [f"{column}:{self.width(column)}" for column in self.shown]
        if not self.sort.usual:
            parts.append(f"{'-' if self.sort.descending else '+'}{self.sort.column}")
        return " ".join(parts)

    @classmethod
    def of(cls, text: str) -> Columns:
        """From what was kept; what is not understood is left out."""
        shown: list[Column] = []
        widths: dict[Column, int] = {}
        sort = Sort()
        for part in text.split():
            name, _, width = part.lstrip("+-").partition(":")
            if name not in set(Column):
                continue
            column = Column(name)
            if part[0] in "+-":
                sort = _sort(column, descending=part[0] == "-")
                continue
            shown.append(column)
            if width.isdecimal() and LEAST <= int(width) <= MOST:
                widths[column] = int(width)
        return cls(widths=widths, sort=sort).showing(tuple(shown) or USUAL)


def _sort(column: Column, *, descending: bool) -> Sort:
    return Sort() if column in UNSORTED else Sort(column, descending)


def load() -> Columns:
    return Columns.of(settings.load().member_columns)


def keep(columns: Columns) -> None:
    """Raises OSError where the settings cannot be written."""
    settings.change(member_columns=columns.text())
