"""The parts of a care plan that its full paper has, where they are chosen."""

from __future__ import annotations

import enum

from hhdesk.i18n import N_


class PlanPart(enum.StrEnum):
    """Goals are no part that may be left out."""

    MATTERS = "matters"
    EMERGENCY = "emergency"
    MEDICINES = "medicines"
    ALLERGIES = "allergies"
    EQUIPMENT = "equipment"
    SCHOOL = "school"
    TEAM = "team"
    VISITS = "visits"
    SIGNATURES = "signatures"


PLAN_PART_WORDS = {
    PlanPart.MATTERS: N_("What matters, strengths, preferences"),
    PlanPart.EMERGENCY: N_("Emergency plan"),
    PlanPart.MEDICINES: N_("Medicines"),
    PlanPart.ALLERGIES: N_("Allergies"),
    PlanPart.EQUIPMENT: N_("Equipment and supplies"),
    PlanPart.SCHOOL: N_("School"),
    PlanPart.TEAM: N_("Team"),
    PlanPart.VISITS: N_("Next visits"),
    PlanPart.SIGNATURES: N_("Signatures"),
}
