"""Who else has the time that a visit is to take, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from uuid import UUID

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.gui import visit_words
from hhdesk.i18n import _, ngettext

_MOST = 3


def conflict_words(
    found: Sequence[CalendarRow], member_id: UUID | None, zone: tzinfo
) -> str:
    """Nothing for no conflict. A sealed visit of another child is only "busy"."""
    parts = [_one(row, member_id, zone) for row in found[:_MOST]]
    if more := len(found) - len(parts):
        words = ngettext("{n} more visit", "{n} more visits", more)
        parts.append(words.format(n=more))
    if not parts:
        return ""
    words = _("At the same time: {visits}.").format(visits="; ".join(parts))
    return visit_words.ended(words)


def _one(row: CalendarRow, member_id: UUID | None, zone: tzinfo) -> str:
    times = visit_words.times(row, zone)
    if row.busy or row.member is None:
        return _("{who} is busy, {times}").format(who=row.staff, times=times)
    if row.member_id == member_id:
        words = _("this child has {visit}, {times}")
        return words.format(visit=row.title, times=times)
    words = _("{who} has {child}, {times}")
    name = visit_words.short_name(row.member)
    return words.format(who=row.staff, child=name, times=times)
