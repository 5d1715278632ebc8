"""Merges of members who are the same child, each of which can be taken apart again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

MERGED = "merged into another record of the same child"
"""Why the member who is gone was voided."""


class MemberMerge(Record, Base):
    """`moved` tells table by table which rows went from the one to the other, and what
    stood in the fields that changed: an undo puts exactly these back."""

    __tablename__ = "member_merge"
    __table_args__ = (Index(None, "kept_id"), Index(None, "gone_id"))

    kept_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    gone_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[str] = mapped_column(default="")
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge as a page tells of it; `name` is that of the record that is gone."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    name: str
    at: datetime
    reason: str = ""


def kept_of(session: UnitOfWork, gone_id: UUID) -> UUID | None:
    """The member into whom one was merged, through all merges that followed; None for
    one who was not."""
    found: UUID | None = None
    at: UUID | None = gone_id
    while at is not None:
        at = session.scalars(
            select(MemberMerge.kept_id)
            .where(MemberMerge.gone_id == at, MemberMerge.undone_at.is_(None))
            .limit(1)
        ).first()
        found = at or found
    return found
