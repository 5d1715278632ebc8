"""A household's visits and a referral in progress, as released to Mateo's mother."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import Domain
from hhdesk.care.referral_sentences import sentence_of
from hhdesk.care.referral_states import Detail, ReferralState, rule_of
from hhdesk.care.translations import Pair
from hhdesk.papers.next_steps import NextStepsPaper
from hhdesk.papers.visit_list import ChildVisit, VisitListPaper
from hhdesk.papers.visits import Visit
from tests.papers.samples import PACIFIC

RIDE, INTERPRETER, CHILD_CARE = ArrangementKind
NEEDED, REQUESTED, CONFIRMED, FAILED = ArrangementStatus

FIRST = Visit(
    datetime(2026, 12, 3, 15, 30, tzinfo=PACIFIC),
    Pair("Well visit"),
    "2500 Cedar Avenue, Room 4",
    "Dr. Amy Lee",
    ((RIDE, CONFIRMED), (INTERPRETER, REQUESTED)),
)
VISITS = (
    ChildVisit("Mateo", FIRST),
    ChildVisit(
        "Camila",
        Visit(
            datetime(2026, 12, 3, 16, 0, tzinfo=PACIFIC),
            Pair("Vaccines"),
            "2500 Cedar Avenue, Room 4",
            "Nurse Joan Park",
            ((RIDE, CONFIRMED), (CHILD_CARE, NEEDED)),
        ),
    ),
    ChildVisit(
        "Mateo",
        Visit(
            datetime(2027, 1, 14, 9, 0, tzinfo=PACIFIC),
            Pair("Talk about the new stroller"),
            "Bay Hearing, 11 Oak Street",
        ),
    ),
)
EARLY_INTERVENTION = Visit(
    datetime(2026, 12, 8, 10, 0, tzinfo=PACIFIC),
    Pair("Early intervention"),
    "300 Harbor Way, Oakland",
    "Ms. Okafor",
    ((RIDE, REQUESTED), (INTERPRETER, CONFIRMED)),
)

HEAD: dict[str, Any] = {
    "child": "Mateo",
    "reader": "Lucía Ruiz",
    "audience": Audience.FAMILY,
    "language": "es",
    "day": date(2026, 11, 21),
    "number": "7F3A-4BE1",
    "clinic": "Cedar Avenue Children's Clinic",
    "phone": "(510) 555-0100",
    "coordinator": "Rosa Delgado",
    "headings_checked": True,
}


def visit_list(**changes: Any) -> VisitListPaper:
    """Mateo's and his sister's visits, in Spanish beside English."""
    return VisitListPaper(**(HEAD | {"visits": VISITS} | changes))


def next_steps(
    state: ReferralState = ReferralState.SCHEDULED,
    detail: Detail | None = None,
    **changes: Any,
) -> NextStepsPaper:
    """Mateo's referral to early intervention in one of its states."""
    fields: dict[str, Any] = {
        "domain": Domain.DEVELOPMENTAL,
        "need": Pair("Early intervention"),
        "agency": "Bayside Regional Center",
        "agency_phone": "510-555-0166",
        "sentence": sentence_of(state, detail),
        "turn": rule_of(state, detail).turn,
        "due_on": date(2026, 12, 10),
        "visit": EARLY_INTERVENTION if state is ReferralState.SCHEDULED else None,
    }
    return NextStepsPaper(**(HEAD | fields | changes))
