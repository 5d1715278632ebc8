"""The family's care plan as a paper, in the family's language beside English.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from hhdesk.i18n import N_
from hhdesk.papers.care_plan_closing import signatures, teach_back, visits
from hhdesk.papers.care_plan_goals import domains, matters
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.care_plan_opening import opening
from hhdesk.papers.letterhead import Drawn, Parts, draw
from hhdesk.papers.sides import Sides

DOCUMENT_TITLE = N_("Care plan")


def draw_care_plan(paper: CarePlanPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""

    def build(sides: Sides) -> Parts:
        top = opening(paper, sides)
        rest = [
            *matters(paper, sides),
            *domains(paper, sides),
            *visits(paper, sides),
            *teach_back(paper, sides),
            *signatures(paper, sides),
        ]
        return Parts(top, rest)

    return draw(paper, DOCUMENT_TITLE, build)


def care_plan(paper: CarePlanPaper) -> bytes:
    """The PDF alone."""
    return draw_care_plan(paper).pdf
