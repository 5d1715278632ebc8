"""Absences of staff: who is away, from when until when, and who covers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class StaffAbsence(Record, Base):
    """Both days are days away. While it lasts, what is due goes to `cover_id`."""

    __tablename__ = "staff_absence"
    __table_args__ = (Index(None, "staff_id"), Index(None, "ends_on"))

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    cover_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")
