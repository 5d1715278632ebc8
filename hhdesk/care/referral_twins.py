"""A second open referral for the same child, need and agency: who sent the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.referral_history import standing
from hhdesk.care.referral_states import CLOSED, ReferralState
from hhdesk.care.referrals import Referral, ReferralEvent
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class TwinRow:
    """The first one: `sent` by `by` on a day, or, if not, begun then."""

    id: UUID
    state: ReferralState
    sent: bool
    by: str
    on: date


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def open_twin(
    session: UnitOfWork, member_id: UUID, need: str, agency: str
) -> TwinRow | None:
    """The first open referral of a child for a need with an agency, if there is one."""
    found = session.scalars(
        select(Referral)
        .where(
            Referral.member_id == member_id,
            Referral.voided_at.is_(None),
            Referral.state.not_in(CLOSED),
        )
        .order_by(Referral.created_at, Referral.id)
    )
    for row in found:
        if _same(row.need, need) and _same(row.agency, agency):
            return _told(session, row)
    return None


def _told(session: UnitOfWork, row: Referral) -> TwinRow:
    """Who sent it and when; else who began it."""
    events = session.execute(
        select(ReferralEvent, Staff.name)
        .outerjoin(Staff, Staff.id == ReferralEvent.actor_id)
        .where(
            ReferralEvent.referral_id == row.id, ReferralEvent.happened_on.is_not(None)
        )
        .order_by(ReferralEvent.entered_at, ReferralEvent.position)
    ).all()
    here = set(standing(event for event, _ in events))
    sent = [pair for pair in events if pair[0] in here]
    sent = [pair for pair in sent if pair[0].to_state is ReferralState.SENT]
    for event, name in (*sent, *events):
        day = event.happened_on or row.state_since
        return TwinRow(row.id, row.state, bool(sent), name or "", day)
    return TwinRow(row.id, row.state, False, "", row.state_since)
