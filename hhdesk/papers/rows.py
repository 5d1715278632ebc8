"""Blocks of blocks: columns, framed or not, rows side by side, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hhdesk.papers.blocks import Block
from hhdesk.papers.pen import Colour, Pen
from hhdesk.papers.tagging import Element

_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands behind and around a column: `padding` above and below, `sides` at
    both sides. `bar` is a stripe along its left, or its right."""

    padding: float = 0.0
    sides: float = 0.0
    fill: Colour | None = None
    stroke: Colour | None = None
    dash: str = ""
    bar: Colour | None = None
    bar_width: float = 4.0
    bar_at_right: bool = False


PLAIN = Panel()


class Column(Block):
    """Blocks one under another. `whole` keeps it on one page if it fits on one."""

    def __init__(
        self,
        blocks: Sequence[Block],
        *,
        tag: str = "",
        panel: Panel = PLAIN,
        gap: float = 0.0,
        keep: bool = False,
        whole: bool = False,
        heads: str = "",
    ) -> None:
        self.blocks = list(blocks)
        self.panel, self.gap, self.keep, self.whole = panel, gap, keep, whole
        self.element = Element(tag, heads=heads) if tag else None
        self._heights: dict[float, float] = {}

    def attach(self, parent: Element) -> None:
        if self.element is not None:
            parent.children.append(self.element)
        for block in self.blocks:
            block.attach(self.element or parent)

    def height(self, width: float) -> float:
        known = self._heights.get(width)
        if known is None:
            inner = self._inner(width)
            known = sum(block.height(inner) for block in self.blocks)
            known += sum(block.gap for block in self.blocks[1:])
            known = self._heights[width] = known + 2 * self.panel.padding
        return known

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._draw_panel(pen, x, top, width)
        y, inner = top - self.panel.padding, self._inner(width)
        for number, block in enumerate(self.blocks):
            y -= block.gap if number else 0.0
            block.draw(pen, x + self.panel.sides, y, inner)
            y -= block.height(inner)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        inner = self._inner(width)
        parted = part(self.blocks, inner, room - 2 * self.panel.padding)
        if parted is None:
            return None
        upper, lower = parted
        return self._with(upper, self.gap), self._with(lower, 0.0)

    def least(self, width: float) -> float:
        if self.whole or not self.blocks:
            return self.height(width)
        inner = self._inner(width)
        return lead(self.blocks, 0, inner) + 2 * self.panel.padding

    def _inner(self, width: float) -> float:
        return width - 2 * self.panel.sides

    def _with(self, blocks: Sequence[Block], gap: float) -> Column:
        part = Column(blocks, panel=self.panel, gap=gap)
        part.element = self.element
        return part

    def _draw_panel(self, pen: Pen, x: float, top: float, width: float) -> None:
        panel = self.panel
        if panel is PLAIN:
            return
        height = self.height(width)
        corner = (x, top - height)
        pen.box(corner, (width, height), panel.fill, panel.stroke, panel.dash)
        if panel.bar is not None:
            at = x + width - panel.bar_width if panel.bar_at_right else x
            pen.box((at, top - height), (panel.bar_width, height), fill=panel.bar)


def lead(blocks: Sequence[Block], first: int, width: float) -> float:
    """The height from this block on that must stay on one page: headings stay with
    what they head."""
    height = 0.0
    for number in range(first, len(blocks)):
        block = blocks[number]
        height += block.gap if number > first else 0.0
        if not block.keep:
            return height + block.least(width)
        height += block.height(width)
    return height


def part(
    blocks: Sequence[Block], width: float, room: float
) -> tuple[list[Block], list[Block]] | None:
    """The blocks that fit into the room and the others; None if nothing fits."""
    used = 0.0
    for number, block in enumerate(blocks):
        gap = block.gap if number else 0.0
        left = room - used - gap
        starts = number == 0 or not blocks[number - 1].keep
        if starts and lead(blocks, number, width) > left + _TOLERANCE and number:
            return list(blocks[:number]), list(blocks[number:])
        height = block.height(width)
        if height > left + _TOLERANCE:
            parted = block.split(width, left)
            if parted is not None:
                upper, lower = parted
                return [*blocks[:number], upper], [lower, *blocks[number + 1 :]]
            return (list(blocks[:number]), list(blocks[number:])) if number else None
        used += gap + height
    return list(blocks), []


