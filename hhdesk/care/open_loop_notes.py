"""Open loops between colleagues, and what a child's age asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import deadlines, open_loop_ages
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.goals import Concern, Domain
from hhdesk.care.handovers import Handover
from hhdesk.care.open_loop_ages import PART_C, AgeRule
from hhdesk.care.open_loop_asking import (
    Ground,
    day,
    hexed,
    minute,
    present,
    question,
)
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_plans import about_plans
from hhdesk.care.open_loop_scope import Loop, Scope, Standing
from hhdesk.care.open_loop_telling import US, Told
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.programs import UNCONFIRMED
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import Referral
from hhdesk.care.search_words import words
from hhdesk.care.staff import Staff
from hhdesk.i18n import N_

MESSAGE_WHY = N_("{from_whom}: {text}")
ANONYMOUS_WHY = N_("{text}")
HANDOVER_WHY = N_("Handed over by {name}: {text}")
TAKEN_OVER_WHY = N_("Handed over: {text}")

NOT_IN_PART_C = (
    ReferralState.ENTERED_IN_ERROR,
    ReferralState.FAMILY_CHOSE_NOT,
    ReferralState.NO_HELP,
)
YOUNG = timedelta(days=4 * 366)
"""No rule of early intervention looks at an older child."""


@question
def _messages(ground: Ground) -> Any:
    one = DeskMessage
    return select(
        hexed(one.id), hexed(one.member_id), hexed(one.to_id), minute(one.created_at)
    ).where(*present(one), one.done_at.is_(None), *ground.about(one.member_id))


def find_messages(scope: Scope) -> Iterator[Loop]:
    """Messages of the front desk that nobody has dealt with, due on their day."""
    for item, member, to, at in scope.ask(_messages):
        if member in scope.standing:
            yield Loop(scope.day_at(at), LoopKind.MESSAGE, item, "", member, to)


@question
def _handovers(ground: Ground) -> Any:
    one = Handover
    return select(
        day(one.on), hexed(one.id), hexed(one.member_id), hexed(one.to_id)
    ).where(*present(one), one.read_on.is_(None), *ground.about(one.member_id))


def find_handovers(scope: Scope) -> Iterator[Loop]:
    """Notes that the one who takes over has not read, due on their day."""
    for due, item, member, to in scope.ask(_handovers):
        if member in scope.standing:
            yield Loop(due, LoopKind.HANDOVER, item, "", member, to)


@question
def _referred(ground: Ground) -> Any:
    return select(hexed(Referral.member_id), Referral.need, Referral.agency).where(
        *present(Referral),
        Referral.domain == Domain.DEVELOPMENTAL,
        Referral.state.not_in(NOT_IN_PART_C),
        *ground.about(Referral.member_id),
    )


@question
def _worried(ground: Ground) -> Any:
    return (
        select(hexed(CarePlan.member_id))
        .join(Concern, Concern.plan_id == CarePlan.id)
        .where(
            *present(CarePlan, Concern),
            Concern.domain == Domain.DEVELOPMENTAL,
            *about_plans(ground),
        )
    )


def _part_c(scope: Scope) -> set[str]:
    """Young children with a referral to early intervention, or a concern about their
    development in the plan."""
    young = (scope.today - YOUNG).isoformat()
    few = {key for key, one in scope.standing.items() if one.born >= young}
    if not few:
        return few
    young_ones = [one for one in scope.ask(_referred) if one[0] in few]
    # Most clinics refer to few agencies, and cutting words takes long.
    early = {texts: _early(texts) for texts in {one[1:] for one in young_ones}}
    found = {one[0] for one in young_ones if early[one[1:]]}
    return found | (few & {member for (member,) in scope.ask(_worried)})


def _early(texts: Sequence[str]) -> bool:
    """Whether a referral's words name early intervention."""
    told = [" ".join(words(text)) for text in texts]
    return any(
        phrase in text
        for rule in deadlines.rules()
        for phrase in rule.phrases
        for text in told
    )


def find_ages(scope: Scope) -> Iterator[Loop]:
    """What an age asks of a child who comes to it while enrolled."""
    early = _part_c(scope)
    near: dict[tuple[str, str], list[AgeRule]] = {}
    for member, one in scope.standing.items():
        if one.begins is None or one.ended:
            continue
        years = one.born[:4], one.begins[:4]
        if years not in near:
            near[years] = _near(scope, *map(int, years))
        for rule in near[years]:
            concerned = rule.only != PART_C or member in early
            due = _asked(scope, rule, one) if concerned else None
            if due is not None:
                yield Loop(due, LoopKind.AGE, member, rule.id, member)


def _near(scope: Scope, born: int, begins: int) -> list[AgeRule]:
    """The rules that may ask something of a child born in one year and enrolled in
    another: most children are years away from most ages."""
    return [
        rule
        for rule in open_loop_ages.rules_of(scope.state)
        if begins - 1 <= born + rule.months // 12 <= scope.today.year + 1
    ]


def _asked(scope: Scope, rule: AgeRule, one: Standing) -> str | None:
    """When it is due, if it is to be asked now."""
    born = date.fromisoformat(one.born)
    due, ends = rule.due(born), rule.ends(born)
    if due - timedelta(days=rule.opens) > scope.today:
        return None
    if ends is not None and ends <= scope.today:
        return None
    day_due = due.isoformat()
    return day_due if one.begins and day_due >= one.begins else None


def tell_messages(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    rows = scope.session.scalars(select(DeskMessage).where(DeskMessage.id.in_(keys)))
    for one in rows:
        values = {"from_whom": one.from_whom, "text": one.text}
        why = MESSAGE_WHY if one.from_whom else ANONYMOUS_WHY
        told = Told(why, LoopAct.READ_MESSAGE, values, US, one.version, one.seal)
        yield keys[one.id], told


def tell_handovers(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    found = (
        select(Handover, Staff.name)
        .outerjoin(Staff, Staff.id == Handover.from_id)
        .where(Handover.id.in_(keys))
    )
    for one, name in scope.session.execute(found):
        values = {"name": name or "", "text": one.note}
        why = HANDOVER_WHY if name else TAKEN_OVER_WHY
        told = Told(why, LoopAct.READ_HANDOVER, values, US, one.version)
        yield keys[one.id], told


def tell_ages(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    for loop in loops:
        rule = open_loop_ages.rule_of(loop.rule)
        note = "" if rule.mark.confirmed else UNCONFIRMED
        yield loop, Told(rule.words, LoopAct.ANSWER, {}, US, note=note)
