"""Pages: what fits where, and a footer that knows how many pages there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hhdesk.papers.blocks import Block
from hhdesk.papers.pen import Pen
from hhdesk.papers.rows import part

LETTER = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page and the room on it, in points; `foot` is kept free for the footer."""

    width: float = LETTER[0]
    height: float = LETTER[1]
    side: float = 38.0
    top: float = 34.0
    bottom: float = 26.0
    foot: float = 34.0

    @property
    def inner_width(self) -> float:
        return self.width - 2 * self.side

    @property
    def inner_height(self) -> float:
        return self.height - self.top - self.bottom - self.foot


class FooterPlace(NamedTuple):
    """Where a footer may draw, and what it says of pages."""

    x: float
    top: float
    width: float
    page: int
    pages: int


Footer = Callable[[FooterPlace], Block]


FOOTER_GAP = 8.0
_MANY = 88
"""Stands for page numbers that are not known yet."""


def with_room_for(footer: Footer, frame: Frame) -> Frame:
    """The frame with a foot as high as the footer needs, for long names."""
    place = FooterPlace(frame.side, 0.0, frame.inner_width, _MANY, _MANY)
    needed = footer(place).height(frame.inner_width) + FOOTER_GAP
    return replace(frame, foot=max(frame.foot, needed))


def paginate(blocks: Sequence[Block], frame: Frame) -> list[list[Block]]:
    """The blocks of each page; a paper has at least one page."""
    pages: list[list[Block]] = []
    rest = list(blocks)
    while rest:
        parted = part(rest, frame.inner_width, frame.inner_height)
        # What can neither fit nor part gets a page of its own.
        page, rest = parted if parted else (rest[:1], rest[1:])
        pages.append(page)
    return pages or [[]]


def draw_pages(
    pages: Sequence[Sequence[Block]],
    frame: Frame,
    pen: Pen,
    footer: Footer,
    *,
    counted: bool = True,
) -> None:
    """Draws every page with its footer, which says nothing of pages that were not
    counted; the caller has attached the blocks."""
    for number, page in enumerate(pages, 1):
        top = frame.height - frame.top
        for place, block in enumerate(page):
            top -= block.gap if place else 0.0
            block.draw(pen, frame.side, top, frame.inner_width)
            top -= block.height(frame.inner_width)
        _draw_footer(frame, pen, footer, number, len(pages) if counted else 0)
        pen.next_page()


def _draw_footer(
    frame: Frame, pen: Pen, footer: Footer, number: int, count: int
) -> None:
    top = frame.bottom + frame.foot - FOOTER_GAP
    place = FooterPlace(frame.side, top, frame.inner_width, number, count)
    with pen.artifact("Pagination"):
        footer(place).draw(pen, frame.side, top, frame.inner_width)
