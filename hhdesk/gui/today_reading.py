"""What Today asks of the records, on the thread that reads: the list, the visits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hhdesk.care import appointment_calendar, clinic_time, open_loops, staff_teams
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.open_loops import (
    Asked,
    LoopGroup,
    LoopKey,
    LoopList,
    LoopRow,
    Whose,
)
from hhdesk.gui.today_order import merged_keys


@dataclass(frozen=True)
class Found:
    """The list as it is now, with the keys in the order in which they are shown."""

    asked: Asked
    list: LoopList
    keys: Sequence[LoopKey]


@dataclass(frozen=True)
class Visits:
    rows: tuple[CalendarRow, ...]
    now: datetime


def read_list(
    session: Any,
    asked: Asked,
    shown: Sequence[LoopKey] = (),
    known: Collection[LoopKey] = (),
) -> Found:
    """The list that is asked for; on top of one that is `shown`, in its order."""
    found = open_loops.listed(session, asked)
    keys = merged_keys(shown, found.keys, known) if shown else found.keys
    return Found(asked, found, keys)


def read_visits(session: Any, asked: Asked) -> Visits:
    """Today's visits of those whose work is asked for."""
    window = clinic_time.window(session.today(), 1, session.zone)
    own = asked.staff_id if asked.whose is Whose.MINE else None
    rows = appointment_calendar.between(session, *window, staff_id=own)
    if asked.whose is Whose.TEAM:
        team = staff_teams.colleagues(session, asked.staff_id) | {asked.staff_id}
        rows = tuple(row for row in rows if row.staff_id in team)
    return Visits(rows, session.now())


def row_about(session: Any, staff_id: UUID, item_id: UUID) -> LoopRow | None:
    """The thing to do that is about this, whosever it is and even if it is put off;
    None where it is done."""
    for group in (None, LoopGroup.SNOOZED):
        asked = Asked(Whose.EVERYONE, staff_id, group)
        for key in open_loops.listed(session, asked).keys:
            if key.item_id == item_id:
                return open_loops.rows(session, [key])[0]
    return None
