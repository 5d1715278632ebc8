"""The fixed words of the care plan: plain, and there in Spanish."""

from __future__ import annotations

import re

import pytest

from hhdesk.care.arrangements import ARRANGEMENT_WORDS
from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    DOMAIN_WORDS,
    RESPONSIBLE_WORDS,
)
from hhdesk.i18n import catalogue
from hhdesk.papers import (
    care_plan,
    care_plan_closing,
    care_plan_goals,
    care_plan_opening,
    footers,
    notices,
    sides,
)
from hhdesk.papers.reading_level import GOAL_GRADE, flesch_kincaid, szigriszt_pazos

MODULES = (
    care_plan,
    care_plan_closing,
    care_plan_goals,
    care_plan_opening,
    footers,
    sides,
)
_NOT_WORDS = ("KIND", "ENGLISH", "ENGLISH_NOTICE", "UNCHECKED")


def fixed_words() -> list[str]:
    """Every message that a family can read on its care plan."""
    found = [
        value
        for module in MODULES
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and name not in _NOT_WORDS
    ]
    tables = (
        *(care_plan_goals.HELP_WORDS, care_plan_closing.SIGNED_WORDS, DOMAIN_WORDS),
        *(ACHIEVEMENT_WORDS, RESPONSIBLE_WORDS, ARRANGEMENT_WORDS),
    )
    for table in tables:
        found += table.values()
    return list(dict.fromkeys(found))


def sentences(texts: list[str]) -> str:
    plain = [re.sub(r"\{\w+\}", "Ana", text) for text in texts]
    return "\n".join(text for text in plain if text.endswith(("?", "!", ".")))


@pytest.mark.parametrize("message", fixed_words())
def test_every_fixed_word_has_spanish(message: str) -> None:
    assert catalogue("es").find(message)


def test_the_sentences_are_at_most_grade_six() -> None:
    assert flesch_kincaid(sentences(fixed_words())) <= GOAL_GRADE


def test_the_spanish_sentences_are_fairly_easy() -> None:
    words = catalogue("es")
    spanish = [words.find(message) or "" for message in fixed_words()]
    assert szigriszt_pazos(sentences(spanish)) > 65


def test_the_published_notice_keeps_its_slots() -> None:
    for language, text in notices.NOTICES.items():
        assert "{phone}" in text
        assert "(510) 555-0100" in str(notices.notice(language, "(510) 555-0100"))
    assert notices.notice("es", "") is None
    assert notices.notice("hmn", "(510) 555-0100") is None
