"""A plan's content as rows of its tables, and how these differ from those before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from hhdesk.care.care_team import TeamMember
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import (
    Activity,
    ActivityRow,
    Barrier,
    BarrierRow,
    Concern,
    ConcernRow,
    Goal,
    GoalRow,
)
from hhdesk.care.health import Allergy, Medicine
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    AllergyLine,
    MedicineLine,
    PlanLine,
    PlanLineRow,
    TeamLine,
)

Kind: TypeAlias = type[Any]
Values: TypeAlias = dict[str, Any]

KINDS: tuple[Kind, ...] = (Concern, Goal, Activity, Barrier, PlanLine)
"""Tables of the plan's own lines, those that others point at first."""

CHART: tuple[Kind, ...] = (Medicine, Allergy, TeamMember)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan with its place in a list: of the plan, or under a goal."""

    row: Any
    goal_id: UUID | None
    position: int


Lines: TypeAlias = dict[UUID, Line]


def lines(content: PlanContent) -> dict[Kind, Lines]:
    """Every line by table and key."""
    goals = content.goals
    return {
        Concern: _placed(content.concerns),
        Goal: _placed(goals),
        Activity: _all(_placed(goal.activities, goal.id) for goal in goals),
        Barrier: _placed(content.barriers)
        | _all(_placed(goal.barriers, goal.id) for goal in goals),
        PlanLine: _placed(content.lines),
        Medicine: _placed(content.medicines),
        Allergy: _placed(content.allergies),
        TeamMember: _placed(content.team),
    }


def _placed(rows: Iterable[Any], goal_id: UUID | None = None) -> Lines:
    return {row.id: Line(row, goal_id, place) for place, row in enumerate(rows)}


def _all(several: Iterable[Lines]) -> Lines:
    found: Lines = {}
    for some in several:
        found |= some
    return found


@dataclass
class Difference:
    """What has to be written of one table: lines that are new to the plan, others that
    are written anew, whether with their place, and keys of those that are gone."""

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    placed: list[Line] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)


def difference(old: Lines, new: Lines) -> Difference:
    """Lines whose place is told anew are all those of a list whose order is another;
    in the others what the rows say of their places still holds."""
    other = _other_order(old, new)
    found = Difference(gone=[key for key in old if key not in new])
    for key, line in new.items():
        before = old.get(key)
        if before is None:
            found.new.append(line)
        elif line.goal_id in other:
            found.placed.append(line)
        elif before.row is not line.row and values(before.row) != values(line.row):
            found.changed.append(line)
    return found


def _other_order(old: Lines, new: Lines) -> set[UUID | None]:
    """The lists, by their goals, that do not hold the same lines in the same order."""
    before, after = _orders(old), _orders(new)
    return {key for key, order in after.items() if before.get(key) != order}


def _orders(some: Lines) -> dict[UUID | None, list[UUID]]:
    found: dict[UUID | None, list[UUID]] = {}
    for key, line in some.items():
        found.setdefault(line.goal_id, []).append(key)
    return found


def column_values(line: Line, *, place: bool) -> Values:
    """What a line says in the columns of its table."""
    found = values(line.row)
    if isinstance(line.row, ActivityRow | BarrierRow):
        found["goal_id"] = line.goal_id
    if place and not isinstance(line.row, MedicineLine | AllergyLine | TeamLine):
        found["position"] = line.position
    return found


def _seal(seal: Seal) -> Values:
    return {
        "segment": seal.segment,
        "consenter": seal.consenter,
        "part2": seal.part2,
    }


def values(row: Any) -> Values:
    """What a line itself says; pairs say their English."""
    if isinstance(row, ActivityRow):
        return _activity(row)
    if isinstance(row, GoalRow):
        return _goal(row)
    return _other(row)


def _activity(row: ActivityRow) -> Values:
    repeat = row.repeat
    return {
        "text": row.text.english,
        "responsible": row.responsible,
        "who": row.who,
        "due_on": row.due_on,
        "repeat_times": repeat.times if repeat else None,
        "repeat_every": repeat.every if repeat else None,
        "repeat_unit": repeat.unit if repeat else None,
        "done_on": row.done_on,
        "status": row.status,
        "result": row.result,
        **_seal(row.seal),
    }


def _goal(row: GoalRow) -> Values:
    return {
        "domain": row.domain,
        "concern_id": row.concern_id,
        "family_words": row.family_words.english,
        "clinical_words": row.clinical_words,
        "target": row.target.english,
        "start_on": row.start_on,
        "target_on": row.target_on,
        "lifecycle": row.lifecycle,
        "achievement": row.achievement,
        **_seal(row.seal),
    }


def _other(row: Any) -> Values:
    if isinstance(row, ConcernRow):
        said: Values = {
            "domain": row.domain,
            "text": row.text.english,
            "clinical_words": row.clinical_words,
            "resolved_on": row.resolved_on,
        }
    elif isinstance(row, BarrierRow):
        said = {"kind": row.kind, "note": row.note, "resolved_on": row.resolved_on}
    elif isinstance(row, PlanLineRow):
        said = {"kind": row.kind, "text": row.text.english}
    else:
        return _of_chart(row)
    return said | _seal(row.seal)


def _of_chart(row: MedicineLine | AllergyLine | TeamLine) -> Values:
    if isinstance(row, TeamLine):
        return {
            "role": row.role,
            "name": row.name,
            "organization": row.organization,
            "phone": row.phone,
            "may_share": row.may_share,
        }
    said: Values = {"text": row.text, "status": row.status}
    if isinstance(row, MedicineLine):
        said |= {"dosage": row.dosage.english, "reported_by": row.reported_by}
    else:
        said |= {"reaction": row.reaction.english, "criticality": row.criticality}
    return said | _seal(row.seal)


PAIRS: dict[type, tuple[str, ...]] = {
    ConcernRow: ("text",),
    GoalRow: ("family_words", "target"),
    ActivityRow: ("text",),
    PlanLineRow: ("text",),
    MedicineLine: ("dosage",),
    AllergyLine: ("reaction",),
    PlanContent: ("what_matters", "strengths", "culture"),
}
"""The fields of each kind of line that are pairs."""


def pairs(row: Any) -> Iterator[str]:
    return iter(PAIRS.get(type(row), ()))
