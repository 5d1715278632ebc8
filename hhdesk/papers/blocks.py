"""What a page is built of: paragraphs, pictures, lines to write on.

A block knows its height at a width, draws itself from its top down, and may part at
the foot of a page. Its structure elements are made with it and joined to the tree by
`attach`, so both halves of a parted block speak as one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

from hhdesk.i18n import PAPER_LANGUAGES
from hhdesk.papers.lines import Line, wrap
from hhdesk.papers.pen import BLACK, Colour, Pen
from hhdesk.papers.pictures import picture, qr_code
from hhdesk.papers.shaping import Span, shape
from hhdesk.papers.tagging import Element

# Fewer lines of a paragraph than these stay neither at the foot nor at the head.
LEAST_LINES = 2


class Block(ABC):
    """`gap` is the space above it, not at the top of a page. `keep` holds it on the
    page of the block after it."""

    gap: float = 0.0
    keep: bool = False

    def attach(self, parent: Element) -> None:  # noqa: B027 - decoration has none
        """Joins the block's elements to the tree."""

    @abstractmethod
    def height(self, width: float) -> float: ...

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None: ...

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Two blocks, the first no higher than `room`; None if it does not part."""
        return None

    def least(self, width: float) -> float:
        """The height that must fit below a heading that is kept with this block."""
        return self.height(width)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks. `leading` is per size; `align` is start, centre or end,
    in the direction of the text."""

    size: float
    colour: Colour = BLACK
    bold: bool = False
    leading: float = 1.32
    align: str = "start"


class Paragraph(Block):
    """Text as it is: nothing in it is taken for markup."""

    def __init__(
        self,
        text: str,
        language: str,
        style: Style,
        *,
        bold: tuple[Span, ...] = (),
        tag: str = "P",
        gap: float = 0.0,
        keep: bool = False,
        bookmark: int | None = None,
    ) -> None:
        self.text, self.language, self.style = text, language, style
        self.gap, self.keep, self.bookmark = gap, keep, bookmark
        self.element = Element(tag, language)
        whole = (Span(0, len(text)),) if style.bold else bold
        self._shaped = shape(text, language, whole, runs_right_to_left(language))
        self._lines: dict[float, list[Line]] = {}
        self._first, self._last = 0, None if text else 0

    def attach(self, parent: Element) -> None:
        if self.text:
            parent.children.append(self.element)

    def lines(self, width: float) -> list[Line]:
        """The lines that this block draws at a width."""
        if width not in self._lines:
            self._lines[width] = wrap(self._shaped, width / self.style.size)
        return self._lines[width][self._first : self._last]

    def height(self, width: float) -> float:
        return self._leading * len(self.lines(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        lines = self.lines(width)
        if not lines:
            return
        if self.bookmark is not None and not self._first:
            pen.bookmark(self.text, self.bookmark, top)
        size = self.style.size
        # The line's own height lies in the middle of the leading.
        rise = (self._shaped.ascent + self._shaped.descent) * size / 2
        baseline = top - self._leading / 2 - rise
        with pen.marked(self.element):
            pen.colour(self.style.colour)
            for line in lines:
                start = x + self._indent(width - line.width * size)
                pen.line(self._shaped, line, size, start, baseline)
                baseline -= self._leading

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        count = len(self.lines(width))
        upper = min(int((room + 0.01) // self._leading), count - LEAST_LINES)
        if upper < LEAST_LINES:
            return None
        return self._cut(0, upper, self.gap), self._cut(upper, count, 0.0)

    def least(self, width: float) -> float:
        count = len(self.lines(width))
        return self._leading * (count if count < 2 * LEAST_LINES else LEAST_LINES)

    def _cut(self, first: int, last: int, gap: float) -> Paragraph:
        part = Paragraph.__new__(Paragraph)
        part.__dict__.update(self.__dict__)
        part._first, part._last = self._first + first, self._first + last
        part.gap = gap
        return part

    @property
    def _leading(self) -> float:
        """Scripts with high or deep letters get the room that they need."""
        tall = min(1.75, self._shaped.ascent - self._shaped.descent)
        usual = self.style.leading
        return self.style.size * (usual if tall < usual + 0.1 else tall)

    def _indent(self, free: float) -> float:
        if self.style.align == "centre":
            return free / 2
        at_left = (self.style.align == "start") != self._shaped.right_to_left
        return 0.0 if at_left else free


def runs_right_to_left(language: str) -> bool:
    known = PAPER_LANGUAGES.get(language)
    return known is not None and known.right_to_left


@dataclass(eq=False)
class Space(Block):
    """Nothing, for a while."""

    size: float

    def height(self, width: float) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pass


@dataclass(eq=False)
class Rule(Block):
    """A line across."""

    colour: Colour
    thickness: float = 0.75
    gap: float = 0.0
    keep: bool = False

    def height(self, width: float) -> float:
        return self.thickness

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        y = top - self.thickness / 2
        pen.rule((x, y), (x + width, y), self.thickness, self.colour)


@dataclass(eq=False)
class WritingLines(Block):
    """Empty lines for a pen; `words` tell those who hear the paper what goes there."""

    count: int
    leading: float
    words: str
    language: str
    colour: Colour
    gap: float = 0.0
    dash: str = ""

    def __post_init__(self) -> None:
        self.element = Element("Figure", self.language, self.words)

    def attach(self, parent: Element) -> None:
        parent.children.append(self.element)

    def height(self, width: float) -> float:
        return self.count * self.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.marked(self.element):
            for number in range(1, self.count + 1):
                y = top - number * self.leading + 1
                pen.stroke((x, y), (x + width, y), 0.75, self.colour, self.dash)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        upper = int(room // self.leading)
        if not 0 < upper < self.count:
            return None
        parts = replace(self, count=upper), replace(self, count=self.count - upper)
        for part in parts:
            part.element = self.element
        return parts


@dataclass(eq=False)
class Picture(Block):
    """A pictogram; words that say the same stand beside it."""

    name: str
    size: float
    colour: Colour
    words: str
    language: str
    gap: float = 0.0

    def __post_init__(self) -> None:
        self.element = Element("Figure", self.language, self.words)

    def attach(self, parent: Element) -> None:
        parent.children.append(self.element)

    def height(self, width: float) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        y = top - self.size
        operators = picture(self.name)
        pen.drawing(operators, x, y, self.size, self.colour, self.element)


@dataclass(eq=False)
class QrCode(Block):
    """An address that a telephone's camera reads, and a link for those on a screen."""

    address: str
    size: float
    words: str
    language: str
    gap: float = 0.0

    def __post_init__(self) -> None:
        self.element = Element("Link", self.language)
        self.figure = Element("Figure", self.language, self.words)
        self.element.children.append(self.figure)

    def attach(self, parent: Element) -> None:
        parent.children.append(self.element)

    def height(self, width: float) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        x, y = x + (width - self.size) / 2, top - self.size
        pen.drawing(qr_code(self.address), x, y, self.size, BLACK, self.figure)
        box = (x, y, x + self.size, top)
        self.element.children.append(pen.link(self.address, box, self.words))
