"""How notes and contacts are told: what it is, with whom, how, in which language."""

from __future__ import annotations

from datetime import date, tzinfo

from hhdesk.care.note_list import ContactFacts, NoteRow
from hhdesk.care.notes import NOTE_WORDS
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS
from hhdesk.gui import states
from hhdesk.gui.chip import State
from hhdesk.i18n import (
    _,
    format_date,
    format_distance,
    format_short_day,
    format_time,
    language_name,
    ngettext,
)


def what(row: NoteRow) -> str:
    """The kind of note, or how somebody was reached."""
    told = row.contact
    if told is not None:
        return f"{_(WAY_WORDS[told.way])}: {_(OUTCOME_WORDS[told.outcome])}"
    assert row.kind is not None
    return _(NOTE_WORDS[row.kind])


def title(row: NoteRow) -> str:
    """As the list says it: of what is private, not even what it is."""
    return _("Private") if row.private else what(row)


def first_words(row: NoteRow) -> str:
    """Whom it was with and how it begins; nothing of what is private."""
    if row.private:
        return ""
    who = row.contact.with_whom if row.contact else ""
    return " · ".join(filter(None, (who, " ".join(row.text.split())[:200])))


def day(row: NoteRow, zone: tzinfo, today: date) -> str:
    """As short as a list has room for."""
    return format_short_day(row.at.astimezone(zone).date(), today)


def when(row: NoteRow, zone: tzinfo, today: date) -> str:
    """Day, time, how long ago, and who wrote it."""
    at = row.at.astimezone(zone)
    moment = f"{format_date(at.date())}, {format_time(at)}"
    parts = moment, format_distance(at.date(), today), row.staff
    return " · ".join(filter(None, parts))


def contact(told: ContactFacts) -> str:
    """With whom, in which language, with which interpreter, how long."""
    parts = [told.with_whom]
    if told.language:
        parts.append(language_name(told.language))
    if told.interpreter:
        parts.append(_("interpreter: {who}").format(who=told.interpreter))
    if told.minutes is not None:
        n = told.minutes
        parts.append(ngettext("{n} minute", "{n} minutes", n).format(n=n))
    if told.next_on is not None:
        again = _("to be called again on {day}")
        parts.append(again.format(day=format_date(told.next_on)))
    return " · ".join(filter(None, parts))


def chips(row: NoteRow) -> list[State]:
    """That it is on top, for staff only, sealed."""
    found = []
    if row.pinned:
        found.append(state(row))
    if row.staff_only:
        found.append(State(_("Staff only"), "sealed", "eye-off"))
    return [one for one in (*found, states.seal(row.seal)) if one.word]


def state(row: NoteRow) -> State:
    """The one chip of a line in the list."""
    return State(_("On top"), "accent", "star") if row.pinned else State("")
