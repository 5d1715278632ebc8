"""What a step of a referral needs; the rules run without a database."""

from datetime import date, timedelta
from typing import Any

import pytest

from hhdesk.care.clocks import Calendar
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.outreach import Way
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import (
    AttemptRule,
    Closing,
    Evidence,
    Known,
    NoHelpReason,
    Sharing,
    Step,
    Told,
)
from hhdesk.care.referrals import Referral, Urgency
from hhdesk.errors import InvalidField, NotPermitted

S = ReferralState
TODAY = date(2026, 11, 20)
KNOWN = Known(TODAY)
CALLED = Told(how_known="The agency called")
REPORT = Closing(S.GOT_HELP, TODAY, Evidence.REPORT_REVIEWED)


def referral(state: S, **more: Any) -> Referral:
    columns = {
        "domain": Domain.DEVELOPMENTAL,
        "urgency": Urgency.ROUTINE,
        "state_since": TODAY - timedelta(days=3),
    }
    return Referral(state=state, **(columns | more))


def refused(row: Referral, step: Step, known: Known = KNOWN) -> str:
    """The field that a refused step names; the row stays as it was."""
    state, since = row.state, row.state_since
    with pytest.raises(InvalidField) as refusal:
        row.move(step, known)
    assert (row.state, row.state_since) == (state, since)
    return refusal.value.field


def test_what_others_did_asks_how_you_know() -> None:
    assert refused(referral(S.SENT), Step(S.ACCEPTED)) == "how_known"
    assert refused(referral(S.SENT), Step(S.FAMILY_CHOSE_NOT)) == "how_known"
    row = referral(S.DRAFT)
    row.move(Step(S.AWAITING_AGREEMENT), KNOWN)
    assert row.state is S.AWAITING_AGREEMENT


def test_states_passed_unsaid_ask_how_you_know() -> None:
    closing = Closing(S.GOT_HELP, TODAY, Evidence.AGENCY_CONFIRMED)
    step = Step(S.GOT_HELP, closing=closing)
    assert refused(referral(S.SENT), step) == "how_known"
    row = referral(S.RESULT)
    assert row.move(step, Known(TODAY, reached=frozenset({S.ACCEPTED}))) == ()


def test_a_step_lies_between_the_one_before_and_today() -> None:
    row = referral(S.SENT)
    late, early = TODAY + timedelta(days=1), row.state_since - timedelta(days=1)
    for day in (late, early):
        assert refused(row, Step(S.ACCEPTED, Told(day, "called"))) == "on"
    row.move(Step(S.ACCEPTED, Told(row.state_since, "called")), KNOWN)
    assert row.state_since == TODAY - timedelta(days=3)
    assert row.due_on == date(2026, 12, 1)


def test_the_clock_skips_the_clinics_holidays() -> None:
    holidays = frozenset({date(2026, 11, 26), date(2026, 11, 27)})
    row = referral(S.SENT)
    row.move(Step(S.ACCEPTED, CALLED), Known(TODAY, calendar=Calendar(holidays)))
    assert row.due_on == date(2026, 12, 8)


def test_sending_needs_a_basis() -> None:
    assert refused(referral(S.DRAFT), Step(S.SENT)) == "basis"


def test_a_spoken_yes_through_an_interpreter_names_the_interpreter() -> None:
    known = Known(TODAY, interpreter_needed=True)
    spoken = Step(S.SENT, sharing=Sharing(Basis.VERBAL, " "))
    assert refused(referral(S.DRAFT), spoken, known) == "interpreter"
    row = referral(S.DRAFT)
    row.move(Step(S.SENT, sharing=Sharing(Basis.VERBAL, "ID 4411")), known)
    assert row.basis is Basis.VERBAL


def test_a_planned_visit_has_a_day_not_before_it_was_set() -> None:
    assert refused(referral(S.SENT), Step(S.SCHEDULED, CALLED)) == "visit_on"
    early = Step(S.SCHEDULED, CALLED, visit_on=TODAY - timedelta(days=1))
    assert refused(referral(S.SENT), early) == "visit_on"


