"""Lists: marks beside their items, in both directions, parted at the foot of a page."""

from __future__ import annotations

from datetime import date

import pytest

from hhdesk.papers.blocks import Block, Paragraph, Style
from hhdesk.papers.document import make_pdf
from hhdesk.papers.finishing import About
from hhdesk.papers.lint import faults
from hhdesk.papers.lists import bulleted, numbered
from hhdesk.papers.page import FooterPlace, Frame
from hhdesk.papers.rows import Column
from tests.papers.extraction import Shown, shown_texts, told

STYLE = Style(12, leading=1.5)
FRAME = Frame()
RIGHT = FRAME.width - FRAME.side


def text(words: str, language: str = "en") -> Paragraph:
    return Paragraph(words, language, STYLE)


def printed(*blocks: Block, language: str = "en") -> bytes:
    title = Paragraph("Steps", language, STYLE, tag="H1", bookmark=0)

    def footer(place: FooterPlace) -> Block:
        return Column([])

    about = About("Steps", language, date(2026, 11, 21))
    return make_pdf([title, *blocks], about, footer, FRAME)


def shown(pdf: bytes) -> list[Shown]:
    return [one for page in shown_texts(pdf) for one in page]


def test_numbers_stand_before_their_items_and_line_up() -> None:
    items = [[text(f"Step {number}")] for number in range(1, 13)]
    pdf = printed(numbered(items, "en", STYLE))
    marks = [one for one in told(pdf) if one.tag == "Lbl"]
    assert [one.text for one in marks] == [f"{number}." for number in range(1, 13)]
    bodies = [one for one in shown(pdf) if one.text.startswith("Step ")]
    assert len({one.x for one in bodies}) == 1
    assert all(one.x > FRAME.side + STYLE.size for one in bodies)
    assert faults(pdf) == []


def test_a_list_goes_on_counting_where_it_is_told_to() -> None:
    pdf = printed(numbered([[text("More")]], "en", STYLE, first=8))
    assert "8." in [one.text for one in told(pdf)]


def test_the_lines_of_an_item_stand_under_each_other() -> None:
    long = "word " * 60
    pdf = printed(bulleted([[text(long)]], "en", STYLE))
    words = [one for one in shown(pdf) if one.text.startswith("word")]
    assert len(words) > 2
    assert len({one.x for one in words}) == 1
    assert faults(pdf) == []


def test_a_list_of_a_right_to_left_language_has_its_marks_at_the_right() -> None:
    pdf = printed(bulleted([[text("One", "ar")]], "ar", STYLE), language="ar")
    mark = next(one for one in shown(pdf) if one.text == "•")
    body = next(one for one in shown(pdf) if one.text == "One")
    assert body.x < mark.x
    assert RIGHT - STYLE.size * 1.4 <= mark.x <= RIGHT


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_list_parts_between_and_inside_its_items(language: str) -> None:
    items = [[text(f"number {n} " * 70, language)] for n in range(20)]
    pdf = printed(numbered(items, language, STYLE), language=language)
    assert len(shown_texts(pdf)) > 2
    assert faults(pdf) == []
    # The space at a line's end hangs out at the side where the next one begins.
    texts = [one.text.split() for one in told(pdf) if one.tag == "P"]
    expected = [(f"number {n} " * 70).split() for n in range(20)]
    assert sorted(texts) == sorted(expected)
    for page in shown_texts(pdf):
        assert all(18 <= one.y <= 770 for one in page)


def test_a_list_in_a_list_is_told_as_one() -> None:
    inner = bulleted([[text("inner")]], "en", STYLE)
    pdf = printed(numbered([[text("outer"), inner]], "en", STYLE))
    assert faults(pdf) == []
    inside = next(one for one in shown(pdf) if one.text == "inner")
    outside = next(one for one in shown(pdf) if one.text == "outer")
    assert inside.x > outside.x


def test_an_endless_word_stays_within_its_item() -> None:
    pdf = printed(bulleted([[text("M" * 300)]], "en", STYLE))
    words = [one for one in shown(pdf) if "M" in one.text]
    assert "".join(one.text for one in words) == "M" * 300
    assert faults(pdf) == []
