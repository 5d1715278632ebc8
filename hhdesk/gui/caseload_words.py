"""How a coordinator's load is said: who, how much, how late, who is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hhdesk.care.caseload import Board, CaseloadRow, Strain
from hhdesk.care.programs import SEGMENT_STATE_WORDS
from hhdesk.care.staff import ROLE_WORDS, Role
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_due, format_short_day, language_name, ngettext

_MOST_LANGUAGES = 4


def who(row: CaseloadRow) -> str:
    return _("Without a coordinator") if row.staff_id is None else row.name


def mend(row: CaseloadRow) -> State:
    """What is wrong with a row; nothing for most."""
    if not row.to_mend:
        return State("")
    if row.staff_id is None:
        return State(_("Nobody has them yet."), "danger", "circle-alert")
    return State(_("Does not work here any more."), "danger", "circle-alert")


def languages(tags: Iterable[str]) -> str:
    """The languages spoken, by name; the first few where there are many."""
    names = sorted({language_name(tag) for tag in tags})
    told = names[:_MOST_LANGUAGES]
    more = len(names) - len(told)
    return ", ".join([*told, f"+{more}"] if more else told)


def about(row: CaseloadRow) -> str:
    """What stands below a name: the languages spoken, and that somebody leads."""
    role = _(ROLE_WORDS[row.role]) if row.role is Role.LEAD else ""
    return " · ".join(filter(None, (role, languages(row.languages))))


def tier(code: str) -> str:
    return _("Tier {tier}").format(tier=code) if code else _("No tier")


def tiers(row: CaseloadRow) -> str:
    """How many children of each tier, the highest first."""
    found = sorted(row.tiers.items(), key=lambda one: one[0] or " ", reverse=True)
    return " · ".join(f"{tier(code)}: {count:,}" for code, count in found if count)


def states(row: CaseloadRow) -> str:
    """How many children in each state, the most first."""
    found = sorted(row.states.items(), key=lambda one: (-one[1], one[0]))
    return " · ".join(
        f"{_(SEGMENT_STATE_WORDS[one])} {count:,}" for one, count in found
    )


def strain(board: Board, row: CaseloadRow) -> State:
    """How a load compares with others; nothing for a usual one."""
    known = board.strain(row)
    if known is Strain.FAR_ABOVE:
        return State(_("Overloaded"), "danger", "circle-alert")
    if known is Strain.ABOVE:
        return State(_("Above average"), "warning", "trending-up")
    return State("")


def late(row: CaseloadRow) -> State:
    """How many things are late."""
    count = row.due.overdue
    if not count and not row.children:
        return State("")
    if not count:
        return State(_("None late"), "good", "check")
    return State(f"{count:,}", "danger", "circle-alert")


def oldest(row: CaseloadRow, today: date) -> str:
    """For how long the oldest has been late."""
    if row.due.oldest is None:
        return ""
    return _("oldest {late}").format(late=format_due(row.due.oldest, today))


def coming(row: CaseloadRow) -> tuple[str, str]:
    """What is due today, and later this week."""
    now = _("{n} today").format(n=f"{row.due.today:,}")
    return now, _("{n} this week").format(n=f"{row.due.week:,}")


def absence(row: CaseloadRow, today: date) -> State:
    """Until when they are away, from when they will be, or whom they cover."""
    if row.absence is None:
        return State("")
    details = row.absence.details
    if row.away(today):
        last = format_short_day(details.ends_on, today)
        words = _("Away until {day}").format(day=last)
        return State(words, "warning", "user-x")
    first = format_short_day(details.begins_on, today)
    return State(_("Away from {day}").format(day=first), "neutral", "user-x")


def cover(row: CaseloadRow, today: date) -> str:
    """Who covers for them, and whom they cover."""
    told = []
    if row.absence is not None:
        name = row.absence.cover
        words = _("{name} covers") if name else _("Nobody covers")
        told.append(words.format(name=name))
    if row.covers:
        names = ", ".join(one.name for one in row.covers)
        told.append(_("Covers {names}").format(names=names))
    return " · ".join(told)


def counted(board: Board) -> str:
    """How many coordinators and children there are, and the mean of a caseload."""
    people = [row for row in board.rows if row.staff_id is not None]
    total = sum(row.children for row in board.rows)
    children = ngettext("{n} child", "{n} children", total).format(n=f"{total:,}")
    staff = ngettext("{n} colleague", "{n} colleagues", len(people))
    mean = _("{n} each on the average").format(n=f"{board.mean:.0f}")
    return " · ".join((children, staff.format(n=f"{len(people):,}"), mean))
