"""Hand-overs: a child goes to another coordinator, with what they must know."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class Handover(Record, Base):
    """Open until the one who takes over has read the note."""

    __tablename__ = "handover"
    __table_args__ = (Index(None, "member_id"), Index(None, "to_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    from_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str]
    on: Mapped[date]
    read_on: Mapped[date | None]
