"""Filters of the member list that a person keeps by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class SavedFilter(Record, Base):
    """`content` is the filter, its columns and its order, by the names of the list."""

    __tablename__ = "saved_filter"
    __table_args__ = (Index(None, "staff_id"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
