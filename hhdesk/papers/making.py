"""Gathered rows to a PDF, whichever paper was ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hhdesk.care.clinician_disclosure import SummaryForReader
from hhdesk.care.consent_disclosure import ConsentForReader
from hhdesk.care.huddle import HuddleForReader
from hhdesk.care.paper_orders import Gathered, PaperKind
from hhdesk.care.plan_change_disclosure import PlanChangesForReader
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.plan_sentences import sentences
from hhdesk.care.reading_level import ReadingLevel, reading_level
from hhdesk.care.time_line_disclosure import TimeLineForReader
from hhdesk.care.visit_disclosure import VisitsForReader
from hhdesk.papers import (
    care_plan,
    care_plan_input,
    clinician_summary,
    clinician_summary_input,
    consent_form,
    huddle,
    huddle_input,
    next_steps,
    plan_changes,
    plan_changes_input,
    plan_summary,
    time_line,
    visit_list,
)
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.letterhead import Drawn
from hhdesk.papers.paper_head import STANDARD, Choices, Issue


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
        text = " ".join(sentences(plan.content, plan.language))
        level = reading_level(text, plan.language)
        return _made(gathered, plan.language, _of_plan(gathered)(plan), level)
    if isinstance(rows, PlanChangesForReader):
        news = plan_changes_input.paper_for(rows, issue, choices)
        return _made(gathered, news.language, plan_changes.draw_changes(news))
    if isinstance(rows, VisitsForReader):
        visits = visit_list.paper_for(rows, issue, choices)
        return _made(gathered, visits.language, visit_list.draw_visit_list(visits))
    if isinstance(rows, HuddleForReader):
        sheet = huddle_input.paper_for(rows, issue, choices)
        return _made(gathered, sheet.language, huddle.draw_huddle(sheet))
    if isinstance(rows, SummaryForReader):
        summary = clinician_summary_input.paper_for(rows, issue, choices)
        drawn = clinician_summary.draw_clinician_summary(summary)
        return _made(gathered, summary.language, drawn)
    if isinstance(rows, ConsentForReader):
        form = consent_form.paper_for(rows, issue, choices)
        return _made(gathered, form.language, consent_form.draw_consent(form))
    if isinstance(rows, TimeLineForReader):
        line = time_line.paper_for(rows, issue, choices)
        return _made(gathered, line.language, time_line.draw_time_line(line))
    slip = next_steps.paper_for(rows, issue, choices)
    return _made(gathered, slip.language, next_steps.draw_next_steps(slip))


def make_first_page(gathered: Gathered, choices: Choices = STANDARD) -> Made:
    """The first page of a care plan, to look at while the others are made; without a
    reading level, and with the open lines of that page alone."""
    rows = gathered.rows
    assert isinstance(rows, PlanForReader)
    issue = Issue(gathered.day, gathered.number)
    plan = care_plan_input.paper_for(rows, issue, choices)
    drawn = care_plan.draw_care_plan(plan, first_page=True)
    return _made(gathered, plan.language, drawn)


def _of_plan(gathered: Gathered) -> Callable[[CarePlanPaper], Drawn]:
    """The full plan, or its one page."""
    kind = gathered.order.kind
    one_page = kind is PaperKind.PLAN_SUMMARY
    return plan_summary.draw_summary if one_page else care_plan.draw_care_plan


def _made(
    gathered: Gathered, language: str, drawn: Drawn, level: ReadingLevel | None = None
) -> Made:
    return Made(gathered, language, drawn.pdf, drawn.unwritten, level)
