"""Who has a care plan open now, on any workstation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Identified, Owned


class PlanPresence(Identified, Owned, Base):
    """One open editor; told again while it is open, forgotten when it is not."""

    __tablename__ = "plan_presence"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    # Something typed is not saved yet.
    typing: Mapped[bool] = mapped_column(default=False)
