"""The audit chain: who did what, each row sealed by the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Insert,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Update,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from hhdesk.errors import NotPermitted
from hhdesk.store.base import Base, Identified, Owned
from hhdesk.store.session import UnitOfWork

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class AuditEntry(Identified, Owned, Base):
    """`detail` holds field names, counts and versions, never clinical text."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("organization_id", "seq"),)

    seq: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[UUID]
    act: Mapped[str]
    member_id: Mapped[UUID | None] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
    prev: Mapped[str]
    hash: Mapped[str]


class AuditHead(Owned, Base):
    """The chain's end; locked by every act, so that no two follow the same row."""

    __tablename__ = "audit_head"
    __table_args__ = (PrimaryKeyConstraint("organization_id"),)

    seq: Mapped[int]
    hash: Mapped[str]


def digest(entry: AuditEntry) -> str:
    """SHA-256 over the row's canonical JSON and the hash before it."""
    act = Act(entry.at, entry.actor_id, entry.act, entry.member_id, entry.detail)
    return _digest(entry.seq, act, entry.prev)


def _digest(seq: int, act: Act, prev: str) -> str:
    moment = act.at.astimezone(UTC).isoformat(timespec="microseconds")
    member = str(act.member_id or "")
    text = _CANONICAL.encode(
        [seq, moment, str(act.actor_id), act.act, member, act.detail, prev]
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Act:
    """What an audit row tells, before it has its place in the chain."""

    at: datetime
    actor_id: UUID
    act: str
    member_id: UUID | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def _locked_head(session: UnitOfWork) -> AuditHead:
    head = session.scalars(
        select(AuditHead)
        .where(AuditHead.organization_id == session.organization_id)
        .with_for_update()
    ).one_or_none()
    if head is None:
        head = AuditHead(organization_id=session.organization_id, seq=0, hash=GENESIS)
        session.add(head)
    return head


def _follow(seq: int, act: Act, prev: str) -> dict[str, Any]:
    """The row after the one that has this number and hash."""
    return {
        "seq": seq + 1,
        "at": act.at,
        "actor_id": act.actor_id,
        "act": act.act,
        "member_id": act.member_id,
        "detail": act.detail,
        "prev": prev,
        "hash": _digest(seq + 1, act, prev),
    }


def record(
    session: UnitOfWork, act: str, member_id: UUID | None = None, **detail: Any
) -> None:
    """Append one row, or tell it to who gathers; ValueError where nobody acts."""
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    told = Act(session.now(), session.actor_id, act, member_id, detail)
    gathering: list[Act] | None = session.info.get(_GATHERED)
    if gathering is not None:
        gathering.append(told)
        return
    head = _locked_head(session)
    entry = AuditEntry(**_follow(head.seq, told, head.hash))
    head.seq, head.hash = entry.seq, entry.hash
    session.add(entry)


_GATHERED = "acts of one whole"


@contextmanager
def gathered(session: UnitOfWork) -> Iterator[list[Act]]:
    """The acts that are recorded inside: who does several as one whole appends them
    together (`appending_all`) before the whole ends."""
    acts: list[Act] = []
    session.info[_GATHERED] = acts
    try:
        yield acts
    finally:
        del session.info[_GATHERED]


def appending(
    session: UnitOfWork, act: str, member_id: UUID | None = None, **detail: Any
) -> tuple[Update, Insert]:
    """What appends one row, for a writer that sends its statements together; it has to
    execute them in this act."""
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    told = Act(session.now(), session.actor_id, act, member_id, detail)
    return appending_all(session, [told])


def appending_all(session: UnitOfWork, acts: Iterable[Act]) -> tuple[Update, Insert]:
    """As `appending`, for some acts at least one, in their order."""
    head = _locked_head(session)
    # A head that this very act makes is there before it is changed.
    session.flush()
    entries, seq, last = _continued(head, acts)
    for name, value in (("seq", seq), ("hash", last)):
        set_committed_value(head, name, value)
    owner = session.organization_id
    rows = [{"id": session.new_id(), "organization_id": owner, **e} for e in entries]
    return (
        update(AuditHead)
        .where(AuditHead.organization_id == owner)
        .values(seq=seq, hash=last),
        insert(AuditEntry).values(rows),
    )


def record_refusal(session: UnitOfWork, refusal: NotPermitted) -> None:
    """Append that something was refused, and by which rule: the place in the code."""
    place = "unknown"
    trace = refusal.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        place = f"{module.rpartition('.')[2]}.{code.co_qualname}"
        trace = trace.tb_next
    record(session, "refuse", rule=place)


def chained(session: UnitOfWork, acts: Iterable[Act]) -> list[dict[str, Any]]:
    """Values of rows that continue the chain, for a bulk writer to insert in the same
    act."""
    head = _locked_head(session)
    entries, head.seq, head.hash = _continued(head, acts)
    return entries


def _continued(
    head: AuditHead, acts: Iterable[Act]
) -> tuple[list[dict[str, Any]], int, str]:
    """The rows of some acts after the head's, and what the head says after them."""
    seq, last = head.seq, head.hash
    entries = []
    for act in acts:
        entry = _follow(seq, act, last)
        seq, last = entry["seq"], entry["hash"]
        entries.append(entry)
    return entries, seq, last


@dataclass(frozen=True, slots=True)
class Anchor:
    """The chain's end as it stood on a day, kept outside of the database."""

    day: date
    seq: int
    hash: str


def anchor(session: UnitOfWork) -> Anchor:
    """The chain's present end."""
    head = session.get(AuditHead, session.organization_id)
    seq, last = (head.seq, head.hash) if head else (0, GENESIS)
    return Anchor(session.today(), seq, last)
