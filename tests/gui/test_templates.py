"""Templates and phrases go into a plan by keys, filled, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hhdesk.care import plan_templates
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_rows import PhraseKind
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_templates import TemplateWish
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui.desk import Desk
from hhdesk.gui.phrase_picker import PhrasePicker
from hhdesk.gui.template_picker import TemplatePicker
from tests.gui.conftest import drafted
from tests.gui.sample import Sample

Open = Callable[[], TemplatePicker]
Key = Qt.Key


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    """A window with a line in it, where a plan would be."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit(made))
    column.addStretch(1)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(qtbot: QtBot, screen: QWidget, desk: Desk, people: Sample) -> Open:
    def open_it() -> TemplatePicker:
        picker = TemplatePicker(desk, people.mateo, parent=screen)
        with qtbot.waitActive(picker):
            picker.open()
            picker.activateWindow()
        return picker

    return open_it


def test_parts_are_chosen_filled_and_added_by_keys(opened: Open) -> None:
    picker = opened()
    wishes: list[TemplateWish] = []
    picker.picked.connect(wishes.append)
    QTest.keyClick(picker.list, Key.Key_Return)
    ticks = picker.lines.ticks()
    assert picker.focusWidget() is ticks[0]
    QTest.keyClick(ticks[0], Key.Key_Down)
    assert picker.focusWidget() is ticks[1]
    # The goal takes its steps along; one of them brings it back.
    QTest.keyClick(ticks[1], Key.Key_Space)
    line = picker.lines.lines["asthma.control.daily"]
    assert not line.tick.isChecked()
    line.tick.click()
    assert picker.lines.lines["asthma.control"].tick.isChecked()
    assert (
        line.family.text() == "Dar ____, ____, todos los días, también los días buenos."
    )
    QTest.keyClick(picker, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wishes == []
    field = line.slots["daily_medicine"]
    assert picker.focusWidget() is field.text
    assert field.notice.text() == "Fill this in, or leave the line out."
    QTest.keyClicks(field.text, "Budesonide")
    amount = line.slots["daily_amount"]
    QTest.keyClicks(amount.text, "as the plan says")
    QTest.keyClicks(amount.family, "como dice el plan")
    assert "Give Budesonide, as the plan says, each day" in line.english.text()
    picker.leave_button.click()
    QTest.keyClick(picker, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (wish,) = wishes
    made = iter(range(1, 999))
    done = plan_templates.apply(PlanContent(), wish, lambda: UUID(int=next(made)))
    (step,) = done.content.goals[0].activities
    assert step.text.family.startswith("Dar Budesonide, como dice el plan,")
    kept = {row.text.english for row in done.content.lines}
    assert not any("Give ____" in one or "right now" in one for one in kept)


def test_what_is_ticked_and_typed_is_kept(
    opened: Open, desk: Desk, people: Sample
) -> None:
    picker = opened()
    picker.list.setCurrentIndex(picker.list.model().index(5, 0))
    assert picker.name_label.text() == "Teeth and gums"
    assert drafted(desk) == set()
    day = picker.lines.lines["dental.home.find"].day
    assert day is not None
    day.field.setText("12/24/2026")
    day.changed.emit()
    picker.lines.lines["dental.sugar"].tick.click()
    picker.reject()
    assert drafted(desk) == {people.mateo}
    again = opened()
    assert again.choice is not None
    assert again.choice.row.id == "dental"
    assert "dental.sugar.snack" not in again.choice.chosen
    assert again.choice.days["dental.home.find"] == date(2026, 12, 24)
    again.leave_out_open()
    again.add()
    assert drafted(desk) == set()


def test_a_phrase_is_found_by_its_words_and_put_into_the_line(
    screen: QWidget, desk: Desk, people: Sample
) -> None:
    line = screen.findChild(QLineEdit)
    assert line is not None
    picker = PhrasePicker(desk, people.mateo, screen)
    pairs: list[Pair] = []
    picker.picked.connect(pairs.append)
    picker.begin(line, PhraseKind.ACTIVITY, Domain.DENTAL)
    QTest.keyClicks(picker.search_field, "noche CEPILL dientes de")
    QTest.keyClick(picker.search_field, Key.Key_Return)
    (pair,) = pairs
    assert pair.english == "Brush Mateo's teeth each morning and each night."
    assert pair.family == "Cepillar los dientes de Mateo cada mañana y cada noche."
    assert pair.state is TranslationState.TRANSLATED
    assert picker.isHidden()
    assert line.hasFocus()


def test_a_slot_is_filled_in_place_and_escape_goes_back_a_step(
    screen: QWidget, desk: Desk, people: Sample
) -> None:
    line = screen.findChild(QLineEdit)
    assert line is not None
    picker = PhrasePicker(desk, people.mateo, screen)
    pairs: list[Pair] = []
    picker.picked.connect(pairs.append)
    picker.begin(line)
    QTest.keyClicks(picker.search_field, "tooth pain call")
    QTest.keyClick(picker.search_field, Key.Key_Return)
    phone = picker.fields["phone"].text
    QTest.keyClick(phone, Key.Key_Return)
    assert picker.fields["phone"].notice.text() != ""
    QTest.keyClick(phone, Key.Key_Escape)
    assert (picker.pages.currentIndex(), picker.isHidden()) == (0, False)
    QTest.keyClick(picker.search_field, Key.Key_Return)
    QTest.keyClicks(picker.fields["phone"].text, "510-555-0134")
    QTest.keyClick(picker.fields["phone"].text, Key.Key_Return)
    assert [pair.english for pair in pairs] == [
        "Tooth pain: call 510-555-0134 the same day."
    ]
    picker.begin(line)
    QTest.keyClick(picker.search_field, Key.Key_Escape)
    assert picker.isHidden()
