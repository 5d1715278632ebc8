"""The one disclosure rule, without a database."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    ConsentView,
    Reader,
    Seal,
    Segment,
    age_on,
    decide,
    released,
)
from hhdesk.care.goals import (
    ActivityRow,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import plan_for
from hhdesk.care.translations import Pair

DAY = date(2026, 11, 21)
SENSITIVE = sorted(set(Segment) - {Segment.GENERAL, Segment.FAMILY_SAFETY})
SEALS = st.builds(
    Seal, st.sampled_from(Segment), st.sampled_from(Consenter), st.booleans()
)
CONSENTS = st.builds(
    ConsentView,
    st.sampled_from(Audience),
    st.sampled_from(["", "School"]),
    st.frozensets(st.sampled_from(Segment)),
    st.sampled_from(Consenter),
    st.none() | st.dates(),
)
READERS = st.builds(
    Reader,
    st.sampled_from(Audience),
    st.integers(0, 25),
    st.just(DAY),
    st.sampled_from(["", "School"]),
    st.lists(CONSENTS, max_size=3).map(tuple),
)


def family(age: int, *consents: ConsentView) -> Reader:
    return Reader(Audience.FAMILY, age, DAY, consents=consents)


def test_an_eight_year_olds_adhd_plan_prints_for_the_mother_who_consented() -> None:
    seal = Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER)
    assert decide(seal, family(8)).released


def test_a_fifteen_year_olds_own_counselling_does_not() -> None:
    seal = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    assert not decide(seal, family(15)).released
    assert decide(seal, Reader(Audience.YOUTH, 15, DAY)).released


@pytest.mark.parametrize("segment", SENSITIVE)
def test_from_twelve_on_an_unanswered_sensitive_item_waits(segment: Segment) -> None:
    seal = Seal(segment, Consenter.NOT_ASKED)
    assert decide(seal, family(11)).released
    assert not decide(seal, family(12)).released
    assert decide(replace(seal, consenter=Consenter.CAREGIVER), family(12)).released


@pytest.mark.parametrize("age", [0, 11, 12, 17, 20])
def test_age_alone_never_seals_a_general_item_of_a_minor(age: int) -> None:
    assert decide(Seal(), family(age)).released == (age < 18)


def test_an_adults_family_needs_the_adults_consent() -> None:
    general = frozenset({Segment.GENERAL})
    yes = ConsentView(Audience.FAMILY, "", general, Consenter.YOUTH, None)
    assert not decide(Seal(), family(18)).released
    assert decide(Seal(), family(18, yes)).released


def test_a_consent_ends_with_its_day() -> None:
    segments = frozenset({Segment.MENTAL_HEALTH})
    seal = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    until = ConsentView(Audience.FAMILY, "", segments, Consenter.YOUTH, DAY)
    assert decide(seal, family(15, until)).released
    ended = replace(until, until=date(2026, 11, 20))
    assert not decide(seal, family(15, ended)).released


def test_a_parents_consent_does_not_open_what_is_the_youths_own() -> None:
    segments = frozenset(Segment)
    parents = ConsentView(Audience.SCHOOL, "", segments, Consenter.CAREGIVER, None)
    reader = Reader(Audience.SCHOOL, 15, DAY, consents=(parents,))
    assert not decide(Seal(Segment.REPRODUCTIVE, Consenter.YOUTH), reader).released
    assert decide(Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER), reader).released


def test_a_consent_for_one_recipient_opens_nothing_for_another() -> None:
    named = ConsentView(
        Audience.RECIPIENT, "A", frozenset(Segment), Consenter.CAREGIVER, None
    )
    general = Seal()
    for recipient, goes in (("A", True), ("B", False)):
        reader = Reader(Audience.RECIPIENT, 8, DAY, recipient, (named,))
        assert decide(general, reader).released is goes


def test_part_2_records_go_to_the_team_only_under_a_consent() -> None:
    seal = Seal(Segment.SUBSTANCE_USE, Consenter.CAREGIVER, part2=True)
    assert not decide(seal, Reader(Audience.CARE_TEAM, 10, DAY)).released


@given(st.integers(0, 25), st.lists(CONSENTS, max_size=4).map(tuple))
def test_family_safety_never_reaches_the_family(
    age: int, consents: tuple[ConsentView, ...]
) -> None:
    for consenter in Consenter:
        seal = Seal(Segment.FAMILY_SAFETY, consenter)
        for audience in set(Audience) - {Audience.YOUTH}:
            reader = Reader(audience, age, DAY, consents=consents)
            assert not decide(seal, reader).released


@given(st.lists(SEALS, min_size=1, max_size=4), READERS)
def test_what_is_born_of_an_item_is_never_freer_than_it(
    chain: list[Seal], reader: Reader
) -> None:
    if released(chain, reader):
        assert all(released(chain[:length], reader) for length in range(1, len(chain)))


@given(SEALS, READERS)
def test_without_a_consent_nothing_more_is_released_than_with(
    seal: Seal, reader: Reader
) -> None:
    if decide(seal, replace(reader, consents=())).released:
        assert decide(seal, reader).released


OPEN = Seal()
YOUTHS = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


def plan(goal_seal: Seal, concern_seal: Seal = OPEN) -> PlanContent:
    concern = ConcernRow(Domain.MEDICAL, Pair("worry"), seal=concern_seal, id=uuid4())
    goal = GoalRow(
        Domain.MEDICAL,
        Pair("goal"),
        activities=(ActivityRow(Pair("step")),),
        barriers=(BarrierRow(BarrierKind.COST),),
        concern_id=concern.id,
        seal=goal_seal,
    )
    open_goal = GoalRow(Domain.DENTAL, Pair("teeth"))
    return PlanContent(concerns=(concern,), goals=(goal, open_goal))


def test_a_sealed_goal_takes_its_activities_along_and_counts_once() -> None:
    kept, withheld = plan_for(plan(YOUTHS), family(15))
    assert [goal.family_words.english for goal in kept.goals] == ["teeth"]
    assert withheld == 1


def test_a_goal_born_of_a_sealed_concern_is_withheld_with_it() -> None:
    kept, withheld = plan_for(plan(Seal(), YOUTHS), family(15))
    assert [goal.family_words.english for goal in kept.goals] == ["teeth"]
    assert kept.concerns == ()
    assert withheld == 2


def test_a_sealed_activity_leaves_no_gap() -> None:
    content = plan(Seal())
    sealed = replace(content.goals[0].activities[0], seal=YOUTHS)
    goal = replace(content.goals[0], activities=(sealed, ActivityRow(Pair("open"))))
    kept, withheld = plan_for(replace(content, goals=(goal,)), family(15))
    assert [a.text.english for a in kept.goals[0].activities] == ["open"]
    assert withheld == 1


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2012, 2, 29), date(2024, 2, 28), 11),
        (date(2012, 2, 29), date(2024, 2, 29), 12),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
        (date(2014, 11, 21), DAY, 12),
        (date(2014, 11, 22), DAY, 11),
    ],
)
def test_age_counts_whole_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
