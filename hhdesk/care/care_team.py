"""The care team: people and organizations around the member, other coordinators too."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class TeamRole(enum.StrEnum):
    LEAD_COORDINATOR = "lead_coordinator"
    PRIMARY_CARE = "primary_care"
    SPECIALIST = "specialist"
    DENTIST = "dentist"
    THERAPIST = "therapist"
    SCHOOL = "school"
    SOCIAL_WORKER = "social_worker"
    OTHER_COORDINATOR = "other_coordinator"
    COMMUNITY = "community"
    OTHER = "other"


TEAM_ROLE_WORDS = {
    TeamRole.LEAD_COORDINATOR: N_("Care coordinator"),
    TeamRole.PRIMARY_CARE: N_("Pediatrician"),
    TeamRole.SPECIALIST: N_("Specialist"),
    TeamRole.DENTIST: N_("Dentist"),
    TeamRole.THERAPIST: N_("Therapist"),
    TeamRole.SCHOOL: N_("School"),
    TeamRole.SOCIAL_WORKER: N_("Social worker"),
    TeamRole.OTHER_COORDINATOR: N_("Other coordinator"),
    TeamRole.COMMUNITY: N_("Community service"),
    TeamRole.OTHER: N_("Other"),
}


class TeamMember(Record, Base):
    """Other coordinators (CCS, Regional Center, health plan) stand here as well."""

    __tablename__ = "team_member"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    role: Mapped[TeamRole] = mapped_column(coded(TeamRole))
    name: Mapped[str] = mapped_column(default="")
    organization: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    # What may be shared with them, in words until consents say it.
    may_share: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))

    def row(self) -> TeamMemberRow:
        return TeamMemberRow(
            self.id,
            self.role,
            self.name,
            self.organization,
            self.phone,
            self.may_share,
        )


@dataclass(frozen=True, slots=True)
class TeamMemberRow:
    id: UUID
    role: TeamRole
    name: str
    organization: str
    phone: str
    may_share: str
