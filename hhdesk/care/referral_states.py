"""The states of a closed-loop referral as one table: words, turn, clock, next steps.

Screens, rules, clocks, FHIR and the health plan's return file read it here.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from hhdesk.care.clocks import Clock
from hhdesk.i18n import N_


class ReferralState(enum.StrEnum):
    """In the order of the table; got_help and the two after it are one line there."""

    DRAFT = "draft"
    AWAITING_AGREEMENT = "awaiting_agreement"
    AWAITING_AUTHORIZATION = "awaiting_authorization"
    SENT = "sent"
    DELIVERY_FAILED = "delivery_failed"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    FAMILY_ACTION = "family_action"
    AGENCY_NEEDS_MORE = "agency_needs_more"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    MISSED = "missed"
    SERVICE_RUNNING = "service_running"
    RESULT = "result"
    GOT_HELP = "got_help"
    NO_HELP = "no_help"
    FAMILY_CHOSE_NOT = "family_chose_not"
    ENTERED_IN_ERROR = "entered_in_error"

    @property
    def open(self) -> bool:
        return self not in CLOSED


class Detail(enum.StrEnum):
    """What a state's name alone leaves open."""

    FULL = "full"
    SAID_NO = "said_no"
    REASON_UNKNOWN = "reason_unknown"
    BY_FAMILY = "by_family"
    BY_AGENCY = "by_agency"
    REPORT_AWAITED = "report_awaited"
    REPORT_TO_REVIEW = "report_to_review"
    REPORT_REVIEWED = "report_reviewed"


class Turn(enum.StrEnum):
    """With whom the next step is."""

    US = "us"
    FAMILY = "family"
    AGENCY = "agency"
    PLAN = "plan"


TURN_WORDS = {
    Turn.US: N_("Us"),
    Turn.FAMILY: N_("Family"),
    Turn.AGENCY: N_("Agency"),
    Turn.PLAN: N_("Health plan"),
}


class Phase(enum.StrEnum):
    """How far a referral is, as the tracker's list is filtered: several states each."""

    PREPARING = "preparing"
    WITH_AGENCY = "with_agency"
    FAMILY_HELP = "family_help"
    BOOKED = "booked"
    RESULT = "result"
    CLOSED = "closed"


PHASE_WORDS = {
    Phase.PREPARING: N_("Preparing"),
    Phase.WITH_AGENCY: N_("With the agency"),
    Phase.FAMILY_HELP: N_("Family needs help"),
    Phase.BOOKED: N_("Booked"),
    Phase.RESULT: N_("Running or result"),
    Phase.CLOSED: N_("Closed"),
}


@dataclass(frozen=True, slots=True)
class DetailRule:
    """What a detail says otherwise than its state; None is the same."""

    words: str
    turn: tuple[Turn, ...] | None = None
    clock: Clock | None = None
    bser: str | None = None
    side: Turn | None = None


@dataclass(frozen=True, slots=True)
class StateRule:
    """One line of the table; without a phase it is on no list.

    `side` is whose doing the step is; ours needs no "how do you know". `implies` is the
    state that must have been reached before, known or not. `fhir` is a Task.status,
    `bser` a Task.businessStatus of HL7's Bidirectional Services eReferral. The first
    of the `details` counts where none is told.
    """

    words: str
    phase: Phase | None
    side: Turn
    turn: tuple[Turn, ...]
    clock: Clock | None
    goes_to: frozenset[ReferralState]
    fhir: str
    bser: str = ""
    implies: ReferralState | None = None
    details: Mapping[Detail, DetailRule] = field(default_factory=dict)


S, D = ReferralState, Detail
US, FAMILY = (Turn.US,), (Turn.FAMILY,)
AGENCY, PLAN = (Turn.AGENCY,), (Turn.PLAN,)
RECHECKED = (Turn.AGENCY, Turn.US)
MONTH = Clock(30, calendar_days=True)

