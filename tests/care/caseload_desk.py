"""A clinic with two coordinators and a lead, and two siblings with all that hangs on
their coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import members
from hhdesk.care.appointments import Appointment
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.goals import Domain
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.reassignment import Chosen
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.care.staff import Role, Staff
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, NOW

INES = UUID("018f0000-0000-7000-8000-0000000000a1")
LEAD = UUID("018f0000-0000-7000-8000-0000000000a2")
TODAY = NOW.date()


@dataclass(frozen=True)
class Children:
    """Ana and Beto live together; both are Rosa's."""

    ana: UUID
    beto: UUID


def add_staff(session: UnitOfWork, staff_id: UUID, name: str, role: Role) -> None:
    one = Staff(id=staff_id, login=name.casefold(), name=name, role=role)
    one.phone, one.spoken_languages = "510-555-0199", ["es"]
    session.add(one)
    session.flush()


def _child(session: UnitOfWork, given: str, home: UUID | None = None) -> UUID:
    details = MemberDetails(
        Name(given, "Díaz"), TODAY.replace(year=2019), languages=Languages("es", "es")
    )
    made = members.create(session, details, ACTOR_ID)
    if home is not None:
        session.get_one(Member, made).household_id = home
        session.flush()
    return made


def open_things(session: UnitOfWork, member_id: UUID) -> None:
    """A referral of Rosa's, a closed one with a report to review, one of nobody's, a
    coming visit with her, and her line in the care team."""

    def referral(need: str, state: ReferralState, owner_id: UUID | None) -> UUID:
        one = Referral(id=session.new_id(), member_id=member_id, owner_id=owner_id)
        one.domain, one.need, one.agency = Domain.DENTAL, need, "Agency"
        one.state, one.state_since = state, TODAY
        one.due_on = TODAY - timedelta(days=3)
        session.add(one)
        session.flush()
        return one.id

    referral("open", ReferralState.ACCEPTED, ACTOR_ID)
    referral("nobody's", ReferralState.DRAFT, None)
    referral("done", ReferralState.GOT_HELP, ACTOR_ID)
    reported = referral("reported", ReferralState.GOT_HELP, ACTOR_ID)
    session.add(
        ReferralReport(
            referral_id=reported, received_on=TODAY, review_due_on=TODAY, note=""
        )
    )
    begin = NOW + timedelta(days=2)
    session.add(
        Appointment(
            member_id=member_id,
            staff_id=ACTOR_ID,
            title="Home visit",
            starts_at=begin,
            ends_at=begin + timedelta(hours=1),
        )
    )
    role = TeamRole.LEAD_COORDINATOR
    session.add(
        TeamMember(member_id=member_id, role=role, name="Rosa D.", staff_id=ACTOR_ID)
    )
    session.flush()


def furnish(session: UnitOfWork) -> Children:
    add_staff(session, INES, "Ines", Role.COORDINATOR)
    ana = _child(session, "Ana")
    beto = _child(session, "Beto", session.get_one(Member, ana).household_id)
    open_things(session, ana)
    return Children(ana, beto)


def segment(session: UnitOfWork, member_id: UUID) -> EnrollmentSegment:
    one = EnrollmentSegment
    return session.scalars(
        select(one).where(one.member_id == member_id, one.current)
    ).one()


def chosen(session: UnitOfWork, member_id: UUID) -> Chosen:
    return Chosen(member_id, segment(session, member_id).version)
