"""What a call may be about: the child and its siblings, each with what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from hhdesk.care import core_services, member_page, programs, silence, wrap_up_open
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.core_services import CoreService
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.member_page import MemberPage
from hhdesk.care.members import Member
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.person import Name
from hhdesk.care.wrap_up_open import OpenGoal, OpenPlan, OpenReferral, OpenStep
from hhdesk.store.session import UnitOfWork

__all__ = ["Child", "Ground", "OpenGoal", "OpenReferral", "OpenStep", "ground"]

NO_PROGRAM = "default"
MISSED = AppointmentStatus.NO_SHOW


@dataclass(frozen=True, slots=True)
class Child:
    """`silent` says that the child has died: nothing is booked or asked any more.
    `planned` says that a barrier can be put into the plan, which is begun by it where
    there is none: it was not stopped."""

    id: UUID
    name: Name
    birth_date: date
    silent: bool
    planned: bool
    services: tuple[CoreService, ...]
    referrals: tuple[OpenReferral, ...]
    steps: tuple[OpenStep, ...]
    goals: tuple[OpenGoal, ...]
    visits: tuple[CalendarRow, ...]
    missed: tuple[CalendarRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """The child is the first of `children`; what is sealed of a sibling is not there.

    `next_on` is the day agreed on in the last contact (`page.outreach[0]`),
    `interpreter` who interpreted in it.
    """

    page: MemberPage
    children: tuple[Child, ...]
    next_on: date | None
    interpreter: str


def ground(session: UnitOfWork, member_id: UUID) -> Ground:
    """All that the sheet of a call shows; raises NotFound, MergedAway."""
    page = member_page.member_page(session, member_id)
    family = _family(session, page)
    keys = [row.Member.id for row in family]
    referrals = wrap_up_open.referrals(session, keys)
    plans = wrap_up_open.plans(session, keys)
    visits = wrap_up_open.visits(session, keys)

    def child(row: Any) -> Child:
        key: UUID = row.Member.id
        plan = plans.get(key, OpenPlan())
        own = key == member_id
        seen = [one for one in visits.get(key, ()) if own or not one.seal.sealed]
        rules = programs.pack(row.pack or NO_PROGRAM, page.today)
        return Child(
            key,
            row.Member.name,
            row.Member.birth_date,
            not row.lives,
            not plan.stopped,
            core_services.services_of(rules),
            tuple(one for one in referrals.get(key, ()) if own or not one.seal.sealed),
            tuple(one for one in plan.steps if own or not one.seal.sealed),
            tuple(one for one in plan.goals if own or not one.seal.sealed),
            tuple(one for one in seen if one.status is not MISSED),
            tuple(one for one in seen if one.status is MISSED),
        )

    return Ground(
        page, tuple(map(child, family)), family[0].next_on, family[0].interpreted or ""
    )


def _family(session: UnitOfWork, page: MemberPage) -> list[Any]:
    """The child, then its siblings who live, oldest first; each beside what was agreed
    on in the child's last contact."""
    siblings = [one.id for one in page.siblings]
    # Another name: what says who lives asks the same table.
    segment = aliased(EnrollmentSegment)
    last = (
        select(OutreachAttempt.id)
        .where(
            OutreachAttempt.member_id == page.id, OutreachAttempt.voided_at.is_(None)
        )
        .order_by(OutreachAttempt.at.desc(), OutreachAttempt.id)
        .limit(1)
        .scalar_subquery()
    )
    found = session.execute(
        select(
            Member,
            segment.pack,
            silence.lives().label("lives"),
            OutreachAttempt.next_on,
            OutreachAttempt.interpreter.label("interpreted"),
        )
        .outerjoin(segment, (segment.member_id == Member.id) & segment.current)
        .outerjoin(OutreachAttempt, OutreachAttempt.id == last)
        .where(Member.id.in_([page.id, *siblings]))
    )
    rows = {row.Member.id: row for row in found}
    others = [rows[key] for key in siblings if key in rows]
    return [rows[page.id], *(row for row in others if row.lives)]
