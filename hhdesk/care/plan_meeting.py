"""What a review meeting shows the family or the youth: the plan in their words, by the
one disclosure rule, and nothing that was written for staff alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from hhdesk.care import (
    care_plans,
    goal_progress,
    member_page,
    plan_disclosure,
    plan_seals,
)
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import ADULT_AGE, ASKING_AGE, Audience, Reader
from hhdesk.care.goal_progress import ProgressRow
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    Domain,
    GoalRow,
    Lifecycle,
    Responsible,
)
from hhdesk.care.member_page import MemberPage
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

TALKED_ABOUT = frozenset({Lifecycle.PROPOSED, Lifecycle.ACTIVE, Lifecycle.ON_HOLD})
"""Goals that have ended are history, not a meeting's."""

Progress = Mapping[UUID, tuple[ProgressRow, ...]]


@dataclass(frozen=True, slots=True)
class MeetingStep:
    """What somebody said they would do."""

    id: UUID
    text: Pair
    responsible: Responsible
    who: str
    due_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class MeetingGoal:
    id: UUID
    domain: Domain
    words: Pair
    target: Pair
    target_on: date | None
    achievement: Achievement
    steps: tuple[MeetingStep, ...]
    progress: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the window shows. `number` is the plan's save that was read; `people` are
    the names to choose from for who is here."""

    member_id: UUID
    number: int
    audience: Audience
    language: str
    given: str
    what_matters: Pair
    goals: tuple[MeetingGoal, ...]
    review_on: date | None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """What an audience would be shown: for the staff's screen, before it opens."""

    audience: Audience
    goals: int
    withheld: int


def _step(row: ActivityRow) -> list[MeetingStep]:
    if row.id is None or row.status is ActivityStatus.CANCELLED:
        return []
    done = row.status is ActivityStatus.DONE
    step = MeetingStep(row.id, row.text, row.responsible, row.who, row.due_on, done)
    return [step]


def _shown(rows: tuple[ProgressRow, ...]) -> tuple[ProgressRow, ...]:
    """Notes and who wrote them were not written for the family's eyes."""
    return tuple(replace(row, note="", by="") for row in rows)


def _goal(row: GoalRow, progress: Progress) -> list[MeetingGoal]:
    spoken = row.family_words.english or row.family_words.family
    if row.id is None or row.lifecycle not in TALKED_ABOUT or not spoken:
        # Clinical words alone are not shown: nobody has said it in the family's.
        return []
    steps = tuple(step for one in row.activities for step in _step(one))
    return [
        MeetingGoal(
            row.id,
            row.domain,
            row.family_words,
            row.target,
            row.target_on,
            row.achievement,
            steps,
            _shown(progress.get(row.id, ())),
        )
    ]


def shown(plan: PlanRow, progress: Progress, reader: Reader) -> Meeting:
    """The meeting for one reader, without a database."""
    content, _withheld = plan_disclosure.plan_for(plan.content, reader)
    return Meeting(
        plan.member_id,
        plan.number,
        reader.audience,
        plan.language,
        "",
        content.what_matters,
        tuple(goal for row in content.goals for goal in _goal(row, progress)),
        content.review_on,
    )


def _people(page: MemberPage, audience: Audience) -> tuple[str, ...]:
    """The youth alone is not asked whether the parents are here."""
    if audience is Audience.YOUTH:
        return (page.name.given,)
    names = [one.name.full for one in page.caregivers]
    return (*names, page.name.given)


def _audiences(age: int) -> tuple[Audience, ...]:
    """An adult's plan is the adult's first; a small child is not asked alone."""
    if age >= ADULT_AGE:
        return (Audience.YOUTH, Audience.FAMILY)
    family = (Audience.FAMILY,)
    return (*family, Audience.YOUTH) if age >= ASKING_AGE else family


def choices(session: UnitOfWork, member_id: UUID) -> tuple[MeetingChoice, ...]:
    """Whom the meeting may be with, the likeliest first; raises NotFound."""
    page = member_page.member_page(session, member_id)
    plan = care_plans.current(session, member_id)
    found = []
    readers = plan_disclosure.reader_for(session, page, Audience.FAMILY)
    for audience in _audiences(readers.age):
        reader = replace(readers, audience=audience)
        goals = shown(plan, {}, reader).goals
        withheld = plan_seals.withheld(plan.content, reader)
        found.append(MeetingChoice(audience, len(goals), len(withheld)))
    return tuple(found)


def meeting(session: UnitOfWork, member_id: UUID, audience: Audience) -> Meeting:
    """What is shown to who is in the room; raises NotFound."""
    page = member_page.member_page(session, member_id)
    plan = care_plans.current(session, member_id)
    reader = plan_disclosure.reader_for(session, page, audience)
    progress = goal_progress.of_plan(session, plan.id) if plan.id else {}
    made = shown(plan, progress, reader)
    people = _people(page, audience)
    return replace(made, given=page.name.given, people=people)
