"""Inserting many rows at once, column by column, without a statement's bookkeeping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table

Value = Mapping[str, Any]


@lru_cache(maxsize=128)
def _insert(
    table: Table, dialect: Dialect, columns: tuple[str, ...]
) -> tuple[str, bool]:
    """The statement, and whether its values go by place."""
    made = table.insert().compile(dialect=dialect, column_keys=list(columns))
    return str(made), bool(made.positional)


class Many:
    """Rows of one table on their way into it.

    `constants` and `makers` fill, by column, what a row does not tell; a column that
    nobody tells stays out. A value that all rows share is brought into the driver's
    form once.
    """

    def __init__(
        self,
        connection: Connection,
        table: Table,
        constants: Value,
        makers: Mapping[str, Callable[[], Any]],
    ) -> None:
        self._connection = connection
        self._table = table
        self._constants = constants
        self._makers = makers

    def insert(self, rows: Sequence[Value]) -> None:
        """Raises what the driver raises; nothing is kept of the statement then."""
        if not rows:
            return
        told = frozenset().union(*rows)
        filled = told.union(self._constants, self._makers)
        columns = [column for column in self._table.columns if column.key in filled]
        values = [
            self._driven(column, self._values(column.key, column.key in told, rows))
            for column in columns
        ]
        names = [column.key for column in columns]
        statement, positional = _insert(
            self._table, self._connection.dialect, tuple(names)
        )
        made: Any = zip(*values, strict=True)
        if not positional:
            made = (dict(zip(names, row, strict=True)) for row in made)
        self._connection.exec_driver_sql(statement, list(made))

    def _values(self, key: str, told: bool, rows: Sequence[Value]) -> list[Any]:
        make = self._makers.get(key)
        if make is not None:
            return [row[key] if key in row else make() for row in rows]
        constant = self._constants.get(key)
        if not told:
            return [constant] * len(rows)
        return [row.get(key, constant) for row in rows]

    def _driven(self, column: Column[Any], values: list[Any]) -> Sequence[Any]:
        """A column's values as the driver takes them."""
        dialect = self._connection.dialect
        process = column.type.dialect_impl(dialect).bind_processor(dialect)
        if process is None:
            return values
        first = values[0]
        if values.count(first) == len(values):
            return [process(first)] * len(values)
        return list(map(process, values))
