"""Enrollment: what each pack allows and refuses, its facts, attempts, and a death."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hhdesk.care import (
    enrollment_acts,
    enrollment_ending,
    enrollment_history,
    enrollment_open,
    fact_confirmations,
)
from hhdesk.care.appointments import CalledOffBy
from hhdesk.care.coverage import Coverage
from hhdesk.care.enrollment import (
    NOTHING,
    Agreement,
    AgreementWay,
    EnrollmentSegment,
    Said,
)
from hhdesk.care.enrollment_attempts import Tries, count
from hhdesk.care.enrollment_ending import Disposition, Ending, GoalEnd, VisitEnd
from hhdesk.care.fact_confirmations import Confirmation
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.outreach_acts import Contact, record_contact
from hhdesk.care.programs import (
    ENDS_ONLY,
    LAWFUL,
    EndReason,
    Mark,
    Pack,
    PauseReason,
    SegmentState,
    dated,
    in_force,
    pack,
)
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Closing
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.act_desk import TOLD
from tests.care.enrollment_home import TODAY, Home, furnish, home_on

S, R = SegmentState, EndReason
PACKS = ("ca-ecm", "default")
WAYS = {
    "default": {
        S.IDENTIFIED: {S.ENGAGED, S.ENDED},
        S.ENGAGED: {S.ENROLLED, S.ENDED},
        S.ENROLLED: {S.PENDED, S.ENDED},
        S.PENDED: {S.ENROLLED, S.ENDED},
    },
    "ca-ecm": {
        S.IDENTIFIED: {S.ASSIGNED, S.ENGAGED, S.ENDED},
        S.ASSIGNED: {S.OUTREACH, S.ENGAGED, S.ENDED},
        S.OUTREACH: {S.ENGAGED, S.ENDED},
        S.ENGAGED: {S.AGREEMENT_PENDING, S.ENROLLED, S.ENDED},
        S.AGREEMENT_PENDING: {S.ENROLLED, S.ENDED},
        S.ENROLLED: {S.PENDED, S.SEARCHING, S.STEPPING_DOWN, S.ENDED},
        S.PENDED: {S.ENROLLED, S.ENDED},
        S.SEARCHING: {S.ENROLLED, S.ENDED},
        S.STEPPING_DOWN: {S.ENROLLED, S.ENDED},
    },
}
"""Every lawful step; all others are refused."""

YES = Agreement("Lucía, mother", AgreementWay.VERBAL, TODAY)


def reason_from(state: SegmentState) -> EndReason:
    return min(ENDS_ONLY.get(state, {R.MOVED}))


def take(rules: Pack, state: SegmentState, to: SegmentState) -> EnrollmentSegment:
    """One step with all that it asks."""
    segment = EnrollmentSegment(pack=rules.id, state=state)
    segment.agreed_how = AgreementWay.VERBAL
    said = Said(pause=PauseReason.AWAY)
    segment.move(rules, to, TODAY, reason_from(state), said)
    return segment


@pytest.mark.parametrize("name", PACKS)
def test_each_step_of_a_pack_is_taken_and_every_other_is_refused(name: str) -> None:
    rules = pack(name)
    for state in SegmentState:
        assert rules.transitions.get(state, frozenset()) <= LAWFUL[state]
        for to in SegmentState:
            if to in WAYS[name].get(state, set()):
                assert take(rules, state, to).state is to
            else:
                with pytest.raises(NotPermitted):
                    take(rules, state, to)


REFUSED: tuple[tuple[str, SegmentState, EndReason | None, Said, str], ...] = (
    ("default", S.ENROLLED, None, NOTHING, "end_reason"),
    ("default", S.ENROLLED, R.OTHER, NOTHING, "words"),
    ("default", S.ENROLLED, R.TRANSFERRED, Said("gone"), "transferred_to"),
    ("ca-ecm", S.OUTREACH, R.GOALS_MET, NOTHING, "end_reason"),
    ("ca-ecm", S.SEARCHING, R.MOVED, NOTHING, "end_reason"),
    ("ca-ecm", S.STEPPING_DOWN, R.UNABLE_TO_REACH, NOTHING, "end_reason"),
)


@pytest.mark.parametrize(("name", "state", "reason", "said", "field"), REFUSED)
def test_an_end_says_its_reason_and_what_belongs_to_it(
    name: str, state: SegmentState, reason: EndReason | None, said: Said, field: str
) -> None:
    segment = EnrollmentSegment(pack=name, state=state)
    with pytest.raises(InvalidField) as refusal:
        segment.move(pack(name), S.ENDED, TODAY, reason, said)
    assert (refusal.value.field, segment.state) == (field, state)
    segment.move(pack(name), S.ENDED, TODAY, R.DECEASED, NOTHING)
    assert segment.end_reason is R.DECEASED


def test_a_program_asks_who_agreed_and_why_there_is_a_pause() -> None:
    rules = pack("ca-ecm")
    segment = EnrollmentSegment(pack="ca-ecm", state=S.ENGAGED)
    with pytest.raises(NotPermitted):
        segment.move(rules, S.ENROLLED, TODAY, None, NOTHING)
    segment.agree(YES, TODAY)
    segment.move(rules, S.ENROLLED, TODAY, None, NOTHING)
    for pause in (None, PauseReason.INPATIENT):
        with pytest.raises(InvalidField):
            segment.move(rules, S.PENDED, TODAY, None, Said(pause=pause))
    with pytest.raises(NotPermitted):
        segment.take_agreement_back(None)
    assert segment.agreement == YES


def test_the_pack_says_its_facts_with_their_marks() -> None:
    facts = pack("ca-ecm").facts
    marks = {
        mark: {one.id for one in facts.values() if one.mark is mark} for mark in Mark
    }
    assert {"attempts", "attempts_days", "month_rule"} <= marks[Mark.TO_CHECK]
    assert {"agreement_ways", "attempt_ways", "not_together_with"} <= (
        marks[Mark.SECONDARY]
    )
    assert {"populations", "core_services", "rtf_columns"} <= marks[Mark.READ]
    assert len(facts["core_services"].codes) == 7
    assert facts["contacts_a_month"].value is None
    assert all(one.source for one in facts.values())
    assert pack("ca-ecm").clocks["first_plan"].mark is Mark.TO_CHECK
    assert pack("ca-ecm").clocks["renewal"] == pack("default").clocks["renewal"]


def test_only_what_was_read_or_confirmed_blocks() -> None:
    for fact in pack("ca-ecm").facts.values():
        hard = replace(fact, hard=True)
        assert hard.blocks is (fact.mark is Mark.READ)
        assert replace(hard, confirmed_on=TODAY).blocks
        assert not replace(hard, hard=False).blocks


def tries(*told: tuple[int, Way]) -> Tries:
    return count(
        pack("ca-ecm"), [(TODAY - timedelta(ago), way) for ago, way in told], TODAY
    )


def test_attempts_are_counted_as_the_program_counts_them() -> None:
    five = [
        (0, Way.PHONE),
        (89, Way.TEXT),
        (5, Way.EMAIL),
        (6, Way.PHONE),
        (7, Way.TEXT),
    ]
    assert tries(*five).caution is None
    fewer = tries(*five[:4], (90, Way.PHONE), (1, Way.MAIL))
    assert (fewer.made, fewer.wanted, fewer.ways) == (4, 5, 3)
    assert fewer.caution is not None
    assert not fewer.caution.blocks
    one_way = tries(*[(ago, Way.PHONE) for ago in range(5)])
    assert [fact.id for fact in one_way.broken] == ["attempts_ways"]
    assert count(pack("default"), [], TODAY).caution is None


def test_a_change_on_the_first_leaves_what_was_before() -> None:
    told: dict[str, Any] = {
        "id": "x", "name": "X", "version": "1", "valid_from": "2026-01-01",
        "initial": "identified", "transitions": {}, "end_reasons": [], "clocks": {},
        "facts": {
            "attempts": {"value": 5, "mark": "T", "source": "?"},
            "attempts_ways": {"value": 2, "mark": "T", "source": "?"},
        },
        "changes": [
            {
                "version": "2", "valid_from": "2026-12-01",
                "facts": {"attempts": {"value": 3, "mark": "V", "source": "plan"}},
            }
        ],
    }  # fmt: skip
    both = dated(told)
    before, after = (in_force(both, date(2026, m, d)) for m, d in ((11, 30), (12, 1)))
    assert (before.version, before.facts["attempts"].value) == ("1", 5)
    assert (after.version, after.facts["attempts"].value) == ("2", 3)
    assert after.facts["attempts_ways"] == before.facts["attempts_ways"]


@pytest.fixture
def home(database: Database) -> Home:
    return home_on(database)


def test_a_child_enrolls_by_a_spoken_yes_and_each_step_can_be_taken_back(
    home: Home,
) -> None:
    first = home.rows[1]
    assert (home.now.pack, home.now.previous_id) == ("ca-ecm", first.id)
    assert (first.current, first.transferred_to) == (False, "ca-ecm")
    home.step(S.ENGAGED)
    with pytest.raises(NotPermitted):
        home.step(S.ENROLLED)
    stale = home.now
    home.act(enrollment_acts.record_agreement, YES)
    with pytest.raises(ChangedElsewhere):
        home.do(enrollment_acts.move, stale.id, S.ENROLLED, TODAY, seen=stale.version)
    for day in (TODAY + timedelta(1), TODAY - timedelta(1)):
        with pytest.raises(InvalidField):
            home.step(S.ENROLLED, on=day)
    signed = Confirmation("ca-ecm", "agreement_ways", ["signed"], "our plan", TODAY)
    key = home.do(fact_confirmations.confirm, signed)
    with pytest.raises(NotPermitted):
        home.step(S.ENROLLED)
    home.do(fact_confirmations.take_back, key, "not so")
    home.step(S.ENROLLED)
    home.step(S.PENDED, said=Said(pause=PauseReason.DETAINED))
    told = home.now.changes
    assert [one.reason for one in told] == ["", "", "agreed", "", "detained"]
    assert {(one.on, one.by) for one in told} == {(TODAY, "Rosa Delgado")}
    # They sign later; what is taken back leaves what was agreed before.
    home.act(enrollment_acts.record_agreement, replace(YES, how=AgreementWay.SIGNED))
    stood = []
    for _ in range(5):
        home.back()
        stood.append((home.now.state, home.now.agreement))
    yes = [(S.PENDED, YES), (S.ENROLLED, YES), (S.ENGAGED, YES)]
    assert stood == [*yes, (S.ENGAGED, None), (S.IDENTIFIED, None)]
    assert len(home.now.changes) == 11
    home.step(S.ENGAGED)
    home.step(S.ENROLLED, said=Said(agreed=YES))
    assert (home.now.agreement, home.now.changes[-1].agreement) == (YES, YES)
    home.back()
    assert (home.now.state, home.now.agreement) == (S.ENGAGED, None)
    home.back()
    home.back()
    assert [(one.pack, one.state) for one in home.rows] == [("default", S.IDENTIFIED)]
    with pytest.raises(NotPermitted):
        home.back()


def test_too_few_attempts_warn_until_the_clinic_confirms_how_many(home: Home) -> None:
    step = S.ENDED, TODAY, R.UNABLE_TO_REACH
    home.step(S.ASSIGNED)
    home.step(S.OUTREACH)
    call = Contact(Way.PHONE, Outcome.NOT_REACHED)
    home.do(record_contact, home.member_id, call)
    warned = home.do(enrollment_acts.cautions, home.now.id, *step)
    assert [one.blocks for one in warned] == [False]
    home.step(S.ENDED, R.UNABLE_TO_REACH)
    home.back()

    def insure(session: UnitOfWork) -> None:
        session.add(Coverage(member_id=home.member_id, payer="Alliance"))

    home.do(insure)
    values = {"attempts_days": 90, "attempt_ways": ["phone"], "attempts": 2}
    for payer, late in (("Other plan", 0), ("alliance", 1), ("alliance", 0)):
        day = TODAY + timedelta(late)
        for fact, value in values.items():
            said = Confirmation("ca-ecm", fact, value, "its letter", day, payer)
            home.do(fact_confirmations.confirm, said)
        warned = home.do(enrollment_acts.cautions, home.now.id, *step)
        assert [one.blocks for one in warned] == [(payer, late) == ("alliance", 0)]
    with pytest.raises(NotPermitted) as refusal:
        home.step(S.ENDED, R.UNABLE_TO_REACH)
    assert refusal.value.values["wanted"] == 2
    home.do(record_contact, home.member_id, call)
    wrong = Confirmation("ca-ecm", "attempts", "two", "letter", TODAY)
    with pytest.raises(InvalidField):
        home.do(fact_confirmations.confirm, wrong)
    # The clinic's own word is above that of a plan.
    own = Confirmation("ca-ecm", "attempts", 3, "our policy", TODAY)
    key = home.do(fact_confirmations.confirm, own)
    assert home.do(enrollment_history.tries, home.now.id).wanted == 3
    home.do(fact_confirmations.take_back, key, "not so")
    assert home.do(enrollment_history.tries, home.now.id).wanted == 2


def test_an_end_sees_to_all_that_is_open_and_a_return_is_linked(home: Home) -> None:
    furnish(home)
    with pytest.raises(NotPermitted) as refusal:
        home.step(S.ENDED, R.MOVED)
    assert refusal.value.values == {"count": 3}
    still = home.do(enrollment_open.of_member, home.member_id)
    referrals = {
        one.id: Disposition(Closing(ReferralState.FAMILY_CHOSE_NOT), TOLD)
        for one in still.referrals
    }
    visits = {one.id: VisitEnd(CalledOffBy.FAMILY, "moved") for one in still.visits}
    goals = {one.id: GoalEnd.STOPPED for one in still.goals}
    said = Said("to the coast", "Coast Health Home")
    ending = Ending(TODAY, R.TRANSFERRED, referrals, said, visits, goals)
    for part in ("visits", "goals", "dispositions"):
        with pytest.raises(NotPermitted):
            home.act(enrollment_ending.end, replace(ending, **{part: {}}))
    home.act(enrollment_ending.end, ending)
    ended = home.now
    assert (ended.state, ended.transferred_to) == (S.ENDED, "Coast Health Home")
    assert not home.do(enrollment_open.of_member, home.member_id).ids
    home.act(enrollment_acts.enter, "ca-ecm", TODAY)
    assert (home.now.previous_id, home.now.state) == (ended.id, S.IDENTIFIED)
    with pytest.raises(NotPermitted):
        home.act(enrollment_acts.enter, "ca-ecm", TODAY)
