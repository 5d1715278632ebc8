"""Plans that came without the family's words are told in the clinic's, and say so."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care.goals import ConcernRow, Domain, GoalRow, Lifecycle
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.voices import Voice
from tests.papers import samples
from tests.papers.extraction import told
from tests.papers.samples import paper


def text_of(pdf: bytes) -> str:
    return "\n".join(one.text for one in told(pdf))


def said_in(pdf: bytes, language: str) -> list[str]:
    return [one.text for one in told(pdf) if one.language == language]


def test_a_goal_without_family_words_is_told_in_the_clinics_and_marked() -> None:
    bare = GoalRow(
        Domain.MEDICAL,
        Pair(),
        "Nocturnal asthma controlled",
        lifecycle=Lifecycle.ACTIVE,
    )
    worry = ConcernRow(Domain.MEDICAL, Pair(), "Nocturnal asthma")
    content = PlanContent(concerns=(worry,), goals=(bare,))
    pdf = care_plan(paper(content=content, visits=()))
    english = said_in(pdf, "en")
    assert "Goal, in the clinic's words: Nocturnal asthma controlled" in english
    assert "A concern, in the clinic's words: Nocturnal asthma" in english
    assert "Nocturnal asthma controlled" in english
    assert not any("empty" in text for text in english)
    assert not any("Nocturnal" in text for text in said_in(pdf, "es"))
    assert "Línea vacía para el intérprete" in text_of(pdf)


def test_a_plan_whose_goals_all_rest_is_not_called_empty() -> None:
    resting = replace(samples.WORDS, lifecycle=Lifecycle.ON_HOLD)
    content = PlanContent(goals=(resting,))
    text = text_of(care_plan(paper(content=content, visits=(), language="en")))
    assert "No goal is under way now." in text
    assert "empty" not in text


def test_a_frequent_visit_title_is_told_in_the_familys_language() -> None:
    visit = replace(samples.VISITS[1], title=Pair("well visit"))
    pdf = care_plan(paper(visits=(visit,)))
    known = Voice("es").find("Well visit")
    assert known in said_in(pdf, "es")
