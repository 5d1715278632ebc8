"""The summary for the pediatrician: what is asked of the practice first, then what the
child has, what is under way and who else coordinates. One page where it can be.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.clinician_summary_care import CareParts
from hhdesk.papers.clinician_summary_head import HeadParts
from hhdesk.papers.clinician_summary_input import SummaryPaper
from hhdesk.papers.document import make_pdf
from hhdesk.papers.finishing import About
from hhdesk.papers.footers import footer
from hhdesk.papers.letterhead import Drawn
from hhdesk.papers.looks import Looks
from hhdesk.papers.page import Footer, Frame, paginate, with_room_for
from hhdesk.papers.staff_side import StaffSide

DOCUMENT_TITLE = N_("Summary for the pediatrician")

SIZES = (10.0, 9.2, 8.5)
"""Tried in this order until all is on one page."""
MANY = 9.2
"""Where it takes more pages anyway."""
LARGE = 18.0


def draw_clinician_summary(paper: SummaryPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print."""
    frame = Frame()
    sizes = (LARGE,) if paper.large_print else SIZES
    sheets = (_sheet(paper, frame, size) for size in sizes)
    fitting = (one for one in sheets if one.pages(frame) == 1)
    sheet = next(fitting, None) or _sheet(
        paper, frame, LARGE if paper.large_print else MANY
    )
    title = f"{sheet.side.voice.say(DOCUMENT_TITLE)} {paper.number}".strip()
    about = About(title, paper.language, paper.day)
    return Drawn(make_pdf(sheet.blocks, about, sheet.foot, frame), 0)


class _Sheet(NamedTuple):
    side: StaffSide
    blocks: Sequence[Block]
    foot: Footer

    def pages(self, frame: Frame) -> int:
        return len(paginate(self.blocks, with_room_for(self.foot, frame)))


def _sheet(paper: SummaryPaper, frame: Frame, size: float) -> _Sheet:
    side = StaffSide(paper.language, Looks(size), frame.inner_width)
    blocks = [
        *HeadParts(paper, side, DOCUMENT_TITLE).blocks(),
        *CareParts(paper, side).blocks(),
    ]
    foot = footer(
        side,
        reader=paper.reader,
        day=paper.day,
        number=paper.number,
        demonstration=paper.demonstration,
    )
    return _Sheet(side, blocks, foot)
