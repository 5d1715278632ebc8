"""A plan while it is edited, and two people's edits put together."""

from __future__ import annotations

import uuid
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import (
    ActivityRow,
    BarrierKind,
    ConcernRow,
    Domain,
    GoalRow,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import PlanStatus
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui.plan_draft import PlanDraft, rewritten
from hhdesk.gui.plan_merge import merged

SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


def ids() -> uuid.UUID:
    return uuid.uuid4()


def goal(words: str, *steps: str) -> GoalRow:
    rows = tuple(ActivityRow(Pair(step), id=ids()) for step in steps)
    return GoalRow(Domain.MEDICAL, Pair(words), activities=rows, id=ids())


def draft_of(content: PlanContent) -> PlanDraft:
    plan = PlanRow(ids(), ids(), 3, PlanStatus.ACTIVE, "es", content)
    return PlanDraft(plan, ids, lambda: None)


def words(content: PlanContent) -> list[str]:
    return [one.family_words.english for one in content.goals]


def test_typing_makes_a_draft_dirty_and_typing_back_makes_it_clean() -> None:
    draft = draft_of(PlanContent(goals=(goal("Walk"),)))
    draft.put_goal(0, clinical_words="Gross motor")
    assert draft.dirty
    draft.put_goal(0, clinical_words="")
    assert not draft.dirty


def test_what_is_born_of_a_sealed_concern_is_sealed() -> None:
    concern = ConcernRow(Domain.MENTAL_HEALTH, Pair("Sad"), seal=SEALED, id=ids())
    draft = draft_of(PlanContent(concerns=(concern,)))
    place = draft.add_goal_for(0)
    draft.add_activity(place)
    draft.add_barrier(place, BarrierKind.TRUST)
    born = draft.content.goals[place]
    assert born.concern_id == concern.id
    assert born.seal == SEALED
    assert born.activities[0].seal == SEALED
    assert born.barriers[0].seal == SEALED


def test_what_was_taken_out_comes_back_where_it_was() -> None:
    content = PlanContent(
        goals=(goal("One", "a", "b", "c"), goal("Two"), goal("Three"))
    )
    draft = draft_of(content)
    back = draft.remove_goal(1)
    assert words(draft.content) == ["One", "Three"]
    again = draft.remove_activity(0, 1)
    draft.put_goal(0, clinical_words="kept")
    again()
    back()
    steps = [row.text.english for row in draft.content.goals[0].activities]
    assert steps == ["a", "b", "c"]
    assert words(draft.content) == ["One", "Two", "Three"]
    assert draft.content.goals[0].clinical_words == "kept"


def test_a_translation_is_stale_as_soon_as_its_english_is_another() -> None:
    saved = Pair("Walk", "Caminar", TranslationState.CHECKED, "Ana", "Marisol")
    assert rewritten(saved, "Run", "Caminar").state is TranslationState.STALE
    assert rewritten(saved, "Walk", "Andar").state is TranslationState.DRAFT
    assert rewritten(saved, "Walk", "").state is TranslationState.MISSING
    assert rewritten(saved, "Walk", "Caminar") == saved


def test_changes_of_both_are_kept() -> None:
    one, two = goal("One", "a"), goal("Two")
    base = PlanContent(Pair("Base"), goals=(one, two))
    mine = replace(base, goals=(replace(one, clinical_words="mine"), two))
    theirs = replace(
        base,
        what_matters=Pair("Theirs"),
        goals=(one, replace(two, clinical_words="theirs"), goal("Three")),
    )
    content, both = merged(base, mine, theirs, ids)
    assert content.what_matters.english == "Theirs"
    assert [g.clinical_words for g in content.goals] == ["mine", "theirs", ""]
    assert words(content) == ["One", "Two", "Three"]
    assert both == 0


def test_where_both_changed_one_line_mine_stands_and_is_counted() -> None:
    one = goal("One")
    base = PlanContent(goals=(one,))
    mine = PlanContent(goals=(replace(one, family_words=Pair("Mine")),))
    theirs = PlanContent(goals=(replace(one, family_words=Pair("Theirs")),))
    content, both = merged(base, mine, theirs, ids)
    assert words(content) == ["Mine"]
    assert both == 1


def test_what_they_took_out_while_i_wrote_in_it_comes_back_as_new() -> None:
    one = goal("One", "a")
    base = PlanContent(goals=(one,))
    mine = PlanContent(goals=(replace(one, family_words=Pair("Mine")),))
    content, both = merged(base, mine, PlanContent(), ids)
    assert words(content) == ["Mine"]
    assert content.goals[0].id != one.id
    assert content.goals[0].activities[0].id != one.activities[0].id
    assert both == 1


def test_what_i_took_out_is_gone_unless_they_changed_it() -> None:
    one, two = goal("One"), goal("Two")
    base = PlanContent(goals=(one, two))
    theirs = PlanContent(goals=(one, replace(two, clinical_words="theirs")))
    content, _ = merged(base, PlanContent(), theirs, ids)
    assert words(content) == ["Two"]


def test_a_check_by_somebody_else_is_no_conflict() -> None:
    saved = Pair("Walk", "Caminar", TranslationState.DRAFT)
    checked = replace(saved, state=TranslationState.CHECKED, checked_by="Marisol")
    one = replace(goal("x"), family_words=saved)
    base = PlanContent(goals=(one,))
    theirs = PlanContent(goals=(replace(one, family_words=checked),))
    content, both = merged(base, base, theirs, ids)
    assert content == theirs
    assert both == 0


contents = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from("abc")), unique_by=lambda pair: pair[0]
)
KEYS = [uuid.UUID(int=number) for number in range(5)]


def made(pairs: list[tuple[int, str]]) -> PlanContent:
    return PlanContent(
        goals=tuple(GoalRow(Domain.MEDICAL, Pair(w), id=KEYS[k]) for k, w in pairs)
    )


@given(contents, contents)
def test_with_one_editor_a_merge_is_that_editor_s_content(
    base: list[tuple[int, str]], mine: list[tuple[int, str]]
) -> None:
    content, both = merged(made(base), made(mine), made(base), ids)
    assert {g.id: g for g in content.goals} == {g.id: g for g in made(mine).goals}
    assert both == 0
    assert merged(made(base), made(base), made(mine), ids)[0] == made(mine)
