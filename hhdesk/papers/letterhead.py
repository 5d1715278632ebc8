"""What papers for families share: title, whom to call, the free interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hhdesk.i18n import N_, language_name
from hhdesk.papers.blocks import Block, QrCode, Rule, Style
from hhdesk.papers.document import make_pdf
from hhdesk.papers.finishing import About
from hhdesk.papers.footers import footer
from hhdesk.papers.looks import AMBER, BODY, LARGE, PALE_AMBER, PALE_TEAL, TEAL, Looks
from hhdesk.papers.notices import ENGLISH_NOTICE, notice
from hhdesk.papers.page import Footer, Frame, paginate, with_room_for
from hhdesk.papers.paper_head import PaperHead
from hhdesk.papers.rows import Column, Panel, Row
from hhdesk.papers.sides import EDGE, Say, Sides
from hhdesk.papers.voices import Voice

CALL = N_("Call {name}, your care coordinator")
CALL_CLINIC = N_("Call the clinic")
SCAN = N_("Scan to call")
FREE_HELP = N_("You can have an interpreter. It is free. Ask us.")
OPEN_LINES = N_(
    "Some lines have no checked translation. Ask for an interpreter. It is free."
)
OPEN_HEADINGS = N_("The clinic has not checked the words with a star (*) yet.")
TELEPHONE = N_("Telephone")
SPEAKING = N_("A person who speaks")

QR_SIZE = 64.0
QR_ROOM = 94.0
PADDING = 8.0


class Parts(NamedTuple):
    """What stands above and below the notice of the free interpreter."""

    top: Sequence[Block]
    rest: Iterable[Block]


class Drawn(NamedTuple):
    """`unwritten` counts the lines that are left to the interpreter."""

    pdf: bytes
    unwritten: int


Build = Callable[[Sides], Parts]


def draw(
    head: PaperHead, title: str, build: Build, *, first_page: bool = False
) -> Drawn:
    """The PDF of what `build` makes; `title` is the document's, without a name. The
    first page alone, to look at, makes no more blocks than it needs.

    Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know.
    """
    sheet = _Sheet(head, title, first_page=first_page)
    return sheet.put(sheet.made(build))


def draw_one_page(head: PaperHead, title: str, builds: Sequence[Build]) -> Drawn:
    """As `draw`, of the first that fits on one page; where names alone fill it in large
    print, in the usual size."""
    heads = [head, replace(head, large_print=False)] if head.large_print else [head]
    for sheet in (_Sheet(one, title) for one in heads):
        for build in builds:
            made = sheet.made(build)
            if sheet.pages(made.blocks) == 1:
                return sheet.put(made)
    return sheet.put(made)


class _Made(NamedTuple):
    sides: Sides
    blocks: Sequence[Block]


class _Sheet:
    """What a paper is drawn on: its frame, its footer, its two languages."""

    def __init__(
        self, head: PaperHead, title: str, *, first_page: bool = False
    ) -> None:
        self.head, self.title, self.first_page = head, title, first_page
        self.frame = Frame()

    def made(self, build: Build) -> _Made:
        looks = Looks(LARGE if self.head.large_print else BODY)
        width, checked = self.frame.inner_width, self.head.headings_checked
        sides = Sides(self.head.language, looks, width, checked=checked)
        parts = build(sides)
        rest = list(self._needed(parts.rest))
        # Made last: then the open lines are counted.
        notice = language_notice(self.head, sides)
        return _Made(sides, [*parts.top, *notice, *rest])

    def _needed(self, blocks: Iterable[Block]) -> Iterator[Block]:
        filled = 0.0
        for block in blocks:
            yield block
            filled += block.height(self.frame.inner_width) if self.first_page else 0.0
            if filled > self.frame.inner_height:
                return

    def pages(self, blocks: Sequence[Block]) -> int:
        sides = Sides(self.head.language, Looks(), self.frame.inner_width, checked=True)
        return len(paginate(blocks, with_room_for(self._foot(sides), self.frame)))

    def put(self, made: _Made) -> Drawn:
        head, sides = self.head, made.sides
        named = sides.both(lambda voice: voice.say(self.title))
        about = About(f"{named} {head.number}".strip(), head.language, head.day)
        pdf = make_pdf(
            made.blocks,
            about,
            self._foot(sides),
            self.frame,
            first_page=self.first_page,
        )
        return Drawn(pdf, sides.unwritten)

    def _foot(self, sides: Sides) -> Footer:
        return footer(
            sides,
            reader=self.head.reader,
            day=self.head.day,
            number=self.head.number,
            demonstration=self.head.demonstration,
        )


def title(head: PaperHead, sides: Sides, say: Say) -> list[Block]:
    """The clinic's name, the title in each language, the day."""

    def build(voice: Voice) -> Sequence[Block]:
        style = sides.looks.title(TEAL)
        if voice.is_english and sides.family:
            style = Style(sides.looks.body * 1.3, sides.colour(voice), leading=1.3)
        day = sides.looks.caption(sides.colour(voice))
        return [
            sides.words(
                voice,
                say(voice) or head.child,
                style,
                tag="H1",
                bookmark=0 if voice is sides.voices[0] else None,
            ),
            sides.words(voice, voice.day(head.day), day),
        ]

    clinic = sides.words(sides.english, head.clinic, sides.looks.caption())
    row = sides.row(build, gap=2, outdent=True)
    return [clinic, row, Rule(TEAL, 1.5, gap=6)]


