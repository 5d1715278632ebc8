"""How an enrollment is put into words: its steps, what speaks against one, attempts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hhdesk.care.enrollment import AGREED, AGREEMENT_WAY_WORDS, TAKEN_BACK, Agreement
from hhdesk.care.enrollment_attempts import Caution, Tries
from hhdesk.care.enrollment_history import ChangeRow, SegmentRow
from hhdesk.care.fact_words import PROGRAM_SHORT_WORDS, PROGRAM_WORDS
from hhdesk.care.programs import (
    END_REASON_WORDS,
    PAUSE_REASON_WORDS,
    SEGMENT_STATE_WORDS,
    UNCONFIRMED,
    EndReason,
    Pack,
    PauseReason,
    SegmentState,
)
from hhdesk.i18n import N_, _, format_date, ngettext

S = SegmentState

STEP_WORDS = {
    S.ASSIGNED: N_("Assigned to us"),
    S.OUTREACH: N_("Begin outreach"),
    S.ENGAGED: N_("The family is engaged"),
    S.AGREEMENT_PENDING: N_("Wait for the family's yes"),
    S.ENROLLED: N_("Enroll"),
    S.PENDED: N_("Put on pause"),
    S.SEARCHING: N_("Search for the family"),
    S.STEPPING_DOWN: N_("Step down"),
    S.ENDED: N_("End the enrollment"),
}
"""What somebody does, as its button says it."""

_BACK = frozenset({S.PENDED, S.SEARCHING, S.STEPPING_DOWN})


def program(name: str) -> str:
    return _(PROGRAM_WORDS[name]) if name in PROGRAM_WORDS else name


def program_short(name: str) -> str:
    return _(PROGRAM_SHORT_WORDS[name]) if name in PROGRAM_SHORT_WORDS else name


def step(before: SegmentState, to: SegmentState) -> str:
    """The words of a step from a state to another."""
    if to is S.ENROLLED and before in _BACK:
        return _("Enrolled again")
    return _(STEP_WORDS[to])


def agreement(told: Agreement | None) -> str:
    """Who agreed, how, when, on which form."""
    if told is None:
        return _("Nobody's yes is written down yet")
    how = _(AGREEMENT_WAY_WORDS[told.how])
    parts = [told.who, how, format_date(told.on), told.form]
    return " · ".join(part for part in parts if part)


def caution(told: Caution) -> str:
    """What speaks against a step, and where it is not sure, that it is not."""
    words = _(told.sentence).format(**dict(told.values))
    facts = (*told.broken, *told.counted_by)
    if all(fact.sure for fact in facts):
        return words
    return _("{sentence} This is {mark}, so it is said and nothing more.").format(
        sentence=words, mark=_(UNCONFIRMED)
    )


def cautions(told: Iterable[Caution]) -> tuple[str, str]:
    """All of them with the tone in which they are said."""
    known = tuple(told)
    tone = "danger" if any(one.blocks for one in known) else "warning"
    return " ".join(map(caution, known)), tone


def counted(tries: Tries, since: date, today: date) -> str:
    """What was tried since the segment began, within the days that count."""
    made = ngettext("{n} attempt", "{n} attempts", tries.made).format(n=tries.made)
    if since > today - timedelta(days=tries.days):
        within = _("since {day}").format(day=format_date(since))
    else:
        within = ngettext("in the last {n} day", "in the last {n} days", tries.days)
        within = within.format(n=tries.days)
    ways = ngettext("in {n} way", "in {n} ways", tries.ways).format(n=tries.ways)
    return f"{made} {within}, {ways}" if tries.made else f"{made} {within}"


def wanted(tries: Tries) -> str:
    """What the program asks before a family may be given up; empty for nothing."""
    if tries.wanted is None:
        return ""
    ways = tries.wanted_ways or 1
    return _(
        "Before “could not be reached”: {count} attempts in {days} days, {ways} ways."
    ).format(count=tries.wanted, days=tries.days, ways=ways)


def lacking(tries: Tries) -> str:
    """How much of it is still to be done."""
    parts = []
    if (more := (tries.wanted or 0) - tries.made) > 0:
        words = ngettext("{n} more attempt", "{n} more attempts", more)
        parts.append(words.format(n=more))
    if (more := (tries.wanted_ways or 0) - tries.ways) > 0:
        words = ngettext("{n} more way", "{n} more ways", more)
        parts.append(words.format(n=more))
    if not parts:
        return ""
    return _("Still to do: {what}").format(what=", ".join(parts))


def sure(rules: Pack) -> bool:
    """Whether what the program asks of attempts is confirmed."""
    names = ("attempts", "attempts_days", "attempts_ways", "attempt_ways")
    return all(rules.facts[name].sure for name in names if name in rules.facts)


def reason(code: str) -> str:
    """A line's reason, by its code; empty for none."""
    if code == AGREED:
        return _("The family agreed")
    if code == TAKEN_BACK:
        return _("Taken back")
    if code in set(PauseReason):
        return _(PAUSE_REASON_WORDS[PauseReason(code)])
    return _(END_REASON_WORDS[EndReason(code)]) if code in set(EndReason) else ""


def change(row: ChangeRow) -> str:
    """What happened in one line of the history."""
    state = _(SEGMENT_STATE_WORDS[row.to])
    if row.reason == AGREED:
        return _("The family agreed")
    if row.reason == TAKEN_BACK:
        return _("Taken back; it stands as: {state}").format(state=state)
    why = reason(row.reason)
    return f"{state}: {why}" if why else state


def change_more(row: ChangeRow, entered: str) -> str:
    """Who agreed, who wrote it down, and when."""
    told = agreement(row.agreement) if row.agreement else ""
    by = _("written down {when} by {who}").format(when=entered, who=row.by)
    return " · ".join(part for part in (told, by) if part)


def span(row: SegmentRow) -> str:
    """From when to when a segment was."""
    begin = format_date(row.begins_on)
    if row.ends_on is None:
        return _("since {day}").format(day=begin)
    return _("{first} to {last}").format(first=begin, last=format_date(row.ends_on))


def end(row: SegmentRow) -> str:
    """Why a segment ended, in words, and to whom the child went."""
    if row.end_reason is None:
        return ""
    to = row.transferred_to
    to = program(to) if to in PROGRAM_WORDS else to
    went = _("to {where}").format(where=to) if to else ""
    parts = (_(END_REASON_WORDS[row.end_reason]), went, row.end_words)
    return " · ".join(part for part in parts if part)
