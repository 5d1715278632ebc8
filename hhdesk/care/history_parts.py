"""The one question that reads a history, and what its things are born of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Select,
    Text,
    cast,
    null,
    select,
    union_all,
)

from hhdesk.care import history_care, history_papers
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.history_lines import MEMBER
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referrals import Referral

SEAL = 3
"""The columns of a seal."""


@cache
def question() -> CompoundSelect[Any]:
    """All parts in one, of the member, the moment and the clinic that its parameters
    name: to make it takes longer than to ask it."""
    return union_all(
        *history_care.contacts(),
        history_care.visits(),
        history_care.referrals(),
        *history_care.plan(),
        history_care.stays(),
        history_care.answers(),
        *history_papers.consents(),
        *history_papers.outgoing(),
        history_papers.enrollment(),
        *history_papers.inside(),
    )


@cache
def origins() -> CompoundSelect[Any]:
    """What things of a child are born of: referrals and goals by id, with the seals of
    concern, goal and referral, three columns each."""
    seals = [
        [table.segment, table.consenter, table.part2]
        for table in (Concern, Goal, Referral)
    ]
    nothing: list[Any] = [cast(null(), Text), cast(null(), Text), cast(null(), Boolean)]
    referrals: list[Any] = [Referral.id, *seals[0], *seals[1], *seals[2]]
    goals: list[Any] = [Goal.id, *seals[0], *nothing, *nothing]
    return union_all(
        _light(referrals)
        .select_from(Referral)
        .outerjoin(Goal, Goal.id == Referral.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Referral.member_id == MEMBER),
        _light(goals)
        .select_from(Goal)
        .join(CarePlan, CarePlan.id == Goal.plan_id)
        .join(Concern, Concern.id == Goal.concern_id)
        .where(CarePlan.member_id == MEMBER),
    )


def _light(columns: Sequence[Any]) -> Select[Any]:
    """Codes as plain text, so that the parts of a question agree."""
    key, *others = columns
    plain = [
        cast(column, Text) if place % SEAL < SEAL - 1 else column
        for place, column in enumerate(others)
    ]
    numbered = [one.label(f"c{place}") for place, one in enumerate((key, *plain))]
    return select(*numbered)
