"""Hard words are underlined as they are typed, and the chip says how a line reads."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.reading_marks import ReadingChip, ReadingMarks
from hhdesk.gui.theme import Theme

HARD = "He will demonstrate expressive language."


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> GrowingText:
    made = GrowingText()
    qtbot.addWidget(made)
    made.setPlainText(HARD)
    return made


def underlined(field: GrowingText) -> list[str]:
    text = field.toPlainText()
    found = []
    for one in field.extraSelections():
        cursor = one.cursor
        found.append(text[cursor.selectionStart() : cursor.selectionEnd()])
    return found


def test_what_is_hard_is_marked_and_the_text_is_not_touched(
    field: GrowingText, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(field.textChanged):
        marks = ReadingMarks(field)
    assert underlined(field) == ["demonstrate", "expressive"]
    assert not field.document().isModified()
    field.setPlainText("He shows us.")
    assert underlined(field) == []
    field.setPlainText("La exacerbación")
    marks.speak("es")
    assert underlined(field) == ["exacerbación"]


def test_a_place_in_the_text_tells_the_plainer_word(field: GrowingText) -> None:
    marks = ReadingMarks(field)
    assert marks.tip_at(HARD.index("demonstrate") + 2) == "Plainer: show"
    assert marks.tip_at(0) == ""
    long = "and so on " * 8 + "."
    field.setPlainText(long)
    assert "24 words" in marks.tip_at(3)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("", "en", ""),
        ("Mateo says 20 words at home.", "en", "Very easy to read"),
        (HARD, "en", "Hard to read (grade 10)"),
        (
            "Sawv ntxov nws noj mov.",
            "hmn",
            "Reading level: not measurable in this language",
        ),
    ],
)
def test_the_chip_says_how_a_line_reads(
    qtbot: QtBot, theme: Theme, text: str, language: str, words: str
) -> None:
    chip = ReadingChip()
    qtbot.addWidget(chip)
    chip.put(text, language)
    assert chip.text() == words