class Row(Block):
    """Columns side by side; a share is a part of the width, or points above 1.

    Mirrored, the first column stands at the right and is still read first.
    """

    def __init__(
        self,
        cells: Sequence[Column],
        shares: Sequence[float],
        *,
        gutter: float = 0.0,
        tag: str = "",
        gap: float = 0.0,
        keep: bool = False,
        whole: bool = False,
        mirrored: bool = False,
    ) -> None:
        self.cells, self.shares, self.gutter = list(cells), tuple(shares), gutter
        self.mirrored = mirrored
        self.gap, self.keep, self.whole = gap, keep, whole
        self.element = Element(tag) if tag else None

    def attach(self, parent: Element) -> None:
        if self.element is not None:
            parent.children.append(self.element)
        for cell in self.cells:
            cell.attach(self.element or parent)

    def height(self, width: float) -> float:
        return max(
            cell.height(cell_width)
            for cell, (_, cell_width) in zip(
                self.cells, self._places(width), strict=True
            )
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for cell, (at, cell_width) in zip(self.cells, self._places(width), strict=True):
            cell.draw(pen, x + at, top, cell_width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        upper: list[Column] = []
        lower: list[Column] = []
        for cell, (_, cell_width) in zip(self.cells, self._places(width), strict=True):
            if cell.height(cell_width) <= room + _TOLERANCE:
                rest = Column([], panel=cell.panel)
                rest.element = cell.element
                upper.append(cell)
                lower.append(rest)
                continue
            parted = cell.split(cell_width, room)
            if parted is None:
                return None
            for column, half in zip((upper, lower), parted, strict=True):
                assert isinstance(half, Column)
                column.append(half)
        return self._with(upper, self.gap), self._with(lower, 0.0)

    def least(self, width: float) -> float:
        if self.whole:
            return self.height(width)
        return max(
            cell.least(cell_width)
            for cell, (_, cell_width) in zip(
                self.cells, self._places(width), strict=True
            )
        )

    def _with(self, cells: Sequence[Column], gap: float) -> Row:
        part = Row(
            cells, self.shares, gutter=self.gutter, gap=gap, mirrored=self.mirrored
        )
        part.element = self.element
        return part

    def _places(self, width: float) -> list[tuple[float, float]]:
        """Each cell's distance from the left and its width."""
        free = width - self.gutter * (len(self.shares) - 1)
        free -= sum(share for share in self.shares if share > 1)
        places, x = [], 0.0
        for share in self.shares:
            cell_width = share if share > 1 else share * free
            at = width - x - cell_width if self.mirrored else x
            places.append((at, cell_width))
            x += cell_width + self.gutter
        return places


class Aside(Block):
    """A block that is drawn again and is no content the second time."""

    def __init__(self, block: Block, gap: float = 0.0) -> None:
        self.block, self.gap = block, gap

    def height(self, width: float) -> float:
        return self.block.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.artifact("Pagination"):
            self.block.draw(pen, x, top, width)


class Table(Block):
    """A head and rows; the head is drawn again on each page that the rows reach."""

    def __init__(
        self,
        head: Row,
        rows: Sequence[Block],
        *,
        gap: float = 0.0,
        colour: Colour,
        head_again: bool = False,
    ) -> None:
        self.head, self.rows, self.gap, self.colour = head, list(rows), gap, colour
        self._top: Block = Aside(head) if head_again else head
        self.element = Element("Table")

    def attach(self, parent: Element) -> None:
        parent.children.append(self.element)
        for row in (self.head, *self.rows):
            row.attach(self.element)

    def height(self, width: float) -> float:
        return sum(block.height(width) for block in (self._top, *self.rows))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for number, block in enumerate((self._top, *self.rows)):
            block.draw(pen, x, top, width)
            top -= block.height(width)
            thickness = 0.5 if number else 1.0
            pen.rule((x, top), (x + width, top), thickness, self.colour)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        parted = part(self.rows, width, room - self._top.height(width))
        if parted is None:
            return None
        upper, lower = parted
        return self._with(upper, self.gap, False), self._with(lower, 0.0, True)

    def least(self, width: float) -> float:
        first = self.rows[0].least(width) if self.rows else 0.0
        return self._top.height(width) + first

    def _with(self, rows: Sequence[Block], gap: float, again: bool) -> Table:
        again = again or isinstance(self._top, Aside)
        part = Table(self.head, rows, gap=gap, colour=self.colour, head_again=again)
        part.element = self.element
        return part
