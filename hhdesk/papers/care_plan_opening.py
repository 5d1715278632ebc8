"""The top of the care plan: title, main message, next step, whom to call."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hhdesk.i18n import N_, language_name
from hhdesk.papers.blocks import Block, QrCode, Rule, Style
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.looks import AMBER, PALE_AMBER, PALE_TEAL, TEAL
from hhdesk.papers.notices import ENGLISH_NOTICE, notice
from hhdesk.papers.rows import Column, Panel, Row
from hhdesk.papers.sides import EDGE, Sides
from hhdesk.papers.voices import Voice

TITLE = N_("{name}'s care plan")
MAIN_MESSAGE = N_("What we are working on now")
NEXT_STEP = N_("The next step")
BY_DAY = N_("By {day}")
NO_PLAN = N_("This plan is still empty. Call us and we will write it with you.")
CALL = N_("Call {name}, your care coordinator")
CALL_CLINIC = N_("Call the clinic")
QUESTIONS = N_("Call us with any question, or if the plan has to change.")
SCAN = N_("Scan to call")
FREE_HELP = N_("You can have an interpreter. It is free. Ask us.")
OPEN_LINES = N_(
    "Some lines have no checked translation. Ask for an interpreter. It is free."
)
OPEN_HEADINGS = N_("The clinic has not checked the words with a star (*) yet.")
TELEPHONE = N_("Telephone")
CHECK_MARK = N_("Check mark")
SPEAKING = N_("A person who speaks")

QR_SIZE = 64.0
QR_ROOM = 88.0
PADDING = 8.0


def opening(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """Title, main message, next step, whom to call."""
    messages = _messages(paper, sides)
    right = sides.voices[0].right_to_left
    panel = Panel(padding=PADDING, fill=PALE_TEAL, bar=TEAL, bar_at_right=right)
    return [
        *_title(paper, sides),
        Column(messages, tag="Sect", panel=panel, gap=10),
        _call(paper, sides),
    ]


def language_notice(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """Once a paper, in both languages. Made last: then the open lines are counted."""
    if sides.family is None:
        return []

    def build(voice: Voice) -> Sequence[Block]:
        texts = [_free_help(paper, voice)]
        if sides.unwritten:
            texts.append(voice.say(OPEN_LINES))
        if not paper.headings_checked:
            texts.append(voice.say(OPEN_HEADINGS))
        style = sides.looks.caption(sides.colour(voice))
        return [sides.words(voice, " ".join(filter(None, texts)), style)]

    picture = sides.picture("speaking", sides.looks.body * 1.7, AMBER, SPEAKING)
    right = sides.voices[0].right_to_left
    panel = Panel(padding=7, fill=PALE_AMBER, bar=AMBER, bar_at_right=right)
    return [sides.row(build, picture=picture, panel=panel, gap=8, whole=True)]


def _title(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    def build(voice: Voice) -> Sequence[Block]:
        style = sides.looks.title(TEAL)
        if voice.is_english and sides.family:
            style = Style(sides.looks.body * 1.3, sides.colour(voice), leading=1.3)
        day = sides.looks.caption(sides.colour(voice))
        return [
            sides.words(
                voice,
                voice.say(TITLE, name=paper.child) or paper.child,
                style,
                tag="H1",
                bookmark=0 if voice is sides.voices[0] else None,
            ),
            sides.words(voice, voice.day(paper.day), day),
        ]

    clinic = sides.words(sides.english, paper.clinic, sides.looks.caption())
    row = sides.row(build, gap=2, outdent=True)
    return [clinic, row, Rule(TEAL, 1.5, gap=6)]


def _messages(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    message, step = paper.main_message, paper.next_step
    size = sides.looks.body * 1.7
    if not message.english and not message.family:
        return [sides.row(sides.fixed(NO_PLAN), gap=0)]

    def strong(voice: Voice) -> Style:
        return Style(sides.looks.body * 1.08, sides.colour(voice), bold=True)

    def said(voice: Voice) -> Sequence[Block]:
        label = sides.words(
            voice, voice.say(MAIN_MESSAGE), sides.looks.caption(TEAL), tag="H2"
        )
        return [label, *sides.pair(message, style=strong(voice))(voice)]

    def to_do(voice: Voice) -> Sequence[Block]:
        assert step is not None
        label = sides.words(
            voice, voice.say(NEXT_STEP), sides.looks.caption(TEAL), tag="H2"
        )
        rows = [label, *sides.pair(step.text, style=strong(voice))(voice)]
        due = [voice.say(BY_DAY, day=voice.day(step.due_on))] if step.due_on else []
        who = [step.who] if step.who else []
        return [*rows, sides.words(voice, " · ".join(filter(None, who + due)))]

    heart = sides.picture("heart", size, TEAL, MAIN_MESSAGE)
    check = sides.picture("check", size, TEAL, CHECK_MARK)
    blocks = [sides.row(said, picture=heart, gap=0)]
    if step is not None:
        blocks.append(sides.row(to_do, picture=check))
    return blocks


def _call(paper: CarePlanPaper, sides: Sides) -> Block:
    address = _telephone(paper)
    code_room = QR_ROOM if address and paper.qr else 0.0

    def build(voice: Voice) -> Sequence[Block]:
        whom = (
            voice.say(CALL, name=paper.coordinator)
            if paper.coordinator
            else voice.say(CALL_CLINIC)
        )
        head = Style(sides.looks.body, sides.colour(voice), bold=True)
        phone = Style(sides.looks.body * 1.3, sides.colour(voice), bold=True)
        return [
            sides.words(voice, whom, head, tag="H2"),
            sides.words(voice, voice.value(paper.phone), phone),
            sides.words(voice, voice.say(QUESTIONS)),
        ]

    picture = sides.picture("phone", sides.looks.body * 1.7, TEAL, TELEPHONE)
    words = sides.row(build, picture=picture, gap=0, taken=code_room)
    panel = Panel(padding=PADDING, stroke=TEAL)
    if not code_room:
        return Column([words], tag="Sect", panel=panel, gap=8, whole=True)
    row = Row(
        [Column([words]), Column(_code(paper, sides, f"tel:{address}"))],
        (sides.width - QR_ROOM - EDGE, QR_ROOM),
        mirrored=sides.voices[0].right_to_left,
    )
    return Column([row], tag="Sect", panel=panel, gap=8, whole=True)


def _code(paper: CarePlanPaper, sides: Sides, address: str) -> list[Block]:
    """The code, with words below that say what it does."""
    first = sides.voices[0]
    words = first.say(SCAN)
    voice = first if words else sides.english
    alternative = f"{words or SCAN}: {paper.phone}"
    style = Style(9.0, align="centre")
    return [
        QrCode(address, QR_SIZE, alternative, voice.language),
        *(sides.words(one, one.say(SCAN), style) for one in sides.voices),
    ]


def _telephone(paper: CarePlanPaper) -> str:
    """The number as a `tel:` address wants it, in ASCII; empty without one."""
    digits = re.sub(r"[^0-9]", "", paper.phone)
    if len(digits) == 10:
        return f"+1{digits}"
    return f"+{digits}" if len(digits) > 10 else digits


def _free_help(paper: CarePlanPaper, voice: Voice) -> str:
    """The published notice where the family's language has one, in both languages."""
    if notice(paper.language, paper.phone) is None:
        return voice.say(FREE_HELP)
    if not voice.is_english:
        return notice(voice.language, voice.value(paper.phone)) or ""
    language = language_name(paper.language, voice.language)
    return ENGLISH_NOTICE.format(language=language, phone=paper.phone)
