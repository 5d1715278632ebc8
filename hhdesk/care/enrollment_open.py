"""What is open of a child when an enrollment ends: referrals, coming visits, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import referral_worklist
from hhdesk.care.appointments import TIMED, Appointment
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import Goal, Lifecycle
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referral_worklist import WaitingRow
from hhdesk.store.session import UnitOfWork

OPEN_GOALS = frozenset({Lifecycle.PROPOSED, Lifecycle.ACTIVE, Lifecycle.ON_HOLD})


@dataclass(frozen=True, slots=True)
class OpenVisit:
    id: UUID
    version: int
    title: str
    starts_at: datetime
    seal: Seal


@dataclass(frozen=True, slots=True)
class OpenGoal:
    id: UUID
    plan_id: UUID
    version: int
    family_words: str
    target_on: date | None
    seal: Seal


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Each of them wants a disposition."""

    referrals: tuple[WaitingRow, ...]
    visits: tuple[OpenVisit, ...]
    goals: tuple[OpenGoal, ...]

    @property
    def ids(self) -> frozenset[UUID]:
        referrals = {row.id for row in self.referrals}
        visits = {row.id for row in self.visits}
        return frozenset(referrals | visits | {row.id for row in self.goals})


def of_member(session: UnitOfWork, member_id: UUID) -> StillOpen:
    """Nothing of it is hidden: who ends an enrollment decides on all of it."""
    return StillOpen(
        referral_worklist.open_of(session, member_id),
        _visits(session, member_id),
        _goals(session, member_id),
    )


def _visits(session: UnitOfWork, member_id: UUID) -> tuple[OpenVisit, ...]:
    one = Appointment
    found = session.scalars(
        select(one)
        .where(
            one.member_id == member_id,
            one.status.in_(TIMED),
            one.starts_at >= session.now(),
            one.voided_at.is_(None),
        )
        .order_by(one.starts_at, one.id)
    )
    return tuple(
        OpenVisit(row.id, row.version, row.title, row.starts_at, row.seal)
        for row in found
    )


def _goals(session: UnitOfWork, member_id: UUID) -> tuple[OpenGoal, ...]:
    found = session.scalars(
        select(Goal)
        .join(CarePlan, CarePlan.id == Goal.plan_id)
        .where(
            CarePlan.member_id == member_id,
            CarePlan.voided_at.is_(None),
            Goal.voided_at.is_(None),
            Goal.lifecycle.in_(OPEN_GOALS),
        )
        .order_by(Goal.position, Goal.id)
    )
    return tuple(
        OpenGoal(
            row.id,
            row.plan_id,
            row.version,
            row.family_words,
            row.target_on,
            row.seal,
        )
        for row in found
    )
