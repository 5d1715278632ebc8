"""The accounting of disclosures of a child (45 CFR 164.528): what left, when, to whom,
on what basis, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.confidentiality import Audience, Seal
from hhdesk.care.consents import Basis
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """`what` is a kind of paper or file, `number` a paper's own; `at` by the clinic's
    clock."""

    id: UUID
    at: datetime
    by: str
    audience: Audience
    recipient: str
    what: str
    number: str
    purpose: str
    basis: Basis
    seal: Seal = Seal()


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[DisclosureRow, ...]:
    """All that left of a child, the newest first; for the clinic's own staff."""
    rows = session.execute(
        select(Disclosure, Staff.name)
        .outerjoin(Staff, Staff.id == Disclosure.actor_id)
        .where(Disclosure.member_id == member_id)
        .order_by(Disclosure.at.desc(), Disclosure.id.desc())
    )
    return tuple(_row(session, one, name or "") for one, name in rows)


def _row(session: UnitOfWork, one: Disclosure, by: str) -> DisclosureRow:
    what, _space, number = one.what.partition(" ")
    return DisclosureRow(
        one.id,
        one.at.astimezone(session.zone),
        by,
        one.audience,
        one.recipient,
        what,
        number,
        one.purpose,
        one.basis,
        one.seal,
    )
