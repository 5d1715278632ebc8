"""The table of referral states is the one that was designed, line by line."""

from datetime import date, timedelta

import pytest

from hhdesk.care.referral_states import (
    CLOSED,
    PREPARING,
    TABLE,
    Detail,
    ReferralState,
    Turn,
    first_detail,
    rule_of,
)
from hhdesk.care.referral_ways import due_on, lawful, passed_between
from tests.care.referral_lines import LINES, PAIRS

S, D = ReferralState, Detail
US, FAMILY, AGENCY, PLAN = Turn.US, Turn.FAMILY, Turn.AGENCY, Turn.PLAN

# What stands beside each line: whose turn, days routine and urgent, FHIR, BSeR.
BESIDE = {
    S.DRAFT: ((US,), 2, 2, "draft", ""),
    S.AWAITING_AGREEMENT: ((FAMILY,), 5, 5, "draft", ""),
    S.AWAITING_AUTHORIZATION: ((PLAN,), 5, 1, "on-hold", ""),
    S.SENT: ((AGENCY,), 5, 1, "requested", "2.0"),
    S.DELIVERY_FAILED: ((US,), 1, 1, "requested", ""),
    S.ACCEPTED: ((AGENCY,), 10, 2, "accepted", "3.0"),
    S.WAITLISTED: ((AGENCY, US), 30, 30, "on-hold", ""),
    S.FAMILY_ACTION: ((FAMILY, US), 5, 5, "on-hold", ""),
    S.AGENCY_NEEDS_MORE: ((US,), 2, 1, "on-hold", ""),
    S.DECLINED: ((US,), 2, 2, "rejected", "4.0"),
    S.SCHEDULED: ((FAMILY,), 2, 2, "in-progress", "5.1.1"),
    S.MISSED: ((US,), 2, 2, "in-progress", "5.1.2"),
    S.SERVICE_RUNNING: ((AGENCY, US), 30, 30, "in-progress", "5.1.4"),
    S.RESULT: ((AGENCY,), 14, 3, "in-progress", "5.1.4"),
    S.GOT_HELP: ((), None, None, "completed", "7.0"),
    S.NO_HELP: ((), None, None, "failed", "6.0"),
    S.FAMILY_CHOSE_NOT: ((), None, None, "cancelled", "6.0"),
    S.ENTERED_IN_ERROR: ((), None, None, "entered-in-error", ""),
}
CALENDAR_DAYS = {S.WAITLISTED, S.SERVICE_RUNNING, S.SCHEDULED}
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize("state", S)
def test_a_state_goes_where_its_line_says_and_nowhere_else(state: S) -> None:
    assert TABLE[state].goes_to == {to for one, to in PAIRS if one is state}
    for to in S:
        assert lawful((state, to)) is ((state, to) in PAIRS)


@pytest.mark.parametrize("state", S)
def test_turn_clock_and_codes_are_those_of_the_line(state: S) -> None:
    turn, routine, urgent, fhir, bser = BESIDE[state]
    rule = rule_of(state, first_detail(state))
    assert (rule.turn, rule.fhir, rule.bser) == (turn, fhir, bser)
    if rule.clock is None:
        assert routine is None
        return
    assert rule.clock.routine == routine
    assert (rule.clock.urgent or rule.clock.routine) == urgent
    assert rule.clock.calendar_days is (state in CALENDAR_DAYS)


def test_open_means_that_somebody_has_the_next_step_and_a_clock_runs() -> None:
    for state in S:
        assert state.open is bool(TABLE[state].turn)
        assert state.open is (due_on(state, None, FRIDAY) is not None)
    assert {state for state in S if not state.open} == CLOSED


def test_everything_can_be_closed_and_taken_out_in_one_act() -> None:
    for state in S:
        if state.open:
            assert set(LINES[15]) <= TABLE[state].goes_to
        if state is not S.ENTERED_IN_ERROR:
            assert S.ENTERED_IN_ERROR in TABLE[state].goes_to


def test_a_report_here_is_ours_to_review_within_two_days() -> None:
    awaited, here = (
        rule_of(S.RESULT, one) for one in (D.REPORT_AWAITED, D.REPORT_TO_REVIEW)
    )
    assert (awaited.words, here.words) == (
        "Seen, report awaited",
        "Report here, please review",
    )
    assert (awaited.turn, here.turn) == ((AGENCY,), (US,))
    assert due_on(S.RESULT, D.REPORT_TO_REVIEW, FRIDAY) == date(2026, 11, 24)


def test_a_visit_called_off_by_the_agency_has_other_words_and_another_code() -> None:
    rules = {one: rule_of(S.MISSED, one) for one in TABLE[S.MISSED].details}
    assert {one: rule.bser for one, rule in rules.items()} == {
        D.REASON_UNKNOWN: "5.1.2",
        D.BY_FAMILY: "5.1.2",
        D.BY_AGENCY: "5.1.3",
    }
    assert len({rule.words for rule in rules.values()}) == 3
    assert rules[D.BY_AGENCY].side is AGENCY
    assert rules[D.BY_FAMILY].side is FAMILY


def test_a_planned_visit_is_asked_after_two_days_later() -> None:
    visit = date(2026, 12, 4)
    due = due_on(S.SCHEDULED, None, FRIDAY, visit_on=visit)
    assert due == visit + timedelta(days=2)
    assert due_on(S.SCHEDULED, None, FRIDAY) == FRIDAY + timedelta(days=2)


def test_urgent_shortens_the_agencys_clock() -> None:
    assert due_on(S.SENT, None, FRIDAY) == date(2026, 11, 27)
    assert due_on(S.SENT, None, FRIDAY, urgent=True) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("state", "to", "reached", "passed"),
    [
        (S.SENT, S.GOT_HELP, (), (S.ACCEPTED, S.RESULT)),
        (S.SENT, S.ACCEPTED, (), ()),
        (S.SENT, S.SCHEDULED, (), (S.ACCEPTED,)),
        (S.SENT, S.MISSED, (), (S.ACCEPTED, S.SCHEDULED)),
        (S.ACCEPTED, S.SCHEDULED, (S.SENT,), ()),
        (S.WAITLISTED, S.SCHEDULED, (S.SENT,), (S.ACCEPTED,)),
        (S.WAITLISTED, S.SCHEDULED, (S.SENT, S.ACCEPTED), ()),
        (S.SCHEDULED, S.GOT_HELP, (S.ACCEPTED,), (S.RESULT,)),
        (S.RESULT, S.GOT_HELP, (), ()),
        (S.DELIVERY_FAILED, S.GOT_HELP, (), (S.SENT, S.ACCEPTED, S.RESULT)),
        (S.SENT, S.NO_HELP, (), ()),
        (S.DECLINED, S.GOT_HELP, (S.SENT,), ()),
    ],
)
def test_what_an_act_passes_unsaid(
    state: S, to: S, reached: tuple[S, ...], passed: tuple[S, ...]
) -> None:
    assert passed_between(state, to, reached) == passed


@pytest.mark.parametrize("state", sorted(PREPARING))
@pytest.mark.parametrize("to", S)
def test_sending_is_never_taken_for_granted(state: S, to: S) -> None:
    assert S.SENT not in passed_between(state, to)


@pytest.mark.parametrize(("state", "to"), sorted(PAIRS))
def test_a_way_with_what_it_passes_is_lawful_step_by_step(state: S, to: S) -> None:
    passed = passed_between(state, to)
    assert lawful((state, *passed, to))
    assert not CLOSED & set(passed)
