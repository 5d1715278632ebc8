"""The Care plan tab: editing, saving versions, two editors, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Segment
from hhdesk.care.goals import Achievement, ActivityStatus, BarrierKind
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui.care_plan import DRAFT, CarePlanTab
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.worker import InlineWorker
from hhdesk.store.engine import Database
from tests.databases import OTHER_ID
from tests.gui.conftest import PLACE, drafted
from tests.gui.sample import Sample


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, people: Sample) -> CarePlanTab:
    made = CarePlanTab(desk, people.mateo)
    qtbot.addWidget(made)
    made.resize(1170, 560)
    made.show()
    return made


def stored(records: Database, tab: CarePlanTab) -> PlanRow:
    with records.reading() as session:
        return care_plans.current(session, tab.member_id)


def pick(choice: Choice, value: object) -> None:
    """As somebody does who opens the list."""
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())


def save_as_marisol(records: Database, tab: CarePlanTab, clinical: str) -> None:
    with records.transaction(OTHER_ID) as session:
        plan = care_plans.current(session, tab.member_id)
        goal = replace(plan.content.goals[1], clinical_words=clinical)
        goals = (plan.content.goals[0], goal, *plan.content.goals[2:])
        content = replace(plan.content, goals=goals)
        plan_saving.save(session, tab.member_id, content, seen=plan.number)


def test_the_outline_tells_domains_goals_and_how_they_go(tab: CarePlanTab) -> None:
    assert tab.outline.lines() == [
        "What matters to us",
        "Health",
        "We keep every visit.",
        "Growing and learning",
        "He does not speak yet.",
        "By May, Mateo says 20 words at home.",
        "Our family",
        "A safe place to call at night",
        "Emergency",
        "Medicines and allergies",
        "Equipment",
        "School and learning",
        "Our team",
    ]
    assert tab.version_label.text() == "Plan · version 1, draft"


def test_a_changed_goal_is_saved_as_the_next_version(
    qtbot: QtBot, tab: CarePlanTab, records: Database, said: list[str]
) -> None:
    tab.outline.choose(("goal", 0))
    assert not tab.save_button.isEnabled()
    tab.goal.family_words.english.setPlainText("By May, Mateo says 25 words.")
    tab.goal.target_field.field.setText("06/01/2027")
    tab.goal.target_field.field.textEdited.emit("06/01/2027")
    pick(tab.goal.achievement_field, Achievement.ACHIEVED)
    pick(tab.goal.activities.editors[0].status, ActivityStatus.DONE)
    assert tab.draft_chip.text() == "Not saved"
    qtbot.keyClick(tab, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    plan = stored(records, tab)
    assert plan.number == 2
    goal = plan.content.goals[0]
    assert goal.family_words.english == "By May, Mateo says 25 words."
    assert goal.family_words.state is TranslationState.STALE
    assert goal.target_on == date(2027, 6, 1)
    assert goal.achievement is Achievement.ACHIEVED
    assert goal.activities[0].status is ActivityStatus.DONE
    assert goal.activities[0].done_on == PLACE.today
    assert not tab.save_button.isEnabled()
    assert said == ["The plan is saved."]
    assert "Rosa Delgado" in tab.saved_label.text()


def test_the_state_of_a_translation_follows_what_is_typed(tab: CarePlanTab) -> None:
    tab.outline.choose(("goal", 0))
    pair = tab.goal.family_words
    assert pair.chip.text() == "Draft translation"
    pair.english.setPlainText("Something else")
    assert pair.chip.text() == "English changed"
    pair.family.setPlainText("")
    assert pair.chip.text() == "Not translated"


def test_goals_concerns_activities_and_barriers_are_added(
    tab: CarePlanTab, records: Database
) -> None:
    tab.add_concern_button.click()
    tab.concern.words.english.setPlainText("No car")
    tab.concern.add_goal_button.click()
    tab.goal.family_words.english.setPlainText("A ride to every visit")
    tab.goal.add_activity_button.click()
    tab.goal.activities.editors[0].text.english.setPlainText("Call the plan")
    tab.goal.add_barrier_button.click()
    tab.goal.seal_field.segment.choose(Segment.MENTAL_HEALTH)
    tab.save()
    content = stored(records, tab).content
    concern, goal = content.concerns[-1], content.goals[-1]
    assert concern.text.english == "No car"
    assert goal.family_words.english == "A ride to every visit"
    assert goal.concern_id == concern.id
    assert goal.activities[0].text.english == "Call the plan"
    assert goal.barriers[0].kind is BarrierKind.TRANSPORTATION
    assert goal.seal.segment is Segment.MENTAL_HEALTH


def test_one_step_is_sealed_where_it_stands_and_that_is_undone(
    tab: CarePlanTab,
) -> None:
    tab.outline.choose(("goal", 0))
    row = tab.goal.activities.editors[0]
    row.seal_button.click()
    dialog = row.seal_button.dialog
    assert dialog is not None
    pick(dialog.editor.segment, Segment.FAMILY_SAFETY)
    dialog.close_button.click()
    assert tab.draft is not None
    assert tab.draft.content.goals[0].activities[0].seal.sealed
    assert row.seal_chip.text() == "Sealed"
    tab.undo_button.click()
    assert not tab.draft.content.goals[0].activities[0].seal.sealed
    assert row.seal_chip.text() == ""


def test_what_was_taken_out_comes_back_with_undo(tab: CarePlanTab, desk: Desk) -> None:
    undo: list[object] = []
    desk.said.connect(lambda _words, act, _button: undo.append(act))
    tab.outline.choose(("goal", 0))
    tab.remove_button.click()
    assert "By May, Mateo says 20 words at home." not in tab.outline.lines()
    assert callable(undo[0])
    undo[0]()
    assert "By May, Mateo says 20 words at home." in tab.outline.lines()
    tab.outline.choose(("goal", 0))
    tab.goal.activities.editors[0].remove_button.click()
    assert len(tab.goal.activities.editors) == 2
    assert callable(undo[1])
    undo[1]()
    assert len(tab.goal.activities.editors) == 3


def test_typed_text_is_there_again_after_the_page_was_closed(
    qtbot: QtBot, desk: Desk, tab: CarePlanTab
) -> None:
    tab.outline.choose(("goal", 0))
    tab.goal.clinical_words.setPlainText("typed, not saved")
    tab.deleteLater()
    again = CarePlanTab(desk, tab.member_id)
    qtbot.addWidget(again)
    again.outline.choose(("goal", 0))
    assert again.goal.clinical_words.toPlainText() == "typed, not saved"
    assert again.draft_chip.text() == "Not saved"
    assert drafted(desk) == {tab.member_id}


def test_what_somebody_else_saved_elsewhere_in_the_plan_is_joined_with_mine(
    tab: CarePlanTab, records: Database
) -> None:
    tab.outline.choose(("goal", 0))
    tab.goal.clinical_words.setPlainText("mine")
    save_as_marisol(records, tab, "hers")
    tab.save()
    assert tab.notice.text() == (
        "Marisol Soto saved in between. Both changes stand here now: look it over, "
        "then save."
    )
    assert stored(records, tab).number == 2
    tab.save()
    goals = stored(records, tab).content.goals
    assert [goal.clinical_words for goal in goals[:2]] == ["mine", "hers"]
    assert stored(records, tab).number == 3


def test_where_both_wrote_in_one_place_it_is_decided_side_by_side(
    tab: CarePlanTab, records: Database
) -> None:
    tab.outline.choose(("goal", 1))
    tab.goal.clinical_words.setPlainText("mine")
    save_as_marisol(records, tab, "hers")
    tab.save()
    shown = tab.others.conflicts
    assert shown is not None
    assert tab.middle.currentWidget() is shown
    assert not tab.save_button.isEnabled()
    assert tab.draft is not None
    theirs = stored(records, tab)
    shown.resolved.emit(theirs.content)
    assert tab.middle.currentWidget() is tab.editor_area
    assert tab.goal.clinical_words.toPlainText() == "hers"
    assert tab.draft.plan.number == 2
    tab.undo_button.click()
    tab.outline.choose(("goal", 1))
    assert tab.goal.clinical_words.toPlainText() == "mine"
    assert tab.draft.plan.number == 1
    tab.save()
    assert tab.middle.currentWidget() is shown
    assert stored(records, tab).number == 2


def test_what_is_no_day_is_not_saved(tab: CarePlanTab, records: Database) -> None:
    tab.outline.choose(("goal", 0))
    tab.goal.clinical_words.setPlainText("mine")
    tab.goal.target_field.field.setText("soon")
    tab.goal.target_field.field.textEdited.emit("soon")
    tab.save()
    assert tab.notice.isVisible()
    assert stored(records, tab).number == 1


def test_text_typed_while_a_version_is_being_saved_stays_typed(
    tab: CarePlanTab, records: Database
) -> None:
    tab.outline.choose(("goal", 0))
    tab.goal.clinical_words.setPlainText("saved")
    assert tab.draft is not None
    sent = tab.draft.content
    with records.transaction(OTHER_ID) as session:
        plan = plan_saving.save(session, tab.member_id, sent, seen=1)
    tab.goal.clinical_words.setPlainText("saved and more")
    tab.keeping.kept(sent, plan)
    assert tab.goal.clinical_words.toPlainText() == "saved and more"
    assert tab.draft_chip.text() == "Not saved"
    tab.save()
    assert stored(records, tab).content.goals[0].clinical_words == "saved and more"


def test_who_is_qualified_marks_a_translation_as_checked(
    qtbot: QtBot, records: Database, people: Sample, theme: object
) -> None:
    worker = InlineWorker()
    worker.use(records, OTHER_ID)
    desk = Desk(worker, replace(PLACE, languages=("es",)))
    tab = CarePlanTab(desk, people.mateo)
    qtbot.addWidget(tab)
    tab.show()
    tab.outline.choose(("goal", 0))
    tab.goal.family_words.check_button.click()
    assert tab.goal.family_words.chip.text() == "Checked by Marisol Soto"
    assert not tab.goal.family_words.check_button.isVisible()


def test_nobody_else_is_offered_to_check(tab: CarePlanTab) -> None:
    tab.outline.choose(("goal", 0))
    assert not tab.goal.family_words.check_button.isVisible()


def test_a_child_without_a_plan_gets_its_first_version(
    qtbot: QtBot, desk: Desk, people: Sample, records: Database
) -> None:
    tab = CarePlanTab(desk, people.jonah)
    qtbot.addWidget(tab)
    tab.show()
    assert tab.version_label.text() == "New plan"
    assert not tab.about.what_matters.family.isVisible()
    tab.about.what_matters.english.setPlainText("To stay on the team.")
    tab.save()
    assert stored(records, tab).content.what_matters == Pair("To stay on the team.")
    assert tab.version_label.text() == "Plan · version 1, draft"


def test_a_restored_plan_says_since_when_and_can_be_discarded_and_had_again(
    qtbot: QtBot, desk: Desk, tab: CarePlanTab
) -> None:
    saved = tab.about.what_matters.english.toPlainText()
    tab.about.what_matters.english.setPlainText("typed, not saved")
    again = CarePlanTab(desk, tab.member_id)
    qtbot.addWidget(again)
    again.show()
    assert again.restored.text() == "Restored what you typed at 9:00 AM."
    again.restored.button.click()
    assert again.about.what_matters.english.toPlainText() == saved
    assert drafted(desk) == set()
    again.restored.button.click()
    assert again.about.what_matters.english.toPlainText() == "typed, not saved"
    assert drafted(desk) == {tab.member_id}
    assert again.restored.button.text() == "Discard"


def test_a_draft_of_an_older_version_goes_on_top_and_overwrites_nothing(
    qtbot: QtBot, desk: Desk, tab: CarePlanTab, records: Database
) -> None:
    tab.outline.choose(("goal", 0))
    tab.goal.clinical_words.setPlainText("mine")
    save_as_marisol(records, tab, "hers")
    again = CarePlanTab(desk, tab.member_id)
    qtbot.addWidget(again)
    again.show()
    assert again.restored.isVisible()
    again.save()
    goals = stored(records, again).content.goals
    assert [goal.clinical_words for goal in goals[:2]] == ["mine", "hers"]
    assert stored(records, again).number == 3


def test_a_draft_that_was_saved_already_is_dropped_unsaid(
    qtbot: QtBot, desk: Desk, tab: CarePlanTab
) -> None:
    """The program was killed between the save and the draft's end."""
    tab.about.what_matters.english.setPlainText(" typed and saved ")
    kept = desk.drafts.all()[0]
    tab.save()
    desk.drafts.put_back(kept)
    again = CarePlanTab(desk, tab.member_id)
    qtbot.addWidget(again)
    again.show()
    assert not again.restored.isVisible()
    assert drafted(desk) == set()


def test_a_draft_that_cannot_be_read_does_not_hinder_the_plan(
    qtbot: QtBot, desk: Desk, tab: CarePlanTab
) -> None:
    desk.drafts.keep(DRAFT, tab.member_id, {"base": "{}", "mine": '{"goals":[{}]}'})
    again = CarePlanTab(desk, tab.member_id)
    qtbot.addWidget(again)
    again.show()
    assert again.notice.text() == "A draft of another version of hhdesk is not shown."
    assert again.draft is not None
    assert not again.draft.dirty
