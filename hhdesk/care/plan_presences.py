"""Who has a care plan open now, on any workstation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.staff import Staff
from hhdesk.store.base import Base, Identified, Owned
from hhdesk.store.session import UnitOfWork

SEEN_WITHIN = timedelta(seconds=90)
"""An editor that said nothing for so long is closed or away."""

FORGOTTEN_AFTER = timedelta(days=1)


class PlanPresence(Identified, Owned, Base):
    """One open editor; told again while it is open, forgotten when it is not."""

    __tablename__ = "plan_presence"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    # Something typed is not saved yet.
    typing: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class PresenceRow:
    staff_id: UUID
    name: str
    since: datetime
    typing: bool


def tell(
    session: UnitOfWork, member_id: UUID, presence_id: UUID, *, typing: bool
) -> tuple[PresenceRow, ...]:
    """Say that this editor is open, and hear which others are, longest first.

    `presence_id` is the open editor's own, made by the workstation when it opened. The
    same person on another workstation is another editor.
    """
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    one = session.get(PlanPresence, presence_id)
    if one is None:
        one = PlanPresence(id=presence_id, member_id=member_id, opened_at=session.now())
        session.add(one)
    one.staff_id, one.seen_at, one.typing = session.actor_id, session.now(), typing
    session.flush()
    return _others(session, member_id, presence_id)


def _others(
    session: UnitOfWork, member_id: UUID, presence_id: UUID
) -> tuple[PresenceRow, ...]:
    found = session.execute(
        select(
            PlanPresence.staff_id,
            Staff.name,
            PlanPresence.opened_at,
            PlanPresence.typing,
        )
        .join(Staff, Staff.id == PlanPresence.staff_id)
        .where(
            PlanPresence.member_id == member_id,
            PlanPresence.id != presence_id,
            PlanPresence.seen_at > session.now() - SEEN_WITHIN,
        )
        .order_by(PlanPresence.opened_at, PlanPresence.id)
    )
    return tuple(PresenceRow(*row) for row in found)


def leave(session: UnitOfWork, presence_id: UUID) -> None:
    """The editor closed; with it go those that closed without a word."""
    session.execute(
        delete(PlanPresence)
        .where(PlanPresence.organization_id == session.organization_id)
        .where(
            (PlanPresence.id == presence_id)
            | (PlanPresence.seen_at < session.now() - FORGOTTEN_AFTER)
        )
        .execution_options(synchronize_session="fetch")
    )
