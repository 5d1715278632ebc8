"""The way through the whole product: find the child, change a goal, print the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hhdesk import demonstration
from hhdesk.care import care_plans, disclosures
from hhdesk.demo import MATEO_ID
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation

TODAY = date(2026, 11, 21)
NEW_WORDS = "By May, Mateo asks for water in words."


@pytest.fixture
def records(tmp_path: Path) -> demonstration.DemoRecords:
    folder = tmp_path / "demo"
    demonstration.make_in(folder, members=30, today=TODAY).database.close()
    return demonstration.DemoRecords(folder)


def test_a_child_is_found_a_goal_changed_and_the_plan_printed_in_two_languages(
    qtbot: QtBot,
    workstation: Workstation,
    records: demonstration.DemoRecords,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text_of: Callable[[bytes], str],
) -> None:
    window = workstation.window
    window.show_page(Page("members"))
    members: Any = window.page(Page("members"))
    qtbot.keyClicks(members.search_field, "hernandez mat")
    qtbot.waitUntil(
        lambda: (
            [hit.name for hit in members.model.hits][:1] == ["Mateo Hernández Ruiz"]
            and members.model.rowCount() < 10
        )
    )
    qtbot.keyClick(members.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page(Page("members", MATEO_ID)) is not None)
    page: Any = window.page(Page("members", MATEO_ID))
    qtbot.waitUntil(lambda: page.banner.name_label.text() == "Mateo Hernández Ruiz")

    page.show_tab("care_plan")
    plan = page.care_plan
    qtbot.waitUntil(lambda: "Plan · version" in plan.version_label.text())
    goals = plan.draft.content.goals
    place = next(
        n for n, goal in enumerate(goals) if "20 words" in goal.family_words.english
    )
    plan.outline.choose(("goal", place))
    english = plan.goal.family_words.english
    english.moveCursor(QTextCursor.MoveOperation.Start)
    english.selectAll()
    qtbot.keyClicks(english, NEW_WORDS)
    before = plan.draft.plan.number
    qtbot.waitUntil(plan.save_button.isEnabled)
    plan.save_button.click()
    qtbot.waitUntil(lambda: plan.draft.plan.number != before)

    page.show_tab("papers")
    papers = page.papers
    qtbot.waitUntil(lambda: papers.made is not None and papers.view.pages > 0)
    assert papers.language_field.currentText() == "Spanish and English"
    saved = tmp_path / "plan.pdf"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(saved), "")
    )
    papers.save_button.click()
    qtbot.waitUntil(saved.exists)

    words = text_of(saved.read_bytes())
    assert "Plan de cuidados de Mateo" in words
    assert "Mateo's care plan" in words
    assert "Practicar 10 palabras al día." in words
    assert "Practice 10 words a day." in words
    assert NEW_WORDS in words
    assert "20 words" not in words
    opened = records.open()
    with opened.database.reading() as session:
        current = care_plans.current(session, MATEO_ID)
        kept = disclosures.papers_of(session, MATEO_ID)
    opened.database.close()
    assert current.content.goals[place].family_words.english == NEW_WORDS
    assert [paper.language for paper in kept][:1] == ["es"]
