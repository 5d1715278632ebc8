"""What may be done with a referral now: the buttons of its screen."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from datetime import date

from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import (
    CLOSED,
    HELP_ENDS,
    PREPARING,
    TABLE,
    Detail,
    ReferralState,
    Turn,
    rule_of,
)
from hhdesk.care.referral_ways import passed_between
from hhdesk.i18n import N_

S = ReferralState


class ReferralAct(enum.StrEnum):
    """In the order in which a screen offers them."""

    ASK_FAMILY = "ask_family"
    ASK_PLAN = "ask_plan"
    BACK_TO_DRAFT = "back_to_draft"
    SEND = "send"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    SEEN = "seen"
    SERVICE_BEGAN = "service_began"
    RECEIVE_REPORT = "receive_report"
    REVIEW_REPORT = "review_report"
    WAITLISTED = "waitlisted"
    FAMILY_ACTION = "family_action"
    AGENCY_NEEDS_MORE = "agency_needs_more"
    MISSED = "missed"
    CALLED_OFF = "called_off"
    EXPLAIN_MISSED = "explain_missed"
    DECLINED = "declined"
    NOT_ARRIVED = "not_arrived"
    RECHECK = "recheck"
    REFER_ELSEWHERE = "refer_elsewhere"
    RECORD_ATTEMPT = "record_attempt"
    ARRIVED = "arrived"
    NOTE = "note"
    GOT_HELP = "got_help"
    NO_HELP = "no_help"
    FAMILY_CHOSE_NOT = "family_chose_not"
    REOPEN = "reopen"
    ENTER_IN_ERROR = "enter_in_error"


A = ReferralAct

ACT_WORDS = {
    A.ASK_FAMILY: N_("Ask the family"),
    A.ASK_PLAN: N_("Ask the health plan"),
    A.BACK_TO_DRAFT: N_("Back to draft"),
    A.SEND: N_("Send"),
    A.ACCEPTED: N_("Agency accepted"),
    A.SCHEDULED: N_("Visit set"),
    A.SEEN: N_("Was seen"),
    A.SERVICE_BEGAN: N_("Service began"),
    A.RECEIVE_REPORT: N_("Report came"),
    A.REVIEW_REPORT: N_("Review the report"),
    A.WAITLISTED: N_("Put on a waitlist"),
    A.FAMILY_ACTION: N_("Family needs help"),
    A.AGENCY_NEEDS_MORE: N_("Agency needs more"),
    A.MISSED: N_("Visit missed"),
    A.CALLED_OFF: N_("Agency called it off"),
    A.EXPLAIN_MISSED: N_("Why it was missed"),
    A.DECLINED: N_("Agency is full or said no"),
    A.NOT_ARRIVED: N_("Did not arrive"),
    A.RECHECK: N_("Asked again"),
    A.REFER_ELSEWHERE: N_("Ask another agency"),
    A.RECORD_ATTEMPT: N_("Tried to reach the family"),
    A.ARRIVED: N_("It arrived"),
    A.NOTE: N_("Log a call or a note"),
    A.GOT_HELP: N_("Got help"),
    A.NO_HELP: N_("Did not get help"),
    A.FAMILY_CHOSE_NOT: N_("Family chose not to"),
    A.REOPEN: N_("Take up again"),
    A.ENTER_IN_ERROR: N_("Entered by mistake"),
}

STEPS = {
    A.ASK_FAMILY: S.AWAITING_AGREEMENT,
    A.ASK_PLAN: S.AWAITING_AUTHORIZATION,
    A.BACK_TO_DRAFT: S.DRAFT,
    A.SEND: S.SENT,
    A.ACCEPTED: S.ACCEPTED,
    A.SCHEDULED: S.SCHEDULED,
    A.SEEN: S.RESULT,
    A.SERVICE_BEGAN: S.SERVICE_RUNNING,
    A.WAITLISTED: S.WAITLISTED,
    A.FAMILY_ACTION: S.FAMILY_ACTION,
    A.AGENCY_NEEDS_MORE: S.AGENCY_NEEDS_MORE,
    A.MISSED: S.MISSED,
    A.CALLED_OFF: S.MISSED,
    A.DECLINED: S.DECLINED,
    A.NOT_ARRIVED: S.DELIVERY_FAILED,
    A.GOT_HELP: S.GOT_HELP,
    A.NO_HELP: S.NO_HELP,
    A.FAMILY_CHOSE_NOT: S.FAMILY_CHOSE_NOT,
    A.ENTER_IN_ERROR: S.ENTERED_IN_ERROR,
}
"""The acts that are steps, and the state each leads to."""

TAKEN_BACK_BY = {A.ASK_FAMILY: A.BACK_TO_DRAFT}
"""Acts that another act takes back; what others told us stands."""

_NEXT = {
    S.DRAFT: A.SEND,
    S.AWAITING_AGREEMENT: A.SEND,
    S.AWAITING_AUTHORIZATION: A.SEND,
    S.SENT: A.ACCEPTED,
    S.DELIVERY_FAILED: A.SEND,
    S.ACCEPTED: A.SCHEDULED,
    S.WAITLISTED: A.RECHECK,
    S.FAMILY_ACTION: A.RECORD_ATTEMPT,
    S.AGENCY_NEEDS_MORE: A.ACCEPTED,
    S.DECLINED: A.REFER_ELSEWHERE,
    S.SCHEDULED: A.SEEN,
    S.MISSED: A.SCHEDULED,
    S.SERVICE_RUNNING: A.RECHECK,
    S.RESULT: A.RECEIVE_REPORT,
    S.GOT_HELP: A.REOPEN,
    S.NO_HELP: A.REOPEN,
    S.FAMILY_CHOSE_NOT: A.REOPEN,
}
"""What most often comes next."""


def _news(row: ReferralFacts) -> dict[ReferralAct, bool]:
    """The acts that are no steps, and whether there is cause for each."""
    missed = row.state is S.MISSED
    explained = row.detail in {Detail.BY_FAMILY, Detail.BY_AGENCY}
    rechecked = rule_of(row.state, row.detail).turn == (Turn.AGENCY, Turn.US)
    never_sent = PREPARING | {S.ENTERED_IN_ERROR}
    return {
        A.RECEIVE_REPORT: row.state not in never_sent,
        A.REVIEW_REPORT: bool(row.to_review),
        A.EXPLAIN_MISSED: missed and not explained,
        A.RECHECK: rechecked and not row.died,
        A.REFER_ELSEWHERE: row.state is S.DECLINED and not row.died,
        A.RECORD_ATTEMPT: row.state.open and not row.died,
        A.ARRIVED: row.state is S.SENT,
        A.NOTE: True,
        A.REOPEN: row.state in HELP_ENDS and not row.died,
    }


def lawful_acts(row: ReferralFacts) -> tuple[ReferralAct, ...]:
    """The acts that the table and the row allow now; only closing after a death."""
    goes_to = TABLE[row.state].goes_to
    steps = {
        act: to in goes_to and (to in CLOSED or not row.died)
        for act, to in STEPS.items()
    }
    allowed = steps | _news(row)
    return tuple(act for act in ReferralAct if allowed[act])


def passed_by(
    row: ReferralFacts, act: ReferralAct, reached: Collection[ReferralState]
) -> tuple[ReferralState, ...]:
    """The states that an act records too, as passed without a day."""
    to = STEPS.get(act)
    if to is None and act is A.RECEIVE_REPORT and S.RESULT in TABLE[row.state].goes_to:
        to = S.RESULT if row.state is not S.SERVICE_RUNNING else None
    return passed_between(row.state, to, reached) if to else ()


def _expected(row: ReferralFacts, today: date) -> ReferralAct | None:
    """What a coordinator who opens this referral most likely came to do."""
    if row.to_review:
        return A.REVIEW_REPORT
    if row.state is S.MISSED and row.detail is Detail.REASON_UNKNOWN:
        return A.EXPLAIN_MISSED
    if row.detail is Detail.REPORT_REVIEWED:
        return A.GOT_HELP
    if row.visit_on is not None and row.visit_on > today:
        return A.RECORD_ATTEMPT
    late = row.due_on is not None and row.due_on < today
    if late and row.turn == (Turn.AGENCY,):
        return A.NOTE
    return _NEXT.get(row.state)


def offered(
    row: ReferralFacts, today: date, reached: Iterable[ReferralState] = ()
) -> tuple[ReferralAct, ...]:
    """The lawful acts as a screen offers them: the likeliest first, then what passes
    no state unsaid, last the correction of a mistake."""
    known, expected = set(reached), _expected(row, today)

    def place(act: ReferralAct) -> tuple[bool, bool, bool]:
        skips = bool(passed_by(row, act, known))
        return act is not expected, act is A.ENTER_IN_ERROR, skips

    return tuple(sorted(lawful_acts(row), key=place))
