"""A member's page with what is to do, as lines; the visits to come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from functools import partial
from typing import Any
from uuid import UUID

from hhdesk.care import member_overview, member_page, open_loops
from hhdesk.care.appointments import AppointmentRow, AppointmentStatus
from hhdesk.care.member_overview import MemberOverview
from hhdesk.care.member_page import MemberPage
from hhdesk.care.open_loops import LOOP_KIND_WORDS, LoopKind, LoopRow
from hhdesk.care.referral_states import TURN_WORDS, Turn
from hhdesk.gui import loop_words, states
from hhdesk.gui.card import Line
from hhdesk.i18n import _, format_date, format_distance, format_time

Open = Callable[[LoopRow], object]

_WAITING = (AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED)


def read(session: Any, member_id: UUID) -> tuple[MemberPage, tuple[LoopRow, ...]]:
    """The page, and the child's open loops beside it."""
    return (
        member_page.member_page(session, member_id),
        open_loops.of_member(session, member_id),
    )


def read_overview(
    session: Any, member_id: UUID
) -> tuple[MemberPage, tuple[LoopRow, ...], MemberOverview]:
    """As `read`, with what the page's first tab tells besides."""
    more = member_overview.read(session, member_id)
    return (*read(session, member_id), more)


def to_do(
    rows: Iterable[LoopRow],
    today: date,
    *,
    beside: bool = False,
    discreet: bool = False,
    opens: Mapping[LoopKind, Open] | None = None,
) -> list[Line]:
    """A child's open loops by due day, those last that are put off.

    `discreet` leaves out what is sealed: for panes that others may see. A kind that is
    in `opens` has a button for it.
    """
    shown = [row for row in rows if not (discreet and row.private)]
    shown.sort(key=lambda row: row.snoozed_until is not None)
    return [_line(row, today, beside=beside, opens=opens or {}) for row in shown]


def _line(
    row: LoopRow, today: date, *, beside: bool, opens: Mapping[LoopKind, Open]
) -> Line:
    chips = [loop_words.due(row, today), states.seal(row.seal)]
    line = Line(loop_words.why(row, today), _more(row), chips, beside=beside)
    if row.key.kind in opens:
        line.offer(_("Open"), partial(opens[row.key.kind], row))
    return line


def _more(row: LoopRow) -> str:
    """Its kind, who is asked, and with whom the next step is where others have it."""
    agency = str(row.values.get("agency", ""))
    turn = " / ".join(_(TURN_WORDS[one]) for one in row.turn)
    others = row.turn not in ((), (Turn.US,))
    step = _("Next step: {who}").format(who=turn) if others else ""
    told = (_(LOOP_KIND_WORDS[row.key.kind]), agency, step)
    return " · ".join(part for part in told if part)


def visits(page: MemberPage, zone: tzinfo, *, discreet: bool = False) -> list[Line]:
    """The visits to come, soonest first, with what is arranged for them.

    `discreet` calls a sealed one "Busy", without a mark.
    """
    lines = []
    for row in page.appointments:
        at = row.starts_at.astimezone(zone)
        if row.status not in _WAITING or at.date() < page.today:
            continue
        lead = _moment(row, page, zone)
        if discreet and row.seal.sealed:
            lines.append(Line(_("Busy"), lead=lead))
        else:
            place = " · ".join(part for part in (row.with_whom, row.place) if part)
            chips = [states.arrangement(*one) for one in row.arrangements]
            chips.append(states.seal(row.seal))
            lines.append(Line(row.title, place, chips, lead=lead))
    return lines


def _moment(row: AppointmentRow, page: MemberPage, zone: tzinfo) -> str:
    at = row.starts_at.astimezone(zone)
    distance = format_distance(at.date(), page.today)
    return f"{format_date(at.date())}\n{format_time(at)} · {distance}"
