"""The form of a consent to sign, and the one that takes it back, in two languages.

Plain words of our own, which a clinic's counsel is to check: what is shared, with whom,
for what, until when, that one need not sign, and how a yes is taken back (the elements
of 45 CFR 164.508(c) and, where it covers them, of 42 CFR 2.31).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hhdesk.care.confidentiality import Audience, Segment
from hhdesk.care.consent_disclosure import ConsentForReader
from hhdesk.care.household import RELATIONSHIP_WORDS
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.letterhead import Drawn, Parts, call_us, draw, message_panel, title
from hhdesk.papers.lists import bulleted
from hhdesk.papers.looks import TEAL
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead
from hhdesk.papers.rows import Column, Row
from hhdesk.papers.sections import heading
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice
from hhdesk.papers.writing import writing_lines

DOCUMENT_TITLE = N_("Yes to sharing information")
TITLE = N_("Yes to sharing information about {name}")
BACK_DOCUMENT_TITLE = N_("I take my yes back")
BACK_TITLE = N_("I take my yes back: information about {name}")

WHAT = N_("What the clinic may share")
WHAT_BACK = N_("What the clinic may share no longer")
WITH_WHOM = N_("With whom")
FOR_WHAT = N_("What for")
COORDINATION = N_("To plan care and services together.")
UNTIL = N_("Until when")
UNTIL_DAY = N_("Until {day}, or until you take it back.")
UNTIL_BACK = N_("Until you take it back.")
GIVEN = N_("Your yes")
GIVEN_ON = N_("You said yes on {day}.")

PART2 = N_("Care for alcohol or drug use")
PART2_NAMED = N_(
    "Records of a program for alcohol or drug use have a law of their own "
    "(42 CFR Part 2). They go only to those who are named here:"
)
RIGHTS = N_("Good to know")
NEED_NOT = N_("You do not have to sign. You get care here either way.")
ANY_TIME = N_(
    "You can take your yes back at any time. Tell us, call us, or sign the paper for "
    "it. From then on we share nothing more."
)
STAYS = N_("What was shared before stays shared.")
PASSED_ON = N_(
    "Those who get the information may pass it on. This clinic cannot prevent that."
)
COPY = N_("You get a copy of this paper.")
OWN = N_("This yes is your own. We do not show this paper to your family.")
AT_ONCE = N_("From the moment we know it, we share nothing more under this yes.")
BY_WORD = N_("You can also say it to us. The paper is not needed.")
CARE_GOES_ON = N_("You get care here just the same.")
QUESTIONS = N_("Ask us before you sign. It is all right to ask again.")

SIGNATURES = N_("Signatures")
I_SAY_YES = N_("I have read this, or it was read to me. I say yes to this sharing.")
I_TAKE_BACK = N_("I take back my yes to this sharing.")
INTERPRETED = N_("Interpreter: I have interpreted this paper.")
WITNESSED = N_("Clinic staff: I have explained this paper and answered the questions.")
RECEIVED = N_("Clinic staff: I have received this paper.")
SIGN_HERE = N_("Signature")
SIGN_DAY = N_("Date")
NAME = N_("Name")
RELATION = N_("Who I am to the child")
INTERPRETER_ID = N_("Name or number")
CODE = N_("Number of this form: {code}")

SHARED_WORDS = {
    Segment.GENERAL: N_("Health, development, visits, services and the care plan"),
    Segment.MENTAL_HEALTH: N_("Counseling and mental health"),
    Segment.SUBSTANCE_USE: N_("Care for alcohol or drug use"),
    Segment.REPRODUCTIVE: N_("Sexual health, birth control and pregnancy"),
    Segment.FAMILY_SAFETY: N_("Safety at home"),
}
CLASS_WORDS = {
    Audience.FAMILY: N_("The family"),
    Audience.YOUTH: N_("The child or teen"),
    Audience.CARE_TEAM: N_("Those who treat and help the child: doctors, care team"),
    Audience.SCHOOL: N_("The school"),
    Audience.RECIPIENT: N_("Services that we ask to help"),
    Audience.PAYER: N_("The health plan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPaper(PaperHead):
    """`recipients` empty is the whole `shared_with`; `relation` is a fixed word. What
    is signed names the child as the record does, not as at home."""

    whole_name: str
    taking_back: bool
    code: str
    relation: str
    shared_with: Audience
    recipients: tuple[str, ...]
    segments: tuple[Segment, ...]
    part2: bool
    purpose: str
    given_on: date
    until: date | None
    own: bool = False


def paper_for(
    rows: ConsentForReader, issue: Issue, choices: Choices = STANDARD
) -> ConsentPaper:
    """The form of gathered rows; in the language of who signs unless chosen."""
    relation = RELATIONSHIP_WORDS[rows.relationship] if rows.relationship else ""
    return ConsentPaper.of(
        rows,
        issue,
        choices.language or rows.language,
        choices,
        whole_name=rows.name.full,
        taking_back=rows.taking_back,
        code=rows.code,
        relation=relation,
        shared_with=rows.shared_with,
        recipients=rows.recipients,
        segments=rows.segments,
        part2=rows.part2 or Segment.SUBSTANCE_USE in rows.segments,
        purpose=rows.purpose,
        given_on=rows.given_on,
        until=rows.until,
        own=rows.audience is Audience.YOUTH,
    )


def draw_consent(paper: ConsentPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""
    back = paper.taking_back
    words = BACK_TITLE if back else TITLE

    def build(sides: Sides) -> Parts:
        top = [
            *title(paper, sides, lambda voice: voice.say(words, name=paper.whole_name)),
            message_panel(sides, _message(paper, sides)),
        ]
        rest = [
            *_part2(paper, sides),
            *_rights(paper, sides),
            call_us(paper, sides, QUESTIONS),
            *_signatures(paper, sides),
        ]
        return Parts(top, rest)

    return draw(paper, BACK_DOCUMENT_TITLE if back else DOCUMENT_TITLE, build)


def _message(paper: ConsentPaper, sides: Sides) -> list[Block]:
    """What, with whom, for what, until when."""
    back = paper.taking_back
    what = WHAT_BACK if back else WHAT
    segments = [SHARED_WORDS[one] for one in paper.segments]
    rows = [
        _told(sides, what, "heart", lambda voice: _list(sides, voice, segments)),
        _told(sides, WITH_WHOM, "team", lambda voice: _whom(paper, sides, voice)),
    ]
    if back:
        rows.append(_said(sides, GIVEN, "calendar", GIVEN_ON, paper.given_on))
        return rows
    rows.append(_purpose(paper, sides))
    until = UNTIL_DAY if paper.until else UNTIL_BACK
    rows.append(_said(sides, UNTIL, "calendar", until, paper.until))
    return rows


def _told(
    sides: Sides, label: str, picture: str, build: Callable[[Voice], Sequence[Block]]
) -> Block:
    """A caption and what is below it, in each language."""

    def both(voice: Voice) -> Sequence[Block]:
        caption = sides.looks.caption(TEAL)
        return [sides.words(voice, voice.say(label), caption, tag="H2"), *build(voice)]

    drawing = sides.picture(picture, sides.looks.body * 1.7, TEAL, label)
    return sides.row(both, picture=drawing, whole=True)


def _said(
    sides: Sides, label: str, picture: str, message: str, day: date | None
) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        values = {"day": voice.day(day)} if day else {}
        return [sides.strong(voice, voice.say(message, **values))]

    return _told(sides, label, picture, build)


def _purpose(paper: ConsentPaper, sides: Sides) -> Block:
    """As it was typed, which nobody has translated, or the usual one."""

    def build(voice: Voice) -> Sequence[Block]:
        if paper.purpose:
            return sides.pair(Pair(paper.purpose))(voice)
        return [sides.words(voice, voice.say(COORDINATION))]

    return _told(sides, FOR_WHAT, "talking", build)


def _list(sides: Sides, voice: Voice, messages: Sequence[str]) -> Sequence[Block]:
    said = [voice.say(message) for message in messages]
    items = [[sides.strong(voice, text)] for text in said if text]
    style = sides.strong_style(voice)
    return [bulleted(items, voice.language, style)] if items else []


def _whom(paper: ConsentPaper, sides: Sides, voice: Voice) -> Sequence[Block]:
    """Names as they are; a class in words."""
    if not paper.recipients:
        return [sides.strong(voice, voice.say(CLASS_WORDS[paper.shared_with]))]
    return [sides.strong(voice, voice.value(name)) for name in paper.recipients]


def _part2(paper: ConsentPaper, sides: Sides) -> list[Block]:
    """Records of a Part 2 program are named apart, with who gets them."""
    if not paper.part2:
        return []

    def build(voice: Voice) -> Sequence[Block]:
        return [
            sides.words(voice, voice.say(PART2_NAMED)),
            *_whom(paper, sides, voice),
        ]

    rows = [heading(sides, PART2, "medicine"), sides.row(build, whole=True)]
    return [Column(rows, tag="Sect", gap=12)]


def _rights(paper: ConsentPaper, sides: Sides) -> list[Block]:
    if paper.taking_back:
        told = [AT_ONCE, STAYS, BY_WORD, CARE_GOES_ON, COPY]
    else:
        told = [NEED_NOT, ANY_TIME, STAYS, PASSED_ON, COPY]
    if paper.own:
        told.append(OWN)
    rows = [heading(sides, RIGHTS, "check")]
    rows += [sides.row(sides.fixed(one), whole=True) for one in told]
    return [Column(rows, tag="Sect", gap=12)]


def _signatures(paper: ConsentPaper, sides: Sides) -> list[Block]:
    """Who gives it, the interpreter, a witness of the clinic; and the form's number."""
    back = paper.taking_back
    first = sides.voices[0]
    mine = [_Line(NAME, first.value(paper.reader))]
    if not paper.own:
        relation = sides.both(lambda voice: voice.say(paper.relation))
        mine.append(_Line(RELATION, relation))
    sign, day = _Line(SIGN_HERE), _Line(SIGN_DAY)
    rows = [heading(sides, SIGNATURES, "writing")]
    given = I_TAKE_BACK if back else I_SAY_YES
    rows.append(_signed(sides, given, [sign, day], mine))
    heard = [sign, _Line(INTERPRETER_ID), day]
    rows.append(_signed(sides, INTERPRETED, heard))
    staff = RECEIVED if back else WITNESSED
    rows.append(_signed(sides, staff, [sign, _Line(NAME), day]))
    code = sides.looks.caption()
    rows.append(sides.row(sides.fixed(CODE, style=code, code=paper.code), gap=4))
    return [Column(rows, tag="Sect", gap=12)]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to write on; `known` stands there already."""

    message: str
    known: str = ""


_SHARES = {1: (1.0,), 2: (0.66, 0.34), 3: (0.38, 0.38, 0.24)}


def _signed(sides: Sides, statement: str, *rows: Sequence[_Line]) -> Block:
    """What a signature means, and below it the lines for it."""
    told = sides.row(sides.fixed(statement), gap=0)
    blocks: list[Block] = [told, *(_beside(sides, lines) for lines in rows)]
    return Column(blocks, gap=sides.looks.body * 1.3, whole=True)


def _beside(sides: Sides, lines: Sequence[_Line]) -> Block:
    """Lines beside each other, in the direction of reading."""
    columns = [_line(sides, one) for one in lines]
    right = sides.voices[0].right_to_left
    shares = _SHARES[len(columns)]
    return sides.indented(Row(columns, shares, gutter=18, gap=0, mirrored=right))


def _line(sides: Sides, one: _Line) -> Column:
    words = sides.both(lambda voice: voice.say(one.message))
    first = sides.voices[0]
    below = sides.words(first, words, sides.looks.caption())
    if one.known:
        known = sides.words(first, one.known, sides.looks.text(bold=True))
        return Column([known, below])
    return Column([writing_lines(sides, 1, one.message), below])
