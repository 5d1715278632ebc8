"""Gathered rows to a PDF, whichever paper was ordered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hhdesk.care.huddle import HuddleForReader
from hhdesk.care.paper_orders import Gathered
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.translations import Pair
from hhdesk.care.visit_disclosure import VisitsForReader
from hhdesk.papers import (
    care_plan,
    care_plan_input,
    huddle,
    huddle_input,
    next_steps,
    visit_list,
)
from hhdesk.papers.letterhead import Drawn
from hhdesk.papers.paper_head import STANDARD, Choices, Issue
from hhdesk.care.reading_level import ReadingLevel, reading_level


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as it stands in the preview; it counts as handed out when that is
    recorded. `unwritten` lines are in English only; `level` judges the family's own
    lines, where a paper has such."""

    gathered: Gathered
    language: str
    pdf: bytes
    unwritten: int
    level: ReadingLevel | None = None


def make(gathered: Gathered, choices: Choices = STANDARD) -> Made:
    """Takes long; raises MissingGlyph for text that no font can print, LookupError for
    a language that papers do not know."""
    rows, issue = gathered.rows, Issue(gathered.day, gathered.number)
    if isinstance(rows, PlanForReader):
        plan = care_plan_input.paper_for(rows, issue, choices)
        text = " ".join(_printed(plan.content, plan.language))
        level = reading_level(text, plan.language)
        return _made(gathered, plan.language, care_plan.draw_care_plan(plan), level)
    if isinstance(rows, VisitsForReader):
        visits = visit_list.paper_for(rows, issue, choices)
        return _made(gathered, visits.language, visit_list.draw_visit_list(visits))
    if isinstance(rows, HuddleForReader):
        sheet = huddle_input.paper_for(rows, issue, choices)
        return _made(gathered, sheet.language, huddle.draw_huddle(sheet))
    slip = next_steps.paper_for(rows, issue, choices)
    return _made(gathered, slip.language, next_steps.draw_next_steps(slip))


def _made(
    gathered: Gathered, language: str, drawn: Drawn, level: ReadingLevel | None = None
) -> Made:
    return Made(gathered, language, drawn.pdf, drawn.unwritten, level)


def _printed(content: PlanContent, language: str) -> Iterator[str]:
    """The family's lines as they are printed in a language, each a sentence."""
    for pair in _pairs(content):
        text = (
            pair.english if language == "en" else pair.family if pair.printable else ""
        )
        if text:
            yield text if text.endswith((".", "!", "?")) else f"{text}."


def _pairs(content: PlanContent) -> Iterator[Pair]:
    yield from (content.what_matters, content.strengths)
    yield from (concern.text for concern in content.concerns)
    for goal in content.goals:
        yield goal.family_words
        yield from (activity.text for activity in goal.activities)
