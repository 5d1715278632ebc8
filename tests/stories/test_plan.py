"""The H.O.M.E. plan, written with a family by keyboard alone: from two templates,
translated, reviewed, signed, amended, compared and printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from hhdesk.care import care_plans, staff
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Domain
from hhdesk.care.paper_orders import PaperKind
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.translations import TranslationState
from hhdesk.gui.plan_compare import PlanCompare
from hhdesk.gui.plan_rows import GOAL
from hhdesk.gui.plan_sign import PlanSign
from hhdesk.gui.template_picker import TemplatePicker
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.stories.keyboard import Keyboard
from tests.stories.test_home import MONDAY, ZONE, Clinic, _mateo

MATTERS = "We want Mateo to sleep well and to talk with us."
LESS = "Mateo sleeps all night on most nights."


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Clinic]:
    start = datetime.combine(MONDAY - timedelta(days=1), time(9), ZONE)
    clinic = Clinic(str(tmp_path / "clinic.db"), start)
    opened = clinic.create("Bay Children's Clinic", "510-555-0100", "open")
    with opened.database.transaction(opened.actor_id) as session:
        clinic.mateo = _mateo(session, MONDAY)
        me = session.get_one(staff.Staff, opened.actor_id)
        me.qualified_languages = ["es"]
    clinic.is_now(MONDAY)
    opened.close()
    yield clinic
    for one in clinic.opened:
        one.close()


class Desk:
    """The coordinator at the plan's tab."""

    def __init__(self, qtbot: QtBot, workstation: Workstation, clinic: Clinic) -> None:
        self.qtbot, self.workstation, self.clinic = qtbot, workstation, clinic
        self.keys = Keyboard(qtbot)

    def wait(self, seen: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=10_000)

    @property
    def page(self) -> Any:
        return self.workstation.window.page(Page("members", self.clinic.mateo))

    @property
    def tab(self) -> Any:
        return self.page.care_plan

    @property
    def content(self) -> Any:
        return self.tab.draft.content

    def stored(self) -> PlanRow:
        with self.clinic.opened[-1].database.reading() as session:
            return care_plans.current(session, self.clinic.mateo)

    def open(self) -> None:
        self.keys.press("Ctrl+K")
        self.keys.type("hernandez mat")
        self.keys.press("Return")
        self.wait(lambda: self.page is not None)
        self.keys.tab("Care plan")
        self.wait(lambda: self.tab.draft is not None)

    def dialog(self, kind: type[QDialog]) -> Any:
        found: list[QDialog] = []

        def seen() -> bool:
            shown = self.workstation.window.findChildren(kind)
            found[:] = [one for one in shown if one.isVisible()]
            return bool(found)

        self.wait(seen)
        return found[0]

    def begin_from(self, template: str) -> None:
        """All lines of a template that need nothing of the doctor's."""
        before = len(self.content.goals)
        self.keys.push(self.tab.template_button)
        picker = self.dialog(TemplatePicker)
        self.wait(lambda: picker.choice is not None)
        self.keys.reach(picker.list)
        names = [choice.row.id for choice in picker._choices.values()]
        self.keys.press("Home", *["Down"] * names.index(template))
        self.wait(lambda: picker.choice.row.id == template)
        self.keys.push(picker.all_button)
        if picker.leave_button.isVisible():
            self.keys.push(picker.leave_button)
        self.keys.push(picker.add_button)
        self.wait(lambda: len(self.content.goals) > before)

    def save(self) -> None:
        number = self.stored().number
        self.keys.press("Ctrl+S")
        self.wait(lambda: self.stored().number > number and not self.tab.draft.dirty)

    def sign(self) -> None:
        """The mother on paper, the coordinator beside her; then it is in force."""
        self.wait(lambda: self.tab.draft.plan.number == self.stored().number)
        self.keys.push(self.tab.beside.bar.act_button)
        self.wait(lambda: self.stored().stage is PlanStage.IN_REVIEW)
        self.wait(lambda: "Sign" in self.tab.beside.bar.act_button.text())
        self.keys.push(self.tab.beside.bar.act_button)
        sheet = self.dialog(PlanSign)
        self.wait(lambda: sheet.name_field.text() == "Lucía Ruiz")
        self.keys.press("Ctrl+S")
        self.wait(lambda: sheet.who_label.text() == "Care coordinator")
        self.keys.press("Ctrl+S")
        self.keys.push(sheet.publish_button)
        self.wait(lambda: self.stored().stage is PlanStage.CURRENT)


