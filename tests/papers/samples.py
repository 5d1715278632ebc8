"""The child of the H.O.M.E. story as a released plan: 18 months, two visits missed.

The Spanish here was written for tests and stands for a checked translation.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
    Responsible,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.papers.care_plan_input import CarePlanPaper, Part, Signer
from hhdesk.papers.visits import Visit

PACIFIC = ZoneInfo("America/Los_Angeles")


def checked(english: str, family: str) -> Pair:
    return Pair(english, family, TranslationState.CHECKED)


WORDS = GoalRow(
    Domain.DEVELOPMENTAL,
    checked(
        "By May, Mateo says 20 words at home.",
        "Para mayo, Mateo dice 20 palabras en casa.",
    ),
    "Expressive language 20 words by 24 months",
    date(2027, 5, 15),
    Lifecycle.ACTIVE,
    Achievement.IMPROVING,
    (
        ActivityRow(
            checked(
                "Sign Mateo up for early intervention",
                "Inscribir a Mateo en intervención temprana",
            ),
            Responsible.ORGANIZATION,
            "Regional Center",
            date(2026, 12, 5),
            ActivityStatus.WAITING,
        ),
        ActivityRow(
            checked("Practice 10 words a day", "Practicar 10 palabras al día"),
            Responsible.FAMILY,
            "Lucía Ruiz",
            date(2026, 12, 12),
            ActivityStatus.IN_PROGRESS,
        ),
        ActivityRow(
            checked("Have Mateo's hearing tested", "Hacerle a Mateo la prueba de oído"),
            Responsible.STAFF,
            "",
            date(2026, 11, 10),
            ActivityStatus.DONE,
        ),
    ),
    (BarrierRow(BarrierKind.LANGUAGE), BarrierRow(BarrierKind.AVAILABILITY)),
)

VISITS_KEPT = GoalRow(
    Domain.MEDICAL,
    checked(
        "Mateo gets to all his visits, with a ride each time.",
        "Mateo llega a todas sus citas, siempre con transporte.",
    ),
    "No missed follow-up visits",
    date(2027, 3, 1),
    Lifecycle.ACTIVE,
    Achievement.NOT_IMPROVING,
    (
        ActivityRow(
            checked(
                "Call MediRide for every visit", "Llamar a MediRide para cada cita"
            ),
            Responsible.STAFF,
            "Rosa Delgado",
            date(2026, 11, 24),
        ),
        ActivityRow(
            Pair("Keep the visit card on the fridge", "Guardar la tarjeta"),
            Responsible.FAMILY,
            "",
            None,
        ),
    ),
    (BarrierRow(BarrierKind.TRANSPORTATION, "Two visits missed: no ride"),),
)

TEETH = GoalRow(
    Domain.DENTAL,
    Pair("Mateo sees a dentist for the first time."),
    "First dental visit",
    None,
    Lifecycle.PROPOSED,
)

CONTENT = PlanContent(
    checked(
        "We want Mateo to tell us what he needs. We want to come to his visits "
        "without worry.",
        "Queremos que Mateo nos diga lo que necesita. Queremos ir a sus citas sin "
        "preocupación.",
    ),
    checked(
        "Mateo laughs a lot and loves music. His grandmother sings with him.",
        "Mateo se ríe mucho y le encanta la música. Su abuela canta con él.",
    ),
    (
        ConcernRow(
            Domain.DEVELOPMENTAL,
            checked("Mateo does not say words yet.", "Mateo todavía no dice palabras."),
        ),
        ConcernRow(
            Domain.MEDICAL,
            checked(
                "We missed two visits because we had no ride.",
                "Perdimos dos citas porque no teníamos transporte.",
            ),
        ),
    ),
    (WORDS, VISITS_KEPT, TEETH),
    (),
    date(2027, 2, 20),
)

VISITS = (
    Visit(
        datetime(2026, 12, 3, 15, 30, tzinfo=PACIFIC),
        checked("Check-up", "Chequeo"),
        "2500 Cedar Avenue, Room 4",
        "Dr. Amy Lee",
        (
            (ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED),
            (ArrangementKind.INTERPRETER, ArrangementStatus.REQUESTED),
        ),
    ),
    Visit(
        datetime(2027, 1, 14, 9, 0, tzinfo=PACIFIC),
        Pair("Hearing test"),
        "Bay Hearing, 11 Oak Street",
        "",
    ),
)


def paper(**changes: Any) -> CarePlanPaper:
    """Mateo's plan for his mother, in Spanish beside English, with these changes."""
    fields: dict[str, Any] = {
        "child": "Mateo",
        "reader": "Lucía Ruiz",
        "audience": Audience.FAMILY,
        "language": "es",
        "content": CONTENT,
        "day": date(2026, 11, 21),
        "number": "7F3A-4BE1",
        "clinic": "Cedar Avenue Children's Clinic",
        "phone": "(510) 555-0100",
        "coordinator": "Rosa Delgado",
        "visits": VISITS,
        "signers": (
            Signer(Part.CAREGIVER, "Lucía Ruiz"),
            Signer(Part.COORDINATOR, "Rosa Delgado"),
        ),
        "headings_checked": True,
    }
    return CarePlanPaper(**(fields | changes))
