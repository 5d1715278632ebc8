"""The "what happens next" slip: one referral in progress, told to the family.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hhdesk.care.goals import Domain
from hhdesk.care.referral_disclosure import ReferralForReader
from hhdesk.care.referral_sentences import (
    FAMILY_TURN_WORDS,
    THE_AGENCY,
    FamilySentence,
    sentence_of,
)
from hhdesk.care.referral_states import Turn
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.bring import bring
from hhdesk.papers.letterhead import (
    Drawn,
    Parts,
    call_us,
    draw,
    message_panel,
    title,
)
from hhdesk.papers.looks import TEAL
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead
from hhdesk.papers.rows import Column
from hhdesk.papers.sides import Say, Sides
from hhdesk.papers.visits import Visit, arranged, free_text, visit_of
from hhdesk.papers.voices import Voice

DOCUMENT_TITLE = N_("What happens next")
TITLE = N_("What happens next for {name}")
ASKED_FOR = N_("What we asked for")
WHERE_IT_STANDS = N_("Where it stands")
WHAT_YOU_DO = N_("What you do")
STILL_NEEDED = N_("What is needed")
TURN = N_("Whose turn it is")
WHO = N_("Who")
WHERE = N_("Where")
WHEN = N_("When")
LOOK_AGAIN = N_("We look at this again by {day}.")
HELP = N_("How we help")
ASK_US = N_("Where and when is not known yet. We will tell you.")
INTERPRETER = N_("An interpreter is free, by phone and at each visit. Ask us.")
QUESTIONS = N_("Call us with any question. It is all right to ask again.")
CHECK_MARK = N_("Check mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepsPaper(PaperHead):
    """`visit` is the one in the calendar, `visit_on` the day that the agency named
    where there is none; `wanted` is what the family needs help with."""

    domain: Domain
    need: Pair
    agency: str
    agency_phone: str
    sentence: FamilySentence
    turn: tuple[Turn, ...]
    wanted: Pair = Pair()
    due_on: date | None = None
    visit_on: date | None = None
    visit: Visit | None = None


def paper_for(
    rows: ReferralForReader, issue: Issue, choices: Choices = STANDARD
) -> NextStepsPaper:
    """The slip of a released referral; in the reader's language unless chosen."""
    return NextStepsPaper.of(
        rows,
        issue,
        choices.language or rows.language,
        choices,
        domain=rows.domain,
        need=Pair(rows.need),
        agency=rows.agency,
        agency_phone=rows.agency_phone,
        sentence=sentence_of(rows.state, rows.detail),
        turn=rows.turn,
        wanted=Pair(rows.wanted),
        due_on=rows.due_on,
        visit_on=rows.visit_on,
        visit=visit_of(rows.visit, rows.clinic.zone) if rows.visit else None,
    )


def draw_next_steps(paper: NextStepsPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""

    def build(sides: Sides) -> Parts:
        top = [
            *title(paper, sides, lambda voice: voice.say(TITLE, name=paper.child)),
            message_panel(sides, _message(paper, sides)),
            call_us(paper, sides, QUESTIONS),
        ]
        return Parts(top, _details(paper, sides))

    return draw(paper, DOCUMENT_TITLE, build)


def _message(paper: NextStepsPaper, sides: Sides) -> list[Block]:
    """What was asked for, where it stands, the one thing to do."""

    def asked(voice: Voice) -> Sequence[Block]:
        need = free_text(sides, voice, paper.need, sides.strong_style(voice))
        return [_caption(sides, voice, ASKED_FOR), *need]

    def stands(voice: Voice) -> Sequence[Block]:
        words = _told(paper, voice, paper.sentence.now)
        return [_caption(sides, voice, WHERE_IT_STANDS), sides.strong(voice, words)]

    def to_do(voice: Voice) -> Sequence[Block]:
        words = _told(paper, voice, paper.sentence.to_do)
        blocks: list[Block] = [
            _caption(sides, voice, WHAT_YOU_DO),
            sides.strong(voice, words),
        ]
        if paper.wanted.english:
            blocks += sides.pair(paper.wanted, STILL_NEEDED)(voice)
        return blocks

    size = sides.looks.body * 1.7
    return [
        sides.row(asked, picture=sides.picture("heart", size, TEAL, ASKED_FOR), gap=0),
        sides.row(stands, picture=sides.picture("place", size, TEAL, WHERE_IT_STANDS)),
        sides.row(to_do, picture=sides.picture("check", size, TEAL, CHECK_MARK)),
    ]


def _caption(sides: Sides, voice: Voice, message: str) -> Block:
    return sides.words(voice, voice.say(message), sides.looks.caption(TEAL), tag="H2")


def _told(paper: NextStepsPaper, voice: Voice, message: str) -> str:
    """A sentence with the agency's name in it, or "the agency"."""
    return voice.say(message, agency=paper.agency or voice.say(THE_AGENCY))


def _details(paper: NextStepsPaper, sides: Sides) -> list[Block]:
    """Whose turn, who, where, when, how we help, what to bring."""
    rows: list[Block] = []
    if paper.turn:
        rows.append(_row(sides, TURN, "family", lambda voice: _turn(paper, voice)))
    if paper.agency:
        rows.append(_row(sides, WHO, "clinic", lambda voice: _who(paper, voice)))
    if paper.visit and paper.visit.place:
        place = paper.visit.place
        rows.append(_row(sides, WHERE, "home", lambda voice: voice.value(place)))
    rows.append(_row(sides, WHEN, "calendar", lambda voice: _when(paper, voice)))
    if paper.visit:
        visit = paper.visit
        rows.append(_row(sides, HELP, "driver", lambda voice: arranged(voice, visit)))
        rows.append(bring(sides, paper.domain))
    if sides.family is None:
        # Beside another language the notice says so.
        rows.append(_row(sides, "", "speaking", lambda voice: voice.say(INTERPRETER)))
    return [Column(rows, tag="Sect", gap=12)]


def _row(sides: Sides, label: str, picture: str, say: Say) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        lead = voice.say(label) if label else ""
        return [sides.words(voice, say(voice), label=lead)]

    drawing = sides.picture(picture, sides.looks.body * 1.5, TEAL, label or INTERPRETER)
    return sides.row(build, picture=drawing, whole=True)


def _turn(paper: NextStepsPaper, voice: Voice) -> str:
    said = (voice.say(FAMILY_TURN_WORDS[one]) for one in paper.turn)
    return " · ".join(filter(None, said))


def _who(paper: NextStepsPaper, voice: Voice) -> str:
    names = [paper.agency, paper.agency_phone]
    if paper.visit and paper.visit.with_whom:
        names.insert(1, paper.visit.with_whom)
    return " · ".join(voice.value(name) for name in names if name)


def _when(paper: NextStepsPaper, voice: Voice) -> str:
    if paper.visit:
        return voice.moment(paper.visit.starts)
    if paper.visit_on:
        return voice.day(paper.visit_on)
    if paper.due_on:
        return voice.say(LOOK_AGAIN, day=voice.day(paper.due_on))
    return voice.say(ASK_US)
