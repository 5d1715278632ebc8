"""What every table has: key, owner, version, stamps, void instead of delete."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from hhdesk.store.types import Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The one metadata of the product."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        UUID: Uuid(),
        datetime: Instant(),
        date: Date(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


class Identified:
    """A key made by the client."""

    id: Mapped[UUID] = mapped_column(primary_key=True)


class Owned:
    """The clinic that owns the row; leads every unique constraint."""

    @declared_attr
    @classmethod
    def organization_id(cls) -> Mapped[UUID]:
        return mapped_column(ForeignKey("clinic.id"))


class Stamped:
    """When and by whom a row came and last changed; filled by the session."""

    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]


class Versioned:
    """Counts the saves of a row, so that a stale save is refused, not merged."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Voidable:
    """A clinical fact is never deleted: it is voided, with a reason."""

    voided_at: Mapped[datetime | None]
    voided_by: Mapped[UUID | None]
    void_reason: Mapped[str | None]

    def void(self, reason: str, at: datetime, by: UUID | None) -> None:
        """Take the fact out of every view; raises ValueError without a reason."""
        if not reason.strip():
            raise ValueError("a void needs a reason")
        self.voided_at, self.voided_by, self.void_reason = at, by, reason


class Record(Identified, Owned, Stamped, Versioned, Voidable):
    """The columns of an ordinary table."""
