"""What the history says of each thing that happened: a title, words beneath, a chip."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import tzinfo

from hhdesk.care.appointments import AppointmentStatus, CalledOffBy
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience
from hhdesk.care.core_services import CORE_SERVICE_WORDS
from hhdesk.care.documents import DOCUMENT_KIND_WORDS, DocumentKind
from hhdesk.care.goals import (
    BARRIER_WORDS,
    Achievement,
    BarrierKind,
)
from hhdesk.care.history_facts import Happening, HistoryKind, HistoryRow
from hhdesk.care.instrument_files import instrument
from hhdesk.care.notes import NOTE_WORDS, NoteKind
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS, Outcome, Way
from hhdesk.care.plan_signatures import SIGNER_PART_WORDS, SignerPart
from hhdesk.care.programs import (
    END_REASON_WORDS,
    PAUSE_REASON_WORDS,
    SEGMENT_STATE_WORDS,
    SegmentState,
)
from hhdesk.care.referral_history import NEWS_WORDS
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referrals import EventKind
from hhdesk.care.stays import (
    STAY_KIND_WORDS,
    STAY_STATUS_WORDS,
    StayKind,
    StayStatus,
)
from hhdesk.gui import answer_words, consent_words, states
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date, format_time

ICONS = {
    HistoryKind.CONTACT: "phone",
    HistoryKind.NOTE: "pen-line",
    HistoryKind.VISIT: "calendar",
    HistoryKind.REFERRAL: "send",
    HistoryKind.PLAN: "target",
    HistoryKind.STAY: "hospital",
    HistoryKind.ANSWERS: "list-todo",
    HistoryKind.CONSENT: "shield-check",
    HistoryKind.DOCUMENT: "file-text",
    HistoryKind.PAPER: "printer",
    HistoryKind.ENROLLMENT: "flag",
    HistoryKind.MESSAGE: "message-square",
    HistoryKind.RECORD: "users",
}

_REASONS = {
    **{one.value: words for one, words in END_REASON_WORDS.items()},
    **{one.value: words for one, words in PAUSE_REASON_WORDS.items()},
}
_TO_COME = (AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED)


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))


def title(row: HistoryRow) -> str:
    return _TITLES[row.what](row)


def private(row: HistoryRow) -> bool:
    """Whether what was said is covered until somebody opens it, as on the tab of
    notes: who passes by may see the screen."""
    spoken_of = row.what in (Happening.CONTACT, Happening.NOTE)
    return spoken_of and (row.staff_only or row.shown_seal.sealed)


def more(row: HistoryRow, zone: tzinfo) -> str:
    """In one line, however many were typed."""
    if private(row):
        return _("Private: open it to read")
    services = (_(CORE_SERVICE_WORDS[one]) for one in row.services)
    told = _joined(_facts(row, zone), *services, _typed(row))
    return " ".join(told.split())


def by(row: HistoryRow) -> str:
    """Who of the staff told it."""
    return row.by


def clock(row: HistoryRow, zone: tzinfo) -> str:
    return format_time(row.at.astimezone(zone)) if row.at else ""


def state(row: HistoryRow) -> State:
    """How it stands, or which news it was; nothing where the title says all."""
    made = _STATES.get(row.what)
    return made(row) if made else State("")


def seal(row: HistoryRow) -> State:
    if row.staff_only:
        return State(_("Only for the clinic"), "sealed", "lock")
    return states.seal(row.shown_seal)


def spoken(row: HistoryRow, zone: tzinfo) -> str:
    """All of it, to be searched."""
    told = title(row), more(row, zone), row.who, row.by, state(row).word
    return " ".join(filter(None, told))


# ------------------------------------------------------------------------- titles


def _contact(row: HistoryRow) -> str:
    how = f"{_(WAY_WORDS[Way(row.detail)])}: {_(OUTCOME_WORDS[Outcome(row.code)])}"
    return _joined(how, row.who)


def _whom(row: HistoryRow) -> str:
    return row.who or _(AUDIENCE_WORDS[Audience(row.code)])


def _signature(row: HistoryRow) -> str:
    part = _(SIGNER_PART_WORDS[SignerPart(row.code)])
    words = _("{name} signed the care plan").format(name=row.who)
    return f"{words} ({row.title or part})"


def _answers(row: HistoryRow) -> str:
    asked = instrument(row.title)
    return answer_words.instrument_title(asked) if asked else row.title


def _consent(row: HistoryRow) -> str:
    whom = _whom(row)
    if row.title == "deny":
        return _("No to sharing with {whom}").format(whom=whom)
    return _("Yes to sharing with {whom}").format(whom=whom)


def _disclosure(row: HistoryRow) -> str:
    """Which kind of paper or file, and for whom."""
    return _joined(consent_words.left(row.title.split(" ")[0]), _whom(row))


def _enrollment(row: HistoryRow) -> str:
    return _("Enrollment: {state}").format(
        state=_(SEGMENT_STATE_WORDS[SegmentState(row.code)])
    )


_TITLES: Mapping[Happening, Callable[[HistoryRow], str]] = {
    Happening.CONTACT: _contact,
    Happening.NOTE: lambda row: _(NOTE_WORDS[NoteKind(row.code)]),
    Happening.VISIT: lambda row: _joined(row.title, row.who),
    Happening.REFERRAL: lambda row: _joined(row.title, row.who),
    Happening.PLAN_VERSION: lambda row: _("Care plan, version {n}").format(
        n=row.number
    ),
    Happening.PLAN_SIGNATURE: _signature,
    Happening.PLAN_REVIEW: lambda row: _("Review meeting"),
    Happening.GOAL: lambda row: row.title or _("Goal"),
    Happening.STAY: lambda row: _joined(
        _(STAY_KIND_WORDS[StayKind(row.code)]), row.title
    ),
    Happening.ANSWERS: _answers,
    Happening.CONSENT: _consent,
    Happening.REVOCATION: lambda row: _("Yes taken back: {whom}").format(
        whom=_whom(row)
    ),
    Happening.DOCUMENT: lambda row: (
        row.title or _(DOCUMENT_KIND_WORDS[DocumentKind(row.code)])
    ),
    Happening.DISCLOSURE: _disclosure,
    Happening.ENROLLMENT: _enrollment,
    Happening.MESSAGE: lambda row: _joined(_("Message"), row.who),
    Happening.HANDOVER: lambda row: _("Handed over to {name}").format(name=row.who),
    Happening.MERGE: lambda row: _("Merged with another record of the same child"),
}


# ------------------------------------------------------------------ words beneath


def _facts(row: HistoryRow, zone: tzinfo) -> str:
    """What is known of it beside the words that were typed."""
    if row.what is Happening.VISIT and row.starts:
        at = row.starts.astimezone(zone)
        if AppointmentStatus(row.code) in _TO_COME:
            when = f"{format_date(at.date())}, {format_time(at)}"
            return _("for {when}").format(when=when)
    if row.what is Happening.CONTACT and row.number:
        return _("{n} min").format(n=row.number)
    if row.what is Happening.STAY and row.until:
        left = _("until {day}").format(day=format_date(row.until))
        return _joined(left if row.until != row.on else "", row.third)
    if row.what is Happening.CONSENT and row.until:
        return _("until {day}").format(day=format_date(row.until))
    if row.what is Happening.DOCUMENT:
        kind = _(DOCUMENT_KIND_WORDS[DocumentKind(row.code)]) if row.title else ""
        return _joined(kind, row.who)
    if row.what is Happening.ENROLLMENT and row.third in _REASONS:
        return _(_REASONS[row.third])
    return row.who if row.what in (Happening.ANSWERS, Happening.PLAN_REVIEW) else ""


def _typed(row: HistoryRow) -> str:
    if row.what is Happening.ANSWERS:
        return answer_words.score_line(row.title, row.more, _scores(row))
    if row.what is Happening.VISIT and row.third and not row.more:
        return _(BARRIER_WORDS[BarrierKind(row.third)])
    return row.more


def _scores(row: HistoryRow) -> Mapping[str, int | None]:
    found: Mapping[str, int | None] = json.loads(row.third or "{}")
    return found


# -------------------------------------------------------------------------- chips


def _visit_state(row: HistoryRow) -> State:
    status = AppointmentStatus(row.code)
    missed = status is AppointmentStatus.NO_SHOW
    by_whom = CalledOffBy(row.detail) if row.detail else None
    nothing = not row.more and not row.third
    return states.visit(status, by_whom, unexplained=missed and nothing)


def _referral_state(row: HistoryRow) -> State:
    news = NEWS_WORDS.get(EventKind(row.third))
    if news is not None:
        return State(_(news), "neutral", "message-square")
    detail = Detail(row.detail) if row.detail else None
    return states.referral(ReferralState(row.code), detail)


def _answers_state(row: HistoryRow) -> State:
    if row.detail:
        return State(_("Danger to self: acted on"), "danger", "triangle-alert")
    if not row.code:
        return State(_("Not finished"), "warning", "clock")
    return State("")


def _stay_state(row: HistoryRow) -> State:
    if row.detail in (StayStatus.IN_PROGRESS, StayStatus.PLANNED):
        return State(_(STAY_STATUS_WORDS[StayStatus(row.detail)]), "warning", "clock")
    return State("")


def _message_state(row: HistoryRow) -> State:
    return State(_("Open"), "warning", "clock") if row.code == "open" else State("")


_STATES: Mapping[Happening, Callable[[HistoryRow], State]] = {
    Happening.VISIT: _visit_state,
    Happening.REFERRAL: _referral_state,
    Happening.GOAL: lambda row: states.achievement(Achievement(row.code)),
    Happening.ANSWERS: _answers_state,
    Happening.STAY: _stay_state,
    Happening.MESSAGE: _message_state,
}
