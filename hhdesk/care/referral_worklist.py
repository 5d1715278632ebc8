"""A child's open referrals, each of which wants an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.confidentiality import Seal
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.referral_states import CLOSED, Detail, ReferralState, Turn, rule_of
from hhdesk.care.referrals import Referral, Urgency
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class WaitingRow:
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


def _row(one: Referral, member: Member) -> WaitingRow:
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
        one.due_on,
        one.seal,
    )


def open_of(session: UnitOfWork, member_id: UUID) -> tuple[WaitingRow, ...]:
    """By due day, of a child who lives or not."""
    found = session.execute(
        select(Referral, Member)
        .join(Member, Member.id == Referral.member_id)
        .where(
            Referral.member_id == member_id,
            Referral.state.not_in(CLOSED),
            Referral.voided_at.is_(None),
            Member.voided_at.is_(None),
        )
        .order_by(Referral.due_on, Referral.id)
    )
    return tuple(_row(one, member) for one, member in found)
