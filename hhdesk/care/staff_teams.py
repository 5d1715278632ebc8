"""Teams of the clinic: whose work a person looks at besides their own."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class StaffTeam(Record, Base):
    __tablename__ = "staff_team"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str]


class StaffTeamMember(Record, Base):
    """A person is in one team or in several."""

    __tablename__ = "staff_team_member"
    __table_args__ = (Index(None, "team_id"), Index(None, "staff_id"))

    team_id: Mapped[UUID] = mapped_column(ForeignKey("staff_team.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
