"""The end of the care plan: next visits, and a box to say it back."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.arrangements import ARRANGEMENT_WORDS, ArrangementStatus
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.looks import LINE, TEAL
from hhdesk.papers.rows import Column, Panel, Table
from hhdesk.papers.sections import filled, heading, table_row
from hhdesk.papers.sides import Sides
from hhdesk.papers.visits import TELL_US, WITH, Visit, free_text
from hhdesk.papers.voices import Voice
from hhdesk.papers.writing import writing_lines

VISITS = N_("Next visits")
VISIT_DAY = N_("When")
VISIT_WHAT = N_("What and where")
VISIT_HELP = N_("How we help")
READY = N_("ready")
ASKED = N_("we are working on it")
SAY_BACK = N_("Say it back in your own words")
SAY_BACK_ASK = N_("What will you do first? Whom will you call?")
WRITE = N_("Empty lines to write on")

_SHARES = (0.34, 0.37, 0.29)


def visits(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """A table of the next visits; nothing without any."""
    if not paper.visits:
        return []
    style = sides.looks.caption(TEAL)
    mirrored = sides.voices[0].right_to_left
    head = table_row(
        [
            [sides.words(voice, voice.say(message), style) for voice in sides.voices]
            for message in (VISIT_DAY, VISIT_WHAT, VISIT_HELP)
        ],
        _SHARES,
        mirrored=mirrored,
        heads="Column",
    )
    rows = [
        table_row(_visit(sides, visit), _SHARES, mirrored=mirrored)
        for visit in paper.visits
    ]
    table = sides.indented(Table(head, rows, colour=LINE), gap=4, wide=True)
    return [Column([heading(sides, VISITS, "calendar"), table], tag="Sect", gap=12)]


def _visit(sides: Sides, visit: Visit) -> list[list[Block]]:
    when: list[Block] = []
    what: list[Block] = []
    arranged: list[Block] = []
    for voice in sides.voices:
        style = sides.looks.text(sides.colour(voice))
        when.append(sides.words(voice, voice.moment(visit.starts), style))
        what += free_text(sides, voice, visit.title, style)
        if visit.with_whom:
            with_whom = voice.say(WITH, name=visit.with_whom)
            what.append(sides.words(voice, with_whom, style))
        arranged.append(sides.words(voice, _arranged(voice, visit), style))
    place = sides.words(sides.english, visit.place)
    return [when, list(filled(sides, [*what, place])), arranged]


def _arranged(voice: Voice, visit: Visit) -> str:
    parts = []
    for kind, status in visit.arrangements:
        state = READY if status is ArrangementStatus.CONFIRMED else ASKED
        name = voice.say(ARRANGEMENT_WORDS[kind])
        if name:
            parts.append(f"{name}: {voice.say(state)}")
    return "\n".join(parts) or voice.say(TELL_US)


def teach_back(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """A box to say the plan back in one's own words, and to write."""
    if not paper.teach_back:
        return []
    padding = 10.0

    def build(voice: Voice) -> Sequence[Block]:
        colour = TEAL if voice is sides.voices[0] else sides.colour(voice)
        return [
            sides.words(
                voice, voice.say(SAY_BACK), sides.looks.section(colour), tag="H2"
            ),
            sides.words(voice, voice.say(SAY_BACK_ASK)),
        ]

    picture = sides.picture("talking", sides.looks.body * 1.7, TEAL, SAY_BACK)
    row = sides.row(build, picture=picture, gap=0)
    panel = Panel(padding=padding, stroke=TEAL, dash="5 3")
    return [
        Column(
            [row, sides.indented(writing_lines(sides, 3, WRITE))],
            tag="Sect",
            panel=panel,
            gap=12,
            whole=True,
        )
    ]
