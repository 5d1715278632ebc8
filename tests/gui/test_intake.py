"""Asking a family in two languages by keys; danger to self stops everything else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hhdesk.care import answer_sheets, care_plans, desk_messages
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.gui.intake import DRAFT, Intake
from hhdesk.gui.workstation import Workstation
from tests.gui.sample import Sample


def ask(workstation: Workstation, people: Sample, instrument_id: str) -> Intake:
    assert workstation.desk
    workstation.desk.intake_wanted.emit(people.mateo)
    made = workstation.forms.intakes.dialog
    assert isinstance(made, Intake)
    made.start.choose(list(made.start.buttons).index(instrument_id) + 1)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert made.page
    return made


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def press(asking: Intake, *numbers: int) -> None:
    """Choose, and go on, by keys alone."""
    for number in numbers:
        QTest.keyClick(asking, chr(ord("0") + number))
        QTest.keyClick(asking, Qt.Key.Key_Return)


def sheets(workstation: Workstation, people: Sample) -> list[SheetRow]:
    found: list[tuple[SheetRow, ...]] = []
    workstation.worker.read(answer_sheets.of_member, people.mateo, then=found.append)
    return list(found[0])


def test_a_family_is_asked_by_keys_and_its_answers_go_into_the_plan_and_out(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    asking = ask(workstation, people, "hunger_vital_sign")
    assert asking.page
    said = words(asking)
    assert "we worried whether our food would run out" in said
    assert "nos preocupó que la comida se acabara" in said
    assert "Question 1 of 2" in asking.place.text()
    press(asking, 2)
    QTest.keyClick(asking, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert asking.page.answer() == "sometimes"
    asking.reject()
    # It goes on where it was, with what was answered.
    asking = ask(workstation, people, "hunger_vital_sign")
    assert asking.page
    assert asking.page.question.id == "ran_out"
    press(asking, 3)
    assert asking.end
    assert "At risk of food insecurity" in words(asking.end)
    assert "Pediatrics 2010" in words(asking.end)
    assert asking.end.keys == ["score risk:0"]
    before = plan(workstation, people)
    asking.end.put_button.click()
    assert len(plan(workstation, people).concerns) == len(before.concerns) + 1
    workstation.window.toast.undo_button.click()
    assert plan(workstation, people).concerns == before.concerns
    (row,) = sheets(workstation, people)
    assert row.finished
    assert row.answers == {"worried": "sometimes", "ran_out": "never"}


def plan(workstation: Workstation, people: Sample) -> PlanContent:
    found: list[care_plans.PlanRow] = []
    workstation.worker.read(care_plans.current, people.mateo, then=found.append)
    return found[0].content


def test_danger_to_self_stands_in_front_of_everything_even_of_closing(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    asking = ask(workstation, people, "phq_9")
    press(asking, *[1] * 8)
    assert asking.page
    assert asking.page.question.id == "harm"
    asking.page.press(2)
    asking.reject()
    assert asking.isVisible()
    assert asking.safety
    said = words(asking.safety)
    assert "988" in said
    assert "Your team was told" in said
    # No key of the questions leaves it.
    QTest.keyClick(asking, Qt.Key.Key_Return)
    assert asking.pages.currentWidget() is asking.safety
    (row,) = [one for one in sheets(workstation, people) if one.safety]
    assert row.safety_message_id
    told: list[desk_messages.MessageRow] = []
    workstation.worker.read(desk_messages.row, row.safety_message_id, then=told.append)
    assert told[0].done_at is None
    asking.safety.stop_button.click()
    assert not asking.isVisible()
    assert workstation.desk
    assert workstation.desk.drafts.draft(DRAFT, people.mateo)
