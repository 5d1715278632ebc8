"""Every mapped class of the mission, imported for its table."""

from hhdesk.care import (
    appointments,
    arrangements,
    audit,
    care_plans,
    care_team,
    clinic,
    consents,
    contact_points,
    coverage,
    disclosures,
    enrollment,
    goals,
    health,
    household,
    members,
    outreach,
    referral_reports,
    referrals,
    sources,
    staff,
    translations,
)
from hhdesk.store import receipts
from hhdesk.store.base import Base

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "appointments",
    "arrangements",
    "audit",
    "care_plans",
    "care_team",
    "clinic",
    "consents",
    "contact_points",
    "coverage",
    "disclosures",
    "enrollment",
    "goals",
    "health",
    "household",
    "members",
    "outreach",
    "receipts",
    "referral_reports",
    "referrals",
    "sources",
    "staff",
    "translations",
]
