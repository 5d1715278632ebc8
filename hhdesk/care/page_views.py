"""Looking at a member's page is an act too: who saw which child, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, members
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class SeenMember:
    """Somebody whose page was open: as much as it takes to offer it again."""

    member_id: UUID
    name: Name
    birth_date: date


def note(session: UnitOfWork, member_id: UUID) -> None:
    """Write down that the actor opened the page; raises NotFound.

    Once for each opening: what is read again while the page stays open, lists, and the
    pane beside a list are not noted.
    """
    members.present(session, member_id)
    audit.record(session, "member.view", member_id)


def seen(session: UnitOfWork, member_ids: Sequence[UUID]) -> tuple[SeenMember, ...]:
    """Those of these members who are still here, in the order in which they are asked
    for."""
    rows = session.scalars(
        select(Member).where(
            Member.organization_id == session.organization_id,
            Member.id.in_(member_ids),
            Member.voided_at.is_(None),
        )
    )
    found = {row.id: SeenMember(row.id, row.name, row.birth_date) for row in rows}
    return tuple(found[one] for one in member_ids if one in found)
