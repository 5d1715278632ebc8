"""The time line: what happened for a child over a stretch of time, the oldest first.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from hhdesk.care.history_facts import HistoryKind, HistoryRow
from hhdesk.care.time_line_disclosure import TimeLineForReader
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.letterhead import Drawn, Parts, call_us, draw, message_panel, title
from hhdesk.papers.looks import GREY, TEAL
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead
from hhdesk.papers.rows import Column
from hhdesk.papers.sides import Sides
from hhdesk.papers.time_line_words import said, staffs_words, typed
from hhdesk.papers.visits import free_text
from hhdesk.papers.voices import Voice

DOCUMENT_TITLE = N_("Time line")
TITLE = N_("What happened so far for {name}")
FROM_TO = N_("From {first} to {last}")
NOTHING = N_("There is nothing to show for this time.")
OLDEST_FIRST = N_("The oldest comes first.")
TELL_US = N_("Tell us what is missing or not right.")
QUESTIONS = N_("Call us with any question about this list.")
CALENDAR = N_("Calendar")
_PICTURES = {
    HistoryKind.CONTACT: "phone",
    HistoryKind.VISIT: "calendar",
    HistoryKind.REFERRAL: "talking",
    HistoryKind.PLAN: "heart",
    HistoryKind.STAY: "clinic",
    HistoryKind.CONSENT: "check",
    HistoryKind.ENROLLMENT: "check",
}
_OTHERS = "list"
PICTURED = {
    "phone": N_("Telephone"),
    "calendar": N_("Calendar"),
    "talking": N_("People who talk"),
    "heart": N_("Heart"),
    "clinic": N_("Clinic"),
    "check": N_("Check mark"),
    "list": N_("List"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLinePaper(PaperHead):
    """`first` and `last` are the days that were asked for, or those of what is told."""

    told: tuple[HistoryRow, ...]
    zone: ZoneInfo
    first: date
    last: date


def paper_for(
    rows: TimeLineForReader, issue: Issue, choices: Choices = STANDARD
) -> TimeLinePaper:
    """The paper of released rows; the language is the reader's unless chosen."""
    days = [row.on for row in rows.rows] or [issue.day]
    return TimeLinePaper.of(
        rows,
        issue,
        choices.language or rows.language,
        choices,
        told=rows.rows,
        zone=ZoneInfo(rows.clinic.zone),
        first=rows.stretch.since or days[0],
        last=rows.stretch.until or max(issue.day, days[-1]),
    )


def draw_time_line(paper: TimeLinePaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""

    def build(sides: Sides) -> Parts:
        top = [
            *title(paper, sides, lambda voice: voice.say(TITLE, name=paper.child)),
            message_panel(sides, [_message(paper, sides)]),
            call_us(paper, sides, QUESTIONS),
        ]
        rows = [_row(paper, sides, row) for row in paper.told]
        return Parts(top, [Column(rows, tag="Sect", gap=10)] if rows else [])

    return draw(paper, DOCUMENT_TITLE, build)


def _message(paper: TimeLinePaper, sides: Sides) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        first, last = voice.short_day(paper.first), voice.short_day(paper.last)
        caption = sides.looks.caption(TEAL)
        span = sides.words(
            voice, voice.say(FROM_TO, first=first, last=last), caption, tag="H2"
        )
        if not paper.told:
            return [span, sides.strong(voice, voice.say(NOTHING))]
        return [
            span,
            sides.strong(voice, voice.say(TELL_US)),
            sides.words(voice, voice.say(OLDEST_FIRST)),
        ]

    picture = sides.picture("calendar", sides.looks.body * 1.7, TEAL, CALENDAR)
    return sides.row(build, picture=picture, gap=0)


def _row(paper: TimeLinePaper, sides: Sides, row: HistoryRow) -> Block:
    """The day and what happened; below it what was typed. The words of staff stand in
    the language in which they were written alone."""

    def build(voice: Voice) -> Sequence[Block]:
        day = voice.short_day(row.on)
        blocks: list[Block] = [
            sides.words(voice, said(voice, row, paper.zone), label=day)
        ]
        for pair in typed(row):
            blocks += free_text(sides, voice, pair)
        if voice.is_english:
            style = sides.looks.text(GREY)
            blocks += [sides.words(voice, one, style) for one in staffs_words(row)]
        return blocks

    name = _PICTURES.get(row.kind, _OTHERS)
    drawing = sides.picture(name, sides.looks.body * 1.3, TEAL, PICTURED[name])
    return sides.row(build, picture=drawing, whole=True)