def message_panel(sides: Sides, rows: Sequence[Block]) -> Block:
    """The main message, below the title."""
    right = sides.voices[0].right_to_left
    panel = Panel(padding=PADDING, fill=PALE_TEAL, bar=TEAL, bar_at_right=right)
    return Column(rows, tag="Sect", panel=panel, gap=10)


def call_us(head: PaperHead, sides: Sides, questions: str) -> Block:
    """Whom to call, with the number and its code; `questions` are fixed words."""
    address = head.telephone
    code_room = QR_ROOM if address and head.qr else 0.0

    def build(voice: Voice) -> Sequence[Block]:
        whom = (
            voice.say(CALL, name=head.coordinator)
            if head.coordinator
            else voice.say(CALL_CLINIC)
        )
        first = Style(sides.looks.body, sides.colour(voice), bold=True)
        phone = Style(sides.looks.body * 1.3, sides.colour(voice), bold=True)
        return [
            sides.words(voice, whom, first, tag="H2"),
            sides.words(voice, voice.value(head.phone), phone),
            sides.words(voice, voice.say(questions) if questions else ""),
        ]

    picture = sides.picture("phone", sides.looks.body * 1.7, TEAL, TELEPHONE)
    words = sides.row(build, picture=picture, gap=0, taken=code_room)
    panel = Panel(padding=PADDING, stroke=TEAL)
    if not code_room:
        return Column([words], tag="Sect", panel=panel, gap=8, whole=True)
    row = Row(
        [Column([words]), Column(_code(head, sides, f"tel:{address}"))],
        (sides.width - QR_ROOM - EDGE, QR_ROOM),
        mirrored=sides.voices[0].right_to_left,
    )
    return Column([row], tag="Sect", panel=panel, gap=8, whole=True)


def _code(head: PaperHead, sides: Sides, address: str) -> list[Block]:
    """The code, with words below that say what it does."""
    first = sides.voices[0]
    words = first.say(SCAN)
    voice = first if words else sides.english
    alternative = f"{words or SCAN}: {head.phone}"
    style = Style(9.0, align="centre")
    return [
        QrCode(address, QR_SIZE, alternative, voice.language),
        *(sides.words(one, one.say(SCAN), style) for one in sides.voices),
    ]


def language_notice(head: PaperHead, sides: Sides) -> list[Block]:
    """Once a paper, in both languages: the interpreter is free, what is not checked."""
    if sides.family is None:
        return []

    def build(voice: Voice) -> Sequence[Block]:
        texts = [_free_help(head, voice)]
        if sides.unwritten:
            texts.append(voice.say(OPEN_LINES))
        if not head.headings_checked:
            texts.append(voice.say(OPEN_HEADINGS))
        style = sides.looks.caption(sides.colour(voice))
        return [sides.words(voice, " ".join(filter(None, texts)), style)]

    picture = sides.picture("speaking", sides.looks.body * 1.7, AMBER, SPEAKING)
    right = sides.voices[0].right_to_left
    panel = Panel(padding=7, fill=PALE_AMBER, bar=AMBER, bar_at_right=right)
    return [sides.row(build, picture=picture, panel=panel, gap=8, whole=True)]


def _free_help(head: PaperHead, voice: Voice) -> str:
    """The published notice where the family's language has one, in both languages."""
    if notice(head.language, head.phone) is None:
        return voice.say(FREE_HELP)
    if not voice.is_english:
        return notice(voice.language, voice.value(head.phone)) or ""
    language = language_name(head.language, voice.language)
    return ENGLISH_NOTICE.format(language=language, phone=head.phone)
