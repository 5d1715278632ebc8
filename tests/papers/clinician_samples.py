"""A whole record for a pediatrician's practice: Mateo with all that a summary tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hhdesk.care.appointments import AppointmentDetails, AppointmentStatus
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.care_team import TeamMemberRow, TeamRole
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.clinician_disclosure import SummaryForReader
from hhdesk.care.confidentiality import Audience
from hhdesk.care.contact_points import ContactPointRow, SafeContact, Voicemail
from hhdesk.care.coverage import CoverageRow, CoverageStatus
from hhdesk.care.goals import ActivityRow, BarrierKind, BarrierRow, Domain
from hhdesk.care.health import (
    AllergyRow,
    ClinicalStatus,
    ConditionRow,
    Criticality,
    MedicineRow,
    MedicineStatus,
)
from hhdesk.care.household import Authority, CaregiverRow, Relationship
from hhdesk.care.member_record import AppointmentRecord, MemberRecord
from hhdesk.care.members import Gender
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.plan_records import PlanStatus
from hhdesk.care.referral_record import ReferralRecord, ReportRecord
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import NoHelpReason
from hhdesk.care.referrals import Urgency
from hhdesk.care.stays import StayKind, StayRow, StayStatus
from hhdesk.care.translations import Pair
from hhdesk.papers import clinician_summary_input
from hhdesk.papers.clinician_summary_input import SummaryPaper
from hhdesk.papers.paper_head import Choices, Issue
from tests.papers import samples

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PRACTICE = "Harbor Pediatrics"
SPANISH = Languages("es", "es", Interpreter.NEEDED)
NO = UUID(int=0)
S = ReferralState


def _id(number: int) -> UUID:
    return UUID(int=number)


def referral(
    number: int, need: str, state: ReferralState, **more: Any
) -> ReferralRecord:
    values: dict[str, Any] = {
        "id": _id(number),
        "goal_id": None,
        "domain": Domain.DEVELOPMENTAL,
        "need": need,
        "agency": "Bayside Regional Center",
        "agency_phone": "510-555-0166",
        "state": state,
        "detail": None,
        "urgency": Urgency.ROUTINE,
        "state_since": date(2026, 11, 5),
        "due_on": date(2026, 12, 1),
    }
    return ReferralRecord(**values | more)


def visit(number: int, title: str, day: int) -> AppointmentRecord:
    starts = NOW + timedelta(days=day)
    status = AppointmentStatus.FULFILLED if day < 0 else AppointmentStatus.BOOKED
    details = AppointmentDetails(
        title, starts, starts + timedelta(minutes=30), "Room 4", "Dr. Amy Lee"
    )
    return AppointmentRecord(_id(number), details, status)


def stay(ends_on: date | None = date(2026, 11, 12)) -> StayRow:
    left = StayStatus.FINISHED if ends_on else StayStatus.IN_PROGRESS
    return StayRow(
        _id(50),
        StayKind.INPATIENT,
        left,
        date(2026, 11, 9),
        ends_on,
        "Bayside Children's Hospital",
        "Bronchiolitis",
        "Home",
        "Inhaler four times a day for a week.",
        date(2026, 11, 10),
    )


TEAM = (
    TeamMemberRow(_id(20), TeamRole.PRIMARY_CARE, "Dr. Amy Lee", PRACTICE, "", ""),
    TeamMemberRow(
        _id(21), TeamRole.OTHER_COORDINATOR, "Ana Cruz", "CCS", "510-555-0190", ""
    ),
    TeamMemberRow(
        _id(22), TeamRole.OTHER_COORDINATOR, "Ms. Okafor", "Regional Center", "", ""
    ),
)
_ORDER = ActivityRow(Pair("Order the hearing test"), who="dr. amy lee")
CONTENT = replace(
    samples.WHOLE,
    goals=(
        replace(samples.WORDS, activities=(*samples.WORDS.activities, _ORDER)),
        *samples.WHOLE.goals[1:],
    ),
    barriers=(BarrierRow(BarrierKind.TRANSPORTATION, "One car, two jobs"),),
)
RECORD = MemberRecord(
    id=_id(1),
    name=Name("Mateo", "Hernández", "Ruiz", "Teo"),
    birth_date=date(2025, 5, 14),
    gender=Gender.MALE,
    pronouns="",
    languages=SPANISH,
    deceased=False,
    deceased_on=None,
    plan=PlanRow(_id(2), _id(1), 3, PlanStatus.ACTIVE, "es", CONTENT),
    coverages=(
        CoverageRow(
            _id(3), "Medi-Cal", "Bay Plan", "9", CoverageStatus.ACTIVE, None, None
        ),
    ),
    conditions=(
        ConditionRow(_id(4), "Speech delay", ClinicalStatus.ACTIVE, None),
        ConditionRow(_id(5), "Croup", ClinicalStatus.RESOLVED, None),
    ),
    allergies=(
        AllergyRow(
            _id(6),
            "Peanut",
            ClinicalStatus.ACTIVE,
            "hives",
            criticality=Criticality.HIGH,
        ),
    ),
    medicines=(
        MedicineRow(
            _id(7),
            "Albuterol inhaler",
            "2 puffs when he wheezes",
            MedicineStatus.ACTIVE,
            "mother",
        ),
        MedicineRow(_id(8), "Iron drops", "", MedicineStatus.UNKNOWN, ""),
    ),
    stays=(stay(),),
    team=TEAM,
    referrals=(
        referral(10, "Speech therapy", S.SERVICE_RUNNING, agency="Palabras"),
        referral(11, "Hearing test", S.AGENCY_NEEDS_MORE, wanted="A doctor's order"),
        referral(
            12,
            "Allergy clinic",
            S.RESULT,
            detail=Detail.REPORT_AWAITED,
            agency="Bayside Allergy",
            due_on=None,
        ),
        referral(13, "Food", S.NO_HELP, end_reason=NoHelpReason.FULL, due_on=None),
        referral(14, "Crib", S.GOT_HELP, service_on=date(2026, 8, 1)),
        referral(15, "Ramp", S.GOT_HELP, service_on=date(2024, 8, 1)),
        referral(
            16,
            "Eye doctor",
            S.SCHEDULED,
            urgency=Urgency.URGENT,
            visit_on=date(2026, 12, 8),
            reports=(ReportRecord(date(2026, 10, 2)),),
        ),
    ),
    appointments=(visit(30, "Shots", -40), visit(31, "Well visit", 12)),
)


def mother(note: str = "") -> CaregiverRow:
    rule = SafeContact(Voicemail.NEVER, note)
    return CaregiverRow(
        _id(40),
        Name("Lucía", "Ruiz"),
        Relationship.MOTHER,
        Authority.FULL,
        True,
        SPANISH,
        (ContactPointRow("510-555-0142", safe_contact=rule),),
    )


def rows(record: MemberRecord = RECORD, **changes: Any) -> SummaryForReader:
    values: dict[str, Any] = {
        "member_id": record.id,
        "name": record.name,
        "reader_name": PRACTICE,
        "audience": Audience.CARE_TEAM,
        "born": record.birth_date,
        "record": record,
        "caregiver": mother(),
        "enrollment": None,
        "sheets": (),
        "talks": (datetime(2026, 11, 13, 20, tzinfo=UTC),),
        "now": NOW,
        "clinic": ClinicRow(
            _id(60),
            "Cedar Avenue Children's Clinic",
            "(510) 555-0100",
            "",
            "America/Los_Angeles",
            ("es",),
            False,
        ),
        "coordinator": "Rosa Delgado",
        "withheld": 0,
    }
    return SummaryForReader(**values | changes)


def summary(*, large_print: bool = False, **changes: Any) -> SummaryPaper:
    issue = Issue(TODAY, "7F3A-4BE1")
    given = {
        name: changes.pop(name) for name in ("record", "caregiver") if name in changes
    }
    changes.pop("language", None)
    choices = Choices(large_print=large_print)
    made = clinician_summary_input.paper_for(rows(**given), issue, choices)
    return replace(made, **changes)
