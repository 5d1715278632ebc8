"""How a goal went over time: each time somebody said so, with the note."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.goals import Achievement
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class GoalProgress(Record, Base):
    """FHIR Goal.achievementStatus as it was on a day (Goal.statusDate); a goal's seal
    is its progress's seal."""

    __tablename__ = "goal_progress"
    __table_args__ = (Index(None, "plan_id"), Index(None, "goal_id"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"))
    on: Mapped[date]
    achievement: Mapped[Achievement] = mapped_column(coded(Achievement))
    note: Mapped[str] = mapped_column(default="")
