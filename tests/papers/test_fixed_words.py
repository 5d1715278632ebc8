"""The fixed words of papers: plain, and there in Spanish."""

from __future__ import annotations

import re

import pytest

from hhdesk.care.arrangements import ARRANGEMENT_WORDS
from hhdesk.care.care_team import TEAM_ROLE_WORDS
from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    DOMAIN_WORDS,
    RESPONSIBLE_WORDS,
)
from hhdesk.care.plan_lines import LINE_KIND_WORDS
from hhdesk.care.reading_level import GOAL_GRADE, flesch_kincaid, szigriszt_pazos
from hhdesk.care.referral_sentences import (
    FAMILY_TURN_WORDS,
    SENTENCES,
    THE_AGENCY,
    sentence_of,
)
from hhdesk.care.referral_states import TABLE, ReferralState
from hhdesk.i18n import catalogue
from hhdesk.papers import (
    bring,
    care_plan,
    care_plan_closing,
    care_plan_emergency,
    care_plan_goals,
    care_plan_health,
    care_plan_opening,
    care_plan_people,
    care_plan_signing,
    consent_form,
    footers,
    letterhead,
    next_steps,
    notices,
    plan_changes,
    plan_changes_input,
    plan_summary,
    repeats,
    sides,
    visit_list,
    visits,
)
from hhdesk.papers.frequent import NEEDS, VISIT_TITLES, frequent
from hhdesk.papers.voices import Voice

MODULES = (
    bring,
    care_plan,
    care_plan_closing,
    care_plan_emergency,
    care_plan_goals,
    care_plan_health,
    care_plan_opening,
    care_plan_people,
    care_plan_signing,
    consent_form,
    footers,
    letterhead,
    next_steps,
    plan_changes,
    plan_changes_input,
    plan_summary,
    repeats,
    sides,
    visit_list,
    visits,
)
_NOT_WORDS = ("ENGLISH", "ENGLISH_NOTICE", "UNCHECKED")


def fixed_words() -> list[str]:
    """Every message that a family can read on a paper."""
    found = [
        value
        for module in MODULES
        for name, value in vars(module).items()
        if name[0].isupper()
        and name.isupper()
        and isinstance(value, str)
        and name not in _NOT_WORDS
    ]
    tables = (
        *(care_plan_goals.HELP_WORDS, care_plan_signing.SIGNED_WORDS, DOMAIN_WORDS),
        *(care_plan_signing.METHOD_WORDS, care_plan_signing.STAGE_WORDS),
        *(care_plan_people.PLAN_WORDS, plan_changes.NEWS_WORDS, repeats.EVERY),
        *(TEAM_ROLE_WORDS, LINE_KIND_WORDS),
        *(ACHIEVEMENT_WORDS, RESPONSIBLE_WORDS, ARRANGEMENT_WORDS),
        *(visits.ARRANGED_WORDS, FAMILY_TURN_WORDS),
    )
    for table in tables:
        found += table.values()
    for sentence in SENTENCES.values():
        found += sentence
    found += [THE_AGENCY, *VISIT_TITLES, *NEEDS]
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


def test_every_state_of_a_referral_has_a_sentence_for_the_family() -> None:
    for state, rule in TABLE.items():
        if state is ReferralState.ENTERED_IN_ERROR:
            continue
        for detail in (None, *rule.details):
            told = sentence_of(state, detail)
            assert told.now
            assert told.to_do
            if detail:
                assert (state, detail) in SENTENCES


def test_a_frequent_title_is_known_however_it_is_typed() -> None:
    spanish = Voice("es")
    known = frequent(spanish, "Well visit")
    assert known
    assert frequent(spanish, "  well  VISIT ") == known
    assert frequent(spanish, "Well visit with Dr. Lee") is None
    assert frequent(spanish, "Sent") is None
    assert frequent(Voice("es", checked=False), "Well visit") == f"{known}*"


def test_the_published_notice_keeps_its_slots() -> None:
    for language, text in notices.NOTICES.items():
        assert "{phone}" in text
        assert "(510) 555-0100" in str(notices.notice(language, "(510) 555-0100"))
    assert notices.notice("es", "") is None
    assert notices.notice("hmn", "(510) 555-0100") is None
