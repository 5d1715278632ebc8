"""The plan's paper beside the editor: as typed, by the one rule, never recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from hhdesk.care import care_plans, disclosures
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.plan_preview import PlanPreview
from hhdesk.store.engine import Database
from tests.gui.sample import Sample


@pytest.fixture
def plan(records: Database, people: Sample) -> PlanRow:
    with records.reading() as session:
        return care_plans.current(session, people.mateo)


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk, people: Sample, plan: PlanRow) -> PlanPreview:
    made = PlanPreview(desk, people.mateo)
    qtbot.addWidget(made)
    made.resize(420, 700)
    made.show()
    made.put(plan, plan.content)
    made.draw_now()
    return made


def words(preview: PlanPreview) -> str:
    document = preview.view.document
    pages = range(document.pageCount())
    text = " ".join(document.getAllText(page).text() for page in pages)
    return " ".join(text.split())


def typed(content: PlanContent, text: str) -> PlanContent:
    goal = replace(content.goals[0], family_words=Pair(text))
    return replace(content, goals=(goal, *content.goals[1:]))


def test_what_is_typed_stands_on_the_pages_and_is_no_disclosure(
    preview: PlanPreview, plan: PlanRow, records: Database, people: Sample
) -> None:
    assert preview.language_field.currentText() == "Spanish and English"
    preview.put(plan, typed(plan.content, "He rides a bicycle."))
    preview.draw_now()
    assert "He rides a bicycle." in words(preview)
    assert "Draft: not signed yet" in words(preview)
    with records.reading() as session:
        assert disclosures.papers_of(session, people.mateo) == []


def test_the_preview_says_what_is_withheld_and_the_pages_do_not(
    preview: PlanPreview,
) -> None:
    def chips() -> list[str]:
        return [chip.text() for chip in preview.chips.findChildren(Chip)]

    assert "1 item withheld for this reader" in chips()
    assert "A safe place to call at night" not in words(preview)
    assert not preview.recipient_field.isVisible()
    preview.audience_field.choose(Audience.SCHOOL)
    preview.draw_now()
    assert preview.recipient_field.isVisible()
    assert "8 items withheld for this reader" in chips()


def test_a_preview_out_of_sight_draws_nothing_until_it_is_seen(
    preview: PlanPreview, plan: PlanRow, qtbot: QtBot
) -> None:
    preview.hide()
    preview.put(plan, typed(plan.content, "He swims."))
    assert not preview._pause.isActive()
    preview.show()
    qtbot.waitUntil(lambda: "He swims." in words(preview))


def test_a_long_plan_ends_up_whole_and_turns_to_the_line_that_is_edited(
    preview: PlanPreview, plan: PlanRow
) -> None:
    last = Pair("The very last of many goals.")
    first = plan.content.goals[0]
    many: tuple[GoalRow, ...] = tuple(
        replace(first, id=None, family_words=Pair(f"Goal number {n}."))
        for n in range(80)
    )
    content = replace(plan.content, goals=(*many, replace(many[0], family_words=last)))
    preview.view.clear()
    preview.put(plan, content)
    preview.draw_now()
    assert preview.view.pages > 5
    assert preview.view.verticalScrollBar().value() == 0
    preview.follow(last.english)
    assert preview.view.verticalScrollBar().value() > 1000
