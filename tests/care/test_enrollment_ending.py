"""Ending an enrollment: no referral stays open behind it."""

from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    enrollment_acts,
    enrollment_ending,
    open_loops,
    referral_facts,
    referral_worklist,
)
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.enrollment_ending import Disposition, Ending
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Closing, NoHelpReason, Told
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.care.referral_desk import FOOD, TODAY, Desk, ago, desk

S = ReferralState
CHOSE_NOT = Disposition(Closing(S.FAMILY_CHOSE_NOT), Told(how_known="mother told us"))
HANDED_OVER = Disposition(
    Closing(
        S.NO_HELP,
        reason=NoHelpReason.HANDED_OVER,
        next_step="The new Health Home follows it",
    )
)


@pytest.fixture
def at(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id)


def segment(at: Desk) -> EnrollmentSegment:
    return at.ask(lambda session: session.scalars(select(EnrollmentSegment)).one())


def end(at: Desk, ending: Ending) -> None:
    at.do(enrollment_ending.end, segment(at).id, ending)


def test_an_end_wants_a_disposition_for_each_open_referral(at: Desk) -> None:
    first, second = at.sent(), at.sent(FOOD)
    some = Ending(TODAY, EndReason.MOVED, {first.id: HANDED_OVER})
    with pytest.raises(NotPermitted) as refusal:
        end(at, some)
    assert refusal.value.values == {"count": 1}
    assert segment(at).state is not SegmentState.ENDED
    assert at.ask(referral_facts.referral, first.id) == first
    dispositions = {first.id: HANDED_OVER, second.id: CHOSE_NOT}
    end(at, Ending(TODAY, EndReason.MOVED, dispositions))
    ended = segment(at)
    assert (ended.state, ended.ends_on) == (SegmentState.ENDED, TODAY)
    states = [at.ask(referral_facts.referral, one.id).state for one in (first, second)]
    assert states == [S.NO_HELP, S.FAMILY_CHOSE_NOT]
    assert at.ask(referral_worklist.open_of, at.member_id) == ()


def test_a_disposition_obeys_the_rules_of_closing(at: Desk) -> None:
    row = at.sent()
    bare = Disposition(Closing(S.NO_HELP, reason=NoHelpReason.MOVED))
    with pytest.raises(InvalidField) as refusal:
        end(at, Ending(TODAY, EndReason.MOVED, {row.id: bare}))
    assert refusal.value.field == f"{row.id} next_step"


def test_no_other_way_ends_an_enrollment_with_a_referral_open(at: Desk) -> None:
    at.draft()
    with pytest.raises(NotPermitted):
        at.do(
            enrollment_acts.move,
            segment(at).id,
            SegmentState.ENDED,
            TODAY,
            EndReason.MOVED,
        )


def test_without_open_referrals_nothing_is_asked(at: Desk) -> None:
    end(at, Ending(TODAY, EndReason.GOALS_MET))
    assert segment(at).end_reason is EndReason.GOALS_MET


def test_a_death_closes_everything_at_once_and_asks_nothing(at: Desk) -> None:
    row = at.sent(on=ago(20))
    end(at, Ending(ago(2), EndReason.DECEASED))
    after = at.ask(referral_facts.referral, row.id)
    assert (after.state, after.end_reason) == (S.NO_HELP, NoHelpReason.DIED)
    assert after.due_on is None
    assert at.ask(open_loops.of_member, at.member_id) == ()
    member = at.ask(lambda session: session.get_one(Member, at.member_id))
    assert member.deceased_on == ago(2)


def test_an_enrollment_that_does_not_exist_is_not_ended(at: Desk) -> None:
    with pytest.raises(NotFound):
        at.do(enrollment_ending.end, UUID(int=1), Ending(TODAY, EndReason.MOVED))
