"""Call wrap-ups: what one call or visit changed, so that it can be undone as one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class WrapUp(Record, Base):
    """`did` says what its undo needs: ids, versions and codes of what was done, and
    what a step overwrote that nothing else keeps."""

    __tablename__ = "call_wrap_up"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    did: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
