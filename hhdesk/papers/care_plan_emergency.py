"""The emergency plan: signs, steps, when to call 911. Nothing without both empty."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, PlanLineRow
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.lists import bulleted, numbered
from hhdesk.papers.looks import AMBER, INK, PALE_AMBER
from hhdesk.papers.rows import Column, Panel
from hhdesk.papers.sections import is_silent
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

EMERGENCY = N_("In an emergency")
SIGNS = N_("Signs that need help now")
STEPS = N_("What to do")
CALL_911 = N_(
    "Call 911 if the child has trouble breathing, turns blue or gray, does not wake "
    "up, or if you fear for the child's life."
)

_PADDING = 8.0
_LONG = 12


def lines_of(content: PlanContent, kind: LineKind) -> tuple[PlanLineRow, ...]:
    """The plan's lines of one kind that say something."""
    return tuple(
        line
        for line in content.lines
        if line.kind is kind and (line.text.english or line.text.family)
    )


def emergency(content: PlanContent, sides: Sides) -> list[Block]:
    """A framed box; it may break between its lines."""
    signs = lines_of(content, LineKind.WARNING_SIGN)
    steps = lines_of(content, LineKind.EMERGENCY_STEP)
    if not signs and not steps:
        return []
    blocks = [_title(sides)]
    if signs:
        blocks.append(_caption(sides, SIGNS))
        blocks += listed(sides, signs)
    if steps:
        blocks.append(_caption(sides, STEPS))
        blocks += listed(sides, steps, first=1)
    blocks.append(_call(sides))
    # A short box stays on one page; in large print it would leave half a page empty.
    whole = len(blocks) < _LONG and not sides.looks.is_large
    return [_box(sides, blocks, whole)]


def call_for_help(sides: Sides) -> list[Block]:
    """Where there is no room for signs and steps: when to call 911."""
    return [_box(sides, [_title(sides), _call(sides)], True)]


def _box(sides: Sides, blocks: Sequence[Block], whole: bool) -> Column:
    right = sides.voices[0].right_to_left
    panel = Panel(padding=_PADDING, fill=PALE_AMBER, bar=AMBER, bar_at_right=right)
    return Column(blocks, tag="Sect", panel=panel, gap=12, whole=whole)


def listed(
    sides: Sides, lines: Sequence[PlanLineRow], *, first: int | None = None
) -> list[Block]:
    """Each line in a row of its own with a bullet, or numbered from `first`."""
    return [
        _line(sides, line, None if first is None else first + place, place == 0)
        for place, line in enumerate(lines)
    ]


def _line(sides: Sides, line: PlanLineRow, number: int | None, keep: bool) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        text = sides.line(voice, line.text)
        if text is not None and is_silent(text):
            return []
        items = [sides.pair(line.text)(voice)]
        style = sides.looks.text(sides.colour(voice))
        if number is None:
            return [bulleted(items, voice.language, style)]
        return [numbered(items, voice.language, style, first=number)]

    return sides.row(build, gap=3, keep=keep)


def _title(sides: Sides) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        colour = AMBER if voice is sides.voices[0] else sides.colour(voice)
        return [
            sides.words(
                voice,
                voice.say(EMERGENCY),
                sides.looks.section(colour),
                tag="H2",
                bookmark=1 if voice is sides.voices[0] else None,
            )
        ]

    picture = sides.picture("alert", sides.looks.body * 1.7, AMBER, EMERGENCY)
    return sides.row(build, picture=picture, gap=0, keep=True)


def _caption(sides: Sides, message: str) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        style = sides.looks.text(sides.colour(voice), bold=True)
        return [sides.words(voice, voice.say(message), style, tag="H3")]

    return sides.row(build, gap=6, keep=True)


def _call(sides: Sides) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        style = sides.looks.text(INK, bold=True)
        return [sides.words(voice, voice.say(CALL_911), style)]

    picture = sides.picture("phone", sides.looks.body * 1.5, AMBER, CALL_911)
    return sides.row(build, picture=picture, gap=8, whole=True)
