"""What each state of a referral means, told to the family, and what it can do itself.

Beside the staff's words of `referral_states`: one line for every state and detail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hhdesk.care.referral_states import Detail, ReferralState, Turn, first_detail
from hhdesk.i18n import N_


class FamilySentence(NamedTuple):
    """Where it stands, and what the family does; `{agency}` is who was asked."""

    now: str
    to_do: str


S, D = ReferralState, Detail

WAIT = N_("You do not have to do anything now. We will call you.")
CALL_IF_SILENT = N_("If you hear nothing, call us. We will ask them.")
CALL_FOR_DAY = N_("Call us. We will find a new day with you.")
THE_AGENCY = N_("the agency")

SENTENCES: Mapping[tuple[ReferralState, Detail | None], FamilySentence] = {
    (S.DRAFT, None): FamilySentence(N_("We are getting the request ready."), WAIT),
    (S.AWAITING_AGREEMENT, None): FamilySentence(
        N_("We send the request when you say yes."),
        N_("Call us and say yes or no. You can also ask us anything first."),
    ),
    (S.AWAITING_AUTHORIZATION, None): FamilySentence(
        N_("The health plan has to say yes first. We have asked."), WAIT
    ),
    (S.SENT, None): FamilySentence(
        N_("We sent the request to {agency}. We are waiting for the answer."),
        CALL_IF_SILENT,
    ),
    (S.DELIVERY_FAILED, None): FamilySentence(
        N_("Our request did not reach {agency}. We are sending it again."), WAIT
    ),
    (S.ACCEPTED, None): FamilySentence(
        N_("The answer of {agency} is yes. The next step is a day for the visit."),
        CALL_IF_SILENT,
    ),
    (S.WAITLISTED, None): FamilySentence(
        N_("You are on the waitlist of {agency}. We ask again each month."), WAIT
    ),
    (S.FAMILY_ACTION, None): FamilySentence(
        N_("There is something for you to do. We will help you with it."),
        N_("Call us. We will do it together."),
    ),
    (S.AGENCY_NEEDS_MORE, None): FamilySentence(
        N_("We still have to send something to {agency}."), WAIT
    ),
    (S.DECLINED, D.FULL): FamilySentence(
        N_("There is no place at {agency} now. We are looking for another one."), WAIT
    ),
    (S.DECLINED, D.SAID_NO): FamilySentence(
        N_("The answer of {agency} was no. We are looking for another way."), WAIT
    ),
    (S.SCHEDULED, None): FamilySentence(
        N_("The visit with {agency} has a day."),
        N_("Go to the visit. If you cannot come, call us."),
    ),
    (S.MISSED, D.REASON_UNKNOWN): FamilySentence(
        N_("The visit did not take place. We can set a new day."), CALL_FOR_DAY
    ),
    (S.MISSED, D.BY_FAMILY): FamilySentence(
        N_("You could not come to the visit. We can set a new day."), CALL_FOR_DAY
    ),
    (S.MISSED, D.BY_AGENCY): FamilySentence(
        N_("The visit was called off by {agency}. We are asking for a new day."), WAIT
    ),
    (S.SERVICE_RUNNING, None): FamilySentence(
        N_("The help from {agency} has begun."),
        N_("Call us and tell us how it is going."),
    ),
    (S.RESULT, D.REPORT_AWAITED): FamilySentence(
        N_("The visit took place. We are waiting for the report."), WAIT
    ),
    (S.RESULT, D.REPORT_TO_REVIEW): FamilySentence(
        N_("The report is here. We are reading it."), WAIT
    ),
    (S.RESULT, D.REPORT_REVIEWED): FamilySentence(
        N_("We have read the report. We will talk about it with you."), WAIT
    ),
    (S.GOT_HELP, None): FamilySentence(
        N_("You got the help. This request is done."),
        N_("If you need more help, call us."),
    ),
    (S.NO_HELP, None): FamilySentence(
        N_("This help did not work out. This request is closed."),
        N_("Call us. We can look for another way."),
    ),
    (S.FAMILY_CHOSE_NOT, None): FamilySentence(
        N_("You decided not to go on. This request is closed."),
        N_("You can change your mind. Call us at any time."),
    ),
}

FAMILY_TURN_WORDS = {
    Turn.US: N_("Us, your care team"),
    Turn.FAMILY: N_("You and your family"),
    Turn.AGENCY: N_("The agency"),
    Turn.PLAN: N_("The health plan"),
}
"""Whose turn it is, told to the family."""


def sentence_of(state: ReferralState, detail: Detail | None) -> FamilySentence:
    """What the family is told; KeyError for what was entered by mistake."""
    known = SENTENCES.get((state, detail)) or SENTENCES.get((state, None))
    return known or SENTENCES[(state, first_detail(state))]
