"""The foot's word on what was kept: the draft so many seconds ago, or the version."""

from __future__ import annotations

from datetime import datetime

from hhdesk.care.care_plans import PlanRow
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _, format_date, format_time, ngettext

_MINUTE, _HOUR = 60, 3_600


def draft_words(desk: Desk, kept_at: datetime, now: datetime) -> str:
    """Since when the draft is kept; that it is not on disk is said first."""
    if not desk.drafts.on_disk:
        return _("Kept while the program runs; not on disk")
    seconds = max(0, round((now - kept_at).total_seconds()))
    if seconds < 2:
        return _("Draft kept just now")
    if seconds < _MINUTE:
        words = ngettext(
            "Draft kept {n} second ago", "Draft kept {n} seconds ago", seconds
        )
        return words.format(n=seconds)
    if seconds < _HOUR:
        minutes = seconds // _MINUTE
        words = ngettext(
            "Draft kept {n} minute ago", "Draft kept {n} minutes ago", minutes
        )
        return words.format(n=minutes)
    at = kept_at.astimezone(desk.zone)
    return _("Draft kept {day}, {time}").format(
        day=format_date(at.date()), time=format_time(at)
    )


def saved_words(desk: Desk, plan: PlanRow) -> str:
    """By whom and when the plan was saved."""
    if plan.saved_at is None:
        return _("Nothing is saved yet.")
    at = plan.saved_at.astimezone(desk.zone)
    return _("Saved by {name}, {day}, {time}").format(
        name=plan.saved_by, day=format_date(at.date()), time=format_time(at)
    )
