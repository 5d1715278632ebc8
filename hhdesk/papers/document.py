"""A paper put together: blocks in, PDF bytes out; the same blocks, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.papers.blocks import Block
from hhdesk.papers.finishing import About, finish
from hhdesk.papers.page import (
    Footer,
    Frame,
    draw_pages,
    paginate,
    with_room_for,
)
from hhdesk.papers.pen import Pen
from hhdesk.papers.tagging import Element


def make_pdf(
    blocks: Sequence[Block],
    about: About,
    footer: Footer,
    frame: Frame | None = None,
    *,
    first_page: bool = False,
) -> bytes:
    """Raises MissingGlyph where a block was made of text that no font can print. The
    first page alone is for looking at: it does not know how many there are."""
    frame = with_room_for(footer, frame or Frame())
    structure = Element("Document", about.language)
    pages = paginate(blocks, frame)
    if first_page:
        pages = pages[:1]
    for block in pages[0] if first_page else blocks:
        block.attach(structure)
    pen = Pen(frame.width, frame.height)
    draw_pages(pages, frame, pen, footer, counted=not first_page)
    return finish(pen.pdf(), structure, about)
