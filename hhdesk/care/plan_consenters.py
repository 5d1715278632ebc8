"""Asking again who said yes to the care that a plan's lines speak of: when a birthday
reopens the question, the answers, and taking them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    audit,
    care_plans,
    goal_telling,
    member_page,
    members,
    open_loop_ages,
    plan_disclosure,
    plan_seals,
)
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.clinic import Clinic
from hhdesk.care.confidentiality import Audience, Seal, age_on
from hhdesk.care.goals import Activity, Barrier, Concern, Goal
from hhdesk.care.health import Allergy, Medicine
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLine
from hhdesk.care.plan_seals import SealedLine, Withheld
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

GONE = N_("A line of this plan was removed by somebody else.")
KINDS: Mapping[str, type[Any]] = {
    "concerns": Concern,
    "goals": Goal,
    "activities": Activity,
    "barriers": Barrier,
    "lines": PlanLine,
    "medicines": Medicine,
    "allergies": Allergy,
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is to be asked of a plan now. `birthday` is the one that reopened the
    question, None where none did; `lines` are to be walked one by one, `waiting` of
    them go to no family before they are answered."""

    member_id: UUID
    number: int
    age: int
    birthday: date | None
    lines: tuple[SealedLine, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers that were kept, and how the lines stood before."""

    plan: PlanRow
    before: Mapping[UUID, Seal]
    asked_on: date | None


def asking(
    session: UnitOfWork, member_id: UUID, known: PlanRow | None = None
) -> Asking:
    """What the plan's banner asks; no lines where nothing is to be asked. A plan that
    is `known` already is not read again unless somebody saved it since."""
    member = members.present(session, member_id)
    today, born = session.today(), member.birth_date
    age = age_on(born, today)
    plan = care_plans.plan_of(session, member_id)
    if plan is None:
        return Asking(member_id, 0, age, None)
    if known is None or known.number != plan.number:
        known = care_plans.current(session, member_id)
    content = known.content
    state = session.scalar(select(Clinic.state)) or ""
    birthday = open_loop_ages.consent_birthday(born, today, state)
    since = plan.consenters_asked_on
    since = since or plan.created_at.astimezone(session.zone).date()
    if birthday is not None and birthday <= since:
        birthday = None
    waiting = plan_seals.waiting(content, age)
    lines = plan_seals.to_ask(content) if birthday else waiting
    if not lines:
        birthday = None
    return Asking(member_id, plan.number, age, birthday, lines, len(waiting))


def answer(
    session: UnitOfWork, member_id: UUID, answers: Mapping[UUID, Seal], *, seen: int
) -> Answered:
    """Keep who said yes to each of some lines, and that it was asked today.

    `seen` is the plan's number; raises ChangedElsewhere, NotFound.
    """
    plan = care_plans.locked(session, member_id, seen)
    content = care_plans.current(session, member_id).content
    known = {line.id: line for line in plan_seals.lines(content)}
    if not answers.keys() <= known.keys():
        raise NotFound(GONE)
    before = {key: known[key].seal for key in answers}
    asked_on, plan.consenters_asked_on = plan.consenters_asked_on, session.today()
    _put(session, known, answers)
    audit.record(session, "care_plan.consenters", member_id, lines=len(answers))
    return Answered(goal_telling.keep(session, plan.id), before, asked_on)


def take_back(session: UnitOfWork, member_id: UUID, answered: Answered) -> PlanRow:
    """The lines as they were, and the question open again; raises ChangedElsewhere."""
    plan = care_plans.locked(session, member_id, answered.plan.number)
    known = {line.id: line for line in plan_seals.lines(answered.plan.content)}
    plan.consenters_asked_on = answered.asked_on
    _put(session, known, answered.before)
    audit.record(session, "care_plan.consenters", member_id, undone=True)
    return goal_telling.keep(session, plan.id)


def _put(
    session: UnitOfWork, known: Mapping[UUID, SealedLine], seals: Mapping[UUID, Seal]
) -> None:
    for key, seal in seals.items():
        row = session.get_one(KINDS[known[key].part], key)
        # That a record came from a Part 2 program is no matter of this question.
        row.put_seal(replace(seal, part2=row.part2))


def withheld(
    session: UnitOfWork,
    member_id: UUID,
    content: PlanContent,
    audience: Audience,
    recipient: str = "",
) -> tuple[Withheld, ...]:
    """What a reader would not get of a plan as it is typed, and why; for staff alone.

    Raises NotFound.
    """
    page = member_page.member_page(session, member_id)
    reader = plan_disclosure.reader_for(session, page, audience, recipient)
    return plan_seals.withheld(content, reader)
