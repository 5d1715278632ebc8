"""Hand-overs: a child goes to another coordinator, with what they must know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from hhdesk.care import absences, audit
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.staff import Staff
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork


class Handover(Record, Base):
    """Open until the one who takes over has read the note."""

    __tablename__ = "handover"
    __table_args__ = (Index(None, "member_id"), Index(None, "to_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    from_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str]
    on: Mapped[date]
    read_on: Mapped[date | None]


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """`former` is empty where the child had no coordinator."""

    id: UUID
    member_id: UUID
    child: Name
    former: str
    to_id: UUID
    to: str
    note: str
    on: date
    read_on: date | None


_former, _next = aliased(Staff), aliased(Staff)


def _standing() -> Select[Handover, Member, str, str]:
    return (
        select(Handover, Member, _former.name, _next.name)
        .join(Member, Member.id == Handover.member_id)
        .join(_next, _next.id == Handover.to_id)
        .outerjoin(_former, _former.id == Handover.from_id)
        .where(Handover.voided_at.is_(None))
    )


def _row(found: Sequence[Any]) -> HandoverRow:
    one, member, former, to = found
    return HandoverRow(
        one.id,
        member.id,
        member.name,
        former or "",
        one.to_id,
        to,
        one.note,
        one.on,
        one.read_on,
    )


def handover(session: UnitOfWork, handover_id: UUID) -> HandoverRow:
    """One hand-over for its screen; raises NotFound."""
    found = session.execute(_standing().where(Handover.id == handover_id)).one_or_none()
    if found is None:
        raise NotFound(N_("This hand-over was taken back."))
    return _row(found)


def unread(session: UnitOfWork, staff_id: UUID) -> tuple[HandoverRow, ...]:
    """Notes that this person has not read yet, the oldest first."""
    found = session.execute(
        _standing()
        .where(Handover.to_id == staff_id, Handover.read_on.is_(None))
        .order_by(Handover.on, Handover.id)
    )
    return tuple(map(_row, found))


def _locked(session: UnitOfWork, handover_id: UUID) -> Handover:
    one = session.scalars(
        select(Handover)
        .where(Handover.id == handover_id, Handover.voided_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if one is None:
        raise NotFound(N_("This hand-over was taken back."))
    return one


def _check_reader(session: UnitOfWork, one: Handover) -> None:
    """Whom it is for has to read it, or who covers for them meanwhile."""
    absence = absences.away(session, session.today()).get(one.to_id)
    readers = {one.to_id, absence.details.cover_id if absence else None}
    if session.actor_id not in readers:
        raise NotPermitted(N_("This note is for the colleague who takes over."))


def mark_read(session: UnitOfWork, handover_id: UUID) -> HandoverRow:
    """The one who takes over has read the note; reading it twice changes nothing."""
    one = _locked(session, handover_id)
    _check_reader(session, one)
    if one.read_on is None:
        one.read_on = session.today()
        audit.record(session, "handover.read", one.member_id)
        session.flush()
    return handover(session, handover_id)


def mark_unread(session: UnitOfWork, handover_id: UUID) -> HandoverRow:
    """Take a reading back: the note stands among what is to do again."""
    one = _locked(session, handover_id)
    _check_reader(session, one)
    if one.read_on is not None:
        one.read_on = None
        audit.record(session, "handover.unread", one.member_id)
        session.flush()
    return handover(session, handover_id)
