"""Two languages side by side, row by row: the family's first, English beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block, Paragraph, Picture, Space, Style, WritingLines
from hhdesk.papers.looks import AMBER, GREY, INK, Looks
from hhdesk.papers.pen import Colour
from hhdesk.papers.rows import PLAIN, Column, Panel, Row
from hhdesk.papers.shaping import Span
from hhdesk.papers.voices import ENGLISH, Voice

GUTTER = 18.0
EDGE = 8.0
"""Between the columns, and beside the last one, where a panel ends."""
MOST_LINES = 6
"""A row that grows beyond so many lines is stacked: family first, English below."""
MOST_WRITING_LINES = 4

ASK_INTERPRETER = N_("Ask for an interpreter. It is free.")
WRITE_HERE = N_("Empty line for the interpreter")

Say = Callable[[Voice], str]
Build = Callable[[Voice], Sequence[Block]]


class Sides:
    """Builds rows in the family's language and English, or in English alone.

    `unwritten` counts the lines that lack a checked translation.
    """

    def __init__(
        self, language: str, looks: Looks, width: float, *, checked: bool
    ) -> None:
        self.english = Voice(ENGLISH)
        self.family = None if language == ENGLISH else Voice(language, checked=checked)
        self.looks, self.width = looks, width
        self.unwritten = 0

    @property
    def indent(self) -> float:
        """The column of pictures."""
        return self.looks.body * 2.6

    @property
    def column(self) -> float:
        """The width of one language, in English alone of all text."""
        free = self.width - self.indent - EDGE
        return free if self.family is None else (free - GUTTER) / 2

    @property
    def voices(self) -> tuple[Voice, ...]:
        """In the order of reading."""
        return (self.family, self.english) if self.family else (self.english,)

    def colour(self, voice: Voice) -> Colour:
        """English beside another language steps back."""
        return GREY if voice.is_english and self.family else INK

    def both(self, say: Say, between: str = " / ") -> str:
        """The same words of both languages in one line, without repetition."""
        first = self.voices[0]
        said = dict.fromkeys(filter(None, map(say, self.voices)))
        return between.join(map(first.value, said))

    def words(
        self,
        voice: Voice,
        text: str,
        style: Style | None = None,
        *,
        label: str = "",
        tag: str = "P",
        bookmark: int | None = None,
    ) -> Paragraph:
        """A paragraph of one language; its label runs in, bold."""
        lead = f"{label}: " if label and text else label
        return Paragraph(
            lead + text,
            voice.language,
            style or self.looks.text(self.colour(voice)),
            bold=(Span(0, len(lead.rstrip())),) if lead else (),
            tag=tag,
            bookmark=bookmark,
        )

    def strong_style(self, voice: Voice) -> Style:
        """Of what matters most on the page."""
        return Style(self.looks.body * 1.08, self.colour(voice), bold=True)

    def strong(self, voice: Voice, text: str) -> Paragraph:
        return self.words(voice, text, self.strong_style(voice))

    def row(
        self,
        build: Build,
        *,
        gap: float | None = None,
        keep: bool = False,
        picture: Block | None = None,
        panel: Panel = PLAIN,
        whole: bool = False,
        taken: float = 0.0,
        outdent: bool = False,
    ) -> Block:
        """What `build` makes for each language, side by side or stacked.

        All rows of a paper stand in the same columns, pictures at their left.
        `taken` is what something else needs of the last column; with `outdent` the
        first column begins where pictures do.
        """
        cells = [Column(build(voice)) for voice in self.voices]
        more = self.indent if outdent else 0.0
        row: Block = self._arrange(cells, more, taken)
        if not outdent:
            row = self.indented(row, picture, wide=True)
        gap = self.looks.gap if gap is None else gap
        return Column([row], panel=panel, gap=gap, keep=keep, whole=whole)

    def indented(
        self,
        block: Block,
        picture: Block | None = None,
        *,
        gap: float = 0.0,
        wide: bool = False,
    ) -> Row:
        """A block beside the column of pictures, to the very edge if `wide`."""
        width = self.width - self.indent - (0.0 if wide else EDGE)
        return Row(
            [
                Column([picture] if picture else [], panel=Panel(sides=7)),
                Column([block]),
            ],
            (self.indent, width),
            gap=gap,
            mirrored=self.voices[0].right_to_left,
        )

    def fixed(
        self, message: str, *, style: Style | None = None, **values: str
    ) -> Build:
        """Fixed words of each language."""
        return lambda voice: [self.words(voice, voice.say(message, **values), style)]

    def pair(self, pair: Pair, label: str = "", style: Style | None = None) -> Build:
        """A line of the plan in each language; the label is a fixed word."""

        def build(voice: Voice) -> Sequence[Block]:
            shown = voice.say(label) if label else ""
            text = self.line(voice, pair)
            if text is None:
                lead = [self.words(voice, "", label=shown)] if shown else []
                return [*lead, *self.space(voice, pair.english)]
            return [self.words(voice, text, style, label=shown)]

        return build

    def picture(self, name: str, size: float, colour: Colour, words: str) -> Picture:
        """A pictogram that is told in the first language that has words for it."""
        for voice in self.voices:
            said = voice.say(words)
            if said:
                return Picture(name, size, colour, said, voice.language)
        return Picture(name, size, colour, words, ENGLISH)

    def line(self, voice: Voice, pair: Pair) -> str | None:
        """What may be printed of a pair: English always, else only checked text."""
        if voice.is_english:
            return pair.english
        if not pair.english and not pair.family:
            return ""
        return voice.free(pair.family) if pair.printable else None

    def space(self, voice: Voice, english: str) -> list[Block]:
        """A marked place where the interpreter writes what the English says."""
        self.unwritten += 1
        needed = len(self.words(self.english, english).lines(self.column))
        style = self.looks.caption(AMBER)
        size = style.size * 1.3
        mark = Row(
            [
                Column([self.picture("speaking", size, AMBER, ASK_INTERPRETER)]),
                Column([self.words(voice, voice.say(ASK_INTERPRETER), style)]),
            ],
            (size * 1.4, 1.0),
            mirrored=voice.right_to_left,
        )
        lines = WritingLines(
            min(needed, MOST_WRITING_LINES),
            self.looks.body * 1.9,
            voice.say(WRITE_HERE) or WRITE_HERE,
            voice.language if voice.find(WRITE_HERE) else ENGLISH,
            INK,
        )
        return [mark, lines, Space(self.looks.body * 0.4)]

    def _arrange(self, cells: list[Column], more: float, taken: float) -> Row:
        """`more` is what the first column has beyond its width, `taken` what the last
        one lacks."""
        mirrored = self.voices[0].right_to_left
        if len(cells) == 1:
            return Row(cells, (self.column + more - taken,), mirrored=mirrored)
        shares = (self.column + more, self.column - taken)
        leading = self.looks.body * self.looks.text().leading
        tall = max(map(Column.height, cells, shares)) > (MOST_LINES + 0.5) * leading
        if self.looks.is_large or tall:
            cells[1].gap = self.looks.body * 0.2
            stacked = Column(cells, whole=not tall)
            return Row([stacked], (sum(shares) + GUTTER,), mirrored=mirrored)
        return Row(cells, shares, gutter=GUTTER, mirrored=mirrored, whole=True)
