"""Lines break where UAX 14 lets them, and never beyond the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break_boundaries

from hhdesk.papers import lines
from hhdesk.papers.isolates import PHONE
from hhdesk.papers.shaping import shape

PIECES = st.sampled_from(
    [
        *("a", "Señor", "đường", "1", "2026", "3.5", " ", "  ", ".", ",", "?", "!"),
        *("(", ")", "¿", "¡", '"', "“", "”", "'", "-", "–", "—", "/", "·", "•", ":"),
        *("%", "$", "\u00a0", "\u200b", "e\u0301", "\n", "7F3A-4BE1", "in-law", "…"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def broken(text: str, width: float, language: str = "en") -> list[str]:
    found = lines.wrap(shape(text, language), width)
    return [text[line.start : line.shown] for line in found]


@given(TEXTS)
def test_breaks_found_word_by_word_are_those_of_the_whole_text(text: str) -> None:
    phones = [range(m.start() + 1, m.end()) for m in PHONE.finditer(text)]
    expected = [
        end
        for end in line_break_boundaries(text)
        if not any(end in phone for phone in phones)
    ]
    found = lines._breaks(text, "en")
    assert [end for end in found if end] == [end for end in expected if end]


@given(TEXTS, st.floats(2, 30))
def test_no_line_is_wider_than_the_room_unless_it_is_one_cluster(
    text: str, width: float
) -> None:
    shaped = shape(text, "en")
    found = lines.wrap(shaped, width)
    assert "".join(text[line.start : line.end] for line in found) == text
    for line in found:
        shown = text[line.start : line.shown]
        clusters = [end for end in grapheme_cluster_boundaries(shown) if end]
        assert line.width <= width + 1e-6 or len(clusters) == 1


def test_words_stay_whole_while_they_fit() -> None:
    assert broken("We call you on Monday", 5) == ["We call", "you on", "Monday"]


def test_a_word_without_room_breaks_between_its_letters() -> None:
    assert "".join(broken("x" * 200, 10)) == "x" * 200


def test_an_accent_is_never_cut_from_its_letter() -> None:
    assert all(not line.startswith("\u0301") for line in broken("e\u0301" * 60, 5))


def test_a_phone_number_is_not_parted() -> None:
    found = broken("Call us today please at (510) 555-0100 or come", 14)
    assert any("(510) 555-0100" in line for line in found)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\u2028"])
def test_a_line_end_in_the_text_ends_the_line(newline: str) -> None:
    assert broken(f"one{newline}two", 50) == ["one", "two"]


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert broken("", 10) == [""]


def test_korean_breaks_at_spaces_only() -> None:
    text = "우리는 아이를 돕습니다"
    ends = lines._breaks(text, "ko")
    assert all(end == len(text) or text[end - 1] == " " for end in ends)
    assert len(lines._breaks(text, "ja")) > len(ends)


def test_the_letters_that_never_break_are_all_alphabetic_to_uax_14() -> None:
    word = "".join(
        chr(code) for code in range(0x2000) if lines._WORD.fullmatch(chr(code) * 2)
    )
    letters = "".join(c for c in word if c.isalpha())
    assert list(line_break_boundaries(letters)) == [len(letters)]
