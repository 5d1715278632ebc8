"""A small clinic for tests of the window: the H.O.M.E. child, a sister, others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import enrollment, enrollment_acts, members, plan_saving
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.coverage import Coverage
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
from hhdesk.care.health import Allergy, Condition, Medicine
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, Member, MemberDetails
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.programs import SegmentState
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.care.translations import Pair
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork

SPANISH = Languages("es", "es", Interpreter.NEEDED)
LUCIA = CaregiverDetails(
    Name("Lucía", "Ruiz"),
    Relationship.MOTHER,
    languages=SPANISH,
    phone="510-555-0142",
    safe_contact=SafeContact(Voicemail.NEVER, "after 4 pm"),
)


@dataclass(frozen=True)
class Sample:
    mateo: UUID
    jonah: UUID
    others: tuple[UUID, ...]


def _mateo() -> MemberDetails:
    return MemberDetails(
        Name("Mateo", "Hernández", "Ruiz"),
        date(2025, 5, 14),
        pronouns="he/him",
        gender=Gender.MALE,
        mrn="H-1042",
        cin="91234521A",
        languages=SPANISH,
        caregiver=LUCIA,
        address="1820 98th Avenue",
        city="Oakland",
        state="CA",
        postal_code="94603",
    )


def plan() -> PlanContent:
    """Two goals, one sealed, with both languages."""
    words = GoalRow(
        Domain.DEVELOPMENTAL,
        Pair(
            "By May, Mateo says 20 words at home.",
            "Para mayo, Mateo dice 20 palabras en casa.",
        ),
        "Expressive language at 18-month level, ASQ-3 above cut-off",
        date(2027, 5, 15),
        Lifecycle.ACTIVE,
        Achievement.IMPROVING,
        (
            ActivityRow(
                Pair(
                    "Call MediRide for every visit",
                    "Llamar a MediRide para cada visita",
                ),
                Responsible.STAFF,
                "Rosa Delgado",
                date(2026, 11, 24),
            ),
            ActivityRow(
                Pair(
                    "Enroll in early intervention", "Inscribir en intervención temprana"
                ),
                Responsible.ORGANIZATION,
                "Regional Center",
                date(2026, 12, 5),
                ActivityStatus.WAITING,
            ),
            ActivityRow(
                Pair("Practice 10 words a day", ""),
                Responsible.FAMILY,
                "Lucía",
                status=ActivityStatus.IN_PROGRESS,
            ),
        ),
        (
            BarrierRow(
                BarrierKind.TRANSPORTATION, "Two visits missed in September: no ride"
            ),
        ),
    )
    visits = GoalRow(
        Domain.MEDICAL,
        Pair("We keep every visit.", "No faltamos a ninguna cita."),
        "",
        date(2027, 2, 1),
        Lifecycle.ACTIVE,
        Achievement.NOT_IMPROVING,
    )
    safe = GoalRow(
        Domain.FAMILY,
        Pair("A safe place to call at night"),
        seal=Seal(Segment.FAMILY_SAFETY, Consenter.CAREGIVER),
        lifecycle=Lifecycle.ACTIVE,
    )
    return PlanContent(
        Pair(
            "We want Mateo to tell us what he needs.",
            "Queremos que Mateo nos diga lo que necesita.",
        ),
        Pair("Mateo loves music and his sister.", ""),
        (
            ConcernRow(
                Domain.DEVELOPMENTAL,
                Pair("He does not speak yet.", "Todavía no habla."),
            ),
        ),
        (words, visits, safe),
        (BarrierRow(BarrierKind.LANGUAGE),),
        date(2027, 1, 15),
    )


def _facts(session: UnitOfWork, mateo: UUID) -> None:
    session.add_all(
        [
            Allergy(member_id=mateo, text="Penicillin", reaction="Hives"),
            Condition(member_id=mateo, text="Speech delay", onset_on=date(2026, 6, 2)),
            Condition(
                member_id=mateo,
                text="Family safety plan",
                segment=Segment.FAMILY_SAFETY,
            ),
            Medicine(
                member_id=mateo,
                text="Vitamin D drops",
                dosage="400 units each morning",
                reported_by="Lucía Ruiz",
            ),
            Coverage(
                member_id=mateo,
                payer="Medi-Cal",
                plan="Alameda Alliance",
                number="91234521A",
                renewal_on=date(2026, 12, 10),
            ),
            TeamMember(
                member_id=mateo,
                role=TeamRole.PRIMARY_CARE,
                name="Dr. Anita Shah",
                organization="Eastmont Pediatrics",
                phone="510-555-0199",
            ),
            Referral(
                member_id=mateo,
                domain=Domain.DEVELOPMENTAL,
                need="Early intervention",
                agency="Regional Center",
                state=ReferralState.SENT,
                state_since=date(2026, 11, 3),
                due_on=date(2026, 11, 12),
            ),
        ]
    )


def _visits(session: UnitOfWork, mateo: UUID) -> None:
    now = session.now()
    missed = now - timedelta(days=40)
    coming = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    visit = Appointment(
        id=session.new_id(),
        member_id=mateo,
        title="Well visit",
        place="Eastmont Pediatrics",
        starts_at=coming,
        ends_at=coming + timedelta(minutes=30),
    )
    session.add(visit)
    session.flush()
    session.add_all(
        [
            Arrangement(
                appointment_id=visit.id,
                kind=ArrangementKind.TRANSPORT,
                status=ArrangementStatus.CONFIRMED,
            ),
            Arrangement(
                appointment_id=visit.id,
                kind=ArrangementKind.INTERPRETER,
                status=ArrangementStatus.NEEDED,
            ),
            Appointment(
                member_id=mateo,
                title="Hearing test",
                starts_at=missed,
                ends_at=missed,
                status=AppointmentStatus.NO_SHOW,
            ),
            OutreachAttempt(
                member_id=mateo,
                at=now - timedelta(days=9),
                way=Way.PHONE,
                outcome=Outcome.REACHED,
                with_whom="Lucía Ruiz",
                staff_id=session.actor_id,
                note="Needs a ride on Monday",
            ),
        ]
    )


def _others(session: UnitOfWork) -> list[UUID]:
    spanish = Languages("es", "es")
    rows = [
        MemberDetails(
            Name("Diego", "Hernández"),
            date(2015, 8, 30),
            languages=spanish,
            caregiver=CaregiverDetails(
                Name("Carlos", "Hernández"),
                Relationship.FATHER,
                languages=spanish,
                phone="510-555-0188",
            ),
        ),
        MemberDetails(
            Name("Ximena", "Torres", "Hernández"),
            date(2022, 7, 7),
            languages=spanish,
            caregiver=CaregiverDetails(
                Name("Ana", "Torres"),
                Relationship.MOTHER,
                languages=spanish,
                phone="341-555-0103",
            ),
        ),
        MemberDetails(
            Name("Amina", "Yusuf"),
            date(2022, 3, 9),
            languages=Languages("ar", "ar", Interpreter.NEEDED),
            caregiver=CaregiverDetails(
                Name("Hodan", "Yusuf"), Relationship.MOTHER, phone="510-555-0117"
            ),
        ),
        MemberDetails(
            Name("Kevin", "Trần"), date(2015, 1, 20), languages=Languages("vi", "vi")
        ),
    ]
    return [members.create(session, row, session.actor_id) for row in rows]


def _enroll(session: UnitOfWork, member_id: UUID, *steps: SegmentState) -> None:
    segment = session.scalars(
        select(enrollment.EnrollmentSegment).where(
            enrollment.EnrollmentSegment.member_id == member_id
        )
    ).one()
    segment.coordinator_id = session.actor_id
    segment.tier = "2"
    for step in steps:
        enrollment_acts.move(session, segment.id, step, session.today())


def furnish(database: Database, actor_id: UUID) -> Sample:
    """Fill a database by the use cases that the screens call."""
    with database.transaction(actor_id) as session:
        mateo = members.create(session, _mateo(), actor_id)
        valeria = members.create(
            session,
            MemberDetails(
                Name("Valeria", "Hernández", "Ruiz"),
                date(2020, 2, 2),
                languages=SPANISH,
                caregiver=LUCIA,
            ),
        )
        home = session.get_one(Member, mateo).household_id
        session.get_one(Member, valeria).household_id = home
        jonah = members.create(
            session,
            MemberDetails(
                Name("Jonah", "Hern"),
                date(2011, 1, 19),
                phone="510-555-0171",
                caregiver=CaregiverDetails(
                    Name("Beth", "Hern"), Relationship.MOTHER, phone="510-555-0170"
                ),
            ),
        )
        others = _others(session)
        _enroll(session, mateo, SegmentState.ENGAGED, SegmentState.ENROLLED)
        _enroll(session, jonah, SegmentState.ENGAGED)
        _facts(session, mateo)
        _visits(session, mateo)
        plan_saving.save(session, mateo, plan(), seen=0)
    return Sample(mateo, jonah, (valeria, *others))
