"""A list of members on its way out: what the one disclosure rule lets leave of each.

What has no seal of its own goes by an allow-list a reader. Nothing that is sealed is in
a list; what is due is the desk's own and never leaves.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import audit, blobs, bulk, consents, member_list
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    ConsentView,
    Reader,
    Seal,
    Segment,
    age_on,
    decide,
    released,
)
from hhdesk.care.consents import Basis
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.health import Condition
from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_columns import Column
from hhdesk.care.member_list_where import PRESENT, REACHED
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

WHAT = "members csv"
"""How the accounting of disclosures names the file."""


class Purpose(enum.StrEnum):
    COORDINATION = "care coordination"
    PAYMENT = "payment"
    QUALITY = "quality improvement"
    REPORTING = "program reporting"


PURPOSE_WORDS = {
    Purpose.COORDINATION: N_("Care coordination"),
    Purpose.PAYMENT: N_("Payment"),
    Purpose.QUALITY: N_("Quality improvement"),
    Purpose.REPORTING: N_("Reports of the program"),
}

_PAYER = frozenset(
    {
        Column.CHILD,
        Column.LANGUAGE,
        Column.STATE,
        Column.COORDINATOR,
        Column.TIER,
        Column.LAST_CONTACT,
        Column.NUMBERS,
    }
)
MAY_LEAVE: Mapping[Audience, frozenset[Column]] = {
    Audience.CARE_TEAM: frozenset(Column) - {Column.NEXT_DUE},
    Audience.PAYER: _PAYER,
}
"""Which columns a reader of lists may have; a list of other children is for nobody
else."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    audience: Audience
    recipient: str
    purpose: Purpose
    shown: tuple[Column, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those shown that may leave."""
        allowed = MAY_LEAVE[self.audience]
        return tuple(column for column in self.shown if column in allowed)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A member's row as it leaves; `seal` is that of its accounting."""

    member_id: UUID
    row: MemberRow
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class Gathered:
    """`members` and `items` count what was withheld, for the operator alone."""

    rows: tuple[Leaving, ...]
    members: int
    items: int


def checked(order: ExportOrder) -> ExportOrder:
    """The order as it may be done; raises InvalidField beside what is missing."""
    recipient = " ".join(order.recipient.split())
    if not recipient:
        raise InvalidField("recipient", N_("Say who gets the list."))
    return replace(order, recipient=recipient)


def gather(session: UnitOfWork, keys: Sequence[UUID], order: ExportOrder) -> Gathered:
    """What leaves of some members; ask for some hundreds at once."""
    columns = set(order.columns) - {Column.CONDITIONS, Column.LAST_CONTACT}
    rows = member_list.rows(session, keys, columns)
    there = [(key, row) for key, row in zip(keys, rows, strict=True) if row]
    given = consents.active_of(session, keys, session.today())
    readers = {key: _reader(session, order, row, given.get(key)) for key, row in there}
    general = {key for key, one in readers.items() if decide(Seal(), one).released}
    told, withheld = _conditions(session, order, readers, general)
    days = _contacts(session, general, order)
    leaving = tuple(
        _leaving(key, row, told.get(key, ()), days.get(key))
        for key, row in there
        if key in general
    )
    return Gathered(leaving, len(there) - len(leaving), withheld)


def _reader(
    session: UnitOfWork,
    order: ExportOrder,
    row: MemberRow,
    given: tuple[ConsentView, ...] | None,
) -> Reader:
    today = session.today()
    age = age_on(row.hit.birth_date, today)
    return Reader(order.audience, age, today, order.recipient, given or ())


_Told = Mapping[UUID, Sequence[tuple[str, Seal]]]


def _conditions(
    session: UnitOfWork,
    order: ExportOrder,
    readers: Mapping[UUID, Reader],
    general: set[UUID],
) -> tuple[_Told, int]:
    """The conditions that leave, and how many do not."""
    if Column.CONDITIONS not in order.columns:
        return {}, 0
    told: dict[UUID, list[tuple[str, Seal]]] = {}
    withheld = 0
    found = session.scalars(
        select(Condition)
        .where(
            Condition.member_id.in_(general),
            Condition.status.in_(PRESENT),
            Condition.voided_at.is_(None),
        )
        .order_by(Condition.onset_on, Condition.id)
    )
    for one in found:
        seal = one.seal
        if seal.sealed or not released((seal,), readers[one.member_id]):
            withheld += 1
        else:
            told.setdefault(one.member_id, []).append((one.text, seal))
    return told, withheld


def _contacts(
    session: UnitOfWork, general: set[UUID], order: ExportOrder
) -> Mapping[UUID, date]:
    """The last contact that was about nothing confidential."""
    if Column.LAST_CONTACT not in order.columns:
        return {}
    one = OutreachAttempt
    lines = session.execute(
        select(one.member_id, func.max(one.at))
        .where(
            REACHED,
            one.member_id.in_(general),
            one.segment == Segment.GENERAL,
            one.consenter != Consenter.YOUTH,
            one.part2.is_(False),
        )
        .group_by(one.member_id)
    )
    return {key: at.astimezone(session.zone).date() for key, at in lines}


def _leaving(
    key: UUID, row: MemberRow, told: Sequence[tuple[str, Seal]], day: date | None
) -> Leaving:
    texts = tuple(dict.fromkeys(text for text, _ in told))
    seal = next((seal for _, seal in told if not seal.ordinary), Seal())
    return Leaving(key, replace(row, conditions=texts, last_contact=day), seal)


def hand_out(
    session: UnitOfWork,
    order: ExportOrder,
    leaving: Sequence[tuple[UUID, Seal]],
    content: bytes,
) -> None:
    """Record that the list left, with the hash of its bytes: in the accounting of each
    member on it, and as one act. Raises InvalidField without a recipient."""
    order = checked(order)
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    rows = [_accounted(session, order, *one) for one in leaving]
    bulk.write(session, rows)
    audit.record(
        session,
        "disclosure.list",
        what=WHAT,
        audience=order.audience.value,
        columns=[column.value for column in order.columns],
        members=len(rows),
        sha256=blobs.digest(content),
    )
    session.flush()


def _accounted(
    session: UnitOfWork, order: ExportOrder, member_id: UUID, seal: Seal
) -> Disclosure:
    one = Disclosure(
        at=session.now(),
        actor_id=session.actor_id,
        member_id=member_id,
        audience=order.audience,
        recipient=order.recipient,
        what=WHAT,
        purpose=order.purpose.value,
        basis=Basis.TREATMENT,
    )
    one.put_seal(seal)
    return one
