"""Where imported facts came from: originals kept sealed, changes told apart."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Identified, Owned, Record


class SourceRecord(Record, Base):
    """One resource of one source. `original` is never exported or printed.

    `imported` holds the field values as they were written, so that a field which
    somebody changed here since is not overwritten by the next import.
    """

    __tablename__ = "source_record"
    __table_args__ = (
        UniqueConstraint("organization_id", "source", "type", "source_id"),
        Index(None, "member_id"),
        Index(None, "local_id"),
    )

    source: Mapped[str]
    type: Mapped[str]
    source_id: Mapped[str]
    sha256: Mapped[str]
    original: Mapped[bytes]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    local_table: Mapped[str] = mapped_column(default="")
    local_id: Mapped[UUID | None]
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict)


class DanglingReference(Identified, Owned, Base):
    """What a kept resource needs before it can be entered: another resource that has
    not come yet, or with an empty type the person of a number."""

    __tablename__ = "dangling_reference"
    __table_args__ = (
        Index(None, "record_id"),
        Index(None, "organization_id", "source", "type", "source_id"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("source_record.id"))
    source: Mapped[str]
    type: Mapped[str]
    source_id: Mapped[str]
