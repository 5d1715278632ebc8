"""Writing very many new rows at once, with their history; existing rows stay as they
are. The search index is not kept in step: rebuild it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import manager_of_class

from hhdesk.care import audit
from hhdesk.care.tables import METADATA
from hhdesk.store.base import Base, Identified, Owned, Stamped
from hhdesk.store.session import UnitOfWork

Filler = Callable[[], Any]
Row = TypeVar("Row", bound=Base)


def plain_row(kind: type[Row], values: Mapping[str, Any]) -> Row:
    """A row for `write`, made without the bookkeeping of a session: a third of the
    cost. It must never be added to one."""
    row: Row = manager_of_class(kind).new_instance()
    row.__dict__.update(values)
    return row


def _constant(value: Any) -> Filler:
    return lambda: value


def _fillers(session: UnitOfWork, mapper: Mapper[Any]) -> dict[str, Filler]:
    """What each column of a class gets where the row does not say."""
    found: dict[str, Filler] = {}
    for column in mapper.local_table.columns:
        default: Any = column.default
        if default is None or default.is_scalar:
            found[column.key] = _constant(default.arg if default is not None else None)
        else:
            found[column.key] = partial(default.arg, None)
    return found | _stamps(session, mapper.class_)


def _stamps(session: UnitOfWork, kind: type) -> dict[str, Filler]:
    found: dict[str, Filler] = {}
    if issubclass(kind, Identified):
        found["id"] = session.new_id
    if issubclass(kind, Owned):
        found["organization_id"] = _constant(session.organization_id)
    if issubclass(kind, Stamped):
        found["created_at"] = found["changed_at"] = _constant(session.now())
        found["created_by"] = found["changed_by"] = _constant(session.actor_id)
    return found


def _values(row: Base, fillers: dict[str, Filler]) -> dict[str, Any]:
    told = row.__dict__
    return {key: told[key] if key in told else fill() for key, fill in fillers.items()}


def write(session: UnitOfWork, rows: Iterable[Base]) -> None:
    """Insert new rows, parents before children; fills defaults, clinic and stamps.

    The rows are not added to the session: they stay plain values.
    """
    by_table: dict[str, list[Base]] = {}
    for row in rows:
        by_table.setdefault(row.__tablename__, []).append(row)
    for table in METADATA.sorted_tables:
        mine = by_table.get(table.name)
        if mine:
            fillers = _fillers(session, inspect(type(mine[0])))
            session.execute(table.insert(), [_values(row, fillers) for row in mine])


def write_history(session: UnitOfWork, acts: Iterable[audit.Act]) -> None:
    """Append acts to the audit chain, in the order given."""
    entries = audit.chained(session, acts)
    session.flush()
    write(session, entries)
