"""A youth and her brother, with something open of every kind for a call to move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import attendance, booking, members, plan_saving, referral_acts
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Activity, ActivityRow, Domain, GoalRow, Lifecycle
from hhdesk.care.members import MemberDetails
from hhdesk.care.outreach import Met, Outcome, Way
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import CarePlan, PlanStage
from hhdesk.care.referral_facts import ReferralDetails, ReferralFacts
from hhdesk.care.referral_steps import Sharing, Told
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

YOUTHS = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
OPEN = Seal()
MOTHER = "Rosa Peña"
CALL = Contact(
    Way.PHONE,
    Outcome.REACHED,
    with_whom=MOTHER,
    note="The bus does not run on Sundays.",
    language="es",
    interpreter="4471",
    minutes=12,
    met=Met.CAREGIVER,
)


@dataclass(frozen=True)
class Family:
    ana: UUID
    leo: UUID
    food: ReferralFacts
    waiting: ReferralFacts
    counseling: ReferralFacts
    brothers: ReferralFacts
    step: UUID
    visit: UUID
    missed: CalendarRow


def _referral(
    session: UnitOfWork, key: UUID, need: str, seal: Seal = OPEN
) -> ReferralFacts:
    details = ReferralDetails(Domain.SOCIAL_SUPPORT, need, f"House of {need}")
    return referral_acts.create(session, key, replace(details, seal=seal)).referral


def _sent(session: UnitOfWork, key: UUID, need: str) -> ReferralFacts:
    row = _referral(session, key, need)
    return referral_acts.send(
        session, row.id, Sharing(Basis.SIGNED), Told(), seen=row.version
    )


def _plan(session: UnitOfWork, key: UUID) -> UUID:
    """In force, with one step."""
    step = ActivityRow(Pair("Call the school"), result="nobody answered")
    goal = GoalRow(
        Domain.EDUCATION,
        Pair("Ana rests."),
        lifecycle=Lifecycle.ACTIVE,
        activities=(step,),
    )
    plan_saving.save(session, key, PlanContent(goals=(goal,)), seen=0)
    plan = session.scalars(select(CarePlan).where(CarePlan.member_id == key)).one()
    plan.stage, plan.current_number = PlanStage.CURRENT, 1
    session.flush()
    return session.scalars(select(Activity.id).where(Activity.plan_id == plan.id)).one()


def visit_in(session: UnitOfWork, days: int) -> AppointmentDetails:
    begin = session.now() + timedelta(days=days)
    return AppointmentDetails("Check-up", begin, begin + timedelta(hours=1))


def miss(
    session: UnitOfWork, key: UUID, referral_id: UUID | None = None
) -> CalendarRow:
    """An hour ago, and nobody knows why."""
    begin = session.now() - timedelta(hours=1)
    details = AppointmentDetails(
        "Asthma", begin, begin + timedelta(minutes=30), referral_id=referral_id
    )
    row = booking.book(session, key, details)
    assert row is not None
    row = attendance.mark_missed(session, row.id, seen=row.version)
    assert row is not None
    return row


def enter(session: UnitOfWork) -> Family:
    mother = CaregiverDetails(Name("Rosa", "Peña"), phone="510-555-0190")
    ana = members.create(
        session,
        MemberDetails(Name("Ana", "Peña"), date(2010, 5, 2), caregiver=mother),
    )
    leo = members.create(session, MemberDetails(Name("Leo", "Peña"), date(2018, 9, 9)))
    home = members.present(session, ana).household_id
    members.present(session, leo).household_id = home
    booked = booking.book(session, ana, visit_in(session, 9))
    assert booked is not None
    return Family(
        ana,
        leo,
        _sent(session, ana, "food"),
        _referral(session, ana, "child care"),
        _referral(session, ana, "counseling", YOUTHS),
        _sent(session, leo, "glasses"),
        _plan(session, ana),
        booked.id,
        miss(session, ana),
    )
