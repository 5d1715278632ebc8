"""The family's care plan as a paper, in the family's language beside English.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from collections.abc import Iterator

from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_closing import teach_back, visits
from hhdesk.papers.care_plan_emergency import emergency
from hhdesk.papers.care_plan_goals import domains, matters
from hhdesk.papers.care_plan_health import allergies, equipment, medicines
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.care_plan_opening import opening
from hhdesk.papers.care_plan_people import school, team
from hhdesk.papers.care_plan_signing import review, signatures
from hhdesk.papers.letterhead import Drawn, Parts, draw
from hhdesk.papers.plan_parts import PlanPart
from hhdesk.papers.sides import Sides

DOCUMENT_TITLE = N_("Care plan")


def draw_care_plan(paper: CarePlanPaper, *, first_page: bool = False) -> Drawn:
    """`first_page` alone is quick, for looking at.

    Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know.
    """

    def build(sides: Sides) -> Parts:
        return Parts(opening(paper, sides), _rest(paper, sides))

    return draw(paper, DOCUMENT_TITLE, build, first_page=first_page)


def _rest(paper: CarePlanPaper, sides: Sides) -> Iterator[Block]:
    """The parts below the opening, without those that were left out."""
    content, out = paper.content, paper.left_out
    if PlanPart.MATTERS not in out:
        yield from matters(paper, sides)
    if PlanPart.EMERGENCY not in out:
        yield from emergency(content, sides)
    yield from domains(paper, sides)
    if PlanPart.MEDICINES not in out:
        yield from medicines(content, sides)
    if PlanPart.ALLERGIES not in out:
        yield from allergies(content, sides)
    if PlanPart.EQUIPMENT not in out:
        yield from equipment(content, sides)
    if PlanPart.SCHOOL not in out:
        yield from school(content, sides)
    if PlanPart.TEAM not in out:
        yield from team(content, sides)
    if PlanPart.VISITS not in out:
        yield from visits(paper, sides)
    yield from review(content.review_on, sides)
    yield from teach_back(paper, sides)
    if PlanPart.SIGNATURES not in out:
        yield from signatures(paper, sides)


def care_plan(paper: CarePlanPaper) -> bytes:
    """The PDF alone."""
    return draw_care_plan(paper).pdf
