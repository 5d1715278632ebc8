"""What the care plan paper is given: only what was released to its reader."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hhdesk.care.appointments import AppointmentRow
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.care_plans import PlanContent
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    Lifecycle,
    Responsible,
)
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.translations import Pair

OPEN = frozenset(
    {ActivityStatus.TO_DO, ActivityStatus.IN_PROGRESS, ActivityStatus.WAITING}
)
BY_THE_FAMILY = frozenset({Responsible.FAMILY, Responsible.YOUTH})


class Part(enum.StrEnum):
    """Who signs, and so what the line says."""

    CAREGIVER = "caregiver"
    YOUTH = "youth"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Signer:
    """An empty name leaves room to write one."""

    part: Part
    name: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """`starts` is in the clinic's zone."""

    starts: datetime
    title: Pair
    place: str = ""
    with_whom: str = ""
    arrangements: tuple[tuple[ArrangementKind, ArrangementStatus], ...] = ()


@dataclass(frozen=True, slots=True)
class CarePlanPaper:
    """`child` is the name on the title, `number` the document's. `headings_checked`
    says that the clinic has checked the fixed words of `language`."""

    child: str
    reader: str
    audience: Audience
    language: str
    content: PlanContent
    day: date
    number: str
    clinic: str
    phone: str = ""
    coordinator: str = ""
    visits: tuple[Visit, ...] = ()
    signers: tuple[Signer, ...] = ()
    headings_checked: bool = False
    demonstration: bool = False
    large_print: bool = False
    teach_back: bool = True
    qr: bool = True

    @property
    def main_message(self) -> Pair:
        """The first goal that is under way, in the family's words."""
        for goal in self.content.goals:
            under_way = goal.lifecycle in (Lifecycle.ACTIVE, Lifecycle.PROPOSED)
            if under_way and goal.achievement is not Achievement.ACHIEVED:
                return goal.family_words
        return self.content.what_matters

    @property
    def next_step(self) -> ActivityRow | None:
        """One thing to do: the family's own soonest, else anybody's soonest."""
        steps = [
            step
            for goal in self.content.goals
            if goal.lifecycle in (Lifecycle.ACTIVE, Lifecycle.PROPOSED)
            for step in goal.activities
            if step.status in OPEN
        ]
        return min(
            steps,
            key=lambda step: (
                step.responsible not in BY_THE_FAMILY,
                step.due_on or date.max,
            ),
            default=None,
        )


def paper_for(
    plan: PlanForReader,
    *,
    day: date,
    number: str,
    language: str = "",
    large_print: bool = False,
    teach_back: bool = True,
    qr: bool = True,
) -> CarePlanPaper:
    """The paper of a released plan; without `language` in the plan's own.

    In another language than the plan's and English, no line has a translation.
    """
    language = language or plan.plan.language
    content = plan.plan.content
    if language != plan.plan.language:
        content = _untranslated(content)
    clinic = plan.clinic
    return CarePlanPaper(
        child=plan.name.nickname or plan.name.given or plan.name.full,
        reader=plan.reader_name,
        audience=plan.audience,
        language=language,
        content=content,
        day=day,
        number=number,
        clinic=clinic.name,
        phone=clinic.phone,
        coordinator=plan.coordinator,
        visits=tuple(_visit(row, clinic.zone) for row in plan.appointments),
        signers=_signers(plan),
        headings_checked=language in clinic.checked_languages,
        demonstration=clinic.demonstration,
        large_print=large_print,
        teach_back=teach_back,
        qr=qr,
    )


def _visit(row: AppointmentRow, zone: str) -> Visit:
    return Visit(
        row.starts_at.astimezone(ZoneInfo(zone)),
        Pair(row.title),
        row.place,
        row.with_whom,
        row.arrangements,
    )


def _signers(plan: PlanForReader) -> tuple[Signer, ...]:
    coordinator = Signer(Part.COORDINATOR, plan.coordinator)
    if plan.audience is Audience.YOUTH:
        return Signer(Part.YOUTH, plan.name.full), coordinator
    return Signer(Part.CAREGIVER, plan.reader_name), coordinator


def _untranslated(content: PlanContent) -> PlanContent:
    return replace(
        content,
        what_matters=Pair(content.what_matters.english),
        strengths=Pair(content.strengths.english),
        concerns=tuple(
            replace(concern, text=Pair(concern.text.english))
            for concern in content.concerns
        ),
        goals=tuple(
            replace(
                goal,
                family_words=Pair(goal.family_words.english),
                activities=tuple(
                    replace(step, text=Pair(step.text.english))
                    for step in goal.activities
                ),
            )
            for goal in content.goals
        ),
    )
