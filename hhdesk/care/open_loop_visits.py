"""Open loops of visits: missed, never marked, or without the ride that they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from hhdesk.care import referral_keys
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import (
    Arrangement,
    ArrangementKind,
    ArrangementStatus,
)
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.open_loop_asking import (
    Ground,
    day,
    hexed,
    minute,
    present,
    question,
)
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import Told, closing
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import Referral
from hhdesk.i18n import N_
from hhdesk.store.types import Instant

_STATUS = AppointmentStatus
WAITING = (_STATUS.PROPOSED, _STATUS.BOOKED)
UNMARKED = (*WAITING, _STATUS.ARRIVED)
ANSWERS = (*UNMARKED, _STATUS.FULFILLED, _STATUS.NO_SHOW)
"""A later visit in one of these states tells what became of a missed one."""

MISSED_WHY = N_("{title}: missed on {day}, not booked again")
UNEXPLAINED_WHY = N_("{title}: missed on {day}, reason not known yet")
UNMARKED_WHY = N_("{title} on {day}: nobody said how it went")
UNCONFIRMED_WHY = N_("{title} on {day}: was never confirmed")

_KIND, _AT = ArrangementKind, ArrangementStatus
ARRANGEMENT_WHY = {
    (_KIND.TRANSPORT, _AT.NEEDED): N_("{title} on {day}: no ride yet"),
    (_KIND.TRANSPORT, _AT.REQUESTED): N_("{title} on {day}: ride not confirmed"),
    (_KIND.TRANSPORT, _AT.FAILED): N_("{title} on {day}: the ride fell through"),
    (_KIND.INTERPRETER, _AT.NEEDED): N_("{title} on {day}: no interpreter yet"),
    (_KIND.INTERPRETER, _AT.REQUESTED): N_(
        "{title} on {day}: interpreter not confirmed"
    ),
    (_KIND.INTERPRETER, _AT.FAILED): N_(
        "{title} on {day}: the interpreter fell through"
    ),
    (_KIND.CHILD_CARE, _AT.NEEDED): N_("{title} on {day}: no child care yet"),
    (_KIND.CHILD_CARE, _AT.REQUESTED): N_("{title} on {day}: child care not confirmed"),
    (_KIND.CHILD_CARE, _AT.FAILED): N_("{title} on {day}: child care fell through"),
}


def answered() -> Any:
    """Another visit makes the missed one good, or is a later one of the same kind."""
    later = aliased(Appointment)
    same = or_(
        later.title == Appointment.title,
        later.referral_id == Appointment.referral_id,
    )
    return exists().where(
        later.member_id == Appointment.member_id,
        later.id != Appointment.id,
        later.voided_at.is_(None),
        later.status.in_(ANSWERS),
        or_(
            later.replaces_id == Appointment.id,
            and_(later.starts_at > Appointment.starts_at, same),
        ),
    )


def _told_by_referral() -> Any:
    """The referral that waited for it says itself that the visit was missed."""
    return exists().where(
        Referral.id == Appointment.referral_id,
        Referral.voided_at.is_(None),
        Referral.state == ReferralState.MISSED,
    )


@question
def _unanswered(ground: Ground) -> Any:
    return select(
        hexed(Appointment.id),
        hexed(Appointment.member_id),
        minute(Appointment.starts_at),
        day(Appointment.ask_on),
    ).where(
        *present(Appointment),
        Appointment.status == _STATUS.NO_SHOW,
        Appointment.starts_at >= ground.begin_of(ground.earliest("missed_visit")),
        ~answered(),
        ~_told_by_referral(),
        *ground.about(Appointment.member_id),
    )


def find_missed(scope: Scope) -> Iterator[Loop]:
    """Missed visits of the last months that no other visit answers."""
    for item, member, at, ask_on in scope.ask(_unanswered):
        if scope.goes_on(member):
            due = ask_on or scope.due("missed_visit", scope.day_at(at))
            yield Loop(due, LoopKind.MISSED_VISIT, item, "", member)


@question
def _past(ground: Ground) -> Any:
    return select(
        hexed(Appointment.id),
        hexed(Appointment.member_id),
        minute(Appointment.starts_at),
    ).where(
        *present(Appointment),
        Appointment.status.in_(UNMARKED),
        Appointment.starts_at >= ground.begin_of(ground.earliest("unmarked_visit")),
        Appointment.starts_at < ground.begin_of(ground.today),
        *ground.about(Appointment.member_id),
    )


def find_unmarked(scope: Scope) -> Iterator[Loop]:
    """Visits of past days of which nobody said whether they took place."""
    for item, member, at in scope.ask(_past):
        if scope.goes_on(member):
            due = scope.due("unmarked_visit", scope.day_at(at))
            yield Loop(due, LoopKind.UNMARKED_VISIT, item, "", member)


@question
def _unsettled(ground: Ground) -> Any:
    last = ground.horizon("arrangement") + timedelta(days=1)
    visit = Appointment
    return (
        select(hexed(Arrangement.id), hexed(visit.member_id), minute(visit.starts_at))
        .join(visit, visit.id == Arrangement.appointment_id)
        .where(
            *present(Arrangement, visit),
            Arrangement.status != _AT.CONFIRMED,
            visit.status.in_(WAITING),
            visit.starts_at > bindparam("now", type_=Instant),
            visit.starts_at < ground.begin_of(last),
            *ground.about(visit.member_id),
        )
    )


def find_arrangements(scope: Scope) -> Iterator[Loop]:
    """What a coming visit depends on and nobody has confirmed."""
    for item, member, at in scope.ask(_unsettled, now=scope.session.now()):
        if scope.goes_on(member):
            due = scope.due("arrangement", scope.day_at(at))
            yield Loop(due, LoopKind.ARRANGEMENT, item, "", member)


def _with_seals(found: Any) -> Select[Any]:
    """Joined with what the visit was born of."""
    return referral_keys.with_origin(
        found.outerjoin(Referral, Referral.id == Appointment.referral_id)
    )


def _seal(one: Appointment, born_of: Sequence[Any]) -> Seal:
    return closing(*(part.seal for part in reversed(born_of) if part), one.seal)


def _missed(one: Appointment, values: dict[str, Any]) -> Told:
    if one.unexplained:
        return Told(UNEXPLAINED_WHY, LoopAct.EXPLAIN_MISSED, values)
    return Told(MISSED_WHY, LoopAct.REBOOK, values)


def _unmarked(one: Appointment, values: dict[str, Any]) -> Told:
    proposed = one.status is _STATUS.PROPOSED
    why = UNCONFIRMED_WHY if proposed else UNMARKED_WHY
    return Told(why, LoopAct.OPEN if proposed else LoopAct.MARK_VISIT, values)


def tell(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    """Missed visits and unmarked ones."""
    keys = {UUID(loop.item): loop for loop in loops}
    found = _with_seals(select(Appointment, Referral, Goal, Concern))
    where = Appointment.id.in_(keys)
    for one, *born_of in scope.session.execute(found.where(where)):
        values = {"title": one.title, "day": scope.day_of(one.starts_at)}
        missed = keys[one.id].kind is LoopKind.MISSED_VISIT
        told = _missed(one, values) if missed else _unmarked(one, values)
        yield keys[one.id], replace(told, version=one.version, seal=_seal(one, born_of))


def tell_arrangements(
    scope: Scope, loops: Sequence[Loop]
) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    found = _with_seals(
        select(Arrangement, Appointment, Referral, Goal, Concern)
        .select_from(Arrangement)
        .join(Appointment, Appointment.id == Arrangement.appointment_id)
    )
    where = Arrangement.id.in_(keys)
    for help_, one, *born_of in scope.session.execute(found.where(where)):
        values = {"title": one.title, "day": scope.day_of(one.starts_at)}
        why = ARRANGEMENT_WHY[help_.kind, help_.status]
        told = Told(why, LoopAct.ARRANGE, values, version=help_.version)
        yield keys[help_.id], replace(told, seal=_seal(one, born_of))
