"""Calls that were agreed with a family: the day to call again stands until the family
was reached, or another day was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from hhdesk.care.open_loop_asking import Ground, day, hexed, present, question
from hhdesk.care.open_loop_kinds import WEEK_DAYS, LoopAct, LoopKind
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import US, Told
from hhdesk.care.outreach import Outcome, OutreachAttempt
from hhdesk.i18n import N_

AGREED_WHY = N_("Call again, as agreed on {day}")
TRY_WHY = N_("Try again, nobody reached on {day}")


@question
def _to_call(ground: Ground) -> Any:
    one, later = OutreachAttempt, aliased(OutreachAttempt)
    answered = exists().where(
        later.member_id == one.member_id,
        later.at > one.at,
        later.voided_at.is_(None),
        or_(later.outcome == Outcome.REACHED, later.next_on.is_not(None)),
    )
    return select(hexed(one.id), hexed(one.member_id), day(one.next_on)).where(
        *present(one),
        one.next_on <= ground.today + timedelta(days=WEEK_DAYS),
        ~answered,
        *ground.about(one.member_id),
    )


def find(scope: Scope) -> Iterator[Loop]:
    """Tries that say when to call again and that no later one answers."""
    for item, member, due in scope.ask(_to_call):
        if scope.goes_on(member):
            yield Loop(due, LoopKind.CALL, item, "", member)


def tell(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    one = OutreachAttempt
    for tried in scope.session.scalars(select(one).where(one.id.in_(keys))):
        agreed = tried.outcome is Outcome.REACHED
        why = AGREED_WHY if agreed else TRY_WHY
        values = {"day": scope.day_of(tried.at)}
        act = LoopAct.RECORD_CONTACT
        yield keys[tried.id], Told(why, act, values, US, tried.version, tried.seal)
