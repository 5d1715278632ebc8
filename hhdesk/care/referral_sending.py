"""Sending a referral: sealed items need a consent; what left is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from hhdesk.care import consents
from hhdesk.care.confidentiality import (
    SAFETY,
    Audience,
    Reader,
    Seal,
    age_on,
    decide,
)
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.members import Member
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referrals import Referral
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NOON = time(12)


def origin_seals(
    session: UnitOfWork, member_id: UUID, goal_id: UUID | None
) -> tuple[Seal, ...]:
    """The seals of the goal that a referral is born of and of the goal's concern.

    Raises NotFound for a goal of another child.
    """
    if goal_id is None:
        return ()
    goal = session.get(Goal, goal_id)
    plan = session.get(CarePlan, goal.plan_id) if goal else None
    if goal is None or plan is None or plan.member_id != member_id:
        raise NotFound(N_("There is no such goal."))
    concern = session.get(Concern, goal.concern_id) if goal.concern_id else None
    return (*([concern.seal] if concern else []), goal.seal)


def inherited(own: Seal, origin: Sequence[Seal]) -> Seal:
    """What is born of a sealed item inherits, unless it carries its own seal."""
    if own != Seal():
        return own
    sealed = [seal for seal in origin if not seal.ordinary]
    return sealed[-1] if sealed else own


def check_consent(session: UnitOfWork, row: Referral, on: date) -> None:
    """Raise NotPermitted where a sealed referral has no consent for its recipient."""
    chain = (*origin_seals(session, row.member_id, row.goal_id), row.seal)
    sealed = [seal for seal in chain if not seal.ordinary]
    if not sealed:
        return
    member = session.get_one(Member, row.member_id)
    reader = Reader(
        Audience.RECIPIENT,
        age_on(member.birth_date, on),
        on,
        row.agency,
        consents.active(session, row.member_id, on),
    )
    for seal in sealed:
        decision = decide(seal, reader)
        if decision == SAFETY:
            raise NotPermitted(decision.reason)
        if not decision.released:
            sentence = N_("This is sealed, and no consent in force covers {agency}.")
            raise NotPermitted(sentence, agency=row.agency)


def disclose(session: UnitOfWork, row: Referral, on: date) -> None:
    """Account for what left the clinic (45 CFR 164.528), without clinical words."""
    if session.actor_id is None or row.basis is None:
        raise ValueError("a disclosure needs an actor and a basis")
    # Noon of another day than today: only the day is known, and it must stay.
    then = datetime.combine(on, NOON, session.zone)
    session.add(
        Disclosure(
            id=session.new_id(),
            at=session.now() if on == session.today() else then,
            actor_id=session.actor_id,
            member_id=row.member_id,
            audience=Audience.RECIPIENT,
            recipient=row.agency,
            what=f"referral {row.id}",
            purpose="care coordination",
            basis=row.basis,
            segment=row.segment,
            consenter=row.consenter,
            part2=row.part2,
        )
    )
