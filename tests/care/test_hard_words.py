"""Hard words and long sentences, and where they stand in a line."""

from __future__ import annotations

import pytest

from hhdesk.care.hard_words import NOTHING, marks


def hard(text: str, language: str = "en") -> dict[str, str]:
    found = marks(text, language).words
    return {text[one.start : one.end]: one.plainer for one in found}


def test_jargon_is_marked_in_each_of_its_forms_with_the_plainer_word() -> None:
    text = "Demonstrate the nebulizers. We assessed his medication prior to school."
    assert hard(text) == {
        "Demonstrate": "show",
        "nebulizers": "breathing machine for medicine",
        "assessed": "check",
        "medication": "medicine",
        "prior to": "before",
    }


def test_a_long_word_is_hard_unless_every_family_knows_it() -> None:
    assert hard("His grandmother brings vegetables on Saturday.") == {}
    assert hard("We follow his articulation.") == {"articulation": ""}


def test_a_name_is_not_hard() -> None:
    assert hard("Alejandra meets Sacramento County. Esmeralda comes too.") == {}
    assert hard("Documentation comes first.") == {"Documentation": ""}


def test_spanish_has_its_own_list_and_its_own_length() -> None:
    text = "La exacerbación es rara. Su enfermedad mejora con vacunas."
    assert hard(text, "es-US") == {"exacerbación": "ataque más fuerte"}
    assert list(hard("Un equipo interdisciplinario.", "es")) == ["interdisciplinario"]


@pytest.mark.parametrize(("language", "longest"), [("en", 20), ("es", 25)])
def test_a_sentence_is_long_from_one_word_more_than_the_limit(
    language: str, longest: int
) -> None:
    fits, long = "ya " * longest, "ya " * (longest + 1)
    assert marks(f"{fits}. {fits}.", language).sentences == ()
    [found] = marks(f"Ya. {long.strip()}. Ya.", language).sentences
    assert found.words == longest + 1
    assert (found.start, found.end) == (4, 4 + len(long.strip()) + 1)


def test_a_number_with_a_point_ends_no_sentence() -> None:
    text = "Give 2.5 ml " + "a " * 18 + "b."
    [found] = marks(text, "en").sentences
    assert found.start == 0


def test_a_language_without_a_list_has_no_marks() -> None:
    assert marks("Sawv ntxov " * 40, "hmn") is NOTHING
