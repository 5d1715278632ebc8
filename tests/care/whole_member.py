"""A youth with something of everything, part of it closed to others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hhdesk.care import attendance, blobs, booking, caregivers, members, plan_saving
from hhdesk.care.appointments import AppointmentDetails, CalledOffBy
from hhdesk.care.arrangements import (
    ArrangementKind,
    ArrangementRow,
    ArrangementStatus,
)
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.contact_points import ContactKind, ContactPoint, SafeContact, Voicemail
from hhdesk.care.coverage import Coverage
from hhdesk.care.documents import Attachment, Document, DocumentKind
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
from hhdesk.care.health import (
    Allergy,
    ClinicalStatus,
    Condition,
    Criticality,
    Medicine,
    MedicineStatus,
)
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, Identifier, IdentifierKind, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, PlanLineRow, School, SchoolPlan
from hhdesk.care.referrals import Referral, ReferralState, Urgency
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

SNOMED = "http://snomed.info/sct"
YOUTHS = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
SAFETY = Seal(Segment.FAMILY_SAFETY)
SECRET = "Zzyzx"
"""In every word that is closed to the care team."""

DETAILS = MemberDetails(
    name=Name("Jonah", "Park", "Lee", "Joe", "Park Jonah"),
    birth_date=date(2011, 4, 2),
    pronouns="they/them",
    gender=Gender.OTHER,
    mrn="H-77",
    cin="91234567C",
    languages=Languages("ko", "ko", Interpreter.NEEDED, ("en",)),
    phone="510-555-0111",
    safe_contact=SafeContact(Voicemail.CALLBACK_ONLY),
    former_names=("Jane Park",),
    caregiver=CaregiverDetails(
        Name("Min-ji", "Park"),
        Relationship.MOTHER,
        languages=Languages("ko", "ko", Interpreter.NEEDED),
        phone="510-555-0142",
        safe_contact=SafeContact(Voicemail.NEVER, "after 4 pm"),
    ),
    address="1820 98th Avenue",
    city="Oakland",
    state="CA",
    postal_code="94603",
)

PLAN = PlanContent(
    what_matters=Pair("Getting through school."),
    strengths=Pair("A sister who listens."),
    culture=Pair("Sundays belong to church."),
    school=School("Lincoln High", "10", "Ms. Ito", "510-555-0177", SchoolPlan.IEP),
    lines=(
        PlanLineRow(LineKind.WARNING_SIGN, Pair("He cannot finish a sentence")),
        PlanLineRow(LineKind.EQUIPMENT, Pair("A spacer", "흡입 보조기")),
        PlanLineRow(LineKind.SCHOOL_SUPPORT, Pair(f"{SECRET} room"), YOUTHS),
    ),
    concerns=(
        ConcernRow(Domain.MEDICAL, Pair("Asthma at night"), "Nocturnal asthma"),
        ConcernRow(Domain.MENTAL_HEALTH, Pair(f"{SECRET} worry"), seal=YOUTHS),
        ConcernRow(Domain.DENTAL, Pair("A broken tooth"), resolved_on=date(2026, 9, 1)),
    ),
    goals=(
        GoalRow(
            Domain.MEDICAL,
            Pair("Sleep without coughing", "기침 없이 잔다"),
            "Asthma controlled",
            date(2027, 5, 15),
            Lifecycle.ACTIVE,
            Achievement.IMPROVING,
            (
                ActivityRow(
                    Pair("Refill the spacer"),
                    Responsible.STAFF,
                    "Rosa Delgado",
                    date(2026, 12, 1),
                    ActivityStatus.IN_PROGRESS,
                    "Ordered",
                ),
                ActivityRow(
                    Pair("Teach the inhaler"),
                    Responsible.ORGANIZATION,
                    "Lung House",
                    status=ActivityStatus.DONE,
                    done_on=date(2026, 11, 3),
                ),
                ActivityRow(
                    Pair("Clean the spacer"),
                    Responsible.FAMILY,
                    due_on=date(2027, 2, 1),
                    repeat=Repeat(2, 1, RepeatUnit.WEEK),
                ),
                ActivityRow(
                    Pair(f"{SECRET} diary"), Responsible.YOUTH, "Jonah", seal=YOUTHS
                ),
            ),
            (BarrierRow(BarrierKind.TRANSPORTATION, "no car"),),
            target=Pair("No cough on most nights", "대부분의 밤에 기침 없음"),
            start_on=date(2026, 8, 1),
        ),
        GoalRow(
            Domain.MENTAL_HEALTH, Pair(f"{SECRET} peace"), lifecycle=Lifecycle.ACTIVE
        ),
    ),
    barriers=(BarrierRow(BarrierKind.FOOD, f"{SECRET} home", seal=SAFETY),),
)


def _facts(session: UnitOfWork, member_id: UUID) -> None:
    mine = {"member_id": member_id}
    hidden = {"segment": YOUTHS.segment, "consenter": YOUTHS.consenter}
    session.add_all(
        [
            Identifier(**mine, kind=IdentifierKind.OTHER, system="urn:s", value="7"),
            Condition(
                **mine,
                text="Asthma",
                system=SNOMED,
                code="195967001",
                onset_on=date(2015, 1, 2),
            ),
            Condition(
                **mine,
                text="Croup",
                status=ClinicalStatus.RESOLVED,
                abated_on=date(2014, 1, 2),
            ),
            Condition(**mine, **hidden, text=f"{SECRET} depression"),
            Allergy(
                **mine,
                text="Peanut",
                system=SNOMED,
                code="256349002",
                reaction="Hives (mild); Wheeze",
                criticality=Criticality.HIGH,
            ),
            Medicine(
                **mine,
                text="Albuterol",
                dosage="2 puffs as needed",
                reported_by="Min-ji Park",
                reported_on=date(2026, 5, 1),
            ),
            Medicine(**mine, text="Vitamin D", status=MedicineStatus.STOPPED),
            Medicine(**mine, text="Melatonin", status=MedicineStatus.NOT_TAKEN),
            Coverage(
                **mine,
                payer="Medi-Cal",
                plan="Alameda Alliance",
                number="91234567C",
                begins_on=date(2026, 1, 1),
            ),
            TeamMember(
                **mine,
                role=TeamRole.PRIMARY_CARE,
                name="Dr. Priya Nair",
                organization="Dos Puentes",
                phone="510-555-0100",
            ),
            TeamMember(**mine, role=TeamRole.SOCIAL_WORKER, organization="County"),
            HospitalStay(
                **mine,
                kind=StayKind.ED,
                status=StayStatus.FINISHED,
                known_on=date(2026, 11, 20),
                begins_on=date(2026, 11, 19),
                ends_on=date(2026, 11, 20),
                place="Children's Hospital",
                reason="Wheezing",
                disposition="Home",
            ),
            HospitalStay(
                **mine,
                **hidden,
                kind=StayKind.INPATIENT,
                known_on=date(2026, 10, 1),
                place=f"{SECRET} House",
            ),
            ContactPoint(
                **mine,
                kind=ContactKind.EMAIL,
                value="joe@home.example",
                position=1,
                safe_note="mother reads it",
            ),
        ]
    )


def _papers(session: UnitOfWork, member_id: UUID) -> None:
    for title, seal in (("After your visit", Seal()), (f"{SECRET} letter", YOUTHS)):
        one = Document(
            id=session.new_id(),
            member_id=member_id,
            kind=DocumentKind.DISCHARGE_SUMMARY,
            title=title,
            dated_on=date(2026, 11, 20),
            from_whom="Dr. Ito",
        )
        one.put_seal(seal)
        session.add(one)
        session.flush()
        content = f"Rest. {title}".encode()
        session.add(
            Attachment(
                document_id=one.id,
                media_type="text/plain",
                size=len(content),
                sha256=blobs.keep(session, content),
            )
        )


def _visit(title: str, day: int, **more: object) -> AppointmentDetails:
    start = datetime(2026, 11, day, 16, 30, tzinfo=UTC)
    details = AppointmentDetails(title, start, start + timedelta(minutes=30))
    return replace(details, **more)  # type: ignore[arg-type]


def _loops(session: UnitOfWork, member_id: UUID, goals: tuple[GoalRow, ...]) -> None:
    open_goal, closed_goal = goals
    referrals = []
    for need, goal, agency, state in (
        ("Asthma class", open_goal, "Lung House", ReferralState.SENT),
        (f"{SECRET} counselling", closed_goal, "Talk", ReferralState.SCHEDULED),
    ):
        one = Referral(
            id=session.new_id(),
            member_id=member_id,
            goal_id=goal.id,
            domain=goal.domain,
            need=need,
            agency=agency,
            agency_phone="510-555-0166",
            state=state,
            urgency=Urgency.URGENT,
            state_since=date(2026, 11, 5),
            due_on=date(2026, 11, 12),
        )
        session.add(one)
        session.flush()
        referrals.append(one)
    first, second = referrals
    rides = (
        ArrangementRow(
            ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED, "MediRide 8:00"
        ),
        ArrangementRow(ArrangementKind.INTERPRETER),
    )
    details = _visit(
        "Class", 24, place="Room 2", with_whom="Dr. Li", referral_id=first.id
    )
    booking.book(session, member_id, details, rides)
    # Sealed by what it is born of alone.
    sealed = _visit(f"{SECRET} talk", 25, referral_id=second.id)
    booking.book(
        session, member_id, replace(sealed, seal=Seal(consenter=Consenter.COURT))
    )
    missed = booking.book(session, member_id, _visit("Check", 19))
    off = booking.book(session, member_id, _visit("Shots", 18))
    assert missed
    assert off
    ride = BarrierKind.TRANSPORTATION
    attendance.mark_missed(session, missed.id, "no ride", ride, seen=1)
    attendance.call_off(session, off.id, CalledOffBy.AGENCY, "nurse ill", seen=1)


def enter(session: UnitOfWork) -> UUID:
    """Enter the youth; gives their id."""
    member_id = members.create(session, DETAILS)
    home = members.present(session, member_id).household_id
    father = CaregiverDetails(
        Name("Ji-ho", "Lee"), Relationship.FATHER, phone="510-555-0177"
    )
    caregivers.add(session, member_id, None, father)
    neighbor = CaregiverDetails(Name("Ann", "Hu"), Relationship.OTHER)
    caregivers.add(session, member_id, home, neighbor)
    _facts(session, member_id)
    _papers(session, member_id)
    plan = plan_saving.save(session, member_id, PLAN, seen=0)
    concerns, goals = plan.content.concerns, plan.content.goals
    linked = tuple(
        replace(goal, concern_id=concern.id)
        for goal, concern in zip(goals, concerns, strict=False)
    )
    content = replace(plan.content, goals=linked)
    plan = plan_saving.save(session, member_id, content, seen=1)
    _loops(session, member_id, plan.content.goals)
    return member_id
