"""What a line draws is what it says, in both directions."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.errors import MissingGlyph
from hhdesk.papers.faces import Fonts, open_face
from hhdesk.papers.lines import wrap
from hhdesk.papers.pen import Pen
from hhdesk.papers.shaping import INVISIBLE, Shaped, Span, shape
from hhdesk.papers.tagging import Element
from tests.papers.extraction import Shown, shown_texts


def drawn(shaped: Shaped, width: float = 40) -> list[list[Shown]]:
    """The shown strings of each line, drawn at size 10 from x = 50."""
    pen = Pen(612, 792)
    element = Element("P")
    for number, line in enumerate(wrap(shaped, width)):
        with pen.marked(element):
            pen.line(shaped, line, 10, 50, 700 - 20 * number)
    pen.next_page()
    [page] = shown_texts(pen.pdf())
    lines: dict[float, list[Shown]] = {}
    for shown in page:
        lines.setdefault(shown.y, []).append(shown)
    return list(lines.values())


def text_of(lines: list[list[Shown]]) -> str:
    return "".join(shown.text for line in lines for shown in line)


@pytest.mark.parametrize(
    "text",
    [
        "Trần Thị Ngọc Ánh, O’Brien, Wałęsa",
        "e\u0301 o\u0302\u0323 J\u0301 x\u0307\u0323",
        "<b>not bold</b> & <img src='file:///etc/passwd'/>",
        "☐ Call → ask for “Ana” ★",
    ],
)
def test_text_copied_out_is_the_text_put_in(text: str) -> None:
    assert text_of(drawn(shape(text, "en"))) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F), max_size=60))
def test_any_latin_text_comes_out_again_over_several_lines(text: str) -> None:
    expected = "".join(c for c in text if c.isprintable() or c == "\u00a0")
    found = "".join(c for c in text_of(drawn(shape(text, "en"), 6)))
    assert "".join(c for c in found if c.isprintable() or c == "\u00a0") == expected


def test_a_kerned_word_is_as_wide_as_its_line_says() -> None:
    shaped = shape("To Yvonne: AVATAR", "en", (Span(0, 3),))
    label, rest = drawn(shaped)[0]
    [line] = wrap(shaped, 40)
    before = shaped.reach[label.text and len(label.text)]
    assert rest.x - label.x == pytest.approx(before * 10, abs=0.01)
    assert line.width == pytest.approx(shaped.reach[-1])


@pytest.fixture(scope="module")
def hebrew() -> Fonts:
    """A font of boxes for Hebrew, Latin and digits, each letter of another width."""
    letters = [*map(chr, range(0x5D0, 0x5EB)), *"0123456789abcdeN ().-"]
    names = {ord(letter): f"g{ord(letter):04X}" for letter in letters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    for point in ((0, 0), (0, 500), (300, 500)):
        (pen.lineTo if point != (0, 0) else pen.moveTo)(point)
    pen.closePath()
    outline = pen.glyph()
    builder.setupGlyf(dict.fromkeys((".notdef", *names.values()), outline))
    widths = {name: (400 + 5 * n, 0) for n, name in enumerate(names.values())}
    builder.setupHorizontalMetrics({".notdef": (500, 0), **widths})
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.font.save(file)
    face = open_face("Boxes", file.getvalue(), languages=("he",))
    return Fonts((face,), (face,))


def from_left(line: list[Shown]) -> str:
    """The glyphs of a line as they stand; its strings hold them left to right."""
    return "".join(shown.text for shown in sorted(line, key=lambda shown: shown.x))


def test_hebrew_stands_from_right_to_left(hebrew: Fonts) -> None:
    shaped = shape("אבג דהו", "he", (), True, hebrew)
    assert from_left(drawn(shaped)[0]) == "והד גבא"


def test_a_number_in_hebrew_stands_from_left_to_right(hebrew: Fonts) -> None:
    shaped = shape("אב 12 גד", "he", (), True, hebrew)
    assert from_left(drawn(shaped)[0]) == "דג 12 בא"


def test_a_hebrew_line_keeps_the_space_that_its_break_swallows(hebrew: Fonts) -> None:
    shaped = shape("אבג דהו זחט", "he", (), True, hebrew)
    lines = drawn(shaped, 4)
    assert len(lines) > 1
    assert sorted(text_of(lines)) == sorted("אבג דהו זחט")
    # The space hangs out at the left: what is shown begins at x.
    space = shape(" ", "he", (), True, hebrew).reach[-1] * 10
    [first] = lines[0]
    assert first.text.startswith(" ")
    assert first.x + space == pytest.approx(50)


def test_naughty_strings_are_printed_as_typed_or_refused(
    shared_data: Path,
) -> None:
    path = shared_data / "naughty" / "blns" / "blns.json"
    strings = [text for text in json.loads(path.read_text("utf-8")) if text]
    printed = refused = 0
    for text in strings:
        try:
            shaped = shape(text, "en")
        except MissingGlyph:
            refused += 1
            continue
        printed += 1
        expected = "".join(" " if c == "\t" else c for c in text if c not in INVISIBLE)
        assert visible(text_of(drawn(shaped))) == visible(expected)
    assert printed > 300
    assert refused > 50


def visible(text: str) -> list[str]:
    """Its characters, in no order: what stands from right to left is drawn so."""
    return sorted(c for c in text if c not in INVISIBLE)
