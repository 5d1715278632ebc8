"""Call wrap-ups: what one call or visit changed, so that it can be undone as one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class WrapUp(Record, Base):
    """`did` lists the acts in their order, each with ids, versions and codes only."""

    __tablename__ = "call_wrap_up"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    did: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
