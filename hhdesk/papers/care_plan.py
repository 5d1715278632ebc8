"""The family's care plan as a paper, in the family's language beside English.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from hhdesk.i18n import N_
from hhdesk.papers.care_plan_closing import signatures, teach_back, visits
from hhdesk.papers.care_plan_goals import domains, matters
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.care_plan_opening import language_notice, opening
from hhdesk.papers.document import make_pdf
from hhdesk.papers.finishing import About
from hhdesk.papers.footers import footer
from hhdesk.papers.looks import BODY, LARGE, Looks
from hhdesk.papers.page import Frame
from hhdesk.papers.sides import Sides

KIND = "care-plan"
DOCUMENT_TITLE = N_("Care plan")


def care_plan(paper: CarePlanPaper) -> bytes:
    """The PDF. Raises MissingGlyph for text that no font can print, LookupError for a
    language that papers do not know."""
    looks = Looks(LARGE if paper.large_print else BODY)
    frame = Frame()
    sides = Sides(
        paper.language, looks, frame.inner_width, checked=paper.headings_checked
    )
    top = opening(paper, sides)
    rest = [
        *matters(paper, sides),
        *domains(paper, sides),
        *visits(paper, sides),
        *teach_back(paper, sides),
        *signatures(paper, sides),
    ]
    blocks = [*top, *language_notice(paper, sides), *rest]
    title = sides.both(lambda voice: voice.say(DOCUMENT_TITLE))
    about = About(f"{title} {paper.number}", paper.language, paper.day)
    foot = footer(
        sides,
        reader=paper.reader,
        day=paper.day,
        number=paper.number,
        demonstration=paper.demonstration,
    )
    return make_pdf(blocks, about, foot, frame)
