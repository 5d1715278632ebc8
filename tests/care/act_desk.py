"""Somebody at work on one child, typing words that nothing may repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    booking,
    enrollment,
    plan_saving,
    referral_acts,
    referral_news,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.consents import Basis
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.goals import BarrierKind, BarrierRow, ConcernRow, Domain, GoalRow
from hhdesk.care.household import Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_facts import ReferralDetails, ReferralFacts
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Closing, Evidence, Sharing, Step, Told
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

CANARY = "quetzal"
PHONE = "5105559937"
BORN = date(2019, 3, 17)
SPANISH = "es"


def words(more: str = "") -> str:
    """What a person typed."""
    return f"{CANARY} {more}".strip()


NAME = Name(words("Ana"), words("Díaz"), words("Ruiz"))
SAFE = SafeContact(Voicemail.NEVER, words("after four"))
MOTHER = CaregiverDetails(
    replace(NAME, given=words("Lucía")), Relationship.MOTHER, phone=PHONE
)
CHILD = MemberDetails(
    NAME,
    BORN,
    mrn=words("1"),
    phone=PHONE,
    address=words("street"),
    city=words("city"),
    caregiver=replace(MOTHER, safe_contact=SAFE),
)
PAIR = Pair(words("sleeps"), words("duerme"))
PLAN = PlanContent(
    PAIR,
    PAIR,
    (ConcernRow(Domain.MEDICAL, PAIR),),
    (
        GoalRow(
            Domain.MEDICAL,
            PAIR,
            words("clinical"),
            barriers=(BarrierRow(BarrierKind.OTHER, words()),),
        ),
    ),
)
REFERRAL = ReferralDetails(Domain.SOCIAL_SUPPORT, words("food"), words("bank"), PHONE)
TOLD = Told(how_known=words("they called"), note=words("note"))
SIGNED = Sharing(Basis.SIGNED)
GOT_HELP = ReferralState.GOT_HELP


@dataclass
class Desk:
    """One person at work inside one act; rows made here are made for the case."""

    session: UnitOfWork
    member_id: UUID
    segment_id: UUID

    def visit(self, *, hours: int = -3, proposed: bool = False) -> CalendarRow:
        """A visit so many hours from now, with a ride."""
        details = self.visit_details(hours)
        rows = [self.ride()]
        made = booking.book(
            self.session, self.member_id, details, rows, proposed=proposed
        )
        assert made is not None
        return made

    def visit_details(self, hours: int = -3) -> AppointmentDetails:
        begin = self.session.now() + timedelta(hours=hours)
        return AppointmentDetails(
            words("hearing"), begin, begin + timedelta(hours=1), words(), words("Shah")
        )

    def ride(self) -> ArrangementRow:
        return ArrangementRow(
            ArrangementKind.TRANSPORT, ArrangementStatus.REQUESTED, words("taxi")
        )

    def draft(self) -> ReferralFacts:
        made = referral_acts.create(self.session, self.member_id, REFERRAL, TOLD)
        return made.referral

    def sent(self) -> ReferralFacts:
        row = self.draft()
        return referral_acts.send(self.session, row.id, SIGNED, TOLD, seen=row.version)

    def scheduled(self) -> ReferralFacts:
        row = self.accepted()
        return referral_acts.mark_scheduled(
            self.session, row.id, self.session.today(), TOLD, seen=row.version
        )

    def accepted(self) -> ReferralFacts:
        row = self.sent()
        return referral_acts.mark_accepted(self.session, row.id, TOLD, seen=row.version)

    def waiting(self) -> ReferralFacts:
        """The agency has put the child on its waiting list."""
        return self.stands(
            referral_acts.move, self.sent(), Step(ReferralState.WAITLISTED, TOLD)
        )

    def missed(self) -> ReferralFacts:
        row = self.scheduled()
        return referral_acts.mark_missed(self.session, row.id, TOLD, seen=row.version)

    def closed(self) -> ReferralFacts:
        row = self.sent()
        return self.stands(referral_acts.close, row, self.helped(), TOLD)

    def helped(self) -> Closing:
        today = self.session.today()
        return Closing(GOT_HELP, today, Evidence.AGENCY_CONFIRMED, next_step=words())

    def reported(self) -> ReferralFacts:
        return self.stands(referral_news.receive_report, self.sent(), TOLD)

    def act(self, use_case: Callable[..., Any], row: Any, *told: object) -> Any:
        """A use case on a row as it now stands."""
        return use_case(self.session, row.id, *told, seen=row.version)

    def stands(
        self, use_case: Callable[..., Any], row: Any, *told: object
    ) -> ReferralFacts:
        """A referral after one more act on it."""
        facts: ReferralFacts = self.act(use_case, row, *told)
        return facts

    def plan(self) -> int:
        return plan_saving.save(
            self.session, self.member_id, PLAN, seen=0, language=SPANISH
        ).number


def segment_of(session: UnitOfWork, member_id: UUID) -> UUID:
    segment = enrollment.EnrollmentSegment
    return session.scalars(
        select(segment.id).where(segment.member_id == member_id)
    ).one()
