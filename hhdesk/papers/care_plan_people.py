"""School and what helps there, and the team with its telephones."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.care_team import TEAM_ROLE_WORDS
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, School, SchoolPlan, TeamLine
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_emergency import lines_of, listed
from hhdesk.papers.looks import LINE, TEAL
from hhdesk.papers.rows import Column, Row, Table
from hhdesk.papers.sections import filled, heading, table_row
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

SCHOOL = N_("School or preschool")
NAME = N_("Name")
GRADE = N_("Grade")
CONTACT = N_("Whom to ask")
PLAN = N_("School plan")
HELPS = N_("What helps at school")
TEAM = N_("Our team")
WHO = N_("Who")
WHERE = N_("Where")
TELEPHONE = N_("Telephone")

PLAN_WORDS = {
    SchoolPlan.IFSP: N_("Early intervention plan (IFSP)"),
    SchoolPlan.IEP: N_("Special education plan (IEP)"),
    SchoolPlan.SECTION_504: N_("504 plan"),
}
"""What nobody asked and what is not there stays unsaid."""

_SHARES = (0.3, 0.42, 0.28)


def school(content: PlanContent, sides: Sides) -> list[Block]:
    """Nothing where nothing is known."""
    told = _told(content.school)
    helps = lines_of(content, LineKind.SCHOOL_SUPPORT)
    plan = PLAN_WORDS.get(content.school.plan)
    if not told and not helps and not plan:
        return []

    def build(voice: Voice) -> Sequence[Block]:
        rows = [
            sides.words(voice, voice.value(value), label=voice.say(label))
            for label, value in told
        ]
        if plan:
            words = voice.say(plan)
            rows.append(sides.words(voice, words, label=voice.say(PLAN)))
        return rows

    blocks = [heading(sides, SCHOOL, "book")]
    if told or plan:
        blocks.append(sides.row(build))
    if helps:
        label = sides.looks.caption(TEAL)
        blocks.append(sides.row(sides.fixed(HELPS, style=label), keep=True))
        blocks += listed(sides, helps)
    return [Column(blocks, tag="Sect", gap=12)]


def _told(one: School) -> list[tuple[str, str]]:
    contact = " · ".join(filter(None, (one.contact, one.phone)))
    told = ((NAME, one.name), (GRADE, one.grade), (CONTACT, contact))
    return [(label, value) for label, value in told if value]


def team(content: PlanContent, sides: Sides) -> list[Block]:
    """Who they are, where, and their telephone; what may be shared with them is the
    clinic's own note."""
    people = [one for one in content.team if one.name or one.organization]
    if not people:
        return []
    style = sides.looks.caption(TEAL)
    head = table_row(
        [
            [sides.words(voice, voice.say(message), style) for voice in sides.voices]
            for message in (WHO, WHERE, TELEPHONE)
        ],
        _SHARES,
        mirrored=sides.voices[0].right_to_left,
        heads="Column",
    )
    rows = [_person(sides, one) for one in people]
    table = sides.indented(Table(head, rows, colour=LINE), gap=4, wide=True)
    return [Column([heading(sides, TEAM, "team"), table], tag="Sect", gap=12)]


def _person(sides: Sides, one: TeamLine) -> Row:
    first = sides.voices[0]
    who: list[Block] = []
    if one.name:
        bold = sides.looks.text(bold=True)
        who.append(sides.words(first, first.value(one.name), bold))
    for voice in sides.voices:
        style = sides.looks.text(sides.colour(voice))
        who.append(sides.words(voice, voice.say(TEAM_ROLE_WORDS[one.role]), style))
    where = sides.words(first, first.value(one.organization))
    phone = sides.words(first, first.value(one.phone))
    cells = [filled(sides, cell) for cell in (who, [where], [phone])]
    return table_row(cells, _SHARES, mirrored=first.right_to_left)
