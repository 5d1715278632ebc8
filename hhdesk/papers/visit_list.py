"""The visit list: the family's coming visits day by day, siblings together.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hhdesk.care.confidentiality import Audience
from hhdesk.care.visit_disclosure import VisitsForReader
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.bring import bring
from hhdesk.papers.letterhead import (
    Drawn,
    Parts,
    call_us,
    draw,
    message_panel,
    title,
)
from hhdesk.papers.looks import TEAL
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead, called
from hhdesk.papers.rows import Column
from hhdesk.papers.sections import band
from hhdesk.papers.sides import Sides
from hhdesk.papers.visits import (
    WITH,
    Visit,
    arranged,
    free_line,
    visit_of,
)
from hhdesk.papers.voices import Voice

DOCUMENT_TITLE = N_("Visit list")
FAMILY_TITLE = N_("Our next visits")
OWN_TITLE = N_("My next visits")
OTHERS_TITLE = N_("{name}'s next visits")
NEXT_VISIT = N_("The next visit")
PLEASE = N_("One thing to do")
CALL_EARLY = N_("If you cannot come, call us early. We will find another day.")
NO_VISITS = N_("There are no visits to show now. Call us if you need one.")
QUESTIONS = N_("Call us to change a visit, or if you need a ride.")
CALENDAR = N_("Calendar")
CHECK_MARK = N_("Check mark")


@dataclass(frozen=True, slots=True)
class ChildVisit:
    """One visit, with what the child is called."""

    child: str
    visit: Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitListPaper(PaperHead):
    """`visits` are in the order of time, those of siblings among them."""

    visits: tuple[ChildVisit, ...]


def paper_for(
    rows: VisitsForReader, issue: Issue, choices: Choices = STANDARD
) -> VisitListPaper:
    """The paper of released visits; the language is the reader's unless chosen."""
    zone = rows.clinic.zone
    visits = [
        ChildVisit(called(child.name), visit_of(row, zone))
        for child in rows.children
        for row in child.visits
    ]
    visits.sort(key=lambda one: one.visit.starts)
    language = choices.language or rows.language
    return VisitListPaper.of(rows, issue, language, choices, visits=tuple(visits))


def draw_visit_list(paper: VisitListPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""

    def build(sides: Sides) -> Parts:
        top = [
            *title(paper, sides, lambda voice: _title(paper, voice)),
            message_panel(sides, _message(paper, sides)),
            call_us(paper, sides, QUESTIONS),
        ]
        days = [
            _day(sides, day, list(visits))
            for day, visits in groupby(
                paper.visits, key=lambda one: one.visit.starts.date()
            )
        ]
        return Parts(top, [*days, *([bring(sides)] if days else [])])

    return draw(paper, DOCUMENT_TITLE, build)


def _title(paper: VisitListPaper, voice: Voice) -> str:
    if paper.audience is Audience.FAMILY:
        return voice.say(FAMILY_TITLE)
    if paper.audience is Audience.YOUTH:
        return voice.say(OWN_TITLE)
    return voice.say(OTHERS_TITLE, name=paper.child)


def _message(paper: VisitListPaper, sides: Sides) -> list[Block]:
    """The very next visit, and the one thing to do."""
    if not paper.visits:
        return [sides.row(sides.fixed(NO_VISITS), gap=0)]
    first = paper.visits[0]
    size = sides.looks.body * 1.7

    def said(voice: Voice) -> Sequence[Block]:
        caption = sides.looks.caption(TEAL)
        label = sides.words(voice, voice.say(NEXT_VISIT), caption, tag="H2")
        what = free_line(sides, voice, first.visit.title)
        who = voice.value(first.child)
        return [
            label,
            sides.strong(voice, voice.moment(first.visit.starts)),
            sides.words(voice, f"{who}: {what}" if what else who),
        ]

    def to_do(voice: Voice) -> Sequence[Block]:
        caption = sides.looks.caption(TEAL)
        label = sides.words(voice, voice.say(PLEASE), caption, tag="H2")
        return [label, sides.strong(voice, voice.say(CALL_EARLY))]

    calendar = sides.picture("calendar", size, TEAL, CALENDAR)
    check = sides.picture("check", size, TEAL, CHECK_MARK)
    return [
        sides.row(said, picture=calendar, gap=0),
        sides.row(to_do, picture=check),
    ]


def _day(sides: Sides, day: date, visits: Sequence[ChildVisit]) -> Block:
    """A day's visits under its name; two children of one day stand together."""
    head = band(sides, lambda voice: voice.day(day), "calendar", CALENDAR)
    rows = [_visit(sides, one) for one in visits]
    return Column([head, *rows], tag="Sect", gap=12)


def _visit(sides: Sides, one: ChildVisit) -> Block:
    visit = one.visit

    def build(voice: Voice) -> Sequence[Block]:
        style = sides.looks.text(sides.colour(voice))
        when = f"{voice.time(visit.starts)} · {voice.value(one.child)}"
        text = free_line(sides, voice, visit.title)
        lead: list[Block] = [sides.words(voice, text or "", style, label=when)]
        if text is None:
            lead += sides.space(voice, visit.title.english)
        with_whom = voice.say(WITH, name=visit.with_whom) if visit.with_whom else ""
        lines = (with_whom, voice.value(visit.place), arranged(voice, visit))
        return [*lead, *(sides.words(voice, line, style) for line in lines if line)]

    return sides.row(build, whole=True)
