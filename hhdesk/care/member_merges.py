"""Merges of members who are the same child, each of which can be taken apart again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


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
