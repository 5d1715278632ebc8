"""How the parts, fields and values of a care plan are named to staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hhdesk.care.care_team import TEAM_ROLE_WORDS, TeamRole
from hhdesk.care.confidentiality import SEGMENT_WORDS, Seal
from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    ACTIVITY_STATUS_WORDS,
    BARRIER_WORDS,
    DOMAIN_WORDS,
    LIFECYCLE_WORDS,
    RESPONSIBLE_WORDS,
    Achievement,
    ActivityStatus,
    BarrierKind,
    Domain,
    Lifecycle,
    Repeat,
    Responsible,
)
from hhdesk.care.health import (
    MEDICINE_STATUS_WORDS,
    ClinicalStatus,
    Criticality,
    MedicineStatus,
)
from hhdesk.care.plan_lines import (
    LINE_KIND_WORDS,
    SCHOOL_PLAN_WORDS,
    LineKind,
    School,
    SchoolPlan,
)
from hhdesk.care.translations import Pair
from hhdesk.gui.plan_lists import CRITICALITY_WORDS
from hhdesk.gui.repeat_field import repeat_words
from hhdesk.i18n import N_, _, format_date

PART_WORDS = {
    "what_matters": N_("What matters to us"),
    "strengths": N_("What goes well already"),
    "culture": N_("Our ways and wishes"),
    "concerns": N_("Concerns"),
    "goals": N_("Goals"),
    "activities": N_("Who does what by when"),
    "barriers": N_("What stands in the way"),
    "lines": N_("Emergency, equipment, school"),
    "school": N_("School"),
    "medicines": N_("Medicines"),
    "allergies": N_("Allergies"),
    "team": N_("Care team"),
    "review_on": N_("Next review of this plan"),
}

FIELD_WORDS = {
    "family_words": N_("The goal in family words"),
    "text": N_("Words"),
    "clinical_words": N_("In clinical words"),
    "target": N_("What will be reached"),
    "start_on": N_("Started"),
    "target_on": N_("Target date"),
    "lifecycle": N_("State"),
    "achievement": N_("How it's going"),
    "domain": N_("About"),
    "concern_id": N_("For the concern"),
    "seal": N_("Privacy"),
    "resolved_on": N_("Solved"),
    "responsible": N_("Who does it"),
    "who": N_("Name"),
    "due_on": N_("By when"),
    "repeat": N_("How often"),
    "status": N_("How far it is"),
    "done_on": N_("Done on"),
    "result": N_("What came of it"),
    "kind": N_("Kind"),
    "note": N_("Note"),
    "name": N_("Name"),
    "grade": N_("Grade"),
    "contact": N_("Contact"),
    "phone": N_("Phone"),
    "plan": N_("School plan"),
    "dosage": N_("How it is taken"),
    "reported_by": N_("Who told us"),
    "reaction": N_("What happens"),
    "criticality": N_("How bad"),
    "role": N_("Role"),
    "organization": N_("Organization"),
    "may_share": N_("What we may share"),
    "left": N_("Left the team"),
}

CLINICAL_STATUS_WORDS = {
    ClinicalStatus.ACTIVE: N_("Active"),
    ClinicalStatus.RECURRENCE: N_("Came back"),
    ClinicalStatus.RELAPSE: N_("Came back"),
    ClinicalStatus.INACTIVE: N_("Not active"),
    ClinicalStatus.REMISSION: N_("Better for now"),
    ClinicalStatus.RESOLVED: N_("Over"),
}

_CODES: Mapping[type, Mapping[Any, str]] = {
    TeamRole: TEAM_ROLE_WORDS,
    Achievement: ACHIEVEMENT_WORDS,
    ActivityStatus: ACTIVITY_STATUS_WORDS,
    BarrierKind: BARRIER_WORDS,
    Domain: DOMAIN_WORDS,
    Lifecycle: LIFECYCLE_WORDS,
    Responsible: RESPONSIBLE_WORDS,
    MedicineStatus: MEDICINE_STATUS_WORDS,
    ClinicalStatus: CLINICAL_STATUS_WORDS,
    Criticality: CRITICALITY_WORDS,
    LineKind: LINE_KIND_WORDS,
    SchoolPlan: SCHOOL_PLAN_WORDS,
}


def part(name: str) -> str:
    """What a part of the plan is called; its own name where it has no word."""
    word = PART_WORDS.get(name, name)
    return _(word)


def field(name: str) -> str:
    word = FIELD_WORDS.get(name, name)
    return _(word)


def value(told: Any) -> str:
    """One value as staff read it; a pair is its English."""
    if told is None or told == "":
        return ""
    kind = type(told)
    if kind in _CODES:
        return _(_CODES[kind][told])
    say = _SAYINGS.get(kind)
    return say(told) if say else str(told)


def row(told: Any) -> str:
    """One line of a plan in a few words, by what it says first."""
    for name in ("family_words", "text", "note", "name", "organization"):
        words = value(getattr(told, name, ""))
        if words:
            return words
    kind = getattr(told, "kind", None) or getattr(told, "role", None)
    return value(kind) or _("Empty line")


def _yes(told: bool) -> str:
    return _("Yes") if told else ""


def _seal(seal: Seal) -> str:
    return _(SEGMENT_WORDS[seal.segment]) if seal.sealed else ""


def _school(school: School) -> str:
    plan = value(school.plan) if school.plan is not SchoolPlan.NOT_ASKED else ""
    told = (school.name, school.grade, school.contact, school.phone, plan)
    return " · ".join(one for one in told if one)


_SAYINGS: Mapping[type, Callable[[Any], str]] = {
    Pair: lambda pair: pair.english,
    date: format_date,
    bool: _yes,
    Seal: _seal,
    School: _school,
    Repeat: repeat_words,
}
