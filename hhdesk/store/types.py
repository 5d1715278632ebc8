"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import enum
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Enum
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment: aware in, UTC stored, aware UTC out.

    A naive value is refused on both databases; SQLite alone would take it and hand
    back another hour.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


def codes(kind: type[enum.Enum]) -> list[str]:
    """The stored values of an enumeration, in its order."""
    return [str(member.value) for member in kind]


def coded(kind: type[enum.Enum]) -> Enum:
    """An enumeration stored as its code (FHIR's where there is one) in plain text."""
    options: dict[str, Any] = {"native_enum": False, "create_constraint": False}
    return Enum(kind, values_callable=codes, length=40, **options)
