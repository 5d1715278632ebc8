"""What a hand-over means, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hhdesk.care.caseload import CaseloadRow
from hhdesk.care.caseload_children import ChildRow, Prospect
from hhdesk.gui import people
from hhdesk.i18n import _, format_date, ngettext

_MOST_NAMES = 4


def names(rows: Sequence[ChildRow]) -> str:
    """The children's names, the first few where there are many."""
    told = ", ".join(row.name.full for row in rows[:_MOST_NAMES])
    more = len(rows) - _MOST_NAMES
    if more <= 0:
        return told
    words = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return words.format(names=told, n=f"{more:,}")


def sibling(row: ChildRow, today: date) -> str:
    """A brother or sister with age and present coordinator."""
    told = row.name.full, people.born(row.born, today), row.coordinator
    return " · ".join(filter(None, told))


def goes_along(prospect: Prospect) -> str:
    """What is handed over with the children."""
    words = ngettext(
        "{n} open referral or report to review goes along, and every unread note.",
        "{n} open referrals and reports to review go along, and every unread note.",
        prospect.referrals,
    )
    if not prospect.referrals:
        return _("No referral is open for them now.")
    return words.format(n=f"{prospect.referrals:,}")


def visits(count: int) -> str:
    """The choice to move visits, which otherwise stay."""
    words = ngettext(
        "{n} coming visit goes along too (otherwise it stays as booked)",
        "{n} coming visits go along too (otherwise they stay as booked)",
        count,
    )
    return words.format(n=f"{count:,}")


def caution(row: CaseloadRow, today: date) -> str:
    """What speaks against who is chosen; nothing for most."""
    if row.absence is None:
        return ""
    details = row.absence.details
    if row.away(today):
        words = _("{name} is away until {day}.")
        return words.format(name=row.name, day=format_date(details.ends_on))
    words = _("{name} is away from {first} to {last}.")
    first, last = format_date(details.begins_on), format_date(details.ends_on)
    return words.format(name=row.name, first=first, last=last)
