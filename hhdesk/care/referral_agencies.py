"""The agencies that the clinic's latest referrals went to, for completing a name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from hhdesk.care.referrals import Referral
from hhdesk.store.session import UnitOfWork

LATEST = 2_000


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """`phone` is the one last entered for it."""

    name: str
    phone: str


def agencies_used(session: UnitOfWork, limit: int = LATEST) -> tuple[AgencyRow, ...]:
    """Those of the latest referrals, by name, each once however it was spaced."""
    # Keys grow with time: the newest rows are the last of the primary key's index.
    found = session.execute(
        select(Referral.agency, Referral.agency_phone)
        .where(Referral.voided_at.is_(None), Referral.agency != "")
        .order_by(Referral.id.desc())
        .limit(limit)
    )
    kept: dict[str, AgencyRow] = {}
    for name, phone in found:
        key = " ".join(name.split()).casefold()
        known = kept.get(key)
        if known is None:
            kept[key] = AgencyRow(name, phone)
        elif phone and not known.phone:
            kept[key] = AgencyRow(known.name, phone)
    return tuple(kept[key] for key in sorted(kept))
