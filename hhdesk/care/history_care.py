"""The parts of a history that tell of care: contacts, visits, plans, stays."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, literal

from hhdesk.care.answer_sheets import AnswerSheet
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.core_services import GivenService
from hhdesk.care.goal_progress import GoalProgress
from hhdesk.care.goals import Goal
from hhdesk.care.history_facts import Happening
from hhdesk.care.history_lines import CLINIC, MEMBER, NOW, SERVICE, part, signed
from hhdesk.care.notes import Note
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStage
from hhdesk.care.plan_reviews import PlanReview
from hhdesk.care.plan_signatures import PlanSignature
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent
from hhdesk.care.staff import Staff
from hhdesk.care.stays import HospitalStay
from hhdesk.store.types import Instant


def contacts() -> list[Select[Any]]:
    one, two, note = OutreachAttempt, GivenService, Note
    contacts = part(
        Happening.CONTACT,
        one.id,
        one,
        at=one.at,
        more=one.note,
        who=one.with_whom,
        code=one.outcome,
        detail=one.way,
        by=Staff.name,
        number=one.minutes,
        about=one.referral_id,
    )
    services = part(SERVICE, two.id, about=two.contact_id, code=two.service)
    notes = part(
        Happening.NOTE,
        note.id,
        note,
        at=note.at,
        more=note.text,
        code=note.kind,
        by=Staff.name,
        staff_only=note.staff_only,
    )
    return [
        signed(contacts, one, one.staff_id).where(
            one.member_id == MEMBER, one.voided_at.is_(None)
        ),
        services.where(two.member_id == MEMBER, two.voided_at.is_(None)),
        signed(notes, note, note.staff_id).where(
            note.member_id == MEMBER, note.voided_at.is_(None)
        ),
    ]


def visits() -> Select[Any]:
    """One that is still to come stands where it was booked, or called off."""
    one, status = Appointment, AppointmentStatus
    passed = one.starts_at <= NOW
    standing = one.status.in_([status.PROPOSED, status.BOOKED, status.ARRIVED])
    said = case((standing, one.created_at), else_=one.changed_at)
    line = part(
        Happening.VISIT,
        one.id,
        one,
        at=case((passed, one.starts_at), else_=said),
        starts=one.starts_at,
        title=one.title,
        more=one.reason,
        who=one.with_whom,
        code=one.status,
        detail=one.called_off_by,
        third=one.barrier,
        by=Staff.name,
        about=one.referral_id,
    )
    return signed(line, one, one.staff_id).where(
        one.member_id == MEMBER,
        one.voided_at.is_(None),
        one.status != status.ENTERED_IN_ERROR,
    )


def referrals() -> Select[Any]:
    """Steps and news; a try to reach the family stands among the contacts already, and
    a state passed unsaid has no day."""
    one, referral = ReferralEvent, Referral
    among_contacts = and_(one.kind == EventKind.ATTEMPT, one.attempt_id.is_not(None))
    line = part(
        Happening.REFERRAL,
        one.id,
        referral,
        at=one.entered_at,
        on=one.happened_on,
        title=referral.need,
        more=case((one.note != "", one.note), else_=one.how_known),
        who=referral.agency,
        code=one.to_state,
        detail=one.detail,
        third=one.kind,
        by=Staff.name,
        until=one.visit_on,
        about=referral.id,
    )
    return (
        line.select_from(one)
        .join(referral, referral.id == one.referral_id)
        .outerjoin(Staff, Staff.id == one.actor_id)
        .where(
            referral.member_id == MEMBER,
            referral.voided_at.is_(None),
            referral.state != ReferralState.ENTERED_IN_ERROR,
            one.kind != EventKind.PASSED,
            ~among_contacts,
        )
    )


def plan() -> list[Select[Any]]:
    """A version stands where its text was last written."""
    plan, saved, name, met = CarePlan, CarePlanVersion, PlanSignature, PlanReview
    told = GoalProgress
    ours = (plan.member_id == MEMBER, plan.voided_at.is_(None))
    versions = part(
        Happening.PLAN_VERSION,
        plan.id,
        at=func.max(saved.saved_at, type_=Instant()),
        code=func.max(saved.number),
        number=saved.edition,
    )
    signatures = part(
        Happening.PLAN_SIGNATURE,
        name.id,
        at=name.signed_at,
        who=name.name,
        title=name.relation,
        code=name.part,
        detail=name.method,
        by=Staff.name,
        number=name.number,
    )
    reviews = part(
        Happening.PLAN_REVIEW,
        met.id,
        on=met.held_on,
        more=met.note,
        who=met.attended,
        number=met.number,
    )
    goals = part(
        Happening.GOAL,
        told.id,
        Goal,
        on=told.on,
        at=told.created_at,
        title=Goal.family_words,
        more=told.note,
        code=told.achievement,
        by=Staff.name,
        about=Goal.id,
    )
    of_plan = saved.plan_id == plan.id
    return [
        versions.select_from(plan)
        .join(saved, and_(saved.organization_id == CLINIC, of_plan))
        .where(*ours, saved.stage == PlanStage.DRAFT)
        .group_by(plan.id, saved.edition),
        signed(signatures, name, name.staff_id)
        .join(plan, plan.id == name.plan_id)
        .where(*ours, name.voided_at.is_(None)),
        reviews.join(plan, plan.id == met.plan_id).where(
            *ours, met.voided_at.is_(None)
        ),
        signed(goals, told, told.created_by)
        .join(Goal, Goal.id == told.goal_id)
        .join(plan, plan.id == told.plan_id)
        .where(*ours, told.voided_at.is_(None)),
    ]


def stays() -> Select[Any]:
    one = HospitalStay
    return part(
        Happening.STAY,
        one.id,
        one,
        on=func.coalesce(one.begins_on, one.known_on),
        until=one.ends_on,
        title=one.place,
        more=one.reason,
        code=one.kind,
        detail=one.status,
        third=one.disposition,
    ).where(one.member_id == MEMBER, one.voided_at.is_(None))


def answers() -> Select[Any]:
    one = AnswerSheet
    line = part(
        Happening.ANSWERS,
        one.id,
        one,
        on=one.asked_on,
        at=one.created_at,
        title=one.instrument,
        more=one.edition,
        who=one.answered_by,
        code=case((one.finished, literal("finished")), else_=literal("")),
        detail=case((one.safety_message_id.is_(None), ""), else_=literal("safety")),
        third=one.scores,
        by=Staff.name,
    )
    return signed(line, one, one.created_by).where(
        one.member_id == MEMBER, one.voided_at.is_(None)
    )
