"""A care plan for a reader: what the one disclosure rule lets through, and a count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol, TypeVar
from uuid import UUID

from hhdesk.care import (
    appointment_calendar,
    care_plans,
    clinic,
    consents,
    member_page,
    plan_sentences,
    plan_versions,
)
from hhdesk.care.appointments import AppointmentRow, AppointmentStatus
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Reader, Seal, age_on, released
from hhdesk.care.goals import ConcernRow, GoalRow, Lifecycle
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import School
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_serving import ALL, SERVES, serving
from hhdesk.care.plan_versions import SignatureRow
from hhdesk.care.translations import Pair
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
        seals = (*origin, goal.seal)
        return replace(
            goal,
            activities=self.through(goal.activities, *seals),
            barriers=self.through(goal.barriers, *seals),
        )


def _origin(goal: GoalRow, concerns: Sequence[ConcernRow]) -> tuple[Seal, ...]:
    """A goal born of a sealed concern inherits its seal."""
    return tuple(one.seal for one in concerns if one.id and one.id == goal.concern_id)


def plan_for(content: PlanContent, reader: Reader) -> tuple[PlanContent, int]:
    """The plan as a reader may have it, and how many items were withheld.

    A withheld goal takes its activities and barriers along and counts as one. What
    bears no seal of its own goes where a general item would.
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
    kept = replace(
        _whole(content, sieve),
        concerns=concerns,
        goals=kept_goals,
        barriers=barriers,
        lines=sieve.through(content.lines),
        medicines=sieve.through(content.medicines),
        allergies=sieve.through(content.allergies),
    )
    return kept, sieve.withheld


def _whole(content: PlanContent, sieve: Sieve) -> PlanContent:
    """The plan's parts without a seal: all of them or none."""
    if released((Seal(),), sieve.reader):
        return content
    nothing, school = Pair(), School()
    words = (content.what_matters, content.strengths, content.culture)
    sieve.withheld += sum(one != nothing for one in words)
    sieve.withheld += (content.school != school) + len(content.team)
    return replace(
        content,
        what_matters=nothing,
        strengths=nothing,
        culture=nothing,
        school=school,
        team=(),
    )


@dataclass(frozen=True, slots=True)
class PlanForReader:
    """All that a paper of the care plan may say; `withheld` is for the operator alone.

    `unchecked` counts the lines that print in English only. `signatures` are those of
    the version that the paper shows.
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
    signatures: tuple[SignatureRow, ...] = ()

    @property
    def seal(self) -> Seal:
        """Of the accounting of this disclosure: the first that is no ordinary one."""
        items = (*sealed_rows(self.plan.content), *self.appointments)
        return strictest(items)


def sealed_rows(content: PlanContent) -> Iterator[SealedRow]:
    """Every row of a plan that bears a seal."""
    kinds: tuple[Iterable[SealedRow], ...] = (
        content.concerns,
        content.barriers,
        content.lines,
        content.medicines,
        content.allergies,
        content.goals,
    )
    yield from chain.from_iterable(kinds)
    for goal in content.goals:
        yield from goal.activities
        yield from goal.barriers


def strictest(items: Iterable[SealedRow]) -> Seal:
    """The first seal that is no ordinary one; an ordinary one without any."""
    seals = (item.seal for item in items)
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


def unchecked(content: PlanContent, language: str) -> int:
    """Lines that print in English only."""
    if language == "en":
        return 0
    lines = plan_sentences.pairs(content)
    return sum(bool(one.english) and not one.printable for one in lines)


def printed(content: PlanContent) -> PlanContent:
    """What was given up or taken out is history, not plan."""
    return replace(
        content,
        goals=tuple(
            goal for goal in content.goals if goal.lifecycle != Lifecycle.CANCELLED
        ),
        medicines=tuple(one for one in content.medicines if one.status.present),
        allergies=tuple(one for one in content.allergies if one.status.present),
        team=tuple(one for one in content.team if not one.left),
    )


def plan_for_reader(
    session: UnitOfWork,
    member_id: UUID,
    audience: Audience,
    *,
    recipient: str = "",
    typed: PlanContent | None = None,
) -> PlanForReader:
    """Gather the papers of a care plan for an audience, of the plan as it was saved or
    as it is typed; raises NotFound."""
    page = member_page.member_page(session, member_id)
    plan = care_plans.current(session, member_id)
    signatures = _signatures(session, plan, audience)
    if typed is not None and typed != plan.content:
        # Nobody has signed what is not saved yet.
        plan, signatures = replace(plan, content=typed, stage=PlanStage.DRAFT), ()
    reader = reader_for(session, page, audience, recipient)
    content, withheld = plan_for(serving(printed(plan.content), audience), reader)
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
        unchecked(content, plan.language),
        signatures,
    )


def _signatures(
    session: UnitOfWork, plan: PlanRow, audience: Audience
) -> tuple[SignatureRow, ...]:
    """Of the present version, where they serve the reader."""
    if not SERVES.get(audience, ALL).signatures:
        return ()
    found = plan_versions.editions(session, plan.member_id)
    return next((one.signatures for one in found if one.edition == plan.edition), ())


def reader_name(page: MemberPage, audience: Audience) -> str:
    """Who a paper for an audience is for, where the audience is a person."""
    caregiver = page.main_caregiver
    if audience is Audience.FAMILY and caregiver is not None:
        return caregiver.name.full
    return page.name.full if audience is Audience.YOUTH else ""
