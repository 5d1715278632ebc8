"""A child of whom everything happened once, for tests of the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hhdesk.care import members
from hhdesk.care.answer_sheets import AnswerSheet
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.core_services import CoreService, GivenService
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.documents import Document, DocumentKind
from hhdesk.care.goal_progress import GoalProgress
from hhdesk.care.goals import Achievement, Concern, Domain, Goal
from hhdesk.care.handovers import Handover
from hhdesk.care.member_merges import MemberMerge
from hhdesk.care.members import MemberDetails
from hhdesk.care.notes import Note, NoteKind
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Name
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStage
from hhdesk.care.plan_reviews import PlanReview
from hhdesk.care.plan_signatures import PlanSignature, SignerPart, SigningMethod
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent, ReferralState
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, NOW

YOUTHS = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
CLINICS_OWN = "only for us"
SECRET = "what only she may know"
DAY = timedelta(days=1)


@dataclass
class Home:
    """`contact_id` and the others are what the rows of the child are known by."""

    database: Database
    member_id: UUID
    contact_id: UUID
    referral_id: UUID


def furnish(database: Database) -> Home:
    """A girl of 15; one thing of each kind, and what must not be listed."""
    with database.transaction(ACTOR_ID) as session:
        details = MemberDetails(Name("Camila", "Ruiz"), date(2011, 4, 2))
        member_id = members.create(session, details, ACTOR_ID)
        other_id = members.create(session, MemberDetails(Name("Ana"), date(2012, 1, 1)))
        keys = [session.new_id() for _ in range(6)]
        contact_id, referral_id, plan_id, goal_id, concern_id, event_id = keys
        _plan(session, member_id, plan_id, goal_id, concern_id)
        _care(session, member_id, contact_id, referral_id, event_id)
        _record(session, member_id, other_id)
    return Home(database, member_id, contact_id, referral_id)


def _put(session: UnitOfWork, one: Any, seal: Seal | None = None) -> None:
    if seal is not None:
        one.put_seal(seal)
    session.add(one)
    session.flush()


def _plan(
    session: UnitOfWork, member_id: UUID, plan_id: UUID, goal_id: UUID, concern: UUID
) -> None:
    saved = {"content": "{}", "sha256": "0" * 64, "saved_by": ACTOR_ID, "edition": 1}
    _put(session, CarePlan(id=plan_id, member_id=member_id, number=3))
    ours: dict[str, Any] = {"plan_id": plan_id}
    for number in (1, 2):
        # Saves of one version are one thing that happened.
        _put(session, CarePlanVersion(**ours, **saved, number=number, saved_at=NOW))
    late = PlanStage.CURRENT
    one = CarePlanVersion(**ours, **saved, number=3, saved_at=NOW, stage=late)
    _put(session, one)
    _put(session, Concern(**ours, id=concern, domain=Domain.MEDICAL, text="Mood"))
    words: dict[str, Any] = {"domain": Domain.MEDICAL, "family_words": "Sleep"}
    _put(session, Goal(**ours, id=goal_id, concern_id=concern, **words))
    told: dict[str, Any] = {"achievement": Achievement.IMPROVING, "goal_id": goal_id}
    _put(session, GoalProgress(**ours, **told, on=NOW.date(), note="Slept"))
    signed: dict[str, Any] = {"number": 2, "sha256": "0" * 64, "signed_at": NOW}
    how = {"part": SignerPart.CAREGIVER, "method": SigningMethod.PAPER, "name": "Lucía"}
    _put(session, PlanSignature(**ours, **signed, **how))
    _put(session, PlanReview(**ours, number=3, held_on=NOW.date(), attended="All"))


def _care(
    session: UnitOfWork, member_id: UUID, contact_id: UUID, referral: UUID, event: UUID
) -> None:
    mine: dict[str, Any] = {"member_id": member_id}
    need: dict[str, Any] = {
        "domain": Domain.MEDICAL,
        "need": SECRET,
        "agency": "Clinic",
    }
    stands: dict[str, Any] = {"state": ReferralState.SENT, "state_since": NOW.date()}
    _put(session, Referral(id=referral, **mine, **need, **stands), YOUTHS)
    call: dict[str, Any] = {"way": Way.PHONE, "outcome": Outcome.REACHED, "at": NOW}
    one = OutreachAttempt(id=contact_id, **mine, **call, note="She slept", minutes=12)
    _put(session, one)
    service = CoreService.CARE_COORDINATION
    _put(session, GivenService(**mine, contact_id=contact_id, service=service))
    steps = {
        EventKind.STEP: ReferralState.SENT,
        # Told already by the contact, and known without a day.
        EventKind.ATTEMPT: ReferralState.SENT,
        EventKind.PASSED: ReferralState.DRAFT,
    }
    for place, (kind, state) in enumerate(steps.items()):
        tried = contact_id if kind is EventKind.ATTEMPT else None
        row: dict[str, Any] = {"kind": kind, "to_state": state, "attempt_id": tried}
        key = event if kind is EventKind.STEP else session.new_id()
        when: dict[str, Any] = {"entered_at": NOW, "position": place}
        _put(session, ReferralEvent(id=key, referral_id=referral, **row, **when))
    begin = NOW - 3 * DAY
    visit: dict[str, Any] = {"starts_at": begin, "ends_at": begin + DAY / 48}
    missed = {"status": AppointmentStatus.NO_SHOW, "reason": "No ride"}
    born = Appointment(
        **mine, **visit, title="First talk", referral_id=referral, **missed
    )
    _put(session, born)
    error = AppointmentStatus.ENTERED_IN_ERROR
    _put(session, Appointment(**mine, **visit, title="Wrong", status=error))
    note: dict[str, Any] = {"at": NOW, "kind": NoteKind.NOTE, "text": CLINICS_OWN}
    _put(session, Note(**mine, **note, staff_only=True))
    stay: dict[str, Any] = {"kind": StayKind.ED, "status": StayStatus.FINISHED}
    _put(session, HospitalStay(**mine, **stay, known_on=NOW.date(), place="Children's"))
    asked: dict[str, Any] = {"instrument": "needs", "edition": "1", "answers": {}}
    sheet = AnswerSheet(**mine, **asked, scores={"food": 2}, asked_on=NOW.date())
    _put(session, sheet)


def _record(session: UnitOfWork, member_id: UUID, other_id: UUID) -> None:
    mine: dict[str, Any] = {"member_id": member_id}
    yes: dict[str, Any] = {
        "audience": Audience.SCHOOL,
        "given_by": Consenter.CAREGIVER,
        "basis": Basis.SIGNED,
        "segments": ["general"],
    }
    days = {"given_on": NOW.date() - 5 * DAY, "revoked_on": NOW.date() - DAY}
    _put(session, Consent(**mine, **yes, **days))
    document = Document(**mine, kind=DocumentKind.IEP, title="IEP 2026")
    _put(session, document)
    gone = Document(**mine, kind=DocumentKind.LETTER)
    gone.void("twice", NOW, ACTOR_ID)
    _put(session, gone)
    left: dict[str, Any] = {"at": NOW, "actor_id": ACTOR_ID, "purpose": "care"}
    basis = {"basis": Basis.TREATMENT, "audience": Audience.FAMILY, "recipient": ""}
    _put(session, Disclosure(**mine, **left, **basis, what="care-plan AB12-34CD"))
    _put(session, DeskMessage(**mine, text="Call her back"))
    _put(session, Handover(**mine, to_id=ACTOR_ID, note="Likes Ana", on=NOW.date()))
    merge: dict[str, Any] = {"kept_id": member_id, "gone_id": other_id}
    _put(session, MemberMerge(**merge, reason="twice"))
