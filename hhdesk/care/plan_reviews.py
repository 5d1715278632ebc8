"""Review meetings: when the plan was looked over with the family, and who was there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class PlanReview(Record, Base):
    __tablename__ = "plan_review"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    # The save of the plan that the meeting ended with.
    number: Mapped[int]
    held_on: Mapped[date]
    attended: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
