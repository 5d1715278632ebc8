"""How a referral's clock is said: days left or late, the day to ask again, a visit."""

from __future__ import annotations

from datetime import date

from hhdesk.care.deadlines import DEADLINE_WORDS, Deadline
from hhdesk.care.referral_list import TrackedRow
from hhdesk.care.referral_states import TURN_WORDS, ReferralState
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_short_day, ngettext

SOON = 1
"""Business days before a due day from which the clock warns."""


def clock(row: TrackedRow, today: date) -> State:
    """Nothing where no clock runs."""
    if row.due_on is None or row.days is None:
        return State("")
    coming = row.days > SOON
    if coming and row.state is ReferralState.SCHEDULED and row.visit_on:
        return State(format_short_day(row.visit_on, today), "neutral", "calendar")
    if coming and row.rechecked:
        day = format_short_day(row.due_on, today)
        return State(_("Ask again {day}").format(day=day), "neutral", "clock")
    return left(row.days)


def left(days: int | None) -> State:
    """Business days left or late; nothing where no clock runs."""
    if days is None:
        return State("")
    if days < 0:
        words = ngettext("{n} day late", "{n} days late", -days)
        return State(words.format(n=-days), "danger", "circle-alert")
    if days == 0:
        return State(_("Due today"), "warning", "clock")
    words = ngettext("{n} day left", "{n} days left", days).format(n=days)
    return State(words, "neutral" if days > SOON else "warning", "clock")


def deadline(told: Deadline | None, today: date) -> State:
    """A deadline that a law sets, with its day."""
    if told is None:
        return State("")
    what, day = _(DEADLINE_WORDS[told.kind]), format_short_day(told.on, today)
    words = _("{day}: {what}").format(what=what, day=day)
    left = (told.on - today).days
    tone = "danger" if left < 0 else "warning" if left <= 7 else "info"
    return State(words, tone, "flag")


def turn(row: TrackedRow) -> str:
    """With whom the next step is: "Next: Agency"; nothing for a closed one."""
    who = ", ".join(_(TURN_WORDS[one]) for one in row.turn)
    return _("Next: {who}").format(who=who) if who else ""
