"""A plan while it is edited."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import ActivityRow, ConcernRow, Domain, GoalRow
from hhdesk.care.health import MedicineStatus
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, MedicineLine, PlanLineRow
from hhdesk.care.plan_records import PlanStatus
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui.plan_draft import PlanDraft, restated, rewritten
from hhdesk.gui.plan_rows import CONCERNS, GOALS, Spot

MEDICINES = Spot("medicines")
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


def ids() -> uuid.UUID:
    return uuid.uuid4()


def goal(words: str, *steps: str) -> GoalRow:
    rows = tuple(ActivityRow(Pair(step), id=ids()) for step in steps)
    return GoalRow(Domain.MEDICAL, Pair(words), activities=rows, id=ids())


def draft_of(content: PlanContent) -> PlanDraft:
    plan = PlanRow(ids(), ids(), 3, PlanStatus.ACTIVE, "es", content)
    return PlanDraft(plan, ids, lambda _: None)


def key(row: Any) -> uuid.UUID:
    found: uuid.UUID = row.id
    return found


def words(content: PlanContent) -> list[str]:
    return [one.family_words.english for one in content.goals]


def test_typing_makes_a_draft_dirty_and_typing_back_makes_it_clean() -> None:
    one = goal("Walk")
    draft = draft_of(PlanContent(goals=(one,)))
    draft.put_row(GOALS, key(one), clinical_words="Gross motor")
    assert draft.dirty
    draft.put_row(GOALS, key(one), clinical_words="")
    assert not draft.dirty


def test_what_is_born_of_a_sealed_concern_is_sealed() -> None:
    concern = ConcernRow(Domain.MENTAL_HEALTH, Pair("Sad"), seal=SEALED, id=ids())
    draft = draft_of(PlanContent(concerns=(concern,)))
    place = draft.add_goal_for(key(concern))
    draft.add_activity(place)
    draft.add_barrier(place)
    born = draft.content.goals[-1]
    assert born.concern_id == concern.id
    assert born.seal == SEALED
    assert born.activities[0].seal == SEALED
    assert born.barriers[0].seal == SEALED


def test_what_was_taken_out_comes_back_where_it_was() -> None:
    one, two, three = goal("One", "a", "b", "c"), goal("Two"), goal("Three")
    draft = draft_of(PlanContent(goals=(one, two, three)))
    steps = Spot("activities", key(one))
    back = draft.remove(GOALS, key(two))
    assert words(draft.content) == ["One", "Three"]
    again = draft.remove(steps, key(one.activities[1]))
    draft.put_row(GOALS, key(one), clinical_words="kept")
    again()
    back()
    assert [row.text.english for row in draft.rows(steps)] == ["a", "b", "c"]
    assert words(draft.content) == ["One", "Two", "Three"]
    assert draft.content.goals[0].clinical_words == "kept"


def test_what_stands_in_the_chart_is_ended_there_and_what_is_new_just_goes() -> None:
    known = MedicineLine("Albuterol", id=ids())
    draft = draft_of(PlanContent(medicines=(known,)))
    new = draft.add(MEDICINES, MedicineLine("Iron"))
    draft.remove(MEDICINES, new)
    back = draft.remove(MEDICINES, key(known))
    assert draft.rows(MEDICINES) == ()
    assert [one.status for one in draft.content.medicines] == [MedicineStatus.STOPPED]
    back()
    assert not draft.dirty


def test_a_concern_that_is_taken_out_leaves_its_goals_standing() -> None:
    concern = ConcernRow(Domain.MEDICAL, Pair("Worry"), id=ids())
    aim = replace(goal("Aim"), concern_id=concern.id)
    draft = draft_of(PlanContent(concerns=(concern,), goals=(aim,)))
    draft.remove(CONCERNS, key(concern))
    assert draft.content.goals[0].concern_id is None


def test_a_line_moves_among_those_of_its_kind_only() -> None:
    rows = [
        PlanLineRow(kind, Pair(text), id=ids())
        for kind, text in (
            (LineKind.WARNING_SIGN, "a"),
            (LineKind.EQUIPMENT, "x"),
            (LineKind.WARNING_SIGN, "b"),
            (LineKind.WARNING_SIGN, "c"),
        )
    ]
    draft = draft_of(PlanContent(lines=tuple(rows)))
    signs = Spot("lines", kind=LineKind.WARNING_SIGN)
    draft.move(signs, key(rows[0]), 1)
    draft.move(signs, key(rows[3]), 1)
    draft.move(signs, key(rows[2]), -1)
    assert [row.text.english for row in draft.content.lines] == ["b", "x", "a", "c"]


def test_an_edit_that_is_done_again_has_the_states_of_what_is_saved_now() -> None:
    saved = Pair("Walk", "Caminar", TranslationState.DRAFT)
    one = replace(goal("x"), family_words=saved)
    now = replace(saved, state=TranslationState.CHECKED, checked_by="Marisol")
    before = PlanContent(goals=(one,))
    after = PlanContent(goals=(replace(one, family_words=now),))
    assert restated(before, after) == after
    typed = replace(before, what_matters=Pair("Play"))
    assert restated(typed, after) == replace(after, what_matters=Pair("Play"))


def test_a_translation_is_stale_as_soon_as_its_english_is_another() -> None:
    saved = Pair("Walk", "Caminar", TranslationState.CHECKED, "Ana", "Marisol")
    assert rewritten(saved, "Run", "Caminar").state is TranslationState.STALE
    assert rewritten(saved, "Walk", "Andar").state is TranslationState.DRAFT
    assert rewritten(saved, "Walk", "").state is TranslationState.MISSING
    assert rewritten(saved, "Walk", "Caminar") == saved
