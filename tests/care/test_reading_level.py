"""Reading levels by hand-counted texts."""

from __future__ import annotations

import pytest

from hhdesk.care.reading_level import (
    Ease,
    english_syllables,
    fernandez_huerta,
    flesch_kincaid,
    reading_level,
    sentences,
    spanish_syllables,
    szigriszt_pazos,
    words,
    words_a_sentence,
)

# 2 sentences, 9 words, 10 syllables: We call you on Mon-day. You can come too.
ENGLISH = "We call you on Monday. You can come too."
# 2 sentences, 9 words, 17 syllables:
# Lla-me a la clí-ni-ca el lu-nes. Pi-da un in-tér-pre-te.
SPANISH = "Llame a la clínica el lunes. Pida un intérprete."


def test_the_english_grade_is_the_formula_of_hand_counted_figures() -> None:
    assert flesch_kincaid(ENGLISH) == pytest.approx(
        0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59
    )


def test_the_spanish_scores_are_the_formulas_of_hand_counted_figures() -> None:
    assert fernandez_huerta(SPANISH) == pytest.approx(
        206.84 - 60 * 17 / 9 - 1.02 * 9 / 2
    )
    assert szigriszt_pazos(SPANISH) == pytest.approx(206.835 - 62.3 * 17 / 9 - 9 / 2)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("the", 1), ("make", 1), ("table", 2), ("visits", 2), ("called", 1)),
        *(("needed", 2), ("rides", 1), ("places", 2), ("medicine", 3), ("diet", 2)),
        *(("area", 3), ("create", 2), ("interpreter", 4), ("transportation", 4)),
        *(("coordinator", 5), ("intervention", 4), ("special", 2), ("every", 2)),
        *(("being", 2), ("clothes", 1), ("family", 3), ("January", 4), ("doctor", 2)),
    ],
)
def test_english_syllables_are_counted_as_they_are_spoken(
    word: str, count: int
) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("cuidado", 3), ("aéreo", 4), ("día", 2), ("ciudad", 2), ("país", 2)),
        *(("quiere", 2), ("guitarra", 3), ("pingüino", 3), ("leer", 2), ("muy", 1)),
        *(("actúa", 3), ("baúl", 2), ("construir", 2), ("poeta", 3), ("oído", 3)),
        *(("hacia", 2), ("hacía", 3), ("reyes", 2), ("y", 1), ("intérprete", 4)),
    ],
)
def test_spanish_syllables_part_where_strong_vowels_meet(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_a_plain_sentence_is_easy_and_an_official_one_is_not() -> None:
    plain = reading_level("We will call you. We will bring you to the visit.", "en")
    official = reading_level(
        "Notwithstanding prior authorization, eligibility determinations necessitate "
        "comprehensive interdisciplinary documentation.",
        "en-US",
    )
    assert plain is not None
    assert plain.is_easy
    assert official is not None
    assert official.ease is Ease.VERY_HARD


def test_spanish_bands_are_those_of_inflesz() -> None:
    level = reading_level(SPANISH, "es-US")
    assert level is not None
    assert level.formula == "INFLESZ"
    assert level.value > 80
    assert level.ease is Ease.EASY


@pytest.mark.parametrize("language", ["vi", "ar", "zh-Hant", "hmn", "ru"])
def test_a_language_without_a_formula_is_not_measurable(language: str) -> None:
    assert reading_level("Sawv ntxov", language) is None


@pytest.mark.parametrize("text", ["", "12 · 34", "—"])
def test_a_text_without_words_is_not_measurable(text: str) -> None:
    assert reading_level(text, "en") is None


def test_numbers_are_no_words_and_a_missing_full_stop_ends_a_sentence_too() -> None:
    assert words("Mateo says 20 words, his mother's") == [
        "Mateo",
        "says",
        "words",
        "his",
        "mother's",
    ]
    assert sentences("Call us\nAsk for Rosa") == 2
    assert sentences("At 3.30 p.m. today") == 2
    assert words_a_sentence("One two. Three four.") == 2
