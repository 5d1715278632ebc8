"""Core services: which of its program's services a contact was."""

from __future__ import annotations

import enum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.programs import Pack
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class CoreService(enum.StrEnum):
    """CMS's six and the seven of California's ECM; which a program has, its pack says
    in the fact "core_services"."""

    CARE_MANAGEMENT = "care_management"
    CARE_COORDINATION = "care_coordination"
    HEALTH_PROMOTION = "health_promotion"
    TRANSITIONAL_CARE = "transitional_care"
    FAMILY_SUPPORT = "family_support"
    COMMUNITY_REFERRAL = "community_referral"
    OUTREACH_ENGAGEMENT = "outreach_engagement"
    ASSESSMENT_PLAN = "assessment_plan"
    ENHANCED_COORDINATION = "enhanced_coordination"
    MEMBER_FAMILY_SUPPORTS = "member_family_supports"
    COMMUNITY_SOCIAL_SUPPORTS = "community_social_supports"


CORE_SERVICE_WORDS = {
    CoreService.CARE_MANAGEMENT: N_("Comprehensive care management"),
    CoreService.CARE_COORDINATION: N_("Care coordination"),
    CoreService.HEALTH_PROMOTION: N_("Health promotion"),
    CoreService.TRANSITIONAL_CARE: N_("Transitional care"),
    CoreService.FAMILY_SUPPORT: N_("Individual and family support"),
    CoreService.COMMUNITY_REFERRAL: N_("Referral to community and social services"),
    CoreService.OUTREACH_ENGAGEMENT: N_("Outreach and engagement"),
    CoreService.ASSESSMENT_PLAN: N_("Assessment and care plan"),
    CoreService.ENHANCED_COORDINATION: N_("Enhanced coordination"),
    CoreService.MEMBER_FAMILY_SUPPORTS: N_("Member and family supports"),
    CoreService.COMMUNITY_SOCIAL_SUPPORTS: N_("Community and social supports"),
}


class GivenService(Record, Base):
    """One service given in one contact; when, how and to whom the contact says."""

    __tablename__ = "core_service"
    __table_args__ = (Index(None, "member_id"), Index(None, "contact_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("outreach_attempt.id"))
    service: Mapped[CoreService] = mapped_column(coded(CoreService))


def services_of(rules: Pack) -> tuple[CoreService, ...]:
    """The services of a pack, in its order."""
    fact = rules.facts.get("core_services")
    return tuple(map(CoreService, fact.value)) if fact is not None else ()
