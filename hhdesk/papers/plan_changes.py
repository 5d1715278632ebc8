"""What changed in the plan since last time, told to the family: new, done, changed.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block, Style
from hhdesk.papers.letterhead import Drawn, Parts, call_us, draw, message_panel, title
from hhdesk.papers.looks import GREY, TEAL
from hhdesk.papers.plan_changes_input import Item, News, Other, PlanChangesPaper, Value
from hhdesk.papers.rows import Column
from hhdesk.papers.sections import heading
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

DOCUMENT_TITLE = N_("What changed since last time")
TITLE = N_("What changed in {name}'s care plan")
SINCE = N_("Since {day}")
NOTHING = N_("Nothing in the plan has changed since then. We keep going together.")
ASK = N_("Read it in peace. Tell us what is not right.")
QUESTIONS = N_("Call us with any question, or if the plan has to change.")
BEFORE = N_("Before")
NEWS_WORDS = {
    News.DONE: N_("This is done"),
    News.NEW: N_("This is new"),
    News.CHANGED: N_("This is different now"),
    News.GONE: N_("This is no longer in the plan"),
}
"""In the order of the paper: first what went well."""
_PICTURES = {
    News.DONE: "check",
    News.NEW: "heart",
    News.CHANGED: "writing",
    News.GONE: "list",
}


def draw_changes(paper: PlanChangesPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""

    def build(sides: Sides) -> Parts:
        top = [
            *title(paper, sides, lambda voice: voice.say(TITLE, name=paper.child)),
            message_panel(sides, [_since(paper, sides)]),
            call_us(paper, sides, QUESTIONS),
        ]
        sections = [_section(paper, sides, news) for news in NEWS_WORDS]
        return Parts(top, [block for section in sections for block in section])

    return draw(paper, DOCUMENT_TITLE, build)


def _since(paper: PlanChangesPaper, sides: Sides) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        said = voice.say(ASK if paper.items else NOTHING)
        day = voice.say(SINCE, day=voice.day(paper.since))
        return [
            sides.words(voice, day, sides.looks.caption(TEAL), tag="H2"),
            sides.strong(voice, said),
        ]

    picture = sides.picture("calendar", sides.looks.body * 1.7, TEAL, DOCUMENT_TITLE)
    return sides.row(build, picture=picture, gap=0)


def _section(paper: PlanChangesPaper, sides: Sides, news: News) -> list[Block]:
    items = paper.those(news)
    if not items:
        return []
    blocks = [heading(sides, NEWS_WORDS[news], _PICTURES[news])]
    blocks += [_item(sides, item) for item in items]
    return [Column(blocks, tag="Sect", gap=12)]


def _item(sides: Sides, item: Item) -> Block:
    """The line as it is now; below it what is other now, each with what was before."""

    def build(voice: Voice) -> Sequence[Block]:
        blocks = _said(sides, voice, item.line, item.label)
        for other in item.others:
            blocks += _other(sides, voice, item, other)
        return blocks

    return sides.row(build, gap=9 if item.others else None)


def _other(sides: Sides, voice: Voice, item: Item, other: Other) -> list[Block]:
    blocks: list[Block] = []
    if other.now is not None and other.now != item.line:
        blocks += _said(sides, voice, other.now, other.label)
    if other.before is not None:
        label = BEFORE if other.now is not None else other.label
        style = sides.looks.text(GREY)
        blocks += _said(sides, voice, other.before, label, style)
    return blocks


def _said(
    sides: Sides, voice: Voice, value: Value, label: str, style: Style | None = None
) -> list[Block]:
    if callable(value):
        return [sides.words(voice, value(voice), style, label=voice.say(label))]
    return list(sides.pair(value, label, style)(voice))
