"""How a hospital stay is told in words: where the child is, what is due after it."""

from __future__ import annotations

from datetime import date

from hhdesk.care.adt_messages import TRIGGER_WORDS
from hhdesk.care.outreach import WAY_WORDS
from hhdesk.care.stay_list import FollowUp, StayLine
from hhdesk.care.stays import STAY_KIND_WORDS, StayKind, StayRow, StayStatus
from hhdesk.gui import states
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date, format_short_day, ngettext

_HOME = ("home", "casa")


def title(row: StayRow) -> str:
    """What it was and where."""
    return " · ".join(filter(None, (_(STAY_KIND_WORDS[row.kind]), row.place)))


def state(line: StayLine, today: date) -> State:
    """Where the child is."""
    row = line.row
    if line.cancelled:
        return State(_("Taken back by the hospital"), "neutral", "ban")
    if row.goes_on:
        return State(_("In hospital now"), "warning", "hospital")
    if row.status is StayStatus.PLANNED:
        return State(_("Planned"), "info", "calendar")
    if row.ends_on is None:
        return State(_("Left, day not known"), "neutral", "circle-help")
    return State(_since(row, today), "neutral", "house")


def _since(row: StayRow, today: date) -> str:
    assert row.ends_on is not None
    n = (today - row.ends_on).days
    went = row.disposition.lower()
    if went and not went.startswith(_HOME):
        if not n:
            return _("Left today")
        return ngettext("Left {n} day ago", "Left {n} days ago", n).format(n=n)
    if not n:
        return _("Home since today")
    return ngettext("Home for {n} day", "Home for {n} days", n).format(n=n)


def returned(row: StayRow) -> State:
    """That the child came back within a month; nothing else."""
    n = row.returned_after
    if n is None:
        return State("")
    if row.kind is StayKind.ED:
        words = ngettext(
            "Emergency room again after {n} day",
            "Emergency room again after {n} days",
            n,
        )
    else:
        words = ngettext(
            "In hospital again after {n} day", "In hospital again after {n} days", n
        )
    return State(words.format(n=n), "danger", "refresh-cw")


def follow_up(one: FollowUp | None, today: date) -> tuple[State, str]:
    """How far a call or a visit is: a chip, and a line more."""
    if one is None:
        return State(""), ""
    if one.done_on is not None:
        told = State(_("Done"), "good", "check")
        if one.late:
            told = State(_("Done late"), "warning", "check")
        return told, done_by(one, today)
    if one.due_on is None:
        return State(""), _("not asked any more")
    by = _("by {day}").format(day=format_short_day(one.due_on, today))
    return states.due(one.due_on, today), by


def done_by(one: FollowUp, today: date) -> str:
    """On which day, how and with whom."""
    assert one.done_on is not None
    way = _(WAY_WORDS[one.way]) if one.way is not None else _("Visit")
    day = format_short_day(one.done_on, today)
    return " · ".join(filter(None, (day, way, one.with_whom)))


def told(line: StayLine) -> str:
    """What the hospital said last, and when that came."""
    if line.told is None or line.told_at is None:
        return ""
    words = _("Told by the hospital on {day}: {what}")
    day = format_date(line.told_at.date())
    return words.format(day=day, what=_(TRIGGER_WORDS[line.told]))