def test_nobody_misses_a_visit_that_has_not_been() -> None:
    row = referral(S.SCHEDULED, visit_on=TODAY + timedelta(days=4))
    assert refused(row, Step(S.MISSED, CALLED)) == "on"
    row.move(Step(S.MISSED, CALLED, Detail.BY_AGENCY), KNOWN)
    assert row.detail is Detail.BY_AGENCY


@pytest.mark.parametrize("to", [S.FAMILY_ACTION, S.AGENCY_NEEDS_MORE])
def test_what_is_wanted_is_said_and_forgotten_with_the_state(to: S) -> None:
    row = referral(S.SENT)
    assert refused(row, Step(to, CALLED)) == "wanted"
    row.move(Step(to, CALLED, wanted=" a photo ID "), KNOWN)
    assert row.wanted == "a photo ID"
    row.move(Step(S.ACCEPTED, CALLED), Known(TODAY))
    assert row.wanted == ""


def test_a_no_has_a_reason_and_a_full_agency_is_one() -> None:
    assert refused(referral(S.SENT), Step(S.DECLINED, CALLED)) == "note"
    row = referral(S.SENT)
    row.move(Step(S.DECLINED, CALLED, Detail.FULL), KNOWN)
    assert (row.state, row.detail) == (S.DECLINED, Detail.FULL)


def test_a_mistake_has_a_reason() -> None:
    assert refused(referral(S.GOT_HELP), Step(S.ENTERED_IN_ERROR)) == "note"


def test_a_detail_belongs_to_its_state() -> None:
    with pytest.raises(ValueError, match="has no detail"):
        referral(S.SENT).move(Step(S.ACCEPTED, CALLED, Detail.FULL), KNOWN)


def test_a_review_is_not_claimed_by_a_step() -> None:
    for detail in (Detail.REPORT_TO_REVIEW, Detail.REPORT_REVIEWED):
        with pytest.raises(NotPermitted):
            referral(S.SENT).move(Step(S.RESULT, CALLED, detail), KNOWN)


def end(closing: Closing, note: str = "") -> Step:
    return Step(closing.to, Told(how_known="called", note=note), closing=closing)


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (Closing(S.GOT_HELP, None, Evidence.AGENCY_CONFIRMED), "service_on"),
        (Closing(S.GOT_HELP, TODAY), "evidence"),
        (
            Closing(S.GOT_HELP, TODAY + timedelta(days=1), Evidence.AGENCY_CONFIRMED),
            "service_on",
        ),
        (REPORT, "evidence"),
        (Closing(S.GOT_HELP, TODAY, Evidence.FAMILY_CONFIRMED), "evidence"),
        (Closing(S.NO_HELP), "reason"),
        (Closing(S.NO_HELP, reason=NoHelpReason.FULL), "next_step"),
        (Closing(S.NO_HELP, reason=NoHelpReason.OTHER, next_step="x"), "note"),
        (
            Closing(S.NO_HELP, reason=NoHelpReason.UNABLE_TO_REACH, next_step="x"),
            "reason",
        ),
    ],
)
def test_an_end_without_its_evidence_or_reason_is_refused(
    closing: Closing, field: str
) -> None:
    assert refused(referral(S.RESULT), end(closing)) == field


def test_an_end_is_told_and_told_for_its_own_state() -> None:
    assert refused(referral(S.RESULT), Step(S.NO_HELP, CALLED)) == "closing"
    other = Step(S.NO_HELP, CALLED, closing=Closing(S.FAMILY_CHOSE_NOT))
    assert refused(referral(S.RESULT), other) == "closing"


def test_the_familys_word_is_enough_for_social_services() -> None:
    closing = Closing(S.GOT_HELP, TODAY, Evidence.FAMILY_CONFIRMED)
    row = referral(S.SENT, domain=Domain.SOCIAL_SUPPORT)
    assert row.move(end(closing), KNOWN) == (S.ACCEPTED, S.RESULT)
    assert (row.service_on, row.evidence) == (TODAY, Evidence.FAMILY_CONFIRMED)
    assert row.due_on is None


def test_a_report_counts_once_it_was_reviewed_by_that_day() -> None:
    yesterday = TODAY - timedelta(days=1)
    for reviewed_on in (None, TODAY + timedelta(days=1)):
        known = Known(TODAY, reviewed_on=reviewed_on)
        assert refused(referral(S.RESULT), end(REPORT), known) == "evidence"
    row = referral(S.RESULT)
    row.move(end(REPORT), Known(TODAY, reviewed_on=yesterday))
    assert row.evidence is Evidence.REPORT_REVIEWED


