"""The child of the H.O.M.E. story as a released plan: 18 months, two visits missed.

The Spanish here was written for tests and stands for a checked translation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.care_team import TeamRole
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
    Repeat,
    RepeatUnit,
    Responsible,
)
from hhdesk.care.health import Criticality, MedicineStatus
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    AllergyLine,
    LineKind,
    MedicineLine,
    PlanLineRow,
    School,
    SchoolPlan,
    TeamLine,
)
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.papers.care_plan_input import CarePlanPaper, Part, Signed, Signer
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

WHOLE = replace(
    CONTENT,
    concerns=(
        *CONTENT.concerns,
        ConcernRow(
            Domain.DENTAL,
            checked("His gums hurt.", "Le dolían las encías."),
            resolved_on=date(2026, 10, 2),
        ),
    ),
    goals=(
        replace(
            WORDS,
            start_on=date(2026, 11, 1),
            target=checked(
                "He asks for milk and for Grandma with words.",
                "Pide la leche y llama a la abuela con palabras.",
            ),
            activities=(
                WORDS.activities[0],
                replace(WORDS.activities[1], repeat=Repeat(2, 1, RepeatUnit.WEEK)),
                replace(WORDS.activities[2], done_on=date(2026, 11, 9)),
            ),
        ),
        VISITS_KEPT,
        TEETH,
    ),
    culture=checked(
        "We speak Spanish at home. Please write to us; his grandmother answers the "
        "phone.",
        "En casa hablamos español. Escríbanos, por favor; su abuela contesta el "
        "teléfono.",
    ),
    lines=(
        PlanLineRow(
            LineKind.WARNING_SIGN,
            checked(
                "He breathes fast and the skin between his ribs pulls in.",
                "Respira rápido y se le hunde la piel entre las costillas.",
            ),
        ),
        PlanLineRow(
            LineKind.WARNING_SIGN,
            checked("He is too tired to drink.", "Está muy cansado para tomar algo."),
        ),
        PlanLineRow(
            LineKind.EMERGENCY_STEP,
            checked(
                "Sit him up and stay calm.", "Siéntelo derecho y mantenga la calma."
            ),
        ),
        PlanLineRow(
            LineKind.EMERGENCY_STEP, Pair("Give the blue inhaler with the spacer.")
        ),
        PlanLineRow(
            LineKind.EQUIPMENT,
            checked("Spacer with a small mask", "Cámara con mascarilla pequeña"),
        ),
        PlanLineRow(
            LineKind.SCHOOL_SUPPORT,
            checked(
                "Show him pictures with each word.",
                "Muéstrele dibujos con cada palabra.",
            ),
        ),
    ),
    school=School(
        "Little Acorns Preschool",
        "",
        "Ms. Green",
        "(510) 555-0133",
        SchoolPlan.IFSP,
    ),
    medicines=(
        MedicineLine(
            "Albuterol HFA 90 mcg",
            checked(
                "2 puffs with the spacer when he wheezes.",
                "2 inhalaciones con la cámara cuando le silba el pecho.",
            ),
            reported_by="Lucía Ruiz",
        ),
        MedicineLine("Vitamin D drops", Pair("1 drop every morning")),
        MedicineLine("Iron drops", status=MedicineStatus.ON_HOLD),
    ),
    allergies=(
        AllergyLine(
            "Peanut",
            checked("His lips swell.", "Se le hinchan los labios."),
            Criticality.HIGH,
        ),
    ),
    team=(
        TeamLine(
            TeamRole.PRIMARY_CARE,
            "Dr. Amy Lee",
            "Cedar Avenue Children's Clinic",
            "(510) 555-0100",
            "All",
        ),
        TeamLine(TeamRole.THERAPIST, "Joy Park", "Bay Speech", "(510) 555-0177"),
    ),
)
"""The same plan with every part."""

SIGNED = (
    Signed(
        Part.CAREGIVER,
        SigningMethod.SCREEN,
        date(2026, 11, 20),
        "Lucía Ruiz",
        "mother",
    ),
    Signed(Part.COORDINATOR, SigningMethod.SCREEN, date(2026, 11, 20), "Rosa Delgado"),
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
