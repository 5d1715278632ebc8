"""Two editors of one plan: nothing that either typed is lost without a word."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hhdesk.care import plan_comparing, plan_merging
from hhdesk.care.goals import ActivityRow, BarrierKind, BarrierRow, Domain, GoalRow
from hhdesk.care.plan_comparing import Change, ChangeKind
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import PLACE, WHOLE, Conflict, Merged, merge, put
from hhdesk.care.translations import Pair, TranslationState

KEYS = [uuid.UUID(int=number) for number in range(20)]


def goal(key: int, words: str, *steps: tuple[int, str]) -> GoalRow:
    rows = tuple(ActivityRow(Pair(text), id=KEYS[at]) for at, text in steps)
    return GoalRow(Domain.MEDICAL, Pair(words), activities=rows, id=KEYS[key])


ONE = goal(1, "One", (11, "a"), (12, "b"), (13, "c"))
TWO = goal(2, "Two", (14, "d"))
BASE = PlanContent(Pair("He sleeps."), goals=(ONE, TWO))


def with_one(**fields: Any) -> PlanContent:
    return replace(BASE, goals=(replace(ONE, **fields), TWO))


def steps(content: PlanContent) -> list[list[str]]:
    return [[row.text.english for row in one.activities] for one in content.goals]


def test_changes_in_different_places_are_both_kept() -> None:
    mine = with_one(clinical_words="mine", activities=ONE.activities[::-1])
    other = replace(ONE.activities[1], who="Rosa")
    theirs = replace(
        with_one(activities=(ONE.activities[0], other, ONE.activities[2])),
        what_matters=Pair("Theirs"),
        goals=(
            replace(ONE, activities=(ONE.activities[0], other, ONE.activities[2])),
            TWO,
            goal(3, "Three"),
        ),
    )
    made = merge(BASE, mine, theirs)
    assert made.conflicts == ()
    assert made.content.what_matters.english == "Theirs"
    assert made.content.goals[0].clinical_words == "mine"
    assert steps(made.content) == [["c", "b", "a"], ["d"], []]
    assert made.content.goals[0].activities[1].who == "Rosa"


def test_where_both_wrote_mine_stands_and_theirs_can_be_taken() -> None:
    mine = with_one(family_words=Pair("Mine"))
    theirs = with_one(family_words=Pair("Theirs"))
    made = merge(BASE, mine, theirs)
    (conflict,) = made.conflicts
    assert (conflict.part, conflict.item_id, conflict.field) == (
        "goals",
        ONE.id,
        "family_words",
    )
    assert made.content.goals[0].family_words.english == "Mine"
    taken = put(made.content, conflict, conflict.theirs)
    assert taken.goals[0].family_words.english == "Theirs"
    assert steps(taken) == steps(BASE)


def test_a_goal_taken_out_while_the_other_wrote_in_it_stays_until_it_is_decided() -> (
    None
):
    mine = replace(BASE, goals=(TWO,))
    theirs = with_one(activities=(replace(ONE.activities[0], who="Rosa"),))
    made = merge(BASE, mine, theirs)
    (conflict,) = made.conflicts
    assert (conflict.field, conflict.mine) == (WHOLE, None)
    assert made.content.goals[0].activities[0].who == "Rosa"
    assert put(made.content, conflict, None) == mine
    back = put(put(made.content, conflict, None), conflict, conflict.theirs)
    assert {one.id for one in back.goals} == {ONE.id, TWO.id}


def test_a_line_that_both_moved_stands_where_i_put_it() -> None:
    three = goal(3, "Three")
    base = replace(BASE, goals=(ONE, TWO, three))
    step = TWO.activities[0]
    mine = replace(
        base, goals=(replace(ONE, activities=(step,)), goal(2, "Two"), three)
    )
    theirs = replace(
        base, goals=(ONE, goal(2, "Two"), replace(three, activities=(step,)))
    )
    made = merge(base, mine, theirs)
    place = next(one for one in made.conflicts if one.field == PLACE)
    assert (place.mine, place.theirs) == (ONE.id, three.id)
    assert steps(made.content) == [["d"], [], []]
    assert steps(put(made.content, place, three.id)) == [[], [], ["d"]]


def test_a_translation_of_english_that_changed_meanwhile_is_stale_or_a_conflict() -> (
    None
):
    old = Pair("Walk", "Caminar", TranslationState.CHECKED, "Ana", "Marisol")
    base, english = with_one(family_words=old), replace(old, english="Run")
    spoken = replace(old, family="Andar", state=TranslationState.DRAFT)
    made = merge(base, with_one(family_words=english), with_one(family_words=spoken))
    assert made.conflicts == ()
    words = made.content.goals[0].family_words
    assert (words.english, words.family) == ("Run", "Andar")
    assert words.state is TranslationState.STALE
    made = merge(base, with_one(family_words=spoken), with_one(family_words=english))
    assert len(made.conflicts) == 1


texts = st.sampled_from(["", "p", "q", "r"])
pairs = st.builds(Pair, texts, texts)


@st.composite
def contents(draw: st.DrawFn) -> PlanContent:
    """Plans of few lines with few words, so that two of them meet often."""
    goals = draw(st.lists(st.integers(1, 3), unique=True, max_size=3))
    placed = draw(st.lists(st.integers(10, 13), unique=True, max_size=4))
    owners = {key: draw(st.sampled_from(goals)) for key in placed if goals}
    made = []
    for key in goals:
        below = [
            ActivityRow(draw(pairs), who=draw(texts), id=KEYS[step])
            for step, owner in owners.items()
            if owner == key
        ]
        made.append(
            GoalRow(Domain.MEDICAL, draw(pairs), activities=tuple(below), id=KEYS[key])
        )
    barriers = draw(st.lists(st.integers(15, 16), unique=True, max_size=2))
    return PlanContent(
        draw(pairs),
        goals=tuple(made),
        barriers=tuple(
            BarrierRow(BarrierKind.COST, draw(texts), id=KEYS[key]) for key in barriers
        ),
    )


def words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from words_of(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name != "state":
                yield from words_of(getattr(value, name))


def typed(base: PlanContent, own: PlanContent) -> Iterator[tuple[object, str, str]]:
    """What one editor typed: line, field, words."""
    for change in plan_comparing.compare(base, own):
        if change.kind in (ChangeKind.ADDED, ChangeKind.CHANGED):
            yield from _typed(base, change)


def _typed(base: PlanContent, change: Change) -> Iterator[tuple[object, str, str]]:
    row = change.after
    names = plan_merging.field_names(row) if hasattr(row, "id") else ()
    for name in change.fields or names:
        value = getattr(row, name) if names else row
        before = getattr(change.before, name, None) if names else getattr(base, name)
        known = set(words_of(before))
        for word in words_of(value):
            if word and word not in known:
                yield getattr(row, "id", None), name, word


def found_in(made: Merged, key: object, name: str, word: str) -> bool:
    """Whether words stand in their line, or in a conflict about it or its goal."""
    if key is None:
        value = getattr(made.content, name)
        if word in words_of(value):
            return True
    for places in plan_merging.flat(made.content).values():
        for at, place in places.items():
            if at == key and word in words_of(getattr(place.row, name, "")):
                return True
    return any(word in told(one) for one in made.conflicts)


def told(conflict: Conflict) -> set[str]:
    return {*words_of(conflict.mine), *words_of(conflict.theirs)}


@settings(max_examples=150)
@given(contents(), contents(), contents())
def test_all_that_either_typed_is_in_the_plan_or_in_a_conflict(
    base: PlanContent, mine: PlanContent, theirs: PlanContent
) -> None:
    made = merge(base, mine, theirs)
    for own in (mine, theirs):
        for key, name, word in typed(base, own):
            assert found_in(made, key, name, word), (key, name, word)
    keys = [row.id for one in made.content.goals for row in (one, *one.activities)]
    assert len(keys) == len(set(keys))


@given(contents(), contents())
def test_with_one_editor_a_merge_is_that_editor_s_plan(
    base: PlanContent, mine: PlanContent
) -> None:
    made = merge(base, base, mine)
    assert made == Merged(mine)
    made = merge(base, mine, base)
    assert made.conflicts == ()
    assert set(plan_comparing.compare(mine, made.content)) <= {
        one
        for one in plan_comparing.compare(mine, made.content)
        if one.kind is ChangeKind.MOVED
    }


def test_a_comparison_tells_lines_that_came_went_moved_and_were_written_anew() -> None:
    step = replace(ONE.activities[0], who="Rosa")
    new = PlanContent(
        Pair("He sings."),
        goals=(
            goal(3, "Three", (15, "e")),
            replace(ONE, activities=(ONE.activities[2], step)),
        ),
    )
    seen = [
        (
            one.kind.value,
            one.part,
            one.fields,
            one.goal.family_words.english if one.goal else "",
        )
        for one in plan_comparing.compare(BASE, new)
    ]
    assert seen == [
        ("changed", "what_matters", ("what_matters",), ""),
        ("added", "goals", (), ""),
        ("added", "activities", (), "Three"),
        ("moved", "activities", (), "One"),
        ("changed", "activities", ("who",), "One"),
        ("removed", "activities", (), "One"),
        ("removed", "goals", (), ""),
        ("removed", "activities", (), "Two"),
    ]
