"""How the states of the records look as chips: word, tone and icon, in one place."""

from __future__ import annotations

from datetime import date

from hhdesk.care.appointments import (
    APPOINTMENT_STATUS_WORDS,
    CALLED_OFF_BY_WORDS,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.arrangements import (
    ARRANGEMENT_WORDS,
    ArrangementKind,
    ArrangementStatus,
)
from hhdesk.care.confidentiality import SEGMENT_WORDS, Seal
from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    ACTIVITY_STATUS_WORDS,
    LIFECYCLE_WORDS,
    Achievement,
    ActivityStatus,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.person import Interpreter, Languages
from hhdesk.care.plan_records import PLAN_STAGE_WORDS, PlanStage
from hhdesk.care.programs import SEGMENT_STATE_WORDS, SegmentState
from hhdesk.care.referral_states import Detail, ReferralState, rule_of
from hhdesk.care.search import Hit
from hhdesk.care.translations import TRANSLATION_STATE_WORDS, Pair, TranslationState
from hhdesk.gui.chip import State
from hhdesk.i18n import N_, _, format_due, language_name

_SEGMENTS = {
    SegmentState.IDENTIFIED: ("neutral", "circle"),
    SegmentState.ASSIGNED: ("neutral", "circle-dot"),
    SegmentState.OUTREACH: ("warning", "phone"),
    SegmentState.ENGAGED: ("info", "circle-dot"),
    SegmentState.AGREEMENT_PENDING: ("info", "clock"),
    SegmentState.ENROLLED: ("good", "check"),
    SegmentState.PENDED: ("warning", "pause"),
    SegmentState.SEARCHING: ("warning", "search"),
    SegmentState.STEPPING_DOWN: ("info", "flag"),
    SegmentState.ENDED: ("neutral", "ban"),
}

_ACHIEVEMENTS = {
    Achievement.IN_PROGRESS: ("neutral", "play"),
    Achievement.IMPROVING: ("info", "trending-up"),
    Achievement.NOT_IMPROVING: ("warning", "life-buoy"),
    Achievement.ACHIEVED: ("good", "check"),
    Achievement.NOT_ACHIEVED: ("neutral", "minus"),
}

_ACTIVITIES = {
    ActivityStatus.TO_DO: ("neutral", "circle"),
    ActivityStatus.WAITING: ("warning", "clock"),
    ActivityStatus.IN_PROGRESS: ("info", "play"),
    ActivityStatus.DONE: ("good", "check"),
    ActivityStatus.CANCELLED: ("neutral", "ban"),
}

_PLAN_STAGES = {
    PlanStage.DRAFT: ("neutral", "pencil"),
    PlanStage.IN_REVIEW: ("warning", "eye"),
    PlanStage.SIGNED: ("info", "pen-line"),
    PlanStage.CURRENT: ("good", "check"),
    PlanStage.REPLACED: ("neutral", "history"),
}

_TRANSLATIONS = {
    TranslationState.MISSING: ("warning", "languages"),
    TranslationState.DRAFT: ("warning", "pencil"),
    TranslationState.TRANSLATED: ("info", "languages"),
    TranslationState.CHECKED: ("good", "check"),
    TranslationState.STALE: ("warning", "triangle-alert"),
}

_REFERRALS = {
    ReferralState.DRAFT: ("neutral", "pencil"),
    ReferralState.ACCEPTED: ("good", "check"),
    ReferralState.SERVICE_RUNNING: ("good", "play"),
    ReferralState.GOT_HELP: ("good", "check"),
    ReferralState.SCHEDULED: ("info", "calendar"),
    ReferralState.RESULT: ("info", "file-text"),
    ReferralState.DECLINED: ("danger", "ban"),
    ReferralState.DELIVERY_FAILED: ("danger", "circle-alert"),
    ReferralState.NO_HELP: ("neutral", "minus"),
    ReferralState.FAMILY_CHOSE_NOT: ("neutral", "minus"),
    ReferralState.ENTERED_IN_ERROR: ("neutral", "ban"),
}

_VISITS = {
    AppointmentStatus.PROPOSED: ("neutral", "circle-dot"),
    AppointmentStatus.BOOKED: ("info", "calendar"),
    AppointmentStatus.ARRIVED: ("accent", "door-open"),
    AppointmentStatus.FULFILLED: ("good", "check"),
    AppointmentStatus.NO_SHOW: ("danger", "user-x"),
    AppointmentStatus.CANCELLED: ("neutral", "ban"),
}
_CALLED_OFF = {
    CalledOffBy.AGENCY: ("warning", "building-2"),
    CalledOffBy.FAMILY: ("neutral", "ban"),
    CalledOffBy.CLINIC: ("neutral", "ban"),
}

_ARRANGEMENTS = {
    ArrangementStatus.NEEDED: (N_("{what}: not arranged"), "warning", "triangle-alert"),
    ArrangementStatus.REQUESTED: (N_("{what}: asked for"), "warning", "clock"),
    ArrangementStatus.CONFIRMED: (N_("{what}: arranged"), "good", "check"),
    ArrangementStatus.FAILED: (N_("{what}: fell through"), "danger", "circle-alert"),
}


def enrollment(state: SegmentState | None) -> State:
    if state is None:
        return State(_("Not enrolled"), "neutral", "circle")
    return State(_(SEGMENT_STATE_WORDS[state]), *_SEGMENTS[state])


def language(languages: Languages) -> State:
    """The spoken language, with the interpreter where one is needed."""
    name = language_name(languages.spoken)
    if languages.interpreter is Interpreter.NEEDED:
        words = _("{language}, interpreter").format(language=name)
        return State(words, "info", "languages")
    return State(name, "neutral", "languages")


def achievement(value: Achievement) -> State:
    return State(_(ACHIEVEMENT_WORDS[value]), *_ACHIEVEMENTS[value])


def goal(row: GoalRow) -> State:
    """How a goal is going, or that it is not pursued now."""
    if row.lifecycle is Lifecycle.ACTIVE:
        return achievement(row.achievement)
    if row.lifecycle is Lifecycle.COMPLETED:
        return State(_(LIFECYCLE_WORDS[row.lifecycle]), "good", "check")
    icon = {Lifecycle.ON_HOLD: "pause", Lifecycle.CANCELLED: "ban"}
    shown = icon.get(row.lifecycle, "circle")
    return State(_(LIFECYCLE_WORDS[row.lifecycle]), "neutral", shown)


def activity(value: ActivityStatus) -> State:
    return State(_(ACTIVITY_STATUS_WORDS[value]), *_ACTIVITIES[value])


def plan_stage(value: PlanStage) -> State:
    """Where a version of a plan stands between the first word and the signatures."""
    return State(_(PLAN_STAGE_WORDS[value]), *_PLAN_STAGES[value])


def translation_state(value: TranslationState) -> State:
    return State(_(TRANSLATION_STATE_WORDS[value]), *_TRANSLATIONS[value])


def translation(pair: Pair) -> State:
    """Where a line's translation stands, with who checked it."""
    word = _(TRANSLATION_STATE_WORDS[pair.state])
    if pair.state is TranslationState.CHECKED and pair.checked_by:
        word = _("Checked by {name}").format(name=pair.checked_by)
    return State(word, *_TRANSLATIONS[pair.state])


def referral(value: ReferralState, detail: Detail | None = None) -> State:
    """Where a referral stands; a visit that the agency called off says so."""
    tone, icon = _REFERRALS.get(value, ("warning", "clock"))
    return State(_(rule_of(value, detail).words), tone, icon)


def visit(
    value: AppointmentStatus,
    by: CalledOffBy | None = None,
    *,
    unexplained: bool = False,
) -> State:
    """How a visit stands; one that the agency called off is no missed one."""
    tone, icon = _VISITS.get(value, ("neutral", "circle"))
    if value is AppointmentStatus.CANCELLED and by is not None:
        return State(_(CALLED_OFF_BY_WORDS[by]), *_CALLED_OFF[by])
    if unexplained:
        return State(_("Missed, reason not known yet"), tone, icon)
    return State(_(APPOINTMENT_STATUS_WORDS[value]), tone, icon)


def arrangement(kind: ArrangementKind, status: ArrangementStatus) -> State:
    words, tone, icon = _ARRANGEMENTS[status]
    return State(_(words).format(what=_(ARRANGEMENT_WORDS[kind])), tone, icon)


def due(day: date | None, today: date) -> State:
    """How far a due day is; nothing for no day."""
    if day is None:
        return State("")
    words = format_due(day, today)
    if day < today:
        return State(words, "danger", "circle-alert")
    if (day - today).days <= 1:
        return State(words, "warning", "clock")
    return State(words, "neutral", "clock")


def seal(value: Seal) -> State:
    """That an item is sealed, for the staff who may see it; nothing for open items."""
    if not value.sealed:
        return State("")
    words = _("Sealed: {segment}").format(segment=_(SEGMENT_WORDS[value.segment]))
    return State(words, "sealed", "eye-off")


def hit_state(hit: Hit) -> State:
    """The enrollment in a list's row."""
    if hit.deceased:
        return State(_("Died"), "neutral", "circle")
    return enrollment(SegmentState(hit.state) if hit.state else None)


def hit_language(hit: Hit) -> State:
    """The language in a list's row, with the interpreter where one is needed."""
    wanted = Interpreter(hit.interpreter) if hit.interpreter else Interpreter.NOT_ASKED
    return language(Languages(hit.language, hit.language, wanted))
