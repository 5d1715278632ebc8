"""What dialogs read of programs: ends and pauses, facts with their layers, the page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hhdesk.care import (
    enrollment_acts,
    enrollment_attempts,
    enrollment_page,
    fact_confirmations,
    fact_layers,
)
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.enrollment_page import EnrollmentPage
from hhdesk.care.enrollment_usual import usual
from hhdesk.care.fact_confirmations import Confirmation, changeable
from hhdesk.care.fact_words import (
    CLOCK_WORDS,
    CODE_WORDS,
    FACT_WORDS,
    PROGRAM_WORDS,
)
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.outreach_acts import Contact, record_contact
from hhdesk.care.program_facts import Mark
from hhdesk.care.programs import (
    PROGRAMS,
    EndReason,
    PauseReason,
    SegmentState,
    offered,
    pack,
)
from hhdesk.errors import InvalidField
from hhdesk.store.engine import Database
from tests.care.enrollment_home import TODAY, Home, furnish, home_on
from tests.databases import ACTOR_ID

S, R = SegmentState, EndReason
EVERY = frozenset(EndReason)
ENDS = {
    S.IDENTIFIED: EVERY,
    S.ASSIGNED: EVERY,
    S.OUTREACH: {
        R.FAMILY_DECLINED, R.UNABLE_TO_REACH, R.NOT_ELIGIBLE, R.DUPLICATE_PROGRAM,
        R.DECEASED,
    },
    S.ENGAGED: EVERY,
    S.AGREEMENT_PENDING: EVERY,
    S.ENROLLED: EVERY,
    S.PENDED: EVERY,
    S.SEARCHING: {R.UNABLE_TO_REACH, R.DECEASED},
    S.STEPPING_DOWN: {R.GOALS_MET, R.DECEASED},
    S.ENDED: EVERY,
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_reason_of_each_pack_ends_from_its_states_alone(name: str) -> None:
    rules = pack(name)
    for state in SegmentState:
        found = {one for one in EndReason if rules.ends_with(state, one)}
        assert found == ENDS[state], state
    pauses = {
        "default": (),
        "ca-ecm": (PauseReason.COVERAGE_LOST, PauseReason.DETAINED, PauseReason.AWAY),
    }
    assert rules.pause_reasons == pauses[name]


def test_a_program_is_offered_from_its_first_day_to_its_last() -> None:
    assert [one.id for one in offered(TODAY)] == list(PROGRAMS)
    assert offered(date(2025, 12, 31)) == ()
    ended = replace(pack("ca-ecm"), valid_to=TODAY)
    assert ended.valid_on(TODAY)
    assert not ended.valid_on(TODAY + timedelta(1))


def test_nothing_usual_is_offered_where_nobody_can_know() -> None:
    assert usual(None) == usual(R.OTHER) == usual(R.DECEASED)
    assert usual(R.GOALS_MET).referral is None


@pytest.fixture
def home(database: Database) -> Home:
    return home_on(database)


def page_of(home: Home) -> EnrollmentPage:
    with home.database.reading() as session:
        return enrollment_page.page(session, home.member_id)


def test_the_page_says_where_it_stands_and_what_may_come_next(home: Home) -> None:
    furnish(home)
    call = Contact(Way.PHONE, Outcome.NOT_REACHED)
    home.do(record_contact, home.member_id, call)
    home.do(record_contact, home.member_id, replace(call, way=Way.MAIL))
    first = page_of(home)
    assert first.steps == (S.ASSIGNED, S.ENGAGED, S.ENDED)
    assert [one.counts for one in first.attempts] == [False, True]
    assert (first.tries.made, first.tries.wanted) == (1, 5)
    assert len(first.still_open.ids) == 3
    assert first.offered == ()
    assert first.last is not None
    home.back()
    outside = page_of(home)
    assert [one.id for one in outside.offered] == ["ca-ecm"]
    assert outside.last is None
    # A letter counts where no program says otherwise.
    assert all(one.counts for one in outside.attempts)
    home.step(S.ENDED, R.DECEASED)
    ended = page_of(home)
    assert (ended.steps, ended.offered, ended.died) == ((), (), True)
    home.back()
    assert page_of(home).steps == (S.ENGAGED, S.ENDED)


def test_a_grown_up_is_warned_of_and_a_new_segment_counts_its_own_attempts(
    home: Home,
) -> None:
    home.do(record_contact, home.member_id, Contact(Way.PHONE, Outcome.NOT_REACHED))
    assert page_of(home).tries.made == 1
    later = EnrollmentSegment(
        member_id=home.member_id, begins_on=TODAY + timedelta(days=1)
    )
    after = TODAY + timedelta(days=365 * 25)
    with home.database.reading() as session:
        entering = enrollment_acts.cautions_of_entering
        assert entering(session, home.member_id, "ca-ecm", TODAY) == ()
        assert not enrollment_attempts.listed(session, later, pack("ca-ecm"), TODAY)
        (caution,) = entering(session, home.member_id, "ca-ecm", after)
    assert (dict(caution.values), caution.blocks) == ({"age": 21}, False)


def test_a_fact_is_told_with_what_lies_over_it(home: Home) -> None:
    for payer, value in (("", 4), ("Alliance", 3)):
        said = Confirmation("ca-ecm", "attempts", value, "letter", TODAY, payer)
        home.do(fact_confirmations.confirm, said)
    with home.database.reading() as session:
        told = fact_layers.program_page(session, "ca-ecm", ACTOR_ID)
    by_id = {row.fact.id: row for row in told.facts}
    layers = by_id["attempts"].layers
    assert [(one.payer, one.value, one.by) for one in layers] == [
        ("Alliance", 3, "Rosa Delgado"),
        ("", 4, "Rosa Delgado"),
    ]
    assert by_id["attempts"].fact.value == 5
    assert told.leads
    for fact, value in (
        ("attempt_ways", ["pigeon"]),
        ("attempts", -1),
        ("attempt_ways", []),
        ("contacts_a_month", ""),
    ):
        wrong = Confirmation("ca-ecm", fact, value, "letter", TODAY)
        with pytest.raises(InvalidField):
            home.do(fact_confirmations.confirm, wrong)
    hard = replace(by_id["attempts"].fact, mark=Mark.READ)
    assert not changeable(hard)
    assert changeable(replace(hard, hard=False))


@pytest.mark.parametrize("name", PROGRAMS)
def test_everything_that_a_program_says_has_words(name: str) -> None:
    rules = pack(name)
    assert rules.facts.keys() <= FACT_WORDS.keys()
    assert rules.clocks.keys() <= CLOCK_WORDS.keys()
    assert name in PROGRAM_WORDS
    plain = {"otf_columns", "rtf_columns", "closed_loop_columns"}
    plain |= {"codes_clinical", "codes_non_clinical"}
    coded = [one for one in rules.facts.values() if one.id not in plain]
    assert {code for one in coded for code in one.codes} <= CODE_WORDS.keys()
