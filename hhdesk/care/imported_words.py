"""What comes from outside and stands beside a plan's lines: translations, barriers,
and what a plan of ours says beside its goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import BarrierKind
from hhdesk.care.plan_lines import LineKind, School
from hhdesk.care.plan_records import PlanStatus


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line in the family's language, as a person checked it where it was written."""

    language: str
    text: str
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class BarrierFact:
    kind: BarrierKind
    note: str = ""
    resolved_on: date | None = None
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line of the emergency plan, the equipment, or of what helps at school."""

    kind: LineKind
    text: str = ""
    spoken: Spoken | None = None
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What a plan that this program wrote says as a whole."""

    what_matters: str = ""
    what_matters_spoken: Spoken | None = None
    strengths: str = ""
    strengths_spoken: Spoken | None = None
    review_on: date | None = None
    language: str = ""
    status: PlanStatus | None = None
    culture: str = ""
    culture_spoken: Spoken | None = None
    school: School = School()
    lines: tuple[LineFact, ...] = ()
    stopped_on: date | None = None
    stop_reason: str = ""
