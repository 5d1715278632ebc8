"""Draws on one page after another: text, rules, boxes, pictures, each marked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from hhdesk.papers.drawing import line_operators, number
from hhdesk.papers.embedding import EmbeddedFaces
from hhdesk.papers.lines import Line
from hhdesk.papers.shaping import Shaped
from hhdesk.papers.tagging import ContentNumbers, Element, Link


class Colour(NamedTuple):
    """Red, green, blue from 0 to 1."""

    red: float
    green: float
    blue: float


BLACK = Colour(0.0, 0.0, 0.0)


class _BareCanvas(Canvas):  # type: ignore[misc]
    """Reportlab's canvas without the Helvetica that it names on every page."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class Pen:
    """The origin is the lower left corner of the page, lengths are points."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.page = 0
        # Finishing compresses all streams at once, and faster.
        self._canvas = _BareCanvas(
            io.BytesIO(), pagesize=(width, height), pageCompression=0, invariant=1
        )
        self._faces = EmbeddedFaces(self._canvas._doc)
        self._numbers = ContentNumbers()
        self._artifact = False
        self._links = 0

    @contextmanager
    def marked(self, element: Element | None) -> Iterator[None]:
        """What is drawn belongs to the element; with none it is only decoration."""
        if self._artifact:
            yield
        elif element is None:
            with self.artifact():
                yield
        else:
            content = self._numbers.mark(element, self.page)
            self._write(f"/{element.tag} <</MCID {content}>> BDC")
            yield
            self._write("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn is no content: rules, boxes, page numbers, repeated heads."""
        if self._artifact:
            yield
            return
        self._artifact = True
        self._write(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._write("EMC")
        self._artifact = False

    def line(self, shaped: Shaped, line: Line, size: float, x: float, y: float) -> None:
        """A shaped line with its baseline at `y`; wants to be inside `marked`."""
        for operator in line_operators(shaped, line, size, x, y, self._faces):
            self._write(operator)

    def colour(self, colour: Colour) -> None:
        self._write(f"{_triple(colour)} rg")

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: Colour,
        dash: str = "",
    ) -> None:
        """A stroke as decoration."""
        with self.artifact():
            self.stroke(start, end, width, colour, dash)

    def stroke(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: Colour,
        dash: str = "",
    ) -> None:
        """A straight stroke; wants to be inside `marked`."""
        self._write(
            f"q {_triple(colour)} RG {number(width)} w {_dash(dash)}"
            f"{_point(*start)} m {_point(*end)} l S Q"
        )

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        fill: Colour | None = None,
        stroke: Colour | None = None,
        dash: str = "",
    ) -> None:
        """A rectangle from its lower left corner, painted as decoration."""
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}.get(
            (fill is not None, stroke is not None)
        )
        if paint is None:
            return
        words = ["q"]
        if fill is not None:
            words.append(f"{_triple(fill)} rg")
        if stroke is not None:
            words.append(f"{_triple(stroke)} RG 1 w {_dash(dash)}")
        words.append(f"{_point(*corner)} {_point(*size)} re {paint} Q")
        with self.artifact():
            self._write(" ".join(words))

    def drawing(
        self,
        operators: str,
        x: float,
        y: float,
        size: float,
        colour: Colour,
        element: Element | None,
    ) -> None:
        """A drawing made in a box of one unit, at this size."""
        with self.marked(element):
            place = f"{number(size)} 0 0 {number(size)} {_point(x, y)} cm"
            self._write(f"q {place} {_triple(colour)} rg\n{operators}\nQ")

    def link(
        self, address: str, box: tuple[float, float, float, float], words: str
    ) -> Link:
        """A link over a rectangle; the caller puts it into a Link element."""
        self._canvas.linkURL(address, box, relative=0, thickness=0)
        link = Link(self.page, self._links, words)
        self._links += 1
        return link

    def bookmark(self, title: str, level: int, top: float) -> None:
        """An entry of the outline that leads to this height of this page."""
        key = f"p{self.page}t{number(top)}l{level}"
        self._canvas.bookmarkHorizontalAbsolute(key, top)
        self._canvas.addOutlineEntry(title, key, level, closed=False)

    def next_page(self) -> None:
        self._canvas.showPage()
        self.page += 1
        self._links = 0

    def pdf(self) -> bytes:
        """All pages, without a structure yet; the pen is done."""
        data: Any = self._canvas.getpdfdata()
        return bytes(data)

    def _write(self, operator: str) -> None:
        self._canvas.addLiteral(operator)


def _triple(colour: Colour) -> str:
    return " ".join(map(number, colour))


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _dash(pattern: str) -> str:
    return f"[{pattern}] 0 d " if pattern else ""
