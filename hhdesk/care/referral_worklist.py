"""Referrals that wait for somebody: a child's open ones, those due, reports to review.

A child's death takes its referrals out of every list at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from hhdesk.care.confidentiality import Seal
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import CLOSED, Detail, ReferralState, Turn, rule_of
from hhdesk.care.referrals import Referral, Urgency
from hhdesk.store.session import UnitOfWork

MANY = 500


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """`due_on` is the clock's day, or that of a report's review."""

    id: UUID
    version: int
    member_id: UUID
    name: Name
    need: str
    agency: str
    state: ReferralState
    detail: Detail | None
    urgency: Urgency
    due_on: date | None
    seal: Seal

    @property
    def words(self) -> str:
        """The state's words in English, to be translated."""
        return rule_of(self.state, self.detail).words

    @property
    def turn(self) -> tuple[Turn, ...]:
        """With whom the next step is."""
        return rule_of(self.state, self.detail).turn


def _waiting(*due: Any) -> Select[Any]:
    return (
        select(Referral, Member, *due)
        .join(Member, Member.id == Referral.member_id)
        .where(Referral.voided_at.is_(None), Member.voided_at.is_(None))
    )


def _row(found: Sequence[Any]) -> WaitingRow:
    one, member, due_on = found
    return WaitingRow(
        one.id,
        one.version,
        member.id,
        member.name,
        one.need,
        one.agency,
        one.state,
        one.detail,
        one.urgency,
        due_on,
        one.seal,
    )


def open_of(session: UnitOfWork, member_id: UUID) -> tuple[WaitingRow, ...]:
    """All open referrals of a child, living or not: each wants an end."""
    found = session.execute(
        _waiting(Referral.due_on)
        .where(Referral.member_id == member_id, Referral.state.not_in(CLOSED))
        .order_by(Referral.due_on, Referral.id)
    )
    return tuple(map(_row, found))


def due(
    session: UnitOfWork,
    until: date,
    owner_id: UUID | None = None,
    limit: int = MANY,
) -> tuple[WaitingRow, ...]:
    """Open referrals whose next step is expected by a day, the longest waiting first;
    all owners' without one."""
    mine = [Referral.owner_id == owner_id] if owner_id else []
    found = session.execute(
        _waiting(Referral.due_on)
        .where(
            Referral.state.not_in(CLOSED),
            Referral.due_on <= until,
            Member.deceased_on.is_(None),
            *mine,
        )
        .order_by(Referral.due_on, Referral.id)
        .limit(limit)
    )
    return tuple(map(_row, found))


def reviews(
    session: UnitOfWork,
    until: date,
    owner_id: UUID | None = None,
    limit: int = MANY,
) -> tuple[WaitingRow, ...]:
    """Reports that nobody has reviewed and that are due by a day, of closed referrals
    too."""
    mine = [Referral.owner_id == owner_id] if owner_id else []
    found = session.execute(
        _waiting(ReferralReport.review_due_on)
        .join(ReferralReport, ReferralReport.referral_id == Referral.id)
        .where(
            ReferralReport.reviewed_on.is_(None),
            ReferralReport.review_due_on <= until,
            ReferralReport.voided_at.is_(None),
            Member.deceased_on.is_(None),
            *mine,
        )
        .order_by(ReferralReport.review_due_on, ReferralReport.id)
        .limit(limit)
    )
    return tuple(map(_row, found))
