"""Medicines with their doses, allergies, equipment: what is known, as it was told."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.health import Criticality, MedicineStatus
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LINE_KIND_WORDS, AllergyLine, LineKind, MedicineLine
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_emergency import lines_of, listed
from hhdesk.papers.looks import AMBER, LINE, TEAL
from hhdesk.papers.rows import Column, Row, Table
from hhdesk.papers.sections import filled, heading, table_row
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

MEDICINES = N_("Medicines")
MEDICINE = N_("Medicine")
DOSAGE = N_("How much and when")
AS_REPORTED = N_(
    "This is what was told to us. Ask the doctor before you change a medicine."
)
TOLD_BY = N_("Told by {name}")
NO_DOSE = N_("No dose is written down. Ask the doctor or the pharmacy.")
ON_HOLD = N_("On hold now: ask before you give it.")
ALLERGIES = N_("Allergies")
REACTION = N_("What happens")
DANGEROUS = N_("This can be dangerous.")

_SHARES = (0.4, 0.6)


def medicines(content: PlanContent, sides: Sides) -> list[Block]:
    """A table; a dose without a checked translation is left to the interpreter."""
    if not content.medicines:
        return []
    mirrored = sides.voices[0].right_to_left
    style = sides.looks.caption(TEAL)
    head = table_row(
        [
            [sides.words(voice, voice.say(message), style) for voice in sides.voices]
            for message in (MEDICINE, DOSAGE)
        ],
        _SHARES,
        mirrored=mirrored,
        heads="Column",
    )
    rows = [_medicine(sides, one) for one in content.medicines]
    table = sides.indented(Table(head, rows, colour=LINE), gap=4, wide=True)
    small = sides.looks.caption()
    told = sides.row(sides.fixed(AS_REPORTED, style=small), gap=4, keep=True)
    blocks = [heading(sides, MEDICINES, "medicine"), told, table]
    return [Column(blocks, tag="Sect", gap=12)]


def _medicine(sides: Sides, one: MedicineLine) -> Row:
    first = sides.voices[0]
    strong = sides.looks.text(bold=True)
    what: list[Block] = [
        sides.words(sides.english, first.value(one.text), strong),
    ]
    dose: list[Block] = []
    for voice in sides.voices:
        style = sides.looks.text(sides.colour(voice))
        if one.reported_by:
            told = voice.say(TOLD_BY, name=one.reported_by)
            what.append(sides.words(voice, told, sides.looks.caption()))
        if not one.dosage.english and not one.dosage.family:
            dose.append(sides.words(voice, voice.say(NO_DOSE), style))
        else:
            dose += sides.pair(one.dosage, style=style)(voice)
        if one.status is MedicineStatus.ON_HOLD:
            dose.append(sides.words(voice, voice.say(ON_HOLD), strong))
    cells = [filled(sides, cell) for cell in (what, dose)]
    return table_row(cells, _SHARES, mirrored=first.right_to_left)


def allergies(content: PlanContent, sides: Sides) -> list[Block]:
    """One row each; a dangerous one says so."""
    if not content.allergies:
        return []
    rows = [_allergy(sides, one) for one in content.allergies]
    return [Column([heading(sides, ALLERGIES, "allergy"), *rows], tag="Sect", gap=12)]


def _allergy(sides: Sides, one: AllergyLine) -> Block:
    dangerous = one.criticality is Criticality.HIGH

    def build(voice: Voice) -> Sequence[Block]:
        bold = sides.looks.text(sides.colour(voice), bold=True)
        blocks: list[Block] = [sides.words(voice, voice.value(one.text), bold)]
        if one.reaction.english or one.reaction.family:
            blocks += sides.pair(one.reaction, REACTION)(voice)
        if dangerous:
            blocks.append(sides.words(voice, voice.say(DANGEROUS), bold))
        return blocks

    alert = sides.picture("alert", sides.looks.body * 1.5, AMBER, DANGEROUS)
    return sides.row(build, picture=alert if dangerous else None)


def equipment(content: PlanContent, sides: Sides) -> list[Block]:
    """What the child needs at home."""
    lines = lines_of(content, LineKind.EQUIPMENT)
    if not lines:
        return []
    head = heading(sides, LINE_KIND_WORDS[LineKind.EQUIPMENT], "equipment")
    return [Column([head, *listed(sides, lines)], tag="Sect", gap=12)]
