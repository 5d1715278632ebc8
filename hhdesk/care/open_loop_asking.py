"""How open loops are asked for in SQL: questions are built once a day, for building
them takes longer than the answer of one child."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Text, Uuid, bindparam, cast, func
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from hhdesk.care import clinic_time
from hhdesk.care.programs import pack
from hhdesk.store.session import UnitOfWork

DEFAULT = "default"
"""The pack of a child who is in no program."""

FAR = timedelta(days=4000)
NEVER = date(9999, 12, 31)
GROUNDS = 8
"""For so many grounds (a day, a clinic, all or some) questions are kept."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question is built from; `some` is that it asks about some members only.
    Clocks that are open from their first day are left out where they run beyond
    `until`: nothing is to be done yet."""

    today: date
    organization_id: UUID
    zone: ZoneInfo
    some: bool = False
    until: date | None = None

    def about(self, column: Any) -> list[ColumnElement[bool]]:
        """That a column names one of the members."""
        return [among(column, bindparam("members", type_=Keys))] if self.some else []

    def by(self, column: Any, last: date) -> ColumnElement[bool]:
        """That it is due by a day. For some members it is said so that no database
        takes the index on the days of all."""
        if not self.some:
            due: ColumnElement[bool] = column <= last
            return due
        return func.coalesce(column, NEVER) <= last

    def since(self, column: Any, first: date) -> ColumnElement[bool]:
        """That its day is not before a day; said as `by` is."""
        if not self.some:
            late: ColumnElement[bool] = column >= first
            return late
        return func.coalesce(column, date.min) >= first

    def horizon(self, clock: str) -> date:
        """The last day that is open today of what has a day of its own."""
        opens = pack(DEFAULT).clocks[clock].opens
        return self.today + (FAR if opens is None else timedelta(days=opens))

    def earliest(self, clock: str) -> date:
        """The first day of what is still asked for."""
        back = pack(DEFAULT).clocks[clock].back
        return self.today - (FAR if back is None else timedelta(days=back))

    def begin_of(self, day: date) -> datetime:
        return clinic_time.begin_of(day, self.zone)


Question = Callable[[Ground], Any]


def question(build: Question) -> Question:
    """Keeps what was built for the last grounds."""
    return lru_cache(GROUNDS)(build)


def asked(
    session: UnitOfWork,
    ground: Ground,
    members: Sequence[UUID] | None,
    question: Question,
    **values: Any,
) -> Sequence[Any]:
    """The plain rows that answer a question."""
    if members is not None:
        values["members"] = members
    return session.connection().execute(question(ground), values).all()


class Keys(TypeDecorator[Sequence[UUID]]):
    """Many keys as one value: a name for each would have to be written each time."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        on_server = dialect.name == "postgresql"
        kind: Any = postgresql.ARRAY(Uuid()) if on_server else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(
        self, value: Sequence[UUID] | None, dialect: Dialect
    ) -> str | list[UUID]:
        keys = list(value or ())
        if dialect.name == "postgresql":
            return keys
        return json.dumps([key.hex for key in keys])


class among(FunctionElement[bool]):  # noqa: N801
    """That a column is one of `Keys`. Without a type, or SQLite would compare it with
    1 and take no index."""

    inherit_cache = True


@compiles(among)
def _any(element: Any, compiler: Any, **how: Any) -> str:
    column, keys = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} = ANY ({keys})"


@compiles(among, "sqlite")
def _each(element: Any, compiler: Any, **how: Any) -> str:
    column, keys = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"


class hexed(FunctionElement[str]):  # noqa: N801
    """A key as digits: making keys of very many takes longer than reading them."""

    type = Text()
    inherit_cache = True


@compiles(hexed)
def _with_dashes(element: Any, compiler: Any, **how: Any) -> str:
    return f"replace(CAST({compiler.process(element.clauses, **how)} AS TEXT), '-', '')"


@compiles(hexed, "sqlite")
def _as_it_is(element: Any, compiler: Any, **how: Any) -> str:
    digits: str = compiler.process(element.clauses, **how)
    return digits


class minute(FunctionElement[str]):  # noqa: N801
    """The minute of a moment in UTC, as text: very many fall on few of them."""

    type = Text()
    inherit_cache = True


@compiles(minute)
def _told(element: Any, compiler: Any, **how: Any) -> str:
    moment = compiler.process(element.clauses, **how)
    return f"to_char(({moment}) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"


@compiles(minute, "sqlite")
def _cut(element: Any, compiler: Any, **how: Any) -> str:
    return f"substr({compiler.process(element.clauses, **how)}, 1, 16)"


def day(column: Any) -> ColumnElement[str]:
    """A day as ISO writes it."""
    return cast(column, Text)


def present(*tables: Any) -> list[ColumnElement[bool]]:
    """That nothing of it is voided."""
    return [table.voided_at.is_(None) for table in tables]
