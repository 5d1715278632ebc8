"""Forms and their classes agree; language changes; text stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from defusedxml.ElementTree import parse
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hhdesk.gui import forms
from hhdesk.gui.application import Speech
from hhdesk.gui.forms import FormError, Spoken
from hhdesk.gui.labels import ElidedLabel, PlainLabel, plain_tip
from hhdesk.gui.toast import Toast

FORMS = sorted(Path(__file__).parents[2].joinpath("ui").glob("*.ui"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_no_rich_text_and_marks_what_code_fills(path: Path) -> None:
    tree = parse(path).getroot()
    assert tree.find(".//property[@name='textFormat']") is None
    for prop in tree.iter("property"):
        if prop.get("stdset") == "0":
            string = prop.find("string")
            assert string is None or string.get("notr") == "true", prop.get("name")


class _Lacking(QWidget):
    no_such_button: QPushButton


class _Mistaken(QWidget):
    top_bar: QPushButton


def test_a_missing_child_is_named(qtbot: QtBot) -> None:
    widget = _Lacking()
    qtbot.addWidget(widget)
    with pytest.raises(FormError, match="no_such_button: QPushButton"):
        forms.load(widget, "window")


def test_a_child_of_another_class_is_named(qtbot: QtBot) -> None:
    widget = _Mistaken()
    qtbot.addWidget(widget)
    with pytest.raises(FormError, match="top_bar: QPushButton, the form has QFrame"):
        forms.load(widget, "window")


def test_markup_in_a_name_stays_text(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Ana</b>")
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>Ana</b>"
    assert "<b>" not in plain_tip("<b>Ana</b>")


def test_a_name_that_does_not_fit_is_cut_and_told_in_full(qtbot: QtBot) -> None:
    label = ElidedLabel("Guadalupe de los Ángeles Hernández Ruiz")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert "Guadalupe" in label.toolTip()
    label.resize(800, 20)
    assert label.toolTip() == ""


class _Page(Spoken, QWidget):
    new_button: QPushButton
    refilled = False

    def refill(self) -> None:
        self.refilled = True


def test_the_words_of_a_form_change_and_what_code_filled_is_kept(
    qtbot: QtBot, qapp: QApplication, speech: Speech
) -> None:
    page = _Page()
    qtbot.addWidget(page)
    forms.load(page, "window")
    page.setWindowTitle("Lucía")
    assert page.new_button.text() == "New"
    speech.speak("es")
    qapp.processEvents()
    assert page.new_button.text() == "Nuevo"
    assert page.windowTitle() == "Lucía"
    assert page.refilled


def test_a_toast_takes_an_act_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    toast = Toast(window)
    undone: list[str] = []
    toast.say("Removed", lambda: undone.append("yes"))
    assert toast.isVisible()
    toast.undo_button.click()
    assert undone == ["yes"]
    assert not toast.isVisible()
    toast.say("Saved")
    assert not toast.undo_button.isVisible()
