"""What an act asks is what its rules need: no more is wanted, no less is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from hhdesk.care import referral_answers, referral_choices
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_answers import Acted, Answers, Ask
from hhdesk.care.referral_choices import STEPS
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import Evidence, NoHelpReason, SendingWay
from hhdesk.care.referrals import EventKind
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.referral_desk import FOOD, TODAY, Desk, ago, desk

S = ReferralState

SAID: dict[Ask, Any] = {
    Ask.DETAIL: Detail.BY_FAMILY,
    Ask.REASON: NoHelpReason.FULL,
    Ask.VISIT_ON: TODAY,
    Ask.SERVICE_ON: TODAY,
    Ask.EVIDENCE: Evidence.AGENCY_CONFIRMED,
    Ask.WANTED: "A photo ID",
    Ask.AGENCY: "Another agency",
    Ask.BASIS: Basis.SIGNED,
    Ask.HOW_KNOWN: "They called",
    Ask.NEXT_STEP: "Ask again in March",
    Ask.NOTE: "As they said",
}
NEEDED = set(SAID) - {Ask.DETAIL, Ask.NOTE}
WAYS: dict[S, tuple[A, ...]] = {
    S.DRAFT: (),
    S.AWAITING_AGREEMENT: (A.ASK_FAMILY,),
    S.AWAITING_AUTHORIZATION: (A.ASK_PLAN,),
    S.SENT: (A.SEND,),
    S.DELIVERY_FAILED: (A.SEND, A.NOT_ARRIVED),
    S.ACCEPTED: (A.SEND, A.ACCEPTED),
    S.WAITLISTED: (A.SEND, A.WAITLISTED),
    S.FAMILY_ACTION: (A.SEND, A.FAMILY_ACTION),
    S.AGENCY_NEEDS_MORE: (A.SEND, A.AGENCY_NEEDS_MORE),
    S.DECLINED: (A.SEND, A.DECLINED),
    S.SCHEDULED: (A.SEND, A.ACCEPTED, A.SCHEDULED),
    S.MISSED: (A.SEND, A.ACCEPTED, A.CALLED_OFF),
    S.SERVICE_RUNNING: (A.SEND, A.ACCEPTED, A.SERVICE_BEGAN),
    S.RESULT: (A.SEND, A.ACCEPTED, A.SEEN, A.RECEIVE_REPORT),
    S.GOT_HELP: (A.SEND, A.GOT_HELP),
    S.NO_HELP: (A.SEND, A.NO_HELP),
    S.FAMILY_CHOSE_NOT: (A.SEND, A.FAMILY_CHOSE_NOT),
    S.ENTERED_IN_ERROR: (A.ENTER_IN_ERROR,),
}


class TakenBack(Exception):  # noqa: N818 - ends a try, tells of nothing wrong
    """Rolls the transaction back."""


@pytest.fixture
def at(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id)


def reached(at: Desk, row: ReferralFacts) -> frozenset[S]:
    from hhdesk.care.referral_page import referral_page

    return at.ask(referral_page, row.id).reached


def answers(asked: tuple[Ask, ...], without: Ask | None = None) -> Answers:
    told = {ask.value: SAID[ask] for ask in asked if ask in SAID and ask is not without}
    return replace(Answers(), **told)


def perform(at: Desk, row: ReferralFacts, act: A, said: Answers) -> Acted:
    return at.do(referral_answers.perform, row.id, act, said, seen=row.version)


def in_state(at: Desk, state: S) -> ReferralFacts:
    row = at.draft(FOOD).referral
    for act in WAYS[state]:
        asked = referral_answers.asked(row, act, reached(at, row))
        row = perform(at, row, act, answers(asked)).row
    assert row.state is state
    return row


def tried(at: Desk, row: ReferralFacts, act: A, said: Answers) -> None:
    """Do it, and take it back as if it had not been done."""

    def both(session: UnitOfWork) -> None:
        referral_answers.perform(session, row.id, act, said, seen=row.version)
        raise TakenBack

    with pytest.raises(TakenBack):
        at.do(both)


@pytest.mark.parametrize("state", list(S))
def test_every_lawful_act_is_done_by_answering_what_it_asks(at: Desk, state: S) -> None:
    row = in_state(at, state)
    known = reached(at, row)
    for act in referral_choices.lawful_acts(row):
        asked = referral_answers.asked(row, act, known)
        tried(at, row, act, answers(asked))
        required = [ask for ask in asked if ask in NEEDED and act in STEPS]
        for ask in required:
            with pytest.raises(InvalidField) as refused:
                perform(at, row, act, answers(asked, without=ask))
            assert refused.value.field == ask


def test_an_unlawful_act_is_refused_in_words(at: Desk) -> None:
    row = in_state(at, S.DRAFT)
    with pytest.raises(NotPermitted, match="not possible"):
        perform(at, row, A.ACCEPTED, Answers())


def test_a_spoken_yes_asks_who_interpreted(at: Desk) -> None:
    row = in_state(at, S.DRAFT)
    assert Ask.INTERPRETER not in referral_answers.asked(row, A.SEND)
    said = Answers(basis=Basis.VERBAL)
    assert Ask.INTERPRETER in referral_answers.asked(row, A.SEND, said=said)


def test_nothing_comes_next_for_a_child_who_died(at: Desk) -> None:
    row, died = in_state(at, S.SENT), Answers(reason=NoHelpReason.DIED)
    assert Ask.NEXT_STEP in referral_answers.asked(row, A.NO_HELP)
    assert Ask.NEXT_STEP not in referral_answers.asked(row, A.NO_HELP, said=died)


def test_the_way_of_sending_is_kept_with_the_step(at: Desk) -> None:
    row = in_state(at, S.DRAFT)
    said = Answers(basis=Basis.SIGNED, sending_way=SendingWay.FAX)
    row = perform(at, row, A.SEND, said).row
    assert at.history(row)[-1].reason == SendingWay.FAX


def test_states_passed_are_told_before_they_are_recorded(at: Desk) -> None:
    row = in_state(at, S.SENT)
    known = reached(at, row)
    assert referral_choices.passed_by(row, A.SEEN, known) == (S.ACCEPTED,)
    assert referral_choices.passed_by(row, A.RECEIVE_REPORT, known) == (S.ACCEPTED,)
    assert referral_choices.passed_by(row, A.ACCEPTED, known) == ()
    passed = perform(at, row, A.SEEN, Answers(how_known="They called")).row
    kinds = [(one.kind, one.to_state) for one in at.history(passed)][-2:]
    assert kinds == [(EventKind.PASSED, S.ACCEPTED), (EventKind.STEP, S.RESULT)]


def test_a_note_is_added_to_what_somebody_else_changed(at: Desk) -> None:
    stale = in_state(at, S.SENT)
    perform(at, stale, A.ACCEPTED, Answers(how_known="They called"))
    with pytest.raises(ChangedElsewhere):
        perform(at, stale, A.WAITLISTED, Answers(how_known="They called"))
    row = perform(at, stale, A.NOTE, Answers(note="Left a message")).row
    assert at.history(row)[-1].note == "Left a message"


def test_a_try_of_another_day_is_kept_on_that_day(at: Desk) -> None:
    row = in_state(at, S.SENT)
    perform(at, row, A.RECORD_ATTEMPT, Answers(on=ago(2)))
    assert at.history(row)[-1].happened_on == ago(2)
    with pytest.raises(InvalidField) as refused:
        perform(at, row, A.RECORD_ATTEMPT, Answers(on=TODAY + timedelta(days=1)))
    assert refused.value.field == "on"


def test_the_agency_that_said_no_is_followed_by_another(at: Desk) -> None:
    row = in_state(at, S.DECLINED)
    done = perform(at, row, A.REFER_ELSEWHERE, Answers(agency="Second food bank"))
    assert done.row.state is S.NO_HELP
    assert done.made is not None
    assert done.made.details.agency == "Second food bank"
    assert done.made.previous_id == row.id
    assert done.made.details.domain is Domain.SOCIAL_SUPPORT


def test_the_likeliest_act_is_offered_first(at: Desk) -> None:
    first = {
        state: referral_choices.offered(in_state(at, state), TODAY)[0]
        for state in (S.DRAFT, S.SENT, S.ACCEPTED, S.DECLINED, S.RESULT, S.GOT_HELP)
    }
    assert first == {
        S.DRAFT: A.SEND,
        S.SENT: A.ACCEPTED,
        S.ACCEPTED: A.SCHEDULED,
        S.DECLINED: A.REFER_ELSEWHERE,
        S.RESULT: A.REVIEW_REPORT,
        S.GOT_HELP: A.REOPEN,
    }


def test_a_late_agency_is_called_first_and_a_mistake_comes_last(at: Desk) -> None:
    row = in_state(at, S.SENT)
    offered = referral_choices.offered(row, TODAY + timedelta(days=30))
    assert (offered[0], offered[-1]) == (A.NOTE, A.ENTER_IN_ERROR)
    assert offered.index(A.WAITLISTED) < offered.index(A.SEEN)
    assert set(offered) == set(referral_choices.lawful_acts(row))
