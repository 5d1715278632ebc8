"""What a merge does with each table: a test holds this against all tables there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hhdesk.i18n import N_
from hhdesk.store.base import Base


@dataclass(frozen=True, slots=True)
class Rule:
    """`words` names the rows on the screen. With `twins`, a row that says the same as
    one of the kept member's stays behind, so that nothing is listed twice."""

    words: str
    twins: bool = False


OF_MEMBER: dict[str, Rule] = {
    "referral": Rule(N_("Referrals")),
    "appointment": Rule(N_("Visits")),
    "outreach_attempt": Rule(N_("Contacts with the family")),
    "call_wrap_up": Rule(N_("Calls written down")),
    "core_service": Rule(N_("Core services")),
    "note": Rule(N_("Notes")),
    "care_plan": Rule(N_("Care plan")),
    "enrollment_segment": Rule(N_("Enrollments")),
    "caregiving": Rule(N_("Caregivers")),
    "contact_point": Rule(N_("Phones and addresses")),
    "identifier": Rule(N_("Record numbers")),
    "former_name": Rule(N_("Names before")),
    "consent": Rule(N_("Consents")),
    "document": Rule(N_("Documents")),
    "paper": Rule(N_("Papers made")),
    "disclosure": Rule(N_("Accounting of disclosures")),
    "condition": Rule(N_("Conditions"), twins=True),
    "allergy": Rule(N_("Allergies"), twins=True),
    "medicine": Rule(N_("Medicines"), twins=True),
    "coverage": Rule(N_("Coverage"), twins=True),
    "team_member": Rule(N_("Care team"), twins=True),
    "hospital_stay": Rule(N_("Hospital stays")),
    "desk_message": Rule(N_("Messages")),
    "answer_sheet": Rule(N_("Answers to questions")),
    "adt_message": Rule(N_("Hospitals' messages")),
    "handover": Rule(N_("Hand-overs")),
    "snooze": Rule(N_("To do, put off")),
    "loop_closing": Rule(N_("To do, closed")),
    "source_record": Rule(N_("Imported records")),
    "roster_line": Rule(N_("Lines of rosters")),
}
"""Tables whose `member_id` comes to the kept member, in the order of the preview."""

OF_PLAN: dict[str, Rule] = {
    "concern": Rule(N_("Concerns of the plan")),
    "goal": Rule(N_("Goals of the plan")),
    "activity": Rule(N_("Steps of the plan")),
    "barrier": Rule(N_("Barriers of the plan")),
    "plan_line": Rule(N_("Further lines of the plan")),
    "goal_progress": Rule(N_("How goals went")),
    "translation": Rule(N_("Translated lines")),
}
"""Tables whose `plan_id` comes to the kept member's plan, where both have one."""

STAY = {
    "audit": "the chain is never rewritten; both members' rows stay theirs",
    "member_merge": "tells of the two members themselves",
    "plan_presence": "says who looks at it now, and is told again",
    "plan_signature": "stands below a version of its own plan",
    "plan_review": "tells of a version of its own plan",
    "care_plan_version": "a saved version is that of its plan, and stays readable",
}
"""Tables that name a member or a plan and stay as they are, with why."""

NAMING = {
    ("snooze", "item_id"),
    ("loop_closing", "item_id"),
    ("source_record", "local_id"),
    ("translation", "item_id"),
}
"""Columns that name some row without a foreign key."""

BOOKKEEPING = {
    "id",
    "organization_id",
    "member_id",
    "version",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "voided_at",
    "voided_by",
    "void_reason",
}
"""Columns that say nothing of the child."""


def mapped(table: str) -> Any:
    """The class of a table."""
    return _CLASSES[table] if table in _CLASSES else _read(table)


_CLASSES: dict[str, Any] = {}


def _read(table: str) -> Any:
    for mapper in Base.registry.mappers:
        _CLASSES[mapper.class_.__tablename__] = mapper.class_
    return _CLASSES[table]
