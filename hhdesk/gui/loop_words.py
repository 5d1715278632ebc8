"""How a thing to do is said: its kind, whose it is, why now, how far its day is."""

from __future__ import annotations

from datetime import date

from hhdesk.care.open_loops import LOOP_KIND_WORDS, LoopAct, LoopKind, LoopRow
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_age, format_due, format_short_day

ICONS = {
    LoopKind.REFERRAL: "send",
    LoopKind.REPORT: "file-text",
    LoopKind.MISSED_VISIT: "user-x",
    LoopKind.UNMARKED_VISIT: "calendar",
    LoopKind.ARRANGEMENT: "car",
    LoopKind.ACTIVITY: "check",
    LoopKind.GOAL: "target",
    LoopKind.PLAN_REVIEW: "refresh-cw",
    LoopKind.CONSENT: "file-check",
    LoopKind.RENEWAL: "shield-check",
    LoopKind.STAY_CALL: "hospital",
    LoopKind.STAY_VISIT: "hospital",
    LoopKind.CONTACT: "phone",
    LoopKind.CALL: "phone",
    LoopKind.AGE: "cake",
    LoopKind.MESSAGE: "message-square",
    LoopKind.HANDOVER: "arrow-right-left",
}


def kind(row: LoopRow) -> str:
    """Of a private one, that it is not told here."""
    return _("Private") if row.private else _(LOOP_KIND_WORDS[row.key.kind])


def icon(row: LoopRow) -> str:
    return "eye-off" if row.private else ICONS[row.key.kind]


def child(row: LoopRow) -> str:
    """The child's name; nothing where it is not told."""
    return row.child.full if row.child is not None else ""


def age(row: LoopRow, today: date) -> str:
    return format_age(row.born, today) if row.born is not None else ""


def why(row: LoopRow, today: date) -> str:
    """Why it is to be done now, in the current language."""
    values = {name: _said(value, today) for name, value in row.values.items()}
    words = _(row.why).format(**values)
    return " · ".join(part for part in (words, _(row.note) if row.note else "") if part)


def _said(value: str | int | date, today: date) -> str | int:
    if isinstance(value, date):
        return format_short_day(value, today)
    return value


def due(row: LoopRow, today: date) -> State:
    """How far the day is; of a snoozed one, until when it sleeps."""
    if row.snoozed_until is not None:
        day = format_short_day(row.snoozed_until, today)
        return State(_("until {day}").format(day=day), "neutral", "alarm-clock")
    words = format_due(row.due_on, today)
    if row.days < 0:
        return State(words, "danger", "circle-alert")
    return State(words, "warning" if row.days == 0 else "neutral", "clock")


def act(row: LoopRow) -> str:
    """What the row's button says, in few words."""
    if row.private:
        return _("Open")
    if row.act is LoopAct.REFERRAL and row.referral_act is ReferralAct.NOTE:
        return _("Log call")
    return _(row.act_words)


def sentence(row: LoopRow, today: date) -> str:
    """All of a row, for a screen reader and for the titles of its dialogs."""
    parts = (kind(row), child(row), age(row, today), why(row, today), row.owner)
    told = ", ".join(part for part in parts if part)
    return f"{told}, {due(row, today).word}"
