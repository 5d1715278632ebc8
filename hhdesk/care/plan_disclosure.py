"""A care plan for a reader: what the one disclosure rule lets through, and a count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar
from uuid import UUID

from hhdesk.care import (
    appointment_calendar,
    care_plans,
    clinic,
    consents,
    member_page,
)
from hhdesk.care.appointments import AppointmentRow, AppointmentStatus
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Reader, Seal, age_on, released
from hhdesk.care.goals import ConcernRow, GoalRow, Lifecycle
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.store.session import UnitOfWork

COMING = frozenset({AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED})


class SealedRow(Protocol):
    """Any row that carries a seal."""

    @property
    def seal(self) -> Seal: ...


Item = TypeVar("Item", bound=SealedRow)


class Sieve:
    """Lets rows through for one reader and counts what it keeps back."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.withheld = 0

    def through(self, rows: Iterable[Item], *origin: Seal) -> tuple[Item, ...]:
        kept = []
        for row in rows:
            if released((*origin, row.seal), self.reader):
                kept.append(row)
            else:
                self.withheld += 1
        return tuple(kept)

    def goal(self, goal: GoalRow, *origin: Seal) -> GoalRow:
        chain = (*origin, goal.seal)
        return replace(
            goal,
            activities=self.through(goal.activities, *chain),
            barriers=self.through(goal.barriers, *chain),
        )


def _origin(goal: GoalRow, concerns: Sequence[ConcernRow]) -> tuple[Seal, ...]:
    """A goal born of a sealed concern inherits its seal."""
    return tuple(one.seal for one in concerns if one.id and one.id == goal.concern_id)


def plan_for(content: PlanContent, reader: Reader) -> tuple[PlanContent, int]:
    """The plan as a reader may have it, and how many items were withheld.

    A withheld goal takes its activities and barriers along and counts as one.
    """
    sieve = Sieve(reader)
    goals: list[GoalRow] = []
    for goal in content.goals:
        origin = _origin(goal, content.concerns)
        goals += [sieve.goal(kept, *origin) for kept in sieve.through([goal], *origin)]
    concerns = sieve.through(content.concerns)
    names = {concern.id for concern in concerns}
    kept_goals = tuple(
        goal if goal.concern_id in names else replace(goal, concern_id=None)
        for goal in goals
    )
    barriers = sieve.through(content.barriers)
    kept = replace(content, concerns=concerns, goals=kept_goals, barriers=barriers)
    return kept, sieve.withheld


@dataclass(frozen=True, slots=True)
class PlanForReader:
    """All that the care plan paper may say; `withheld` is for the operator alone.

    `unchecked` counts the lines that print in English only.
    """

    member_id: UUID
    name: Name
    reader_name: str
    audience: Audience
    plan: PlanRow
    appointments: tuple[AppointmentRow, ...]
    clinic: ClinicRow
    coordinator: str
    withheld: int
    unchecked: int

    @property
    def seal(self) -> Seal:
        """Of the accounting of this disclosure: the first that is no ordinary one."""
        content = self.plan.content
        items: list[SealedRow] = [*content.concerns, *content.barriers]
        for goal in content.goals:
            items += [goal, *goal.activities, *goal.barriers]
        seals = (item.seal for item in (*items, *self.appointments))
        return next((seal for seal in seals if not seal.ordinary), Seal())


def reader_for(
    session: UnitOfWork, page: MemberPage, audience: Audience, recipient: str = ""
) -> Reader:
    """The reader with the member's age today and the consents in force."""
    return Reader(
        audience,
        age_on(page.birth_date, page.today),
        page.today,
        recipient,
        consents.active(session, page.id, page.today),
    )


def coming_visits(
    session: UnitOfWork,
    page: MemberPage,
    sieve: Sieve,
    among: Sequence[AppointmentRow] | None = None,
) -> tuple[AppointmentRow, ...]:
    """A member's visits still to come that a sieve lets through, by time."""
    origins = appointment_calendar.origins(session, page.id)
    return tuple(
        kept
        for visit in (page.appointments if among is None else among)
        if visit.status in COMING and visit.starts_at >= session.now()
        for kept in sieve.through([visit], *origins.get(visit.id, ()))
    )


def _unchecked(content: PlanContent) -> int:
    pairs = [content.what_matters, content.strengths]
    pairs += [concern.text for concern in content.concerns]
    for goal in content.goals:
        pairs.append(goal.family_words)
        pairs += [activity.text for activity in goal.activities]
    return sum(bool(pair.english) and not pair.printable for pair in pairs)


def _printed(content: PlanContent) -> PlanContent:
    """Goals that were given up are history, not plan."""
    goals = [goal for goal in content.goals if goal.lifecycle != Lifecycle.CANCELLED]
    return replace(content, goals=tuple(goals))


def plan_for_reader(
    session: UnitOfWork,
    member_id: UUID,
    audience: Audience,
    *,
    recipient: str = "",
) -> PlanForReader:
    """Gather the care plan paper for an audience; raises NotFound."""
    page = member_page.member_page(session, member_id)
    plan = care_plans.current(session, member_id)
    reader = reader_for(session, page, audience, recipient)
    content, withheld = plan_for(_printed(plan.content), reader)
    sieve = Sieve(reader)
    visits = coming_visits(session, page, sieve)
    return PlanForReader(
        member_id,
        page.name,
        recipient or reader_name(page, audience),
        audience,
        replace(plan, content=content),
        visits,
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        withheld + sieve.withheld,
        _unchecked(content) if plan.language != "en" else 0,
    )


def reader_name(page: MemberPage, audience: Audience) -> str:
    """Who a paper for an audience is for, where the audience is a person."""
    caregiver = page.main_caregiver
    if audience is Audience.FAMILY and caregiver is not None:
        return caregiver.name.full
    return page.name.full if audience is Audience.YOUTH else ""
