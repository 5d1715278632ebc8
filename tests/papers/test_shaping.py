"""Text becomes the right glyphs, and says what it is when it is copied."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from hhdesk.assets import resource
from hhdesk.errors import MissingGlyph
from hhdesk.papers.shaping import Run, Span, shape

SENTENCES = {
    "en": "Call Ms. O'Neill-Brown (again): “Where is the 8 AM bus?”",
    "es": "¿Dónde está la niña? Llámenos: está aquí, señora Núñez.",
    "vi": "Kế hoạch chăm sóc hen suyễn của tôi: Nguyễn Thị Đường",
    "pl": "Zażółć gęślą jaźń, Wojciech Łącki",
    "ru": "Позвоните нам, если Ана кашляет ночью.",
    "ht": "Tanpri rele nou lè ou bezwen èd.",
    "hmn": "Hu rau peb yog Ana hnoos hmo ntuj.",
}


def glyphs(run: Run) -> list[tuple[int, int, int, int]]:
    """Glyph, advance and offset of each glyph, as hb-shape tells them."""
    offsets = run.offsets or [(0, 0)] * len(run.keys)
    return [
        (glyph, advance, dx, dy)
        for (glyph, _), advance, (dx, dy) in zip(
            run.keys, run.advances, offsets, strict=True
        )
    ]


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_glyphs_and_places_are_those_of_an_independent_shaper(
    language: str, weight: str
) -> None:
    shaper = shutil.which("hb-shape")
    if shaper is None:
        pytest.skip("hb-shape (Debian: libharfbuzz-bin) is not installed")
    text = SENTENCES[language]
    font = str(resource("fonts", f"NotoSans-{weight}.ttf"))
    options = ["--output-format=json", "--no-glyph-names", f"--language={language}"]
    features = "--features=-liga,-clig,-dlig"
    told = subprocess.run(
        [shaper, *options, features, font, text],
        capture_output=True,
        check=True,
        text=True,
    )
    expected = [(g["g"], g["ax"], g["dx"], g["dy"]) for g in json.loads(told.stdout)]
    bold = (Span(0, len(text)),) if weight == "Bold" else ()
    found = [glyph for run in shape(text, language, bold).runs for glyph in glyphs(run)]
    assert found == expected


@pytest.mark.parametrize("text", ["e\u0301", "Nguye\u0302\u0303n", "J\u0301o"])
def test_letters_written_as_base_and_marks_stand_for_all_they_were(text: str) -> None:
    runs = shape(text, "vi").runs
    assert "".join(said for run in runs for _, said in run.keys) == text


def test_ligatures_stay_apart() -> None:
    [run] = shape("office fluffy", "en").runs
    assert len(run.keys) == len("office fluffy")


def test_bold_words_come_from_the_bold_face() -> None:
    label, rest = shape("Goal: play", "en", (Span(0, 5),)).runs
    assert (label.face.name, rest.face.name) == ("NotoSans-Bold", "NotoSans-Regular")
    assert (label.start, label.end) == (0, 5)


@pytest.mark.parametrize("sign", "☐☑✓•—–“”…→★½°≤€")
def test_signs_of_papers_have_a_glyph_in_text_and_in_bold_text(sign: str) -> None:
    for bold in ((), (Span(0, 3),)):
        runs = shape(f"a{sign}b", "en", bold).runs
        assert "".join(said for run in runs for _, said in run.keys) == f"a{sign}b"


def test_a_sign_from_another_face_does_not_make_the_line_higher() -> None:
    plain, signed = shape("Call", "en"), shape("☐ Call →", "en")
    assert (signed.ascent, signed.descent) == (plain.ascent, plain.descent)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Li 漢 Na", "U+6F22 CJK UNIFIED IDEOGRAPH-6F22"),
        ("أنا", "U+0623 ARABIC LETTER ALEF WITH HAMZA ABOVE"),
        ("ok 😀", "U+1F600 GRINNING FACE"),
        ("a\ue000", "U+E000"),
        ("a\ud800", "U+D800"),
    ],
)
def test_a_character_without_a_glyph_is_refused_by_name(text: str, name: str) -> None:
    with pytest.raises(MissingGlyph) as refusal:
        shape(text, "en")
    assert name in str(refusal.value)


def test_invisible_characters_leave_no_mark_and_no_refusal() -> None:
    text = "a\u200bb\u200e\u2066c\u2069\ufeff\x07\x00d"
    keys = [key for run in shape(text, "en").runs for key in run.keys]
    assert "".join(said for _, said in keys) == "abcd"


def test_a_tab_is_a_space() -> None:
    [run] = shape("a\tb", "en").runs
    assert [said for _, said in run.keys] == ["a", " ", "b"]
