"""Colours and sizes of papers: dark enough for a grey printer, large enough to read."""

from __future__ import annotations

from dataclasses import dataclass

from hhdesk.papers.blocks import Style
from hhdesk.papers.pen import Colour

INK = Colour(0.09, 0.11, 0.15)
GREY = Colour(0.29, 0.33, 0.39)
TEAL = Colour(0.05, 0.42, 0.39)
PALE_TEAL = Colour(0.90, 0.96, 0.95)
AMBER = Colour(0.56, 0.26, 0.02)
PALE_AMBER = Colour(1.0, 0.96, 0.88)
LINE = Colour(0.72, 0.75, 0.79)

BODY = 12.0
LARGE = 18.0
LEADING = 1.3


@dataclass(frozen=True, slots=True)
class Looks:
    """Styles of one paper. English beside the family's language is grey."""

    body: float = BODY

    @property
    def is_large(self) -> bool:
        return self.body >= LARGE

    @property
    def gap(self) -> float:
        """Between two rows."""
        return self.body * 0.5

    def text(self, colour: Colour = INK, *, bold: bool = False) -> Style:
        return Style(self.body, colour, bold, LEADING)

    def title(self, colour: Colour) -> Style:
        return Style(self.body * 1.6, colour, bold=True, leading=1.2)

    def section(self, colour: Colour) -> Style:
        return Style(self.body * 1.17, colour, bold=True, leading=1.25)

    def caption(self, colour: Colour = GREY) -> Style:
        return Style(self.body * 0.84, colour, leading=1.25)

    def footer(self) -> Style:
        return Style(9.0, GREY, leading=1.3)
