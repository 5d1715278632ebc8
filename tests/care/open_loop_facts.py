"""Clinics by chance, whose days lie where rules begin and end."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import Basis, Consent, ConsentStatus, Provision
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.enrollment import EnrollmentChange, EnrollmentSegment
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityStatus,
    Concern,
    Domain,
    Goal,
    Lifecycle,
)
from hhdesk.care.handovers import Handover
from hhdesk.care.members import Member
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStatus
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referrals import Referral
from hhdesk.care.snoozes import LoopClosing
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.store.base import Record
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, OTHER_ID

NEAR = (-1, 0, 1, 2, 3, 6, 7, 8, -2, -3, -6, -7, -8, 13, 14, 15, -29, -30, -31)
FAR = (29, 30, 31, 59, 60, 61, -59, -60, -61, -89, -90, -91, -179, -180, -181, -200)
AGES = (18, 29, 30, 33, 36, 40, 100, 144, 150, 216, 252, 312)
STATES = (SegmentState.ENROLLED,) * 5 + tuple(SegmentState)
STAFF = (ACTOR_ID, OTHER_ID, None)

PARENTS = (Member, Referral, Appointment, CarePlan, Goal)


class Chance:
    """Writes one clinic; the same seed writes the same."""

    def __init__(self, session: UnitOfWork, seed: int) -> None:
        self.session, self.random = session, random.Random(seed)
        self.today = session.today()
        self.planned: set[UUID] = set()

    def one(self, options: Any) -> Any:
        return self.random.choice(list(options))

    def rarely(self, share: float = 0.12) -> bool:
        return self.random.random() < share

    def day(self, *, far: bool = True) -> date:
        return self.today + timedelta(days=self.one(NEAR + FAR if far else NEAR))

    def moment(self, *, far: bool = True) -> datetime:
        """At an hour at which the days of UTC and of the clinic differ, or not."""
        at = self.session.now() + timedelta(hours=self.one((-9, -1, 1, 5, 13)))
        return at + timedelta(days=self.one(NEAR + FAR if far else NEAR))

    def add(self, row: Record) -> UUID:
        """Some rows are voided."""
        key: UUID = self.session.new_id()
        row.id = key
        if self.rarely(0.06) and not isinstance(row, Member):
            row.void("by mistake", self.session.now(), ACTOR_ID)
        self.session.add(row)
        if isinstance(row, PARENTS):
            self.session.flush()
        return key

    def some(self, most: int) -> range:
        return range(self.random.randint(0, most))

    def clinic(self, children: int) -> list[UUID]:
        return [self.child() for _ in range(children)]

    def child(self) -> UUID:
        months = self.one(AGES)
        born = self.day() - timedelta(days=round(months * 30.4375))
        member = Member(given="Ana", birth_date=born)
        key = self.add(member)
        if self.rarely(0.06):
            member.deceased_on = self.today
        if self.rarely(0.06):
            member.void("the same child", self.session.now(), ACTOR_ID)
        if not self.rarely(0.08):
            self.segment(key)
        for make in (
            self.referral,
            self.visit,
            self.plan,
            self.consent,
            self.coverage,
            self.stay,
            self.tried,
            self.note,
        ):
            for _ in self.some(2):
                make(key)
        if self.rarely(0.5):
            self.closing(key, "age", key, self.one(("own_consent", "part_b_iep")))
        return key

    def segment(self, member: UUID) -> None:
        begins = self.day() - timedelta(days=self.one((0, 60, 400, 5000)))
        key = self.session.new_id()
        segment = EnrollmentSegment(
            id=key,
            member_id=member,
            state=self.one(STATES),
            begins_on=begins,
            coordinator_id=self.one(STAFF),
        )
        self.session.add(segment)
        self.session.flush()
        if self.rarely(0.5):
            change = EnrollmentChange(
                segment_id=key,
                to_state=self.one((SegmentState.ENROLLED, SegmentState.ENGAGED)),
                on=self.day(),
                entered_at=self.session.now(),
                actor_id=ACTOR_ID,
            )
            self.session.add(change)

    def referral(self, member: UUID) -> None:
        need = self.one(("Early intervention", "Food", "Speech"))
        key = self.add(
            Referral(
                member_id=member,
                domain=self.one((Domain.DEVELOPMENTAL, Domain.FAMILY)),
                need=need,
                state=self.one(ReferralState),
                detail=self.one((None, Detail.REPORT_TO_REVIEW)),
                state_since=self.day(),
                due_on=self.one((None, self.day())),
                owner_id=self.one(STAFF),
            )
        )
        for _ in self.some(2):
            reviewed = self.one((None, self.today))
            due = self.day()
            report = ReferralReport(
                referral_id=key,
                received_on=due,
                review_due_on=due,
                reviewed_on=reviewed,
            )
            self.add(report)
        if self.rarely(0.5):
            self.visit(member, key)

    def visit(self, member: UUID, referral: UUID | None = None) -> None:
        at, before = self.moment(), None
        for _ in range(self.random.randint(1, 3)):
            visit = Appointment(
                member_id=member,
                title=self.one(("Dental", "Well visit", "Hearing")),
                starts_at=at,
                ends_at=at + timedelta(hours=1),
                status=self.one(AppointmentStatus),
                referral_id=referral,
                replaces_id=self.one((None, before)),
                ask_on=self.one((None, None, self.day())),
            )
            before, at = self.add(visit), self.moment()
            for kind in self.random.sample(list(ArrangementKind), self.one((0, 1, 2))):
                help_ = Arrangement(
                    appointment_id=before, kind=kind, status=self.one(ArrangementStatus)
                )
                self.add(help_)

    def plan(self, member: UUID) -> None:
        """One a child."""
        if member in self.planned:
            return
        self.planned.add(member)
        plan = CarePlan(
            member_id=member,
            status=self.one((PlanStatus.ACTIVE,) * 4 + tuple(PlanStatus)),
            number=self.one((0, 1, 1, 1, 2)),
            review_on=self.one((None, self.day())),
            consenters_asked_on=self.one((None, self.day(), self.long_ago())),
        )
        key = self.add(plan)
        saved = self.moment() - timedelta(days=self.one((0, 168, 182, 184)))
        for number in range(1, plan.number + 1):
            version = CarePlanVersion(
                plan_id=key,
                number=number,
                saved_at=saved + timedelta(days=number),
                saved_by=ACTOR_ID,
                content="{}",
                sha256="",
            )
            self.session.add(version)
        if self.rarely(0.3):
            domain = self.one((Domain.DEVELOPMENTAL, Domain.DENTAL))
            consenter = self.one((Consenter.NOT_ASKED, Consenter.YOUTH))
            self.add(Concern(plan_id=key, domain=domain, consenter=consenter))
        for _ in self.some(2):
            self.goal(key)

    def long_ago(self) -> date:
        return self.today - timedelta(days=3000)

    def goal(self, plan: UUID) -> None:
        goal = self.add(
            Goal(
                plan_id=plan,
                domain=Domain.DENTAL,
                target_on=self.one((None, self.day(far=False))),
                lifecycle=self.one((Lifecycle.ACTIVE,) * 3 + tuple(Lifecycle)),
                achievement=self.one(Achievement),
                segment=self.one((Segment.GENERAL, Segment.MENTAL_HEALTH)),
            )
        )
        for _ in self.some(2):
            due = self.one((None, self.day(far=False), self.day(far=False)))
            status = self.one(ActivityStatus)
            self.add(Activity(plan_id=plan, goal_id=goal, due_on=due, status=status))

    def consent(self, member: UUID) -> None:
        for _ in range(self.random.randint(1, 3)):
            row = Consent(
                member_id=member,
                audience=self.one((Audience.SCHOOL, Audience.PAYER)),
                recipient=self.one(("", "", "Oak School")),
                segments=self.one((["general"], ["general", "mental_health"])),
                given_by=self.one(Consenter),
                basis=Basis.SIGNED,
                given_on=self.one((self.day(), self.day() - timedelta(days=300))),
                until=self.one((None, self.day(), self.day())),
                revoked_on=self.one((None, None, None, self.day())),
                status=self.one((ConsentStatus.ACTIVE,) * 4 + tuple(ConsentStatus)),
                provision=self.one((Provision.PERMIT,) * 4 + (Provision.DENY,)),
                limits=self.one(([], [], [], ["purpose"])),
            )
            self.add(row)

    def coverage(self, member: UUID) -> None:
        row = Coverage(
            member_id=member,
            payer=self.one(("Medi-Cal", "Kaiser")),
            status=self.one((CoverageStatus.ACTIVE,) * 3 + tuple(CoverageStatus)),
            renewal_on=self.one((None, self.day(), self.day())),
            ends_on=self.one((None, None, self.day())),
        )
        key = self.add(row)
        if row.renewal_on and self.rarely(0.2):
            self.closing(member, "renewal", key, row.renewal_on.isoformat())

    def stay(self, member: UUID) -> None:
        known = self.day()
        begins = self.one((None, known, known - timedelta(days=self.one((2, 31, 40)))))
        row = HospitalStay(
            member_id=member,
            kind=self.one(StayKind),
            status=self.one(StayStatus),
            known_on=known,
            begins_on=begins,
            ends_on=self.one((None, begins, known + timedelta(days=2))),
        )
        key = self.add(row)
        if self.rarely(0.2):
            self.closing(member, self.one(("stay_call", "stay_visit")), key)

    def tried(self, member: UUID) -> None:
        row = OutreachAttempt(
            member_id=member,
            at=self.moment(),
            way=self.one((Way.PHONE, Way.IN_PERSON)),
            outcome=self.one((Outcome.REACHED, Outcome.REACHED, Outcome.NOT_REACHED)),
            next_on=self.one((None, None, self.day())),
        )
        self.add(row)

    def note(self, member: UUID) -> None:
        done = self.one((None, None, self.session.now()))
        message = DeskMessage(
            member_id=member, to_id=self.one(STAFF), text="Call", done_at=done
        )
        self.add(message)
        read = self.one((None, self.today))
        to = self.one(STAFF[:2])
        self.add(
            Handover(member_id=member, to_id=to, note="Hi", on=self.day(), read_on=read)
        )

    def closing(self, member: UUID, kind: str, item: UUID, rule: str = "") -> None:
        row = LoopClosing(
            member_id=member,
            kind=kind,
            item_id=item,
            rule=rule,
            closed_on=self.today,
            reason="Done",
        )
        self.add(row)
