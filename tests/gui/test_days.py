"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hhdesk.gui import days
from hhdesk.gui.day_field import DayField

BORN = date(2025, 5, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "05/14/2025",
        "5/14/25",
        "5-14-2025",
        "5.14.2025",
        "05142025",
        "2025-05-14",
        "May 14, 2025",
        "14 May 2025",
        "14 de mayo de 2025",
        "  mayo  14  2025 ",
    ],
)
def test_a_day_is_read_in_every_usual_form(typed: str) -> None:
    assert days.parse(typed) == BORN


@pytest.mark.parametrize("typed", ["", "soon", "31/12/2025", "02/30/2025", "May 2025"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert days.parse(typed) is None


def test_two_digits_of_a_year_mean_this_century_or_the_last() -> None:
    assert days.parse("1/2/60") == date(2060, 1, 2)
    assert days.parse("1/2/61") == date(1961, 1, 2)


def test_a_field_writes_the_day_the_usual_way_when_it_is_left(qtbot: QtBot) -> None:
    field = DayField()
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.field, "may 14 2025")
    field.field.editingFinished.emit()
    assert field.field.text() == "05/14/2025"
    assert field.day == BORN


def test_what_cannot_be_read_stays_as_typed_and_is_marked(qtbot: QtBot) -> None:
    field = DayField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.field, "next week")
    field.field.editingFinished.emit()
    assert field.field.text() == "next week"
    assert field.wrong
    assert field.field.property("wrong")


def test_a_day_is_picked_from_a_month(qtbot: QtBot) -> None:
    field = DayField()
    qtbot.addWidget(field)
    field.put(BORN)
    field.button.pressed.emit()
    assert field.month is not None
    shown = field.month.selectedDate()
    assert (shown.year(), shown.month(), shown.day()) == (2025, 5, 14)
    with qtbot.waitSignal(field.changed):
        field.month.clicked.emit(shown.addDays(1))
    assert field.day == date(2025, 5, 15)
    assert field.focusPolicy() != Qt.FocusPolicy.NoFocus or field.focusProxy()
