"""What is open for a member as lines: missed visits, referrals, coming visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from uuid import UUID

from hhdesk.care.appointments import AppointmentRow, AppointmentStatus
from hhdesk.care.member_page import MemberPage
from hhdesk.care.stays import STAY_KIND_WORDS
from hhdesk.gui import held_cards, referral_clock, states
from hhdesk.gui.card import Line
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date, format_distance, format_time

_WAITING = (AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED)


def to_do(
    page: MemberPage,
    zone: tzinfo,
    *,
    beside: bool = False,
    discreet: bool = False,
    open_visit: Callable[[UUID], object] | None = None,
    open_referral: Callable[[UUID], object] | None = None,
) -> list[Line]:
    """Hospital stays after which nobody reached the family, missed visits that are not
    booked again, then open referrals by due day.

    `discreet` leaves out what is sealed: for panes that others may see. With
    `open_visit`, a missed visit has a button for it; so with `open_referral`.
    """
    lines = _stays(page, beside=beside, discreet=discreet)
    for visit in _missed(page):
        if discreet and visit.seal.sealed:
            continue
        day = format_date(visit.starts_at.astimezone(zone).date())
        words = _("Missed on {day}, not booked again").format(day=day)
        chips = [states.visit(visit.status), states.seal(visit.seal)]
        line = Line(visit.title, words, chips, beside=beside)
        if open_visit is not None:
            line.offer(_("Open"), partial(open_visit, visit.id))
        lines.append(line)
    for row in page.referrals:
        if row.state.open and not (discreet and row.seal.sealed):
            chips = [
                states.referral(row.state, row.detail),
                referral_clock.left(row.days),
                states.seal(row.seal),
            ]
            line = Line(row.need, row.agency, chips, beside=beside)
            if open_referral is not None:
                line.offer(_("Open"), partial(open_referral, row.id))
            lines.append(line)
    return lines


def _stays(page: MemberPage, *, beside: bool, discreet: bool) -> list[Line]:
    lines = []
    for stay in page.stays_without_contact:
        if discreet and stay.seal.sealed:
            continue
        kind = _(STAY_KIND_WORDS[stay.kind])
        words = " · ".join(part for part in (stay.place, held_cards.term(stay)) if part)
        chips = [State(_("No contact since"), "warning", "phone")]
        chips.append(states.seal(stay.seal))
        lines.append(Line(kind, words, chips, beside=beside))
    return lines


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


def _missed(page: MemberPage) -> list[AppointmentRow]:
    """Missed visits without a later one of the same kind."""
    return [
        row
        for row in page.appointments
        if row.status is AppointmentStatus.NO_SHOW
        and not any(
            later.title == row.title
            and later.starts_at > row.starts_at
            and later.status is not AppointmentStatus.CANCELLED
            for later in page.appointments
        )
    ]
