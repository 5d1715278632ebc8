"""Strategies for papers of any content that a clinic may type."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.care_team import TeamRole
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
    Repeat,
    RepeatUnit,
    Responsible,
)
from hhdesk.care.health import Criticality, MedicineStatus
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    AllergyLine,
    LineKind,
    MedicineLine,
    PlanLineRow,
    School,
    SchoolPlan,
    TeamLine,
)
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.care.referral_sentences import SENTENCES
from hhdesk.care.referral_states import rule_of
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.papers.care_plan_input import CarePlanPaper, Part, Signed, Signer
from hhdesk.papers.next_steps import NextStepsPaper
from hhdesk.papers.visit_list import ChildVisit, VisitListPaper
from hhdesk.papers.visits import Visit
from tests.papers import samples, slip_samples

# Letters, accents, signs of markup; long words and long texts among them.
LETTERS = "abc áéñçØßươễ XYZ 0123456789 .,;:!?-–—'\"()<>&%$#@{}[]/\\|=+*_~^` \n"
WORDS = st.one_of(
    st.text(LETTERS, max_size=16),
    st.text(LETTERS, min_size=40, max_size=90),
    st.sampled_from(["", " ", "W" * 200, "<b>x</b>", "a\u00a0b", "\u200b", "línea\n"]),
)
NAMES = st.text(LETTERS, min_size=1, max_size=24).filter(str.strip)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PAIRS = st.builds(Pair, WORDS, WORDS, st.sampled_from(TranslationState))
ARRANGED = st.lists(
    st.tuples(st.sampled_from(ArrangementKind), st.sampled_from(ArrangementStatus)),
    max_size=3,
    unique_by=lambda one: one[0],
).map(tuple)
MOMENTS = st.builds(
    lambda day, minutes: (
        datetime(day.year, day.month, day.day, tzinfo=samples.PACIFIC)
        + timedelta(minutes=minutes)
    ),
    DAYS,
    st.integers(0, 1439),
)
VISITS = st.builds(Visit, MOMENTS, PAIRS, WORDS, WORDS, ARRANGED)
STEPS = st.builds(
    ActivityRow,
    PAIRS,
    st.sampled_from(Responsible),
    WORDS,
    st.none() | DAYS,
    st.sampled_from(ActivityStatus),
    repeat=st.none()
    | st.builds(
        Repeat, st.integers(1, 4), st.integers(1, 4), st.sampled_from(RepeatUnit)
    ),
    done_on=st.none() | DAYS,
)
BARRIERS = st.lists(
    st.builds(BarrierRow, st.sampled_from(BarrierKind)), max_size=3
).map(tuple)
GOALS = st.builds(
    GoalRow,
    st.sampled_from(Domain),
    PAIRS,
    WORDS,
    st.none() | DAYS,
    st.sampled_from(Lifecycle),
    st.sampled_from(Achievement),
    st.lists(STEPS, max_size=6).map(tuple),
    BARRIERS,
    target=PAIRS,
    start_on=st.none() | DAYS,
)
LINES = st.lists(
    st.builds(PlanLineRow, st.sampled_from(LineKind), PAIRS), max_size=6
).map(tuple)
MEDICINES = st.lists(
    st.builds(MedicineLine, WORDS, PAIRS, st.sampled_from(MedicineStatus), WORDS),
    max_size=2,
).map(tuple)
ALLERGIES = st.lists(
    st.builds(AllergyLine, WORDS, PAIRS, st.sampled_from(Criticality)), max_size=2
).map(tuple)
TEAM = st.lists(
    st.builds(TeamLine, st.sampled_from(TeamRole), WORDS, WORDS, WORDS), max_size=2
).map(tuple)
CONTENTS = st.builds(
    PlanContent,
    PAIRS,
    PAIRS,
    st.lists(
        st.builds(
            ConcernRow,
            st.sampled_from(Domain),
            PAIRS,
            WORDS,
            resolved_on=st.none() | DAYS,
        ),
        max_size=4,
    ).map(tuple),
    st.lists(GOALS, max_size=5).map(tuple),
    BARRIERS,
    st.none() | DAYS,
    PAIRS,
    LINES,
    st.builds(School, WORDS, WORDS, WORDS, WORDS, st.sampled_from(SchoolPlan)),
    MEDICINES,
    ALLERGIES,
    TEAM,
)
SIGNS, METHODS = st.sampled_from(Part), st.sampled_from(SigningMethod)
HEADS: dict[str, st.SearchStrategy[Any]] = {
    "child": NAMES,
    "reader": WORDS,
    "audience": st.sampled_from(Audience),
    "language": st.sampled_from(["en", "es", "vi", "hmn", "fr"]),
    "day": DAYS,
    "clinic": WORDS,
    "phone": st.sampled_from(["", "(510) 555-0100", "911", "call us"]),
    "coordinator": WORDS,
    "headings_checked": st.booleans(),
    "demonstration": st.booleans(),
    "large_print": st.booleans(),
    "qr": st.booleans(),
}


@st.composite
def care_plans(draw: st.DrawFn) -> CarePlanPaper:
    head = draw(st.fixed_dictionaries(HEADS))
    signers = draw(
        st.lists(st.builds(Signer, st.sampled_from(Part), WORDS), max_size=2)
    )
    return samples.paper(
        **head,
        content=draw(CONTENTS),
        visits=tuple(draw(st.lists(VISITS, max_size=4))),
        signers=tuple(signers),
        signed=tuple(
            draw(st.lists(st.builds(Signed, SIGNS, METHODS, DAYS, WORDS, WORDS)))[:2]
        ),
        stage=draw(st.sampled_from(PlanStage)),
        teach_back=draw(st.booleans()),
    )


@st.composite
def visit_lists(draw: st.DrawFn) -> VisitListPaper:
    visits = draw(st.lists(st.builds(ChildVisit, NAMES, VISITS), max_size=6))
    visits.sort(key=lambda one: one.visit.starts)
    head = draw(st.fixed_dictionaries(HEADS))
    return slip_samples.visit_list(**head, visits=tuple(visits))


@st.composite
def slips(draw: st.DrawFn) -> NextStepsPaper:
    state, detail = draw(st.sampled_from(list(SENTENCES)))
    return slip_samples.next_steps(
        state,
        detail,
        **draw(st.fixed_dictionaries(HEADS)),
        domain=draw(st.sampled_from(Domain)),
        need=draw(PAIRS),
        agency=draw(WORDS),
        agency_phone=draw(WORDS),
        wanted=draw(PAIRS),
        turn=rule_of(state, detail).turn,
        due_on=draw(st.none() | DAYS),
        visit_on=draw(st.none() | DAYS),
        visit=draw(st.none() | VISITS),
    )
