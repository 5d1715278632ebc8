"""A dense paper in one language for those who work with the child: small type, short
headings with counts, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hhdesk.i18n import format_date
from hhdesk.papers.blocks import Block, Style
from hhdesk.papers.lists import bulleted
from hhdesk.papers.looks import AMBER, GREY, INK, LINE, TEAL
from hhdesk.papers.rows import Column, Row, Table
from hhdesk.papers.sections import filled, table_row
from hhdesk.papers.staff_side import StaffSide

_LEADING = 1.22


class StaffSheet:
    """Builds the blocks of one sheet; every kind of sheet says which."""

    def __init__(self, side: StaffSide) -> None:
        self.side, self.voice, self.say = side, side.voice, side.voice.say
        body = side.looks.body
        self.small = Style(body * 0.92, GREY, leading=_LEADING)
        self.plain = Style(body, INK, leading=_LEADING)
        self.strong = Style(body, INK, bold=True, leading=_LEADING)
        self.warn = Style(body, AMBER, bold=True, leading=_LEADING)

    def words(self, text: str, style: Style | None = None, tag: str = "P") -> Block:
        return self.side.words(self.voice, text, style or self.plain, tag=tag)

    def title(self, text: str) -> Block:
        """The heading of the whole sheet."""
        style = Style(self.side.looks.body * 1.7, TEAL, bold=True, leading=1.2)
        return self.side.words(self.voice, text, style, tag="H1", bookmark=0)

    def heading(self, message: str, count: int = 0, *, gap: float = 1.1) -> Block:
        """A section's name, kept with what follows; `gap` is per size of the type."""
        body = self.side.looks.body
        style = Style(body * 1.2, TEAL, bold=True, leading=1.25)
        words = f"{self.say(message)} ({count})" if count else self.say(message)
        made = self.side.words(self.voice, words, style, tag="H2", bookmark=1)
        return Column([made], gap=body * gap, keep=True)

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[Sequence[Block]]],
        shares: Sequence[float],
    ) -> Table:
        head = self._row(
            [[self.words(self.say(one), self.small)] for one in heads],
            shares,
            heads="Column",
        )
        lines = [
            self._row([filled(self.side, cell) for cell in cells], shares)
            for cells in rows
        ]
        return Table(head, lines, gap=2, colour=LINE)

    @staticmethod
    def _row(
        cells: Sequence[Sequence[Block]], shares: Sequence[float], heads: str = ""
    ) -> Row:
        return table_row(cells, shares, mirrored=False, heads=heads)

    def line(self, *parts: str, style: Style | None = None) -> list[Block]:
        """Parts of one line, as far as there are any."""
        told = [one for one in parts if one.strip()]
        return [self.words(" · ".join(told), style)] if told else []

    def labelled(self, label: str, *parts: str) -> list[Block]:
        told = " · ".join(one for one in parts if one.strip())
        if not told:
            return []
        return [self.side.words(self.voice, told, self.plain, label=self.say(label))]

    def day(self, day: date) -> str:
        """As short as a date is that cannot be mistaken."""
        return self.voice.value(format_date(day, "medium", self.voice.language))

    def listed(self, message: str, items: Iterable[list[Block]]) -> list[Block]:
        """A section with a list, if there is anything to say."""
        found = [one for one in items if one]
        if not found:
            return []
        made = bulleted(found, self.voice.language, self.plain)
        return [
            Column([self.heading(message, gap=0.7), made], tag="Sect", gap=self.gap)
        ]

    @property
    def gap(self) -> float:
        return self.side.looks.body * 0.7

    def pair(self, first: list[Block], second: list[Block]) -> list[Block]:
        """Two sections side by side; one alone, or in large print, has the whole
        width."""
        if not (first and second) or self.side.looks.is_large:
            return [*first, *second]
        return [
            Row([Column(first), Column(second)], (0.5, 0.5), gutter=16, gap=self.gap)
        ]
