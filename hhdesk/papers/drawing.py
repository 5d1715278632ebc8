"""Shaped lines as text operators of a PDF page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from hhdesk.papers import bidi
from hhdesk.papers.embedding import Codes, EmbeddedFaces
from hhdesk.papers.lines import Line
from hhdesk.papers.shaping import Run, Shaped, reshape

_NEAR = 0.001


class _Part(NamedTuple):
    """Glyphs of a run from index `first` up to `last`, all of one level."""

    run: Run
    first: int
    last: int
    level: int

    def width(self, size: float) -> float:
        units = sum(self.run.advances[self.first : self.last])
        return units * size / self.run.face.units


def number(value: float) -> str:
    """A number as short as a PDF takes it, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def line_operators(
    shaped: Shaped, line: Line, size: float, x: float, y: float, faces: EmbeddedFaces
) -> list[str]:
    """Draws a line; what it shows begins at `x`, at its left end in any direction.

    The spaces that a break swallows are drawn too, outside the line, for those who
    copy the text or have it read to them.
    """
    parts = _visual_parts(shaped, line)
    if shaped.right_to_left:
        x -= sum(part.width(size) for part in parts) - line.width * size
    operators = []
    for part in parts:
        embedded = faces[part.run.face]
        start = f"BT /{embedded.resource} {number(size)} Tf"
        if part.run.plain and part.run.offsets is None:
            shown = _plain(part, embedded.codes)
            operators.append(f"{start} {number(x)} {number(y)} Td {shown} ET")
        else:
            operators += (start, *_placed(part, embedded.codes, size, x, y), "ET")
        x += part.width(size)
    return operators


def _visual_parts(shaped: Shaped, line: Line) -> list[_Part]:
    """The glyphs of a line from left to right."""
    base = shaped.order.base
    parts = [
        part
        for run in shaped.runs
        if run.start < line.end and run.end > line.start
        for part in _parts(shaped, run, line)
    ]
    if not base and not any(part.level for part in parts):
        return parts
    return [parts[i] for i in bidi.visual_order([part.level for part in parts])]


def _parts(shaped: Shaped, run: Run, line: Line) -> Iterator[_Part]:
    """A run's share of a line; spaces at the line's end have the paragraph's level."""
    base = shaped.order.base
    start, end = max(run.start, line.start), min(run.end, line.end)
    if run.level == base or end <= line.shown:
        yield _part(shaped, run, start, end, run.level)
        return
    if start < line.shown:
        yield _part(shaped, run, start, line.shown, run.level)
    yield _part(shaped, run, max(start, line.shown), end, base)


def _part(shaped: Shaped, run: Run, start: int, end: int, level: int) -> _Part:
    if start == run.start and end == run.end:
        return _Part(run, 0, len(run.keys), level)
    first, last = _indices(run, start, end)
    if not (_may_cut(run, start) and _may_cut(run, end)):
        run = reshape(shaped, run, start, end)
        first, last = 0, len(run.keys)
    return _Part(run, first, last, level)


def _indices(run: Run, start: int, end: int) -> tuple[int, int]:
    """Where the glyphs of these characters lie."""
    if not run.level & 1:
        return bisect_left(run.clusters, start), bisect_left(run.clusters, end)
    backward = [-cluster for cluster in run.clusters]
    return bisect_left(backward, 1 - end), bisect_left(backward, 1 - start)


def _may_cut(run: Run, position: int) -> bool:
    """Whether the glyphs on both sides stay as they are when a line ends here."""
    if position in (run.start, run.end):
        return True
    index, _ = _indices(run, position, position + 1)
    return (
        index < len(run.keys)
        and run.clusters[index] == position
        and not run.is_unsafe(index)
    )


def _plain(part: _Part, codes: Codes) -> str:
    """Glyphs in reading order, only kerned."""
    run, cut = part.run, slice(part.first, part.last)
    keys, kerns = run.keys[cut], run.kerns[cut]
    if not any(kerns):
        return f"<{''.join([codes[key] for key in keys])}> Tj"
    per_mille = 1000 / run.face.units
    pieces = [
        f"{codes[key]}>{number(-kern * per_mille)}<" if kern else codes[key]
        for key, kern in zip(keys, kerns, strict=True)
    ]
    return f"[<{''.join(pieces)}>] TJ".replace("<>", "")


class _Placer:
    """Writes glyphs at their places: one TJ for those of a row, whatever parts them."""

    def __init__(self, run: Run, codes: Codes, size: float, x: float, y: float) -> None:
        self.run, self.codes, self.size = run, codes, size
        self.scale = size / run.face.units
        self.x, self.y = x, y
        self.origin = (0.0, 0.0)
        self.reached: tuple[float, float] | None = None
        self.strings: list[str] = []
        self.operators: list[str] = []

    def glyph(self, index: int) -> None:
        """One glyph, kept in the open TJ where it stands on the same height."""
        run = self.run
        dx, dy = run.offsets[index] if run.offsets else (0, 0)
        x, y = self.x + dx * self.scale, self.y + dy * self.scale
        if self.reached is None or abs(self.reached[1] - y) > _NEAR:
            self.close()
            move = f"{number(x - self.origin[0])} {number(y - self.origin[1])} Td"
            self.operators.append(move)
            self.origin = (x, y)
        elif abs(x - self.reached[0]) > _NEAR:
            back = 1000 * (self.reached[0] - x) / self.size
            self.strings.append(f">{number(back)}<")
        self.strings.append(self.codes[run.keys[index]])
        self.reached = (x + run.face.advance(run.keys[index][0]) * self.scale, y)
        self.x += run.advances[index] * self.scale

    def close(self) -> None:
        if self.strings:
            self.operators.append(f"[<{''.join(self.strings)}>] TJ")
        self.strings, self.reached = [], None


def _placed(part: _Part, codes: Codes, size: float, x: float, y: float) -> list[str]:
    """Each cluster at its place; ActualText where several glyphs stand for one text."""
    run, placer = part.run, _Placer(part.run, codes, size, x, y)
    index = part.first
    while index < part.last:
        after = index + 1
        while after < part.last and run.clusters[after] == run.clusters[index]:
            after += 1
        several = after - index > 1
        if several:
            placer.close()
            text = "".join(text for _, text in run.keys[index:after])
            hexadecimal = text.encode("utf-16-be").hex().upper()
            placer.operators.append(f"/Span <</ActualText <FEFF{hexadecimal}>>> BDC")
        for one in range(index, after):
            placer.glyph(one)
        if several:
            placer.close()
            placer.operators.append("EMC")
        index = after
    placer.close()
    return placer.operators
