"""Who said yes to the care that a plan's lines speak of: which lines wait for that
answer, what an answer means for paper, what a reader does not get and why.

The question is asked; nothing is opened or sealed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hhdesk.care import plan_disclosure
from hhdesk.care.confidentiality import (
    ADULT_AGE,
    ASKING_AGE,
    Consenter,
    Reader,
    Seal,
    Segment,
    decide,
)
from hhdesk.care.goals import BARRIER_WORDS, BarrierRow, GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import School
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_

PART_WORDS = {
    "concerns": N_("Concern"),
    "goals": N_("Goal"),
    "activities": N_("Activity"),
    "barriers": N_("In the way"),
    "lines": N_("Line of the plan"),
    "medicines": N_("Medicine"),
    "allergies": N_("Allergy"),
    "what_matters": N_("What matters to us"),
    "strengths": N_("Strengths"),
    "culture": N_("Culture and preferences"),
    "school": N_("School"),
    "team": N_("Care team"),
}


@dataclass(frozen=True, slots=True)
class SealedLine:
    """A line of a plan with the seals from its origin down; the last is its own.
    `words` is what it says; of a barrier its kind, in English, to be translated."""

    part: str
    id: UUID
    words: str
    chain: tuple[Seal, ...]

    @property
    def seal(self) -> Seal:
        return self.chain[-1]

    @property
    def sensitive(self) -> bool:
        return sensitive(self.seal)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A line that a reader does not get, and why; both for staff alone."""

    part: str
    id: UUID | None
    words: str
    reason: str


def sensitive(seal: Seal) -> bool:
    """Whether it matters who said yes: the topic asks, the answer may seal."""
    return seal.segment is not Segment.GENERAL or seal.consenter is Consenter.YOUTH


def asks(seal: Seal, age: int | None) -> bool:
    """Whether staff are asked who said yes: of sensitive care at any age, and of all
    care from the age at which a youth may say it alone."""
    asked = seal.consenter is not Consenter.NOT_ASKED
    return asked or sensitive(seal) or (age is not None and age >= ASKING_AGE)


def waits(seal: Seal, age: int) -> bool:
    """Whether a line does not go to the family until somebody answers."""
    topic = seal.segment not in (Segment.GENERAL, Segment.FAMILY_SAFETY)
    unanswered = seal.consenter is Consenter.NOT_ASKED
    return topic and unanswered and ASKING_AGE <= age < ADULT_AGE


def _words(row: Any) -> str:
    for name in ("family_words", "text", "clinical_words", "note"):
        told = getattr(row, name, "")
        said = (told.english or told.family) if isinstance(told, Pair) else told
        if said:
            return str(said)
    return BARRIER_WORDS[row.kind] if isinstance(row, BarrierRow) else ""


def _line(part: str, row: Any, *origin: Seal) -> Iterator[SealedLine]:
    if row.id is not None:
        yield SealedLine(part, row.id, _words(row), (*origin, row.seal))


def _of_goal(goal: GoalRow, *origin: Seal) -> Iterator[SealedLine]:
    yield from _line("goals", goal, *origin)
    for part in ("activities", "barriers"):
        for row in getattr(goal, part):
            yield from _line(part, row, *origin, goal.seal)


def lines(content: PlanContent) -> Iterator[SealedLine]:
    """Every line of a plan that can carry a seal, in the plan's order."""
    seals = {one.id: one.seal for one in content.concerns if one.id is not None}
    for concern in content.concerns:
        yield from _line("concerns", concern)
    for goal in content.goals:
        origin = seals.get(goal.concern_id) if goal.concern_id else None
        yield from _of_goal(goal, *([origin] if origin else []))
    for part in ("barriers", "lines", "medicines", "allergies"):
        for row in getattr(content, part):
            yield from _line(part, row)


def to_ask(content: PlanContent) -> tuple[SealedLine, ...]:
    """The lines about which a birthday asks again who said yes."""
    return tuple(line for line in lines(content) if line.sensitive)


def waiting(content: PlanContent, age: int) -> tuple[SealedLine, ...]:
    """The lines that wait for the answer before the family gets them."""
    return tuple(line for line in lines(content) if waits(line.seal, age))


def withheld(content: PlanContent, reader: Reader) -> tuple[Withheld, ...]:
    """What the disclosure rule keeps from a reader, line by line with the reason.

    What goes along with a line withheld above it is not told again: it counts as one,
    as in `plan_disclosure.plan_for`.
    """
    kept, _count = plan_disclosure.plan_for(content, reader)
    there = {line.id for line in lines(kept)}
    lost: set[UUID] = set()
    found = list(_without_seal(content, reader))
    for goal in content.goals:
        if goal.id not in there:
            lost |= {row.id for row in goal.activities if row.id}
            lost |= {row.id for row in goal.barriers if row.id}
    for line in lines(content):
        if line.id not in there and line.id not in lost:
            reason = _reason(line.chain, reader)
            found.append(Withheld(line.part, line.id, line.words, reason))
    return tuple(found)


def _without_seal(content: PlanContent, reader: Reader) -> Iterator[Withheld]:
    """What bears no seal goes where a general item would."""
    verdict = decide(Seal(), reader)
    if verdict.released:
        return
    for part in ("what_matters", "strengths", "culture"):
        pair: Pair = getattr(content, part)
        if pair != Pair():
            yield Withheld(part, None, pair.english or pair.family, verdict.reason)
    if content.school != School():
        yield Withheld("school", None, content.school.name, verdict.reason)
    for one in content.team:
        words = one.name or one.organization
        yield Withheld("team", one.id, words, verdict.reason)


def _reason(chain: tuple[Seal, ...], reader: Reader) -> str:
    """The first seal from the origin down that closes says why."""
    verdicts = (decide(seal, reader) for seal in chain)
    return next((one.reason for one in verdicts if not one.released), "")


# What an answer means, in one sentence beside the question.
ALL_SEE = N_("On paper: the family and the care team see it.")
FAMILY_SEES = N_("On paper: the family sees it. Others only with a signed yes.")
YOUTH_SEES = N_("On paper: only the youth sees it. The family does not.")
NOBODY_YET = N_("On paper: the family does not see it until this is answered.")
ONLY_CLINIC = N_("Nobody outside this clinic sees it, not even on paper.")
SAFETY_YOUTH = N_("On paper: only the youth sees it. Nobody else does.")
ADULT = N_("An adult decides: the family sees it only with a signed yes.")


def consequence(seal: Seal, age: int | None) -> str:
    """Who will see it on paper, in English, to be translated."""
    if seal.segment is Segment.FAMILY_SAFETY:
        return SAFETY_YOUTH if seal.consenter is Consenter.YOUTH else ONLY_CLINIC
    if seal.consenter is Consenter.YOUTH:
        return YOUTH_SEES
    if age is not None and age >= ADULT_AGE:
        return ADULT
    if age is not None and waits(seal, age):
        return NOBODY_YET
    return ALL_SEE if seal.ordinary else FAMILY_SEES
