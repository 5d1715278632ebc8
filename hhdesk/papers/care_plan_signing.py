"""Who has signed the version, who signs it yet, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_input import CarePlanPaper, Part, Signed, Signer
from hhdesk.papers.looks import TEAL
from hhdesk.papers.rows import Column, Row
from hhdesk.papers.sections import heading
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice
from hhdesk.papers.writing import writing_lines

SIGNATURES = N_("Who signs what")
SIGN_HERE = N_("Signature")
SIGN_DAY = N_("Date")
NOT_SIGNED = N_("Draft: not signed yet")
NOT_IN_USE = N_("Signed, not in use yet")
VERSION = N_("Version {number}")
REVIEW = N_("We look at this plan together again")
BY_DAY = N_("By {day}")

SIGNED_WORDS = {
    Part.CAREGIVER: N_(
        "Parent or caregiver: I helped make this plan. I agree with it."
    ),
    Part.YOUTH: N_("Child or teen: I helped make this plan. I agree with it."),
    Part.COORDINATOR: N_("Care coordinator: I made this plan with the family."),
    Part.CLINICIAN: N_("Clinician: I have read this plan. I agree with it."),
}
METHOD_WORDS = {
    SigningMethod.PAPER: N_("Signed on paper on {day}"),
    SigningMethod.SCREEN: N_("Signed on the screen on {day}"),
    SigningMethod.PHONE: N_("Agreed by phone on {day}"),
}
STAGE_WORDS = {
    PlanStage.DRAFT: NOT_SIGNED,
    PlanStage.IN_REVIEW: NOT_SIGNED,
    PlanStage.SIGNED: NOT_IN_USE,
}
"""What a version that is not in force says of itself."""


def review(day: date | None, sides: Sides) -> list[Block]:
    """The day of the next review; nothing without one."""
    if day is None:
        return []

    def build(voice: Voice) -> Sequence[Block]:
        told = voice.say(BY_DAY, day=voice.day(day))
        return [sides.words(voice, told, label=voice.say(REVIEW))]

    picture = sides.picture("calendar", sides.looks.body * 1.5, TEAL, REVIEW)
    return [sides.row(build, picture=picture, gap=12, whole=True)]


def standing(paper: CarePlanPaper, voice: Voice) -> str:
    """The version and, unless it is in force, that it is not."""
    parts = [voice.say(VERSION, number=str(paper.edition))] if paper.edition else []
    words = STAGE_WORDS.get(paper.stage)
    return " · ".join(filter(None, [*parts, voice.say(words) if words else ""]))


def signatures(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """Those given, then a line for each that is still to be: each line says what its
    signature means."""
    given = {one.part for one in paper.signed}
    open_lines = [one for one in paper.signers if one.part not in given]
    if not paper.signed and not open_lines:
        return []
    blocks = [heading(sides, SIGNATURES, "writing")]
    blocks += [_given(sides, one) for one in paper.signed]
    if paper.stage in STAGE_WORDS or not paper.signed:
        blocks += [_open(sides, signer) for signer in open_lines]
    return [Column(blocks, tag="Sect", gap=12)] if len(blocks) > 1 else []


def _given(sides: Sides, one: Signed) -> Block:
    name = " · ".join(filter(None, (one.name, one.relation)))

    def build(voice: Voice) -> Sequence[Block]:
        bold = sides.looks.text(sides.colour(voice), bold=True)
        told = voice.say(METHOD_WORDS[one.method], day=voice.day(one.day))
        return [
            sides.words(voice, voice.value(name), bold),
            sides.words(voice, voice.say(SIGNED_WORDS[one.part])),
            sides.words(voice, told, sides.looks.caption()),
        ]

    picture = sides.picture("check", sides.looks.body * 1.5, TEAL, SIGNATURES)
    return sides.row(build, picture=picture, gap=8, whole=True)


def _open(sides: Sides, signer: Signer) -> Block:
    statement = sides.row(sides.fixed(SIGNED_WORDS[signer.part]), gap=0)
    caption = sides.looks.caption()
    first = sides.voices[0]

    def line(message: str, name: str = "") -> Column:
        words = sides.both(lambda voice: voice.say(message))
        text = f"{words}: {name}" if name else words
        return Column(
            [writing_lines(sides, 1, message), sides.words(first, text, caption)],
        )

    line_row = Row(
        [line(SIGN_HERE, first.value(signer.name)), line(SIGN_DAY)],
        (0.66, 0.34),
        gutter=18,
        gap=0,
        mirrored=first.right_to_left,
    )
    return Column([statement, sides.indented(line_row)], gap=10, whole=True)