HELP_ENDS = frozenset({S.GOT_HELP, S.NO_HELP, S.FAMILY_CHOSE_NOT})
CLOSED = HELP_ENDS | {S.ENTERED_IN_ERROR}
PREPARING = frozenset({S.DRAFT, S.AWAITING_AGREEMENT, S.AWAITING_AUTHORIZATION})


def _goes(*to: ReferralState, ends: bool = True) -> frozenset[ReferralState]:
    """The states named, the three ends, and "entered by mistake" from everywhere."""
    return frozenset(to) | {S.ENTERED_IN_ERROR} | (HELP_ENDS if ends else frozenset())


def _span(first: ReferralState, last: ReferralState) -> tuple[ReferralState, ...]:
    """The states from one line of the table to another, both included."""
    lines = list(S)
    return tuple(lines[lines.index(first) : lines.index(last) + 1])


TABLE: Mapping[ReferralState, StateRule] = {
    S.DRAFT: StateRule(
        N_("Draft"),
        Phase.PREPARING,
        Turn.US,
        US,
        Clock(2),
        _goes(S.AWAITING_AGREEMENT, S.AWAITING_AUTHORIZATION, S.SENT),
        "draft",
    ),
    S.AWAITING_AGREEMENT: StateRule(
        N_("Waiting for the family's yes"),
        Phase.PREPARING,
        Turn.US,
        FAMILY,
        Clock(5),
        _goes(S.DRAFT, S.AWAITING_AUTHORIZATION, S.SENT),
        "draft",
    ),
    S.AWAITING_AUTHORIZATION: StateRule(
        N_("Waiting for the health plan"),
        Phase.PREPARING,
        Turn.US,
        PLAN,
        Clock(5, 1),
        _goes(S.SENT),
        "on-hold",
    ),
    S.SENT: StateRule(
        N_("Sent"),
        Phase.WITH_AGENCY,
        Turn.US,
        AGENCY,
        Clock(5, 1),
        _goes(*_span(S.DELIVERY_FAILED, S.RESULT)),
        "requested",
        "2.0",
    ),
    S.DELIVERY_FAILED: StateRule(
        N_("Did not arrive"),
        Phase.WITH_AGENCY,
        Turn.AGENCY,
        US,
        Clock(1),
        _goes(S.SENT),
        "requested",
        implies=S.SENT,
    ),
    S.ACCEPTED: StateRule(
        N_("Accepted"),
        Phase.WITH_AGENCY,
        Turn.AGENCY,
        AGENCY,
        Clock(10, 2),
        _goes(*_span(S.WAITLISTED, S.RESULT)),
        "accepted",
        "3.0",
        implies=S.SENT,
    ),
    S.WAITLISTED: StateRule(
        N_("On a waitlist"),
        Phase.WITH_AGENCY,
        Turn.AGENCY,
        RECHECKED,
        MONTH,
        _goes(S.ACCEPTED, *_span(S.FAMILY_ACTION, S.RESULT)),
        "on-hold",
        implies=S.SENT,
    ),
    S.FAMILY_ACTION: StateRule(
        N_("Family needs help"),
        Phase.FAMILY_HELP,
        Turn.FAMILY,
        (Turn.FAMILY, Turn.US),
        Clock(5),
        _goes(S.ACCEPTED, S.WAITLISTED, *_span(S.AGENCY_NEEDS_MORE, S.RESULT)),
        "on-hold",
        implies=S.SENT,
    ),
    S.AGENCY_NEEDS_MORE: StateRule(
        N_("Agency needs more from us"),
        Phase.WITH_AGENCY,
        Turn.AGENCY,
        US,
        Clock(2, 1),
        _goes(S.ACCEPTED, S.WAITLISTED, *_span(S.DECLINED, S.RESULT)),
        "on-hold",
        implies=S.SENT,
    ),
    S.DECLINED: StateRule(
        N_("Agency is full or said no"),
        Phase.WITH_AGENCY,
        Turn.AGENCY,
        US,
        Clock(2),
        _goes(),
        "rejected",
        "4.0",
        implies=S.SENT,
        details={
            D.SAID_NO: DetailRule(N_("Agency said no")),
            D.FULL: DetailRule(N_("Agency is full")),
        },
    ),
    S.SCHEDULED: StateRule(
        N_("Visit planned"),
        Phase.BOOKED,
        Turn.AGENCY,
        FAMILY,
        Clock(2, calendar_days=True, from_visit=True),
        _goes(S.MISSED, S.SERVICE_RUNNING, S.RESULT, S.SCHEDULED, S.FAMILY_ACTION),
        "in-progress",
        "5.1.1",
        implies=S.ACCEPTED,
    ),
    S.MISSED: StateRule(
        N_("Missed, reason not known yet"),
        Phase.BOOKED,
        Turn.FAMILY,
        US,
        Clock(2),
        _goes(S.SCHEDULED, S.FAMILY_ACTION, S.RESULT),
        "in-progress",
        "5.1.2",
        implies=S.SCHEDULED,
        details={
            D.REASON_UNKNOWN: DetailRule(N_("Missed, reason not known yet")),
            D.BY_FAMILY: DetailRule(N_("Missed by the family")),
            D.BY_AGENCY: DetailRule(
                N_("Agency called it off"), bser="5.1.3", side=Turn.AGENCY
            ),
        },
    ),
    S.SERVICE_RUNNING: StateRule(
        N_("Service is running"),
        Phase.RESULT,
        Turn.AGENCY,
        RECHECKED,
        MONTH,
        _goes(S.RESULT, S.MISSED),
        "in-progress",
        "5.1.4",
        implies=S.ACCEPTED,
    ),
    S.RESULT: StateRule(
        N_("Seen, report awaited"),
        Phase.RESULT,
        Turn.AGENCY,
        AGENCY,
        Clock(14, 3),
        _goes(S.SERVICE_RUNNING),
        "in-progress",
        "5.1.4",
        implies=S.ACCEPTED,
        details={
            D.REPORT_AWAITED: DetailRule(N_("Seen, report awaited")),
            D.REPORT_TO_REVIEW: DetailRule(
                N_("Report here, please review"), US, Clock(2)
            ),
            D.REPORT_REVIEWED: DetailRule(N_("Report reviewed"), US, Clock(2)),
        },
    ),
    S.GOT_HELP: StateRule(
        N_("Got help"),
        Phase.CLOSED,
        Turn.FAMILY,
        (),
        None,
        _goes(ends=False),
        "completed",
        "7.0",
        implies=S.RESULT,
    ),
    S.NO_HELP: StateRule(
        N_("Did not get help"),
        Phase.CLOSED,
        Turn.US,
        (),
        None,
        _goes(ends=False),
        "failed",
        "6.0",
    ),
    S.FAMILY_CHOSE_NOT: StateRule(
        N_("Family chose not to"),
        Phase.CLOSED,
        Turn.FAMILY,
        (),
        None,
        _goes(ends=False),
        "cancelled",
        "6.0",
    ),
    S.ENTERED_IN_ERROR: StateRule(
        N_("Entered by mistake"),
        None,
        Turn.US,
        (),
        None,
        frozenset(),
        "entered-in-error",
    ),
}

PHASES: Mapping[Phase, frozenset[ReferralState]] = {
    phase: frozenset(state for state, rule in TABLE.items() if rule.phase is phase)
    for phase in Phase
}

REFERRAL_STATE_WORDS = {state: rule.words for state, rule in TABLE.items()}


@cache
def rule_of(state: ReferralState, detail: Detail | None = None) -> StateRule:
    """A state's line of the table, as its detail has it."""
    rule = TABLE[state]
    said = rule.details.get(detail) if detail else None
    if said is None:
        return rule
    return replace(
        rule,
        words=said.words,
        side=said.side or rule.side,
        turn=rule.turn if said.turn is None else said.turn,
        clock=said.clock or rule.clock,
        bser=rule.bser if said.bser is None else said.bser,
    )


def first_detail(state: ReferralState) -> Detail | None:
    """The detail that counts where none is told."""
    return next(iter(TABLE[state].details), None)
