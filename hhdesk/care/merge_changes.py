"""What a merge changes, kept so that exactly this can be put back."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import tables
from hhdesk.care.import_fields import plain
from hhdesk.care.merge_rules import mapped
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import Instant

assert tables.METADATA

OWNERS = ("member_id", "plan_id")
"""Columns by which a row belongs to a member."""
# Below the number of values that one statement may bind on both databases.
_CHUNK = 400


class Changes:
    """Changes rows and remembers, in JSON's values, what stood in them and what does.

    `told` is `{"changed": {table: {id: {column: [before, after]}}}, "made": {table:
    [id]}}`.
    """

    def __init__(self) -> None:
        self.told: dict[str, Any] = {"changed": {}, "made": {}}

    def put(self, row: Any, **values: Any) -> None:
        """Write values that differ."""
        for name, value in values.items():
            before = getattr(row, name)
            if before == value:
                continue
            setattr(row, name, value)
            rows = self.told["changed"].setdefault(row.__tablename__, {})
            columns = rows.setdefault(str(row.id), {})
            columns[name] = [columns.get(name, [plain(before)])[0], plain(value)]

    def made(self, row: Any) -> None:
        """A row that was not there before."""
        self.told["made"].setdefault(row.__tablename__, []).append(str(row.id))

    def moved(self) -> int:
        """How many rows came to another owner."""
        return sum(
            any(name in columns for name in OWNERS)
            for rows in self.told["changed"].values()
            for columns in rows.values()
        )


Columns = Mapping[str, Sequence[Any]]
"""Column to what stood in it before the merge and what stands there since."""


class Told:
    """What a merge has told, read back."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.changed: Mapping[str, Mapping[UUID, Columns]] = {
            table: {UUID(key): columns for key, columns in rows.items()}
            for table, rows in told.get("changed", {}).items()
        }
        self.made: Mapping[str, list[UUID]] = {
            table: [UUID(key) for key in keys]
            for table, keys in told.get("made", {}).items()
        }

    def moved(self, table: str) -> set[UUID]:
        """The rows of a table that came to another owner."""
        rows = self.changed.get(table, {})
        return {key for key, columns in rows.items() if goes_back(columns)}


def goes_back(columns: Columns) -> bool:
    return any(name in columns for name in OWNERS)


def rows_of(
    session: UnitOfWork, table: str, column: str, keys: Iterable[UUID]
) -> Iterator[Any]:
    """The rows of a table that have one of these values in a column."""
    kind = mapped(table)
    wanted = sorted(keys)
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        statement = select(kind).where(getattr(kind, column).in_(some))
        yield from session.scalars(statement.order_by(kind.id)).all()


def value_of(row: Any, column: str, told: Any) -> Any:
    """A remembered value as the row's column has it."""
    stored = row.__table__.columns[column].type
    kind: Any = datetime if isinstance(stored, Instant) else stored.python_type
    if told is None or not isinstance(told, str) or kind is str:
        return told
    if issubclass(kind, enum.Enum):
        return kind(told)
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(told)
    return UUID(told) if kind is UUID else told
