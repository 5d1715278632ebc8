"""What is open for the children of a household: referrals, steps and goals, visits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select

from hhdesk.care import (
    appointment_calendar,
    clinic_calendar,
    referral_choices,
    referral_facts,
    referral_history,
    referral_reports,
    silence,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import TIMED, Appointment, AppointmentStatus
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import (
    Activity,
    ActivityStatus,
    Concern,
    Goal,
    Lifecycle,
    Responsible,
)
from hhdesk.care.members import Member
from hhdesk.care.open_loop_visits import answered
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import CLOSED, ReferralState
from hhdesk.care.referrals import Referral, ReferralEvent
from hhdesk.store.session import UnitOfWork

OPEN_STEPS = (
    ActivityStatus.TO_DO,
    ActivityStatus.WAITING,
    ActivityStatus.IN_PROGRESS,
)
OPEN_GOALS = (Lifecycle.PROPOSED, Lifecycle.ACTIVE)


MISSED_DAYS = 60
"""How long ago a visit was missed at most that a call still speaks of."""


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """`acts` are lawful now, the likeliest first; `reached` is for what they ask (see
    `referral_answers.asked`); `days` are the business days left of its clock."""

    facts: ReferralFacts
    acts: tuple[ReferralAct, ...]
    reached: frozenset[ReferralState]
    days: int | None
    seal: Seal


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step of the plan that is not done; `goal` in the family's words."""

    id: UUID
    version: int
    text: str
    responsible: Responsible
    who: str
    due_on: date | None
    status: ActivityStatus
    goal: str
    seal: Seal


@dataclass(frozen=True, slots=True)
class OpenGoal:
    id: UUID
    words: str
    seal: Seal


@dataclass(slots=True)
class OpenPlan:
    """In the family's order; of a stopped plan nothing."""

    stopped: bool = False
    goals: list[OpenGoal] = field(default_factory=list)
    steps: list[OpenStep] = field(default_factory=list)


def closing(*chain: Seal) -> Seal:
    """Of the seals from an item's origin down, the one that closes it, or its own."""
    return next((seal for seal in chain if seal.sealed), chain[-1])


def chain_of(*rows: Any) -> tuple[Seal, ...]:
    """The seals of the rows that are there, from the origin down."""
    return tuple(row.seal for row in rows if row is not None)


def referrals(
    session: UnitOfWork, keys: Collection[UUID]
) -> dict[UUID, list[OpenReferral]]:
    """The open ones by child, the clock that ends first on top."""
    one, event = Referral, ReferralEvent
    found = session.execute(
        select(one, silence.lives(), Goal, Concern, ReferralReport, event)
        .join(Member, Member.id == one.member_id)
        .outerjoin(Goal, Goal.id == one.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .outerjoin(
            ReferralReport,
            and_(
                ReferralReport.referral_id == one.id,
                ReferralReport.voided_at.is_(None),
            ),
        )
        .outerjoin(event, event.referral_id == one.id)
        .where(
            one.member_id.in_(keys),
            one.state.not_in(CLOSED),
            one.voided_at.is_(None),
        )
        .order_by(one.due_on.is_(None), one.due_on, one.id)
    ).all()
    lines: dict[Referral, list[Any]] = {}
    for line in found:
        lines.setdefault(line[0], []).append(line)
    calendar = clinic_calendar.around(session, session.today())
    made: dict[UUID, list[OpenReferral]] = {}
    for row, some in lines.items():
        left = calendar.left(session.today(), row.due_on) if row.due_on else None
        made.setdefault(row.member_id, []).append(_referral(session, row, some, left))
    return made


def _referral(
    session: UnitOfWork, row: Referral, lines: list[Any], days: int | None
) -> OpenReferral:
    _, lives, goal, concern, *_ = lines[0]
    reports = {line[4].id: line[4] for line in lines if line[4] is not None}
    events = {line[5].id: line[5] for line in lines if line[5] is not None}
    facts = referral_facts.made(
        row, referral_reports.in_order(reports.values()), died=not lives
    )
    reached = referral_history.reached(row.state, events.values())
    acts = referral_choices.offered(facts, session.today(), reached)
    seal = closing(*chain_of(concern, goal, row))
    return OpenReferral(facts, acts, reached, days, seal)


def plans(session: UnitOfWork, keys: Collection[UUID]) -> dict[UUID, OpenPlan]:
    """By child, the goals that are open and the steps below them that are not done."""
    beside = and_(
        Goal.plan_id == CarePlan.id,
        Goal.voided_at.is_(None),
        Goal.lifecycle.in_(OPEN_GOALS),
    )
    below = and_(
        Activity.goal_id == Goal.id,
        Activity.voided_at.is_(None),
        Activity.status.in_(OPEN_STEPS),
    )
    found = session.execute(
        select(CarePlan.member_id, CarePlan.stopped_on, Concern, Goal, Activity)
        .select_from(CarePlan)
        .outerjoin(Goal, beside)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .outerjoin(Activity, below)
        .where(CarePlan.member_id.in_(keys), CarePlan.voided_at.is_(None))
        .order_by(Goal.position, Goal.id, Activity.position, Activity.id)
    )
    made: dict[UUID, OpenPlan] = {}
    for member_id, stopped_on, concern, goal, step in found:
        plan = made.setdefault(member_id, OpenPlan(stopped_on is not None))
        if goal is None or plan.stopped:
            continue
        seal = closing(*chain_of(concern, goal))
        if all(one.id != goal.id for one in plan.goals):
            plan.goals.append(OpenGoal(goal.id, goal.family_words, seal))
        if step is not None:
            plan.steps.append(_step(step, goal, chain_of(concern, goal, step)))
    return made


def _step(one: Activity, goal: Goal, chain: tuple[Seal, ...]) -> OpenStep:
    return OpenStep(
        one.id,
        one.version,
        one.text,
        one.responsible,
        one.who,
        one.due_on,
        one.status,
        goal.family_words,
        closing(*chain),
    )


def visits(
    session: UnitOfWork, keys: Collection[UUID]
) -> dict[UUID, list[CalendarRow]]:
    """By child and time: the coming ones with what is arranged for each, and those
    missed that nothing has made good since."""
    made: dict[UUID, list[CalendarRow]] = {}
    now = session.now()
    coming = and_(Appointment.status.in_(sorted(TIMED)), Appointment.starts_at >= now)
    missed = and_(
        Appointment.status == AppointmentStatus.NO_SHOW,
        Appointment.starts_at >= now - timedelta(days=MISSED_DAYS),
        ~answered(),
    )
    for row in appointment_calendar.unsealed(
        session, Appointment.member_id.in_(keys), or_(coming, missed)
    ):
        assert row.member_id is not None
        made.setdefault(row.member_id, []).append(row)
    return made
