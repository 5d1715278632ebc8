"""What the care plan paper is given: only what was released to its reader."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date

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
from hhdesk.care.translations import Pair
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead
from hhdesk.papers.visits import Visit, visit_of

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlanPaper(PaperHead):
    content: PlanContent
    visits: tuple[Visit, ...] = ()
    signers: tuple[Signer, ...] = ()
    teach_back: bool = True

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
        content = _untranslated(content)
    return CarePlanPaper.of(
        plan,
        issue,
        language,
        choices,
        content=content,
        visits=tuple(visit_of(row, plan.clinic.zone) for row in plan.appointments),
        signers=_signers(plan),
        teach_back=choices.teach_back,
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
