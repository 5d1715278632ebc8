"""Reports and tries to reach the family: received is not reviewed, tried is counted."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    member_page,
    open_loops,
    referral_acts,
    referral_choices,
    referral_news,
)
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import Domain
from hhdesk.care.open_loops import LoopKind
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_facts import ReferralDetails, ReferralFacts
from hhdesk.care.referral_news import Attempt
from hhdesk.care.referral_states import Detail, ReferralState, Turn
from hhdesk.care.referral_steps import Closing, Evidence, NoHelpReason, Told
from hhdesk.care.referrals import EventKind
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.care.referral_desk import CALLED, FOOD, TODAY, Desk, ago, desk, helped
from tests.databases import NOW, Clock

S = ReferralState
MONDAY = date(2026, 11, 23)
BY_PHONE = Attempt(Way.PHONE, Outcome.NOT_REACHED)
BY_TEXT = Attempt(Way.TEXT, Outcome.MESSAGE_LEFT)
UNREACHED = Closing(
    S.NO_HELP, reason=NoHelpReason.UNABLE_TO_REACH, next_step="Ask at the next visit"
)


def reports(at: Desk) -> list[tuple[UUID | None, date]]:
    """The referrals of which a report waits, with the day of its review."""
    found = at.ask(open_loops.of_member, at.member_id)
    return [(r.referral_id, r.due_on) for r in found if r.kind is LoopKind.REPORT]


@pytest.fixture
def at(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id)


def receive(
    at: Desk, row: ReferralFacts, told: Told = CALLED, *, amended: bool = False
) -> ReferralFacts:
    return at.do(
        referral_news.receive_report,
        row.id,
        told,
        seen=row.version,
        amended=amended,
    )


def review(
    at: Desk, row: ReferralFacts, number: int = 0, on: date | None = None
) -> ReferralFacts:
    report_id = row.reports[number].id
    return at.do(
        referral_news.review_report, row.id, report_id, Told(on), seen=row.version
    )


def test_a_report_that_came_opens_a_review_that_is_ours(at: Desk) -> None:
    row = at.move(at.sent(), S.RESULT)
    assert (row.detail, row.turn) == (Detail.REPORT_AWAITED, (Turn.AGENCY,))
    row = receive(at, row)
    assert (row.state, row.detail, row.turn) == (
        S.RESULT,
        Detail.REPORT_TO_REVIEW,
        (Turn.US,),
    )
    assert row.words == "Report here, please review"
    assert row.due_on == row.reports[0].review_due_on == date(2026, 11, 24)
    assert A.REVIEW_REPORT in referral_choices.lawful_acts(row)


def test_a_report_received_is_not_a_report_reviewed(at: Desk) -> None:
    row = receive(at, at.move(at.sent(), S.RESULT))
    with pytest.raises(InvalidField) as refusal:
        at.close(row, helped(Evidence.REPORT_REVIEWED))
    assert refusal.value.field == "evidence"
    row = review(at, row)
    assert (row.detail, row.to_review) == (Detail.REPORT_REVIEWED, ())
    assert row.reports[0].reviewed_on == TODAY
    assert at.close(row, helped(Evidence.REPORT_REVIEWED)).state is S.GOT_HELP


def test_a_report_tells_that_the_child_was_seen(at: Desk) -> None:
    row = receive(at, at.sent(on=ago(9)), Told(ago(1), "The report itself"))
    assert (row.state, row.detail, row.state_since) == (
        S.RESULT,
        Detail.REPORT_TO_REVIEW,
        ago(1),
    )
    kinds = [(one.kind, one.to_state) for one in at.history(row)[2:]]
    assert kinds == [
        (EventKind.PASSED, S.ACCEPTED),
        (EventKind.STEP, S.RESULT),
        (EventKind.REPORT_RECEIVED, S.RESULT),
    ]


def test_a_report_on_what_did_not_arrive_shows_that_it_did(at: Desk) -> None:
    row = receive(at, at.move(at.sent(), S.DELIVERY_FAILED))
    passed = [one.to_state for one in at.history(row) if one.kind is EventKind.PASSED]
    assert passed == [S.SENT, S.ACCEPTED]


def test_a_running_service_goes_on_while_its_report_is_reviewed(at: Desk) -> None:
    row = at.move(at.sent(), S.SERVICE_RUNNING)
    after = receive(at, row)
    assert (after.state, after.due_on) == (S.SERVICE_RUNNING, row.due_on)
    assert reports(at) == [(row.id, date(2026, 11, 24))]
    after = review(at, after)
    assert reports(at) == []
    at_end = at.move(after, S.RESULT)
    assert at_end.detail is Detail.REPORT_AWAITED


def test_an_amended_report_opens_a_new_review(at: Desk) -> None:
    row = review(at, receive(at, at.move(at.sent(), S.RESULT)))
    row = receive(at, row, amended=True)
    assert row.detail is Detail.REPORT_TO_REVIEW
    assert [(one.amended, one.reviewed_on) for one in row.reports] == [
        (False, TODAY),
        (True, None),
    ]


def test_an_amended_report_after_the_end_opens_a_review_and_rewrites_nothing(
    at: Desk,
) -> None:
    row = review(at, receive(at, at.move(at.sent(), S.RESULT)))
    closed = at.close(row, helped(Evidence.REPORT_REVIEWED))
    before = at.history(closed)
    after = receive(at, closed, amended=True)
    assert (after.state, after.version, after.evidence) == (
        S.GOT_HELP,
        closed.version,
        Evidence.REPORT_REVIEWED,
    )
    assert at.history(after)[: len(before)] == before
    assert A.REVIEW_REPORT in referral_choices.lawful_acts(after)
    assert len(reports(at)) == 1
    after = review(at, after, 1)
    assert (after.state, after.detail) == (S.GOT_HELP, closed.detail)


def test_one_of_two_reports_reviewed_leaves_the_review_open(at: Desk) -> None:
    row = receive(at, receive(at, at.move(at.sent(), S.RESULT)))
    row = review(at, row)
    assert row.detail is Detail.REPORT_TO_REVIEW
    assert review(at, row, 1).detail is Detail.REPORT_REVIEWED


def test_a_report_older_than_the_present_state_is_kept_without_a_step(at: Desk) -> None:
    row = at.move(at.sent(on=ago(9)), S.ACCEPTED, told=Told(ago(2), "called"))
    after = receive(at, row, Told(ago(5)))
    assert (after.state, after.to_review != ()) == (S.ACCEPTED, True)


def test_a_report_is_reviewed_once_and_not_before_it_came(at: Desk) -> None:
    row = receive(at, at.move(at.sent(), S.RESULT))
    with pytest.raises(InvalidField):
        review(at, row, on=ago(1))
    row = review(at, row)
    with pytest.raises(NotPermitted, match="already"):
        review(at, row)
    other = at.move(at.sent(FOOD), S.RESULT)
    with pytest.raises(NotFound):
        at.do(
            referral_news.review_report,
            other.id,
            row.reports[0].id,
            Told(),
            seen=other.version,
        )


def test_nothing_comes_back_of_what_was_never_sent(at: Desk) -> None:
    draft = at.draft().referral
    with pytest.raises(NotPermitted):
        receive(at, draft)
    for notice in (referral_news.note_arrival, referral_news.note_failure):
        with pytest.raises(NotPermitted):
            at.do(notice, draft.id, CALLED)


def test_a_note_stands_in_the_history_and_moves_nothing(at: Desk) -> None:
    row = at.sent(on=ago(6))
    told = Told(note="Intake says: call back on Thursday")
    assert at.do(referral_news.add_note, row.id, told) == row
    assert at.history(row)[-1].note == told.note
    with pytest.raises(InvalidField):
        at.do(referral_news.add_note, row.id, Told())


def test_news_of_a_day_to_come_is_refused(at: Desk) -> None:
    row = at.sent()
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(InvalidField):
        at.do(referral_news.note_arrival, row.id, Told(tomorrow))
    late = Attempt(Way.PHONE, Outcome.REACHED, NOW + timedelta(minutes=1))
    with pytest.raises(InvalidField):
        at.do(referral_news.record_attempt, row.id, late)


def test_a_try_is_dated_and_stands_on_the_childs_page_and_the_time_line(
    at: Desk, clock: Clock
) -> None:
    row = at.sent()
    yesterday = NOW - timedelta(days=1)
    tried = Attempt(Way.PHONE, Outcome.MESSAGE_LEFT, yesterday, "Lucía", "Voicemail")
    at.do(referral_news.record_attempt, row.id, tried)
    last = at.history(row)[-1]
    assert (last.way, last.outcome, last.note) == (
        Way.PHONE,
        Outcome.MESSAGE_LEFT,
        "Voicemail",
    )
    assert (last.happened_on, last.entered_at, last.side) == (
        ago(1),
        clock(),
        Turn.FAMILY,
    )
    page = at.ask(member_page.member_page, at.member_id)
    assert [(one.at, one.staff) for one in page.outreach] == [
        (yesterday, "Rosa Delgado")
    ]


def tried(at: Desk, row: ReferralFacts, *attempts: Attempt) -> None:
    for one in attempts:
        at.do(referral_news.record_attempt, row.id, one)


def test_unable_to_reach_needs_three_tries_by_two_ways(at: Desk) -> None:
    row = at.move(at.sent(), S.FAMILY_ACTION, wanted="photo ID")
    for attempt in (BY_PHONE, BY_PHONE):
        tried(at, row, attempt)
        with pytest.raises(InvalidField):
            at.close(row, UNREACHED)
    tried(at, row, BY_TEXT)
    row = at.close(row, UNREACHED)
    assert row.end_reason is NoHelpReason.UNABLE_TO_REACH


def test_a_family_that_was_reached_is_not_out_of_reach(at: Desk) -> None:
    row = at.sent()
    tried(at, row, BY_PHONE, BY_PHONE, BY_TEXT)
    tried(at, row, Attempt(Way.PHONE, Outcome.REACHED))
    with pytest.raises(InvalidField):
        at.close(row, UNREACHED)


def test_tries_of_another_referral_do_not_count(at: Desk) -> None:
    row, food = at.sent(), at.sent(FOOD)
    tried(at, food, BY_PHONE, BY_PHONE, BY_TEXT)
    with pytest.raises(InvalidField):
        at.close(row, UNREACHED)


def test_a_try_inherits_the_seal_and_ends_with_the_referral(at: Desk) -> None:
    seal = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
    sealed = ReferralDetails(Domain.MEDICAL, "Clinic visit", "Teen clinic", seal=seal)
    row = at.draft(sealed).referral
    tried(at, row, BY_PHONE)
    found = at.ask(lambda session: session.scalars(select(OutreachAttempt)).one().seal)
    assert found == seal
    row = at.do(referral_acts.enter_in_error, row.id, "Twice", seen=row.version)
    with pytest.raises(NotPermitted):
        tried(at, row, BY_PHONE)
