"""Headings of sections and rows of tables, the same on every paper."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.papers.blocks import Block, Paragraph
from hhdesk.papers.looks import GREY, PALE_TEAL, TEAL
from hhdesk.papers.rows import Column, Panel, Row
from hhdesk.papers.shaping import INVISIBLE
from hhdesk.papers.sides import Say, Sides
from hhdesk.papers.voices import Voice

_CELL = Panel(padding=3)
_BETWEEN = 10.0


def heading(sides: Sides, message: str, picture: str) -> Block:
    """A band with the section's name in each language, kept with what follows."""
    return band(sides, lambda voice: voice.say(message), picture, message)


def band(sides: Sides, say: Say, picture: str, alternative: str) -> Block:
    """A heading of words that are not fixed; `alternative` tells its picture."""

    def build(voice: Voice) -> Sequence[Block]:
        colour = TEAL if voice is sides.voices[0] else GREY
        return [
            sides.words(
                voice,
                say(voice),
                sides.looks.section(colour),
                tag="H2",
                bookmark=1 if voice is sides.voices[0] else None,
            )
        ]

    drawing = sides.picture(picture, sides.looks.body * 1.5, TEAL, alternative)
    panel = Panel(padding=4, fill=PALE_TEAL)
    return sides.row(build, picture=drawing, panel=panel, gap=12, keep=True)


def filled(sides: Sides, cell: Sequence[Block]) -> Sequence[Block]:
    """A cell that would say nothing has a dash: every row has all its columns."""
    empty = all(isinstance(one, Paragraph) and is_silent(one.text) for one in cell)
    return [sides.words(sides.voices[0], "–")] if empty else cell


def is_silent(text: str) -> bool:
    """Whether nothing of a text would be seen."""
    return not "".join(one for one in text if one not in INVISIBLE).strip()


def table_row(
    cells: Sequence[Sequence[Block]],
    shares: Sequence[float],
    *,
    mirrored: bool,
    heads: str = "",
) -> Row:
    """A row of a table; `heads` makes its cells headings of columns."""
    columns = [
        Column(cell, tag="TH" if heads else "TD", heads=heads, panel=_CELL)
        for cell in cells
    ]
    return Row(
        columns, shares, gutter=_BETWEEN, tag="TR", mirrored=mirrored, whole=True
    )
