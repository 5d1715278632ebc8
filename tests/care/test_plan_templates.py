"""Templates: chosen parts go into a plan once, dated, sealed, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from hhdesk.care import (
    care_plans,
    members,
    phrase_checks,
    phrase_files,
    phrase_known,
    phrases,
    plan_saving,
    plan_templates,
)
from hhdesk.care.confidentiality import Audience, Reader, Segment
from hhdesk.care.goals import BarrierKind, Repeat, RepeatUnit
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.phrase_checks import CheckLine, Verdict
from hhdesk.care.phrase_files import PhraseDataError
from hhdesk.care.phrase_slots import SlotKind, SlotValue
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import plan_for
from hhdesk.care.plan_lines import LineKind
from hhdesk.care.plan_templates import TemplateWish, apply, part_ids, template
from hhdesk.care.staff import Staff
from hhdesk.care.template_files import TemplateReading, TemplateRow
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.errors import InvalidField
from hhdesk.store.engine import Database

TODAY = date(2026, 11, 22)
IDS = [row.id for row in plan_templates.templates()]


def ids() -> Callable[[], UUID]:
    made = iter(range(1, 10_000))
    return lambda: UUID(int=next(made))


def values_for(row: TemplateRow) -> dict[str, SlotValue]:
    """Something fitting in every slot of the template."""
    said = {
        SlotKind.NAME: SlotValue("Mateo"),
        SlotKind.NUMBER: SlotValue("70"),
        SlotKind.PHONE: SlotValue("510-555-0134"),
        SlotKind.DATE: SlotValue(day=TODAY + timedelta(days=30)),
        SlotKind.TEXT: SlotValue("as the plan says", "como dice el plan"),
    }
    slots = plan_templates.slots_for(row, part_ids(row))
    return {slot.name: said[slot.kind] for slot in slots}


def wish(name: str, chosen: Iterable[str] | None = None, **fields: Any) -> TemplateWish:
    row = template(name)
    parts = part_ids(row) if chosen is None else chosen
    days = plan_templates.usual_days(row, TODAY)
    made = TemplateWish(
        name, frozenset(parts), values_for(row), days, TODAY, "es", frozenset()
    )
    return replace(made, **fields)


def put(one: TemplateWish, content: PlanContent = PlanContent()) -> PlanContent:  # noqa: B008
    return apply(content, one, ids()).content


def lines_of(content: PlanContent) -> list[Pair]:
    pairs = [row.text for row in content.concerns]
    for goal in content.goals:
        pairs += [goal.family_words, goal.target]
        pairs += [step.text for step in goal.activities]
    pairs += [row.text for row in content.lines]
    return [pair for pair in pairs if pair.english]


def test_the_nine_templates_are_there_in_order_each_with_sources() -> None:
    assert IDS == [
        "asthma",
        "diabetes",
        "adhd",
        "healthy_growth",
        "development",
        "dental",
        "after_hospital",
        "safe_care",
        "adult_care",
    ]
    for row in plan_templates.templates():
        assert row.title("es") != ""
        assert row.audience("es") != row.audience("en")
        assert row.sources


@pytest.mark.parametrize("name", IDS)
def test_a_whole_template_fills_a_plan_in_both_languages(name: str) -> None:
    content = put(wish(name))
    row = template(name)
    assert len(lines_of(content)) == len(list(row.phrases()))
    for pair in lines_of(content):
        assert pair.family, pair.english
        assert "{" not in pair.english + pair.family
        assert pair.state is TranslationState.TRANSLATED
    concerns = {concern.id for concern in content.concerns}
    assert {goal.concern_id for goal in content.goals} <= {None, *concerns}


@pytest.mark.parametrize("name", IDS)
def test_nothing_is_added_twice(name: str) -> None:
    one = wish(name)
    first = apply(PlanContent(), one, ids())
    again = apply(first.content, one, ids())
    assert again.content == first.content
    assert again.added == ()
    assert set(again.standing) == set(first.added) == one.chosen
    all_ids = {phrase.id for phrase in template(name).phrases()}
    there = plan_templates.standing(first.content, template(name), one.values)
    assert there == all_ids


def test_a_sick_child_s_templates_have_signs_and_steps_and_no_amount_of_their_own() -> (
    None
):
    for name in ("asthma", "diabetes"):
        row = template(name)
        kinds = {line.kind for line in row.lines}
        assert kinds == set(LineKind)
        asked = {slot.name for slot in plan_templates.slots_for(row, part_ids(row))}
        assert {"wait_minutes", "doctor_phone"} <= asked


def test_what_is_not_chosen_stays_out_and_asks_nothing() -> None:
    only = ["asthma.control", "asthma.control.spacer", "asthma.barrier.cost"]
    said = {"child": SlotValue("Mateo")}
    content = put(wish("asthma", only, values=said))
    (goal,) = content.goals
    assert (
        goal.family_words.english
        == "Mateo sleeps all night and plays hard with no cough."
    )
    assert [step.text.family for step in goal.activities] == [
        "Mirar cómo usa Mateo el inhalador con la cámara y ayudar a que lo haga bien."
    ]
    assert [row.kind for row in content.barriers] == [BarrierKind.COST]
    assert (content.concerns, content.lines) == ((), ())
    with pytest.raises(InvalidField) as refused:
        put(wish("asthma", [*only, "asthma.control.daily"], values=said))
    assert refused.value.field == "daily_medicine"


def test_days_count_from_today_and_may_be_others() -> None:
    usual = wish("asthma")
    other = replace(
        usual, days={**usual.days, "asthma.control.spacer": date(2026, 12, 24)}
    )
    goal, moved = put(usual).goals[0], put(other).goals[0]
    assert goal.target_on == date(2027, 2, 20)
    assert goal.start_on == TODAY
    assert goal.activities[1].due_on == date(2026, 12, 6)
    assert moved.activities[1].due_on == date(2026, 12, 24)
    assert goal.activities[0].repeat == Repeat(1, 1, RepeatUnit.DAY)


def test_a_step_finds_the_goal_that_the_plan_has_already() -> None:
    goals = put(wish("asthma", ["asthma.control"]))
    more = put(wish("asthma", ["asthma.control.flu"]), goals)
    (goal,) = more.goals
    assert goal.id == goals.goals[0].id
    assert [step.text.english for step in goal.activities] == [
        "Get the flu shot for Mateo each fall."
    ]


def test_what_speaks_of_substances_is_sealed_and_the_rest_goes_to_the_team() -> None:
    content = put(wish("safe_care"))
    family, _none = plan_for(content, Reader(Audience.FAMILY, 0, TODAY))
    assert family == content
    team, withheld = plan_for(content, Reader(Audience.CARE_TEAM, 0, TODAY))
    assert withheld
    shown = " ".join(pair.english for pair in lines_of(team)).casefold()
    assert "sleeps safe each time" in shown
    for word in ("drug", "my own care", "no blame"):
        assert word not in shown
    about_parent = next(
        g for g in content.goals if "I stay well" in g.family_words.english
    )
    segments = {row.seal.segment for row in (*about_parent.activities, about_parent)}
    assert segments == {Segment.SUBSTANCE_USE}


def test_a_checked_phrase_arrives_checked() -> None:
    sure = wish("dental", ["dental.brush"], checked=frozenset({"dental.brush"}))
    (goal,) = put(sure).goals
    assert goal.family_words.state is TranslationState.CHECKED


def test_families_of_other_languages_get_the_english() -> None:
    for pair in lines_of(put(wish("dental", language="vi"))):
        assert (pair.family, pair.state) == ("", TranslationState.MISSING)


def test_a_broken_file_is_named() -> None:
    data = phrase_files.read("templates", "dental.json")
    goal = {**data["goals"][0], "concern": "hair"}
    broken = {**data, "goals": [goal]}
    with pytest.raises(PhraseDataError, match=r"dental.json: a goal of a concern"):
        TemplateReading("dental", broken).template()
    with pytest.raises(PhraseDataError, match=r"dental.json: KeyError"):
        TemplateReading("dental", {**data, "goals": [{"id": "brush"}]}).template()


def test_a_checked_phrase_stays_checked_in_a_saved_plan_and_nothing_else_does(
    database: Database, actor_id: UUID
) -> None:
    row = phrases.phrase("dental.brush")
    assert row is not None
    line = CheckLine(row.id, row.english, row.text("es"))
    details = MemberDetails(
        Name("Mateo", "Hernández"), date(2025, 5, 14), languages=Languages("es", "es")
    )
    with database.transaction(actor_id) as session:
        member_id = members.create(session, details)
        session.get_one(Staff, actor_id).qualified_languages = ["es"]
        phrase_checks.answer(session, line, "es", Verdict.YES, headings=())
    with database.reading() as session:
        known = phrase_known.known(session, member_id)
    assert known.values["child"] == SlotValue("Mateo")
    assert "doctor" not in known.values
    assert (known.plan.language, known.checked) == ("es", {"dental.brush"})
    parts = ["dental.brush", "dental.sugar"]
    content = put(wish("dental", parts, values=known.values, checked=known.checked))
    said = [goal.family_words for goal in content.goals]
    claimed = replace(said[1], family="Otra cosa.", state=TranslationState.CHECKED)
    other = replace(content.goals[1], family_words=claimed)
    plan = replace(content, goals=(*content.goals, replace(other, id=UUID(int=99))))
    with database.transaction(actor_id) as session:
        session.get_one(Staff, actor_id).qualified_languages = []
        plan_saving.save(session, member_id, plan, seen=0)
    with database.reading() as session:
        saved = care_plans.current(session, member_id).content.goals
    assert [
        (one.family_words.state, one.family_words.translated_by) for one in saved
    ] == [
        (TranslationState.CHECKED, phrases.LIBRARY),
        (TranslationState.TRANSLATED, phrases.LIBRARY),
        (TranslationState.DRAFT, "Rosa Delgado"),
    ]
    assert saved[0].family_words.checked_by == "Rosa Delgado"
