"""What is due for whom: for each coordinator of a board, for each child of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import open_loop_finding, open_loops
from hhdesk.care.open_loop_scope import scope
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
    return {
        one.staff_id: Due(one.overdue, one.today, one.week, one.oldest)
        for one in open_loops.loads(session)
    }


@dataclass(frozen=True, slots=True)
class OpenThings:
    """How many things are open for a child, and when the next one is due; what is
    snoozed does not count."""

    count: int = 0
    next_due: date | None = None


def of_children(
    session: UnitOfWork, member_ids: Sequence[UUID]
) -> Mapping[UUID, OpenThings]:
    """What is open for each of these children who has something open."""
    if not member_ids:
        return {}
    few = len(member_ids) <= open_loops.FEW
    ground = scope(session, sorted(member_ids) if few else None)
    found = open_loop_finding.find(ground)
    days: dict[str, list[str]] = {}
    for loop in found.loops:
        if found.said.snooze(loop) is None:
            days.setdefault(loop.member, []).append(loop.due)
    return {
        UUID(key): OpenThings(len(due), date.fromisoformat(min(due)))
        for key, due in days.items()
    }
