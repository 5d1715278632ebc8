"""Writing very many new rows at once, with their history; existing rows stay as they
are. The search index is not kept in step: rebuild it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect
from sqlalchemy.orm.attributes import manager_of_class

from hhdesk.care import audit
from hhdesk.care.tables import METADATA
from hhdesk.store.base import Base, Identified, Owned, Stamped
from hhdesk.store.inserting import Many
from hhdesk.store.session import UnitOfWork

Filler = Callable[[], Any]
Row = TypeVar("Row", bound=Base)


def plain_row(kind: type[Row], values: Mapping[str, Any]) -> Row:
    """A row for `write`, made without the bookkeeping of a session: a third of the
    cost. It must never be added to one."""
    row: Row = manager_of_class(kind).new_instance()
    row.__dict__.update(values)
    return row


@cache
def _constants(kind: type[Base]) -> dict[str, Any]:
    """What columns get where a row does not say; nothing stands for NULL."""
    defaults = {one.key: one.default for one in inspect(kind).local_table.columns}
    return {key: one.arg for key, one in defaults.items() if one and one.is_scalar}


@cache
def _makers(kind: type[Base]) -> dict[str, Filler]:
    defaults: dict[str, Any] = {
        one.key: one.default for one in inspect(kind).local_table.columns
    }
    return {
        key: partial(one.arg, None)
        for key, one in defaults.items()
        if one is not None and one.is_callable
    }


def _stamps(session: UnitOfWork, kind: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if issubclass(kind, Owned):
        found["organization_id"] = session.organization_id
    if issubclass(kind, Stamped):
        found["created_at"] = found["changed_at"] = session.now()
        found["created_by"] = found["changed_by"] = session.actor_id
    return found


def _many(session: UnitOfWork, connection: Connection, kind: type[Base]) -> Many:
    makers = dict(_makers(kind))
    if issubclass(kind, Identified):
        makers["id"] = session.new_id
    constants = _constants(kind) | _stamps(session, kind)
    return Many(connection, METADATA.tables[kind.__tablename__], constants, makers)


Values = Mapping[str, Any]
"""A row by the names of its columns."""


def write(session: UnitOfWork, rows: Iterable[Base]) -> None:
    """Insert new rows, parents before children; fills defaults, clinic and stamps.

    The rows are not added to the session: they stay plain values.
    """
    by_kind: dict[type[Base], list[Values]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(
            {key: value for key, value in row.__dict__.items() if key[0] != "_"}
        )
    write_values(session, by_kind)


def write_values(
    session: UnitOfWork, rows: Mapping[type[Base], Sequence[Values]]
) -> None:
    """As `write`, for rows that are values by column."""
    by_table = {kind.__tablename__: kind for kind in rows}
    session.flush()
    connection = session.connection()
    for table in METADATA.sorted_tables:
        kind = by_table.get(table.name)
        if kind is not None:
            _many(session, connection, kind).insert(rows[kind])


def write_history(session: UnitOfWork, acts: Iterable[audit.Act]) -> None:
    """Append acts to the audit chain, in the order given."""
    write_values(session, {audit.AuditEntry: audit.chained(session, acts)})
