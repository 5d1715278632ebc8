"""What an editor of a care plan reads and writes: frozen rows without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hhdesk.care.goals import BarrierRow, ConcernRow, GoalRow
from hhdesk.care.plan_lines import (
    AllergyLine,
    MedicineLine,
    PlanLineRow,
    School,
    TeamLine,
)
from hhdesk.care.translations import Pair


@dataclass(frozen=True, slots=True)
class PlanContent:
    """Barriers here stand in the way of the whole plan; those of one goal stand under
    the goal. `lines` are in the family's order, of all kinds together."""

    what_matters: Pair = Pair()
    strengths: Pair = Pair()
    concerns: tuple[ConcernRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    barriers: tuple[BarrierRow, ...] = ()
    review_on: date | None = None
    culture: Pair = Pair()
    lines: tuple[PlanLineRow, ...] = ()
    school: School = School()
    medicines: tuple[MedicineLine, ...] = ()
    allergies: tuple[AllergyLine, ...] = ()
    team: tuple[TeamLine, ...] = ()
