"""What the care plan paper is given: only what was released to its reader."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    ConcernRow,
    GoalRow,
    Lifecycle,
    Responsible,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_sentences import untranslated
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.care.plan_versions import SignatureRow
from hhdesk.care.translations import Pair
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead
from hhdesk.papers.plan_parts import PlanPart
from hhdesk.papers.visits import Visit, visit_of

OPEN = frozenset(
    {ActivityStatus.TO_DO, ActivityStatus.IN_PROGRESS, ActivityStatus.WAITING}
)
AT_HOME = frozenset({Audience.FAMILY, Audience.YOUTH})
"""Who reads it at the kitchen table."""
BY_THE_FAMILY = frozenset({Responsible.FAMILY, Responsible.YOUTH})


class Part(enum.StrEnum):
    """Who signs, and so what the line says."""

    CAREGIVER = "caregiver"
    YOUTH = "youth"
    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Signer:
    """An empty name leaves room to write one."""

    part: Part
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was given, on a day of the clinic's zone."""

    part: Part
    method: SigningMethod
    day: date
    name: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlanPaper(PaperHead):
    """`edition` is the version that people speak of, 0 where there is none; `stage`
    says whether it is in force."""

    content: PlanContent
    visits: tuple[Visit, ...] = ()
    signers: tuple[Signer, ...] = ()
    signed: tuple[Signed, ...] = ()
    edition: int = 0
    stage: PlanStage = PlanStage.DRAFT
    teach_back: bool = True
    left_out: frozenset[PlanPart] = frozenset()

    @property
    def main_message(self) -> Pair:
        """The first goal that is under way, in the family's words."""
        for goal in self.content.goals:
            under_way = goal.lifecycle in (Lifecycle.ACTIVE, Lifecycle.PROPOSED)
            if under_way and goal.achievement is not Achievement.ACHIEVED:
                return goal_words(goal)
        return self.content.what_matters

    @property
    def next_step(self) -> ActivityRow | None:
        """One thing to do: the family's own soonest, else anybody's soonest."""
        return soonest(
            step
            for goal in self.content.goals
            if goal.lifecycle in (Lifecycle.ACTIVE, Lifecycle.PROPOSED)
            for step in goal.activities
        )


def soonest(steps: Iterable[ActivityRow]) -> ActivityRow | None:
    """Of what is still to do the family's own soonest, else anybody's soonest."""
    return min(
        (step for step in steps if step.status in OPEN),
        key=lambda step: (
            step.responsible not in BY_THE_FAMILY,
            step.due_on or date.max,
        ),
        default=None,
    )


def goal_words(goal: GoalRow) -> Pair:
    """The family's words; a goal that came without any has only the clinic's."""
    words = goal.family_words
    return words if words.english or words.family else Pair(goal.clinical_words)


def concern_words(concern: ConcernRow) -> Pair:
    """The same for a concern."""
    words = concern.text
    return words if words.english or words.family else Pair(concern.clinical_words)


def paper_for(
    plan: PlanForReader, issue: Issue, choices: Choices = STANDARD
) -> CarePlanPaper:
    """The paper of a released plan; without a chosen language in the plan's own.

    In another language than the plan's and English, no line has a translation.
    """
    language = choices.language or plan.plan.language
    content = plan.plan.content
    if language != plan.plan.language:
        content = untranslated(content)
    zone = plan.clinic.zone
    return CarePlanPaper.of(
        plan,
        issue,
        language,
        choices,
        content=content,
        visits=tuple(visit_of(row, zone) for row in plan.appointments),
        signers=_signers(plan),
        signed=tuple(_signed(one, zone) for one in plan.signatures),
        edition=plan.plan.edition if plan.plan.number else 0,
        stage=plan.plan.stage,
        teach_back=choices.teach_back and plan.audience in AT_HOME,
        left_out=choices.left_out,
    )


def _signers(plan: PlanForReader) -> tuple[Signer, ...]:
    """Whom a line to sign is drawn for; a paper for others has none."""
    coordinator = Signer(Part.COORDINATOR, plan.coordinator)
    if plan.audience is Audience.YOUTH:
        return Signer(Part.YOUTH, plan.name.full), coordinator
    if plan.audience is not Audience.FAMILY:
        return ()
    return Signer(Part.CAREGIVER, plan.reader_name), coordinator


def _signed(row: SignatureRow, zone: str) -> Signed:
    day = row.signed_at.astimezone(ZoneInfo(zone)).date()
    return Signed(Part(row.part.value), row.method, day, row.name, row.relation)
