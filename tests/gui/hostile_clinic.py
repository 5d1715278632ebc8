"""A clinic where every text that somebody typed is one of the two hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from hhdesk.care import members, plan_saving
from hhdesk.care.appointments import Appointment
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.coverage import Coverage
from hhdesk.care.goals import (
    ActivityRow,
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
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.care.translations import Pair
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork

MEMBERS = 6


@dataclass
class HostileClinic:
    """`given` is every text that was put in, by what it is."""

    ids: list[UUID] = field(default_factory=list)
    visits: list[UUID] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)


class _Giver:
    """Hands out the texts, one after another."""

    def __init__(self, texts: Sequence[str], clinic: HostileClinic) -> None:
        self._texts = cycle(texts)
        self._clinic = clinic
        self.member = 0

    def __call__(self, what: str) -> str:
        text = next(self._texts)
        self._clinic.given[f"{what} of {self.member}"] = text
        return text


def _details(give: _Giver) -> MemberDetails:
    caregiver = CaregiverDetails(
        Name(give("caregiver given"), give("caregiver surname")),
        Relationship.MOTHER,
        languages=Languages("es", "es"),
        phone="510-555-0142",
        safe_contact=SafeContact(Voicemail.NEVER, give("safe contact")),
    )
    return MemberDetails(
        Name(give("given"), give("first surname"), give("second surname")),
        date(2020, 1, 1 + give.member),
        pronouns=give("pronouns"),
        mrn=give("mrn"),
        languages=Languages("es", "es"),
        caregiver=caregiver,
        address=give("address"),
        city=give("city"),
    )


def _plan(give: _Giver) -> PlanContent:
    activity = ActivityRow(
        Pair(give("activity"), give("activity in Spanish")),
        Responsible.FAMILY,
        give("who"),
    )
    goal = GoalRow(
        Domain.MEDICAL,
        Pair(give("goal"), give("goal in Spanish")),
        give("clinical words"),
        date(2027, 5, 15),
        Lifecycle.ACTIVE,
        activities=(activity,),
        barriers=(BarrierRow(BarrierKind.OTHER, give("barrier")),),
    )
    return PlanContent(
        Pair(give("what matters"), give("what matters in Spanish")),
        Pair(give("strengths"), give("strengths in Spanish")),
        (
            ConcernRow(
                Domain.MEDICAL, Pair(give("concern"), give("concern in Spanish"))
            ),
        ),
        (goal,),
    )


def _facts(session: UnitOfWork, member_id: UUID, give: _Giver) -> None:
    session.get_one(Member, member_id).alert = give("alert")
    session.add_all(
        [
            Allergy(member_id=member_id, text=give("allergy"), reaction=give("rash")),
            Condition(member_id=member_id, text=give("condition")),
            Medicine(member_id=member_id, text=give("medicine"), dosage=give("dosage")),
            Coverage(
                member_id=member_id,
                payer=give("payer"),
                plan=give("health plan"),
                renewal_on=date(2026, 12, 10),
            ),
            TeamMember(
                member_id=member_id,
                role=TeamRole.PRIMARY_CARE,
                name=give("team member"),
                organization=give("team organization"),
            ),
            Referral(
                member_id=member_id,
                domain=Domain.DEVELOPMENTAL,
                need=give("need"),
                agency=give("agency"),
                state=ReferralState.SENT,
                state_since=date(2026, 11, 3),
                due_on=date(2026, 11, 12),
            ),
            OutreachAttempt(
                member_id=member_id,
                at=session.now() - timedelta(days=2),
                way=Way.PHONE,
                outcome=Outcome.REACHED,
                with_whom=give("with whom"),
                staff_id=session.actor_id,
                note=give("note"),
            ),
        ]
    )


def _visit(session: UnitOfWork, member_id: UUID, give: _Giver) -> UUID:
    coming = datetime(2026, 11, 23, 16 + give.member, 30, tzinfo=UTC)
    visit = Appointment(
        id=session.new_id(),
        member_id=member_id,
        title=give("visit"),
        place=give("place"),
        with_whom=give("visit with whom"),
        starts_at=coming,
        ends_at=coming + timedelta(minutes=30),
    )
    session.add(visit)
    session.flush()
    session.add(
        Arrangement(
            appointment_id=visit.id,
            kind=ArrangementKind.TRANSPORT,
            status=ArrangementStatus.CONFIRMED,
            detail=give("ride"),
        )
    )
    return visit.id


def furnish(database: Database, actor_id: UUID, texts: Sequence[str]) -> HostileClinic:
    """Six children; the texts go round through all their fields."""
    clinic = HostileClinic()
    give = _Giver(texts, clinic)
    with database.transaction(actor_id) as session:
        for give.member in range(MEMBERS):
            member_id = members.create(session, _details(give), actor_id)
            _facts(session, member_id, give)
            clinic.visits.append(_visit(session, member_id, give))
            plan_saving.save(session, member_id, _plan(give), seen=0)
            clinic.ids.append(member_id)
    return clinic
