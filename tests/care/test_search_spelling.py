"""Mistyped names."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from hhdesk.care.search_spelling import MOST, Lexicon

KNOWN = (
    "hernandez fernandez herman garcia garza gracia smith smyth washington williams "
    "nguyen martinez martin johnson jones"
)
NAMES = KNOWN.split()
LEXICON = Lexicon(NAMES, 7)


def near(typed: str) -> list[str]:
    return [guess.word for guess in LEXICON.near(typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hernadez", "hernandez"),
        ("hernandes", "hernandez"),
        ("ehrnandez", "hernandez"),
        ("hernandezz", "hernandez"),
        ("garsia", "garcia"),
        ("jonhson", "johnson"),
        ("wshingtn", "washington"),
        ("smtih", "smith"),
    ],
)
def test_the_nearest_name_comes_first(typed: str, meant: str) -> None:
    assert near(typed)[0] == meant


def test_a_name_that_is_not_typed_to_its_end_is_found_too() -> None:
    assert LEXICON.near("wsahin")[0].word == "washin"
    assert LEXICON.near("wsahin")[0].beginning


def test_two_letters_and_far_words_are_nobodys() -> None:
    assert near("xq") == []
    assert near("qqqqqqqqq") == []


def test_a_word_is_known_by_its_beginning() -> None:
    assert LEXICON.knows("hern")
    assert not LEXICON.knows("hernx")
    assert not Lexicon().knows("a")


@given(st.text("abcd", min_size=3, max_size=9), st.sets(st.text("abcd", min_size=3)))
def test_every_word_one_error_away_is_found(typed: str, known: Iterable[str]) -> None:
    away = sorted(word for word in known if OSA.distance(typed, word) == 1)
    found = [guess.word for guess in Lexicon(known).near(typed)]
    assert set(found) >= set(away) or len(found) == MOST
    if away:
        assert set(found) <= set(away)


def test_changes_are_followed() -> None:
    changed = LEXICON.with_changes([("okafor", 2, 9), ("smith", 0, 8)])
    assert changed.seq == 9
    assert changed.knows("okafor")
    assert not changed.knows("smith")
    assert LEXICON.knows("smith")


def test_the_order_does_not_depend_on_chance() -> None:
    shuffled = list(NAMES)
    random.Random(3).shuffle(shuffled)
    assert Lexicon(shuffled).near("garza") == LEXICON.near("garza")
