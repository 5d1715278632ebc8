"""Looking at a member's page is an act too: who saw which child, and when."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care import audit, members
from hhdesk.store.session import UnitOfWork


def note(session: UnitOfWork, member_id: UUID) -> None:
    """Write down that the actor opened the page; raises NotFound.

    Once for each opening: what is read again while the page stays open, lists, and the
    pane beside a list are not noted.
    """
    members.present(session, member_id)
    audit.record(session, "member.view", member_id)