def tries(*ways: Way) -> tuple[tuple[date, Way], ...]:
    return tuple((TODAY - timedelta(days=n), way) for n, way in enumerate(ways))


UNREACHED = end(
    Closing(
        S.NO_HELP, reason=NoHelpReason.UNABLE_TO_REACH, next_step="Ask at the visit"
    )
)


@pytest.mark.parametrize(
    "attempts",
    [
        tries(Way.PHONE, Way.TEXT),
        tries(Way.PHONE, Way.PHONE, Way.PHONE),
        ((TODAY + timedelta(days=1), Way.MAIL), *tries(Way.PHONE, Way.TEXT)),
    ],
)
def test_unable_to_reach_needs_three_attempts_by_two_ways(
    attempts: tuple[tuple[date, Way], ...],
) -> None:
    known = Known(TODAY, attempts=attempts)
    assert refused(referral(S.FAMILY_ACTION), UNREACHED, known) == "reason"
    row = referral(S.FAMILY_ACTION)
    enough = tries(Way.PHONE, Way.PHONE, Way.TEXT)
    row.move(UNREACHED, Known(TODAY, attempts=enough))
    assert row.end_reason is NoHelpReason.UNABLE_TO_REACH


def test_a_program_may_ask_for_more_attempts() -> None:
    enough = tries(Way.PHONE, Way.PHONE, Way.TEXT)
    known = Known(TODAY, attempts=enough, attempt_rule=AttemptRule(5, 2))
    assert refused(referral(S.FAMILY_ACTION), UNREACHED, known) == "reason"


def test_after_a_death_a_referral_is_only_closed() -> None:
    died = Known(TODAY, died=True)
    with pytest.raises(NotPermitted, match="died"):
        referral(S.SENT).move(Step(S.ACCEPTED, CALLED), died)
    row = referral(S.SENT)
    row.move(end(Closing(S.NO_HELP, reason=NoHelpReason.DIED)), died)
    assert row.state is S.NO_HELP


def test_named_states_are_passed_if_each_step_is_lawful() -> None:
    row = referral(S.DELIVERY_FAILED)
    with pytest.raises(NotPermitted, match="not possible"):
        row.move(Step(S.ACCEPTED, CALLED), KNOWN)
    assert row.move(Step(S.ACCEPTED, CALLED, passing=(S.SENT,)), KNOWN) == (S.SENT,)
    with pytest.raises(NotPermitted, match="not possible"):
        referral(S.SENT).move(Step(S.ACCEPTED, CALLED, passing=(S.DRAFT,)), KNOWN)


def test_neither_sending_nor_an_end_is_passed_unsaid() -> None:
    with pytest.raises(NotPermitted, match="basis"):
        referral(S.DRAFT).move(Step(S.ACCEPTED, CALLED, passing=(S.SENT,)), KNOWN)
    mistake = Step(S.ENTERED_IN_ERROR, Told(None, "x", "x"), passing=(S.GOT_HELP,))
    with pytest.raises(NotPermitted, match="not possible"):
        referral(S.SENT).move(mistake, KNOWN)


def test_a_recheck_restarts_the_clock_and_not_the_state() -> None:
    row = referral(S.WAITLISTED)
    row.recheck(TODAY, KNOWN)
    assert row.due_on == TODAY + timedelta(days=30)
    assert row.state_since == TODAY - timedelta(days=3)
    with pytest.raises(NotPermitted):
        referral(S.ACCEPTED).recheck(TODAY, KNOWN)


def test_why_a_visit_was_missed_is_asked_until_it_is_known() -> None:
    row = referral(S.MISSED, detail=Detail.REASON_UNKNOWN)
    row.explain_missed(Detail.REASON_UNKNOWN, TODAY, KNOWN)
    assert row.due_on == date(2026, 11, 24)
    row.explain_missed(Detail.BY_AGENCY, TODAY, KNOWN)
    assert row.detail is Detail.BY_AGENCY
    with pytest.raises(NotPermitted, match="known already"):
        row.explain_missed(Detail.BY_FAMILY, TODAY, KNOWN)
