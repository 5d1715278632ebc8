"""What a paper is made of, gathered in one look and drawn as a job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.care import disclosures, plan_disclosure
from hhdesk.care.care_plans import PlanContent
from hhdesk.care.confidentiality import Audience
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.translations import Pair
from hhdesk.papers import care_plan
from hhdesk.papers.care_plan_input import paper_for
from hhdesk.papers.reading_level import ReadingLevel, reading_level


@dataclass(frozen=True)
class Gathered:
    """What a paper is made of: released rows, the clinic's day, a fresh number."""

    plan: PlanForReader
    day: date
    number: str


@dataclass(frozen=True)
class Made:
    """A paper as it stands in the preview."""

    gathered: Gathered
    language: str
    pdf: bytes
    level: ReadingLevel | None


def gather(
    session: Any, member_id: UUID, audience: Audience, recipient: str
) -> Gathered:
    plan = plan_disclosure.plan_for_reader(
        session, member_id, audience, recipient=recipient
    )
    return Gathered(plan, session.today(), disclosures.document_number(session))


def make(gathered: Gathered, language: str, options: dict[str, bool]) -> Made:
    """The PDF of gathered rows; takes long, so it runs as a job."""
    paper = paper_for(
        gathered.plan,
        day=gathered.day,
        number=gathered.number,
        language=language,
        **options,
    )
    text = " ".join(_printed(paper.content, language))
    level = reading_level(text, language)
    return Made(gathered, language, care_plan.care_plan(paper), level)


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
