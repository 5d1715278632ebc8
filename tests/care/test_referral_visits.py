"""A visit that a referral led to moves the referral, in the same act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from hhdesk.care import attendance, booking, referral_facts
from hhdesk.care.appointments import AppointmentDetails, CalledOffBy
from hhdesk.care.goals import BarrierKind
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.store.engine import Database
from tests.care.referral_desk import CALLED, TODAY, Desk, desk
from tests.databases import Clock

S = ReferralState
# Five days from the day on which it is booked, at nine.
SOON = datetime(2026, 11, 26, 17, tzinfo=UTC)
DAY = SOON.date()


@dataclass
class Visit:
    """A visit booked for a referral, and both as they stand."""

    desk: Desk
    clock: Clock
    referral_id: UUID
    id: UUID
    version: int = 1

    def act(self, act: Any, *args: Any, **named: Any) -> ReferralFacts:
        """An outcome of the visit; gives what the referral has become."""
        row = self.desk.do(act, self.id, *args, seen=self.version, **named)
        self.version = row.version
        return self.referral

    @property
    def referral(self) -> ReferralFacts:
        return self.desk.ask(referral_facts.referral, self.referral_id)

    def comes(self) -> None:
        self.clock.moment = SOON + timedelta(hours=3)


def book(rosa: Desk, referral_id: UUID, at: datetime = SOON, **named: Any) -> Any:
    hour = timedelta(hours=1)
    details = AppointmentDetails("Visit", at, at + hour, referral_id=referral_id)
    return rosa.do(booking.book, rosa.member_id, details, **named)


@pytest.fixture
def rosa(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id)


@pytest.fixture
def visit(rosa: Desk, clock: Clock) -> Visit:
    sent = rosa.sent()
    row = book(rosa, sent.id)
    return Visit(rosa, clock, sent.id, row.id, row.version)


def test_booking_sets_the_visit_and_passes_what_it_tells(visit: Visit) -> None:
    row = visit.referral
    assert (row.state, row.visit_on) == (S.SCHEDULED, DAY)
    told = visit.desk.history(row)
    assert [one.to_state for one in told][-2:] == [S.ACCEPTED, S.SCHEDULED]
    assert told[-1].how_known == "Our calendar"


def test_a_kept_visit_means_seen_and_the_report_is_awaited(visit: Visit) -> None:
    visit.comes()
    row = visit.act(attendance.mark_kept)
    assert (row.state, row.detail) == (S.RESULT, Detail.REPORT_AWAITED)
    assert row.state_since == DAY


def test_a_missed_visit_without_a_reason_asks_and_a_reason_answers(
    visit: Visit,
) -> None:
    visit.comes()
    row = visit.act(attendance.mark_missed)
    assert (row.state, row.detail) == (S.MISSED, Detail.REASON_UNKNOWN)
    row = visit.act(attendance.explain_missed, "No ride", BarrierKind.TRANSPORTATION)
    assert (row.state, row.detail) == (S.MISSED, Detail.BY_FAMILY)


def test_a_visit_missed_for_a_reason_was_missed_by_the_family(visit: Visit) -> None:
    visit.comes()
    row = visit.act(attendance.mark_missed, "No ride")
    assert row.detail is Detail.BY_FAMILY


@pytest.mark.parametrize("by", [CalledOffBy.AGENCY, CalledOffBy.CLINIC])
def test_who_would_have_seen_the_child_called_it_off_and_nobody_missed_it(
    visit: Visit, by: CalledOffBy
) -> None:
    row = visit.act(attendance.call_off, by, "Doctor is ill")
    assert (row.state, row.detail) == (S.MISSED, Detail.BY_AGENCY)


def test_what_was_said_to_be_missed_was_called_off_by_the_agency(
    visit: Visit,
) -> None:
    visit.comes()
    visit.act(attendance.mark_missed)
    row = visit.act(attendance.call_off, CalledOffBy.AGENCY, "Closed that day")
    assert (row.state, row.detail) == (S.MISSED, Detail.BY_AGENCY)


def test_a_family_that_calls_off_needs_help_with_what_stood_in_the_way(
    visit: Visit,
) -> None:
    row = visit.act(attendance.call_off, CalledOffBy.FAMILY, "No ride")
    assert (row.state, row.wanted) == (S.FAMILY_ACTION, "No ride")


def test_a_moved_visit_moves_the_day_and_a_taken_back_one_is_awaited_again(
    visit: Visit,
) -> None:
    later = SOON + timedelta(days=4)
    row = visit.act(booking.move, later)
    assert row.visit_on == later.date()
    visit.act(attendance.call_off, CalledOffBy.AGENCY, "Doctor is ill")
    row = visit.act(attendance.take_back)
    assert (row.state, row.visit_on) == (S.SCHEDULED, later.date())


def test_a_later_visit_leaves_the_nearer_one_awaited(visit: Visit) -> None:
    book(visit.desk, visit.referral_id, SOON + timedelta(days=7))
    assert visit.referral.visit_on == DAY


def test_another_days_visit_changes_nothing(visit: Visit, clock: Clock) -> None:
    other = book(visit.desk, visit.referral_id, SOON + timedelta(days=1))
    clock.moment = SOON + timedelta(days=1, hours=3)
    visit.desk.do(attendance.mark_missed, other.id, seen=other.version)
    assert visit.referral.state is S.SCHEDULED


def test_a_draft_is_not_sent_by_booking_and_a_proposal_books_nothing(
    rosa: Desk,
) -> None:
    draft = rosa.draft().referral
    book(rosa, draft.id)
    assert rosa.ask(referral_facts.referral, draft.id).state is S.DRAFT
    sent = rosa.sent()
    proposed = book(rosa, sent.id, proposed=True)
    assert rosa.ask(referral_facts.referral, sent.id).state is S.SENT
    rosa.do(attendance.confirm, proposed.id, seen=proposed.version)
    assert rosa.ask(referral_facts.referral, sent.id).state is S.SCHEDULED


def test_a_running_service_is_not_ended_by_a_visit(rosa: Desk, clock: Clock) -> None:
    sent = rosa.sent()
    rosa.move(sent, S.SERVICE_RUNNING)
    row = book(rosa, sent.id)
    clock.moment = SOON + timedelta(hours=3)
    rosa.do(attendance.mark_kept, row.id, seen=row.version)
    running = rosa.ask(referral_facts.referral, sent.id)
    assert running.state is S.SERVICE_RUNNING


def test_clocks_skip_the_clinic_s_holidays(rosa: Desk) -> None:
    row = rosa.move(rosa.sent(), S.AGENCY_NEEDS_MORE, wanted="Hearing test")
    # Two business days after Saturday, November 21.
    assert row.due_on == TODAY + timedelta(days=3)
    row = rosa.move(row, S.ACCEPTED, told=CALLED)
    # Ten business days, Thanksgiving being none of them.
    assert row.due_on == TODAY + timedelta(days=16)
