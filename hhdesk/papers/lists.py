"""Lists with bullets or numbers, in both directions; an item may hold any blocks."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.papers.blocks import Block, Paragraph, Style, runs_right_to_left
from hhdesk.papers.rows import Column, Row

BULLET = "•"
_ROOM = 1.4
"""What a mark takes, per size; each digit beyond the first takes `_DIGIT` more."""
_DIGIT = 0.6


def bulleted(
    items: Sequence[Sequence[Block]], language: str, style: Style, *, gap: float = 0.0
) -> Column:
    """A list whose order says nothing."""
    marks = [BULLET] * len(items)
    return _list(items, marks, "Disc", language, style, gap)


def numbered(
    items: Sequence[Sequence[Block]],
    language: str,
    style: Style,
    *,
    first: int = 1,
    gap: float = 0.0,
) -> Column:
    """Steps to take one after the other."""
    marks = [f"{number}." for number in range(first, first + len(items))]
    return _list(items, marks, "Decimal", language, style, gap)


def _list(
    items: Sequence[Sequence[Block]],
    marks: Sequence[str],
    numbering: str,
    language: str,
    style: Style,
    gap: float,
) -> Column:
    digits = max(map(len, marks), default=1) - 1
    room = style.size * (_ROOM + _DIGIT * max(0, digits - 1))
    mirrored = runs_right_to_left(language)
    rows = [
        Row(
            [
                Column([Paragraph(mark, language, style, tag="Lbl")]),
                Column(blocks, tag="LBody"),
            ],
            (room, 1.0),
            tag="LI",
            gap=style.size * 0.2,
            mirrored=mirrored,
        )
        for mark, blocks in zip(marks, items, strict=True)
    ]
    made = Column(rows, tag="L", gap=gap)
    assert made.element is not None
    made.element.numbering = numbering
    return made
