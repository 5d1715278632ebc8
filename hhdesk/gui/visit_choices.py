"""What may be done with a visit now: the buttons of its card."""

from __future__ import annotations

import enum
from datetime import date, datetime, tzinfo

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.i18n import N_

S = AppointmentStatus


class VisitAct(enum.StrEnum):
    CONFIRM = "confirm"
    ARRIVED = "arrived"
    KEPT = "kept"
    MISSED = "missed"
    EXPLAIN = "explain"
    BOOK_AGAIN = "book_again"
    EDIT = "edit"
    CALL_OFF = "call_off"
    TAKE_BACK = "take_back"
    MISTAKE = "mistake"


A = VisitAct

ACT_WORDS = {
    A.CONFIRM: N_("Family agreed"),
    A.ARRIVED: N_("Arrived"),
    A.KEPT: N_("Kept"),
    A.MISSED: N_("Missed…"),
    A.EXPLAIN: N_("Why it was missed…"),
    A.BOOK_AGAIN: N_("Book again"),
    A.EDIT: N_("Edit"),
    A.CALL_OFF: N_("Call off…"),
    A.TAKE_BACK: N_("Back to booked"),
    A.MISTAKE: N_("Entered by mistake…"),
}

QUESTIONS = {
    A.MISSED: N_("The family did not come. Why?"),
    A.EXPLAIN: N_("Why did the family not come?"),
    A.CALL_OFF: N_("Who called it off, and why?"),
    A.MISTAKE: N_("Why was this a mistake?"),
}

DO_WORDS = {
    A.MISSED: N_("Mark as missed"),
    A.EXPLAIN: N_("Save the reason"),
    A.CALL_OFF: N_("Call off"),
    A.MISTAKE: N_("Take off the calendar"),
}

_STEPS = {
    A.CONFIRM: S.BOOKED,
    A.ARRIVED: S.ARRIVED,
    A.KEPT: S.FULFILLED,
    A.MISSED: S.NO_SHOW,
    A.CALL_OFF: S.CANCELLED,
    A.TAKE_BACK: S.BOOKED,
    A.MISTAKE: S.ENTERED_IN_ERROR,
}
_OVER = {S.NO_SHOW, S.CANCELLED}
_LIKELIEST = {
    S.PROPOSED: (A.CONFIRM, A.EDIT, A.CALL_OFF),
    S.ARRIVED: (A.KEPT, A.EDIT, A.CALL_OFF, A.TAKE_BACK),
    S.FULFILLED: (A.EDIT, A.TAKE_BACK),
    S.NO_SHOW: (A.BOOK_AGAIN, A.EXPLAIN, A.CALL_OFF, A.TAKE_BACK),
    S.CANCELLED: (A.BOOK_AGAIN, A.TAKE_BACK),
}


def lawful_acts(
    row: CalendarRow, now: datetime, today: date, zone: tzinfo
) -> list[VisitAct]:
    """The likeliest first, by the state and by whether the visit is over."""
    if row.busy:
        return []
    first = _LIKELIEST.get(row.status) or _booked(row, now)
    acts = [*first, A.MISTAKE]
    return [act for act in acts if _allowed(act, row, now, today, zone)]


def _booked(row: CalendarRow, now: datetime) -> tuple[VisitAct, ...]:
    if now < row.starts_at:
        return A.EDIT, A.ARRIVED, A.KEPT, A.CALL_OFF
    return A.ARRIVED, A.KEPT, A.MISSED, A.EDIT, A.CALL_OFF


def _allowed(
    act: VisitAct, row: CalendarRow, now: datetime, today: date, zone: tzinfo
) -> bool:
    to = _STEPS.get(act)
    if to is not None and to not in row.status.next:
        return False
    if act in (A.ARRIVED, A.KEPT):
        return row.starts_at.astimezone(zone).date() <= today
    if act is A.MISSED:
        return now >= row.starts_at
    if act is A.BOOK_AGAIN:
        return row.status in _OVER
    return True
