"""What is due for whom: for each coordinator's board, and for each child of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care.referrals import CLOSED, Referral
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Due:
    """How many things are late, due today, and later this week; `oldest` is the due
    day of what has been late for longest."""

    overdue: int = 0
    today: int = 0
    week: int = 0
    oldest: date | None = None


def of_owners(session: UnitOfWork) -> Mapping[UUID | None, Due]:
    """What is due for each coordinator, and for nobody."""
    today = session.today()
    counts: dict[UUID | None, Due] = {}
    found = session.execute(
        select(Referral.owner_id, Referral.due_on, func.count())
        .where(Referral.voided_at.is_(None), Referral.state.not_in(CLOSED))
        .where(Referral.due_on <= today + timedelta(days=7))
        .group_by(Referral.owner_id, Referral.due_on)
    )
    for owner_id, day, count in found:
        one = counts.get(owner_id, Due())
        day = day or today
        late, now = count * (day < today), count * (day == today)
        oldest = min(
            filter(None, (one.oldest, day if day < today else None)), default=None
        )
        counts[owner_id] = Due(
            one.overdue + late, one.today + now, one.week + count - late - now, oldest
        )
    return counts


@dataclass(frozen=True, slots=True)
class OpenThings:
    """How many things are open for a child, and when the next one is due."""

    count: int = 0
    next_due: date | None = None


def of_children(
    session: UnitOfWork, member_ids: Sequence[UUID]
) -> Mapping[UUID, OpenThings]:
    """What is open for each of these children."""
    found = session.execute(
        select(Referral.member_id, func.count(), func.min(Referral.due_on))
        .where(Referral.voided_at.is_(None), Referral.state.not_in(CLOSED))
        .group_by(Referral.member_id)
    )
    wanted = set(member_ids)
    return {one[0]: OpenThings(one[1], one[2]) for one in found if one[0] in wanted}