@pytest.fixture
def desk(qtbot: QtBot, workstation: Workstation, records: Clinic) -> Desk:
    return Desk(qtbot, workstation, records)


def _check_first_goal(desk: Desk) -> None:
    """The coordinator reads both lines of the first goal and stands for them."""
    goal = desk.content.goals[0]
    desk.keys.to("Parts of the plan")
    desk.keys.press("Home")
    for _ in range(40):
        if desk.tab.outline.key() == (GOAL, 0):
            break
        desk.keys.press("Down")
    editor = desk.tab.goal.family_words
    desk.wait(lambda: editor.english.toPlainText() == goal.family_words.english)
    desk.keys.push(editor.check_button)
    desk.wait(
        lambda: (
            desk.stored().content.goals[0].family_words.state
            is TranslationState.CHECKED
        )
    )


def test_a_plan_is_written_signed_amended_compared_and_printed_by_keys(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    text_of: Callable[[bytes], str],
) -> None:
    desk.open()
    desk.begin_from("asthma")
    desk.begin_from("development")
    about = {goal.domain for goal in desk.content.goals}
    assert {Domain.MEDICAL, Domain.DEVELOPMENTAL} <= about

    # What matters, in place; and undone and done again over the whole plan.
    desk.keys.to("Parts of the plan")
    desk.keys.press("Home")
    desk.keys.reach(desk.tab.about.what_matters.english)
    desk.keys.type(MATTERS)
    desk.wait(lambda: desk.content.what_matters.english == MATTERS)
    desk.keys.press("Ctrl+Z")
    desk.wait(lambda: desk.content.what_matters.english == "")
    desk.keys.press("Ctrl+Shift+Z")
    desk.wait(lambda: desk.content.what_matters.english == MATTERS)
    desk.save()
    _check_first_goal(desk)

    desk.sign()
    signed = desk.stored()
    assert (signed.edition, signed.current_number) == (1, signed.number)

    # An amended goal: its checked Spanish is stale at once, and a version begins.
    words = desk.tab.goal.family_words
    desk.keys.reach(words.english)
    desk.keys.type(LESS)
    desk.wait(lambda: words.chip.text() == "English changed")
    desk.save()
    amended = desk.stored()
    assert (amended.edition, amended.stage) == (2, PlanStage.DRAFT)
    assert amended.current_number == signed.number

    desk.keys.press("Shift+F6")
    desk.keys.push(desk.tab.compare_button)
    compared = desk.dialog(PlanCompare)
    desk.wait(lambda: "1 line changed" in compared.counts_label.text())
    desk.keys.press("Escape")

    # What the family takes home: the English that nobody translated anew, the Spanish
    # headings, and what changed since it was signed.
    desk.keys.tab("Papers")
    papers, path = desk.page.papers, tmp_path / "plan.pdf"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), "")
    )
    desk.wait(lambda: papers.made is not None and papers.view.pages > 0)
    desk.keys.push(papers.save_button)
    desk.wait(path.exists)
    words_printed = text_of(path.read_bytes())
    assert "Plan de cuidados de Mateo" in words_printed
    assert LESS in words_printed
    assert MATTERS in words_printed
    old = signed.content.goals[0].family_words
    assert old.family not in words_printed
    desk.keys.choose(papers.paper_field, PaperKind.PLAN_CHANGES)
    desk.wait(lambda: papers.made and old.english in text_of(papers.made.pdf))
    changed = text_of(papers.made.pdf)
    assert LESS in changed
    assert replace(old, english="") != old
