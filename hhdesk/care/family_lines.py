"""The lines of a plan that a family reads, one by one, each with what seals it."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import ActivityStatus, Domain, GoalRow, Lifecycle
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_


class LinePart(enum.StrEnum):
    """What a line is in the plan."""

    WHAT_MATTERS = "what_matters"
    STRENGTHS = "strengths"
    CULTURE = "culture"
    CONCERN = "concern"
    GOAL = "goal"
    TARGET = "target"
    STEP = "step"
    EXTRA = "extra"
    DOSAGE = "dosage"
    REACTION = "reaction"


LINE_PART_WORDS = {
    LinePart.WHAT_MATTERS: N_("What matters to us"),
    LinePart.STRENGTHS: N_("Our strengths"),
    LinePart.CULTURE: N_("Our culture and how we like things done"),
    LinePart.CONCERN: N_("Concern"),
    LinePart.GOAL: N_("Goal"),
    LinePart.TARGET: N_("What will be reached"),
    LinePart.STEP: N_("Step"),
    LinePart.EXTRA: N_("Emergency, equipment, school"),
    LinePart.DOSAGE: N_("How to take a medicine"),
    LinePart.REACTION: N_("What an allergy does"),
}


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """`chain` are the seals from the line's origin down."""

    part: LinePart
    item_id: UUID
    field: str
    pair: Pair
    domain: Domain | None = None
    chain: tuple[Seal, ...] = ()


def family_lines(content: PlanContent, plan_id: UUID) -> Iterator[FamilyLine]:
    """All lines that have words, without those of goals that were given up."""
    return (line for line in _all(content, plan_id) if line.pair.english)


def _all(content: PlanContent, plan_id: UUID) -> Iterator[FamilyLine]:
    for part in (LinePart.WHAT_MATTERS, LinePart.STRENGTHS, LinePart.CULTURE):
        yield FamilyLine(part, plan_id, part.value, getattr(content, part.value))
    for concern in content.concerns:
        if concern.resolved_on is None:
            yield _line(LinePart.CONCERN, concern, "text", concern.domain)
    seals = {concern.id: concern.seal for concern in content.concerns}
    for goal in content.goals:
        if goal.lifecycle is not Lifecycle.CANCELLED:
            origin = (seals[goal.concern_id],) if goal.concern_id in seals else ()
            yield from _of_goal(goal, origin)
    for extra in content.lines:
        yield _line(LinePart.EXTRA, extra, "text")
    for medicine in content.medicines:
        if medicine.status.present:
            yield _line(LinePart.DOSAGE, medicine, "dosage", Domain.MEDICAL)
    for allergy in content.allergies:
        if allergy.status.present:
            yield _line(LinePart.REACTION, allergy, "reaction", Domain.MEDICAL)


def _of_goal(goal: GoalRow, origin: tuple[Seal, ...]) -> Iterator[FamilyLine]:
    yield _line(LinePart.GOAL, goal, "family_words", goal.domain, origin)
    yield _line(LinePart.TARGET, goal, "target", goal.domain, origin)
    for step in goal.activities:
        if step.status is not ActivityStatus.CANCELLED:
            yield _line(LinePart.STEP, step, "text", goal.domain, (*origin, goal.seal))


def _line(
    part: LinePart,
    row: Any,
    field: str,
    domain: Domain | None = None,
    origin: tuple[Seal, ...] = (),
) -> FamilyLine:
    """A line of a row that was saved, so it has an id."""
    pair: Pair = getattr(row, field)
    return FamilyLine(part, row.id, field, pair, domain, (*origin, row.seal))
