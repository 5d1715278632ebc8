"""Open loops of contact: after a hospital stay, and where nobody was reached at all.

A contact is a try that reached somebody, or a visit that was kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, exists, func, select

from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.open_loop_asking import (
    DEFAULT,
    Ground,
    day,
    hexed,
    minute,
    present,
    question,
)
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_plans import enrolled_on
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import US, Told, Values
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.programs import pack
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus, returned_after
from hhdesk.i18n import N_

GOES_ON_WHY = N_("In hospital since {day}: call the family")
BACK_NOW_WHY = N_("Back in hospital since {day}: call the family")
BACK_WHY = {
    StayKind.ED: N_("Back in the emergency room on {day}: call the family"),
    StayKind.INPATIENT: N_("Back in hospital until {day}: call the family"),
    StayKind.OBSERVATION: N_("Back in hospital until {day}: call the family"),
}
CALL_WHY = {
    StayKind.ED: N_("Emergency visit on {day}: call the family"),
    StayKind.INPATIENT: N_("In hospital until {day}: call the family"),
    StayKind.OBSERVATION: N_("In hospital until {day}: call the family"),
}
VISIT_WHY = {
    StayKind.ED: N_("Emergency visit on {day}: see the child within a week"),
    StayKind.INPATIENT: N_("In hospital until {day}: see the child within a week"),
    StayKind.OBSERVATION: N_("In hospital until {day}: see the child within a week"),
}
CONTACT_WHY = N_("No contact since {day}")
NO_CONTACT_WHY = N_("No contact since enrolled on {day}")


def _reached(member: Any, *more: Any) -> Any:
    one = OutreachAttempt
    reached = one.outcome == Outcome.REACHED
    where = (one.member_id == member, reached, one.voided_at.is_(None), *more)
    return select(func.max(one.at)).where(*where).scalar_subquery()


def _kept(member: Any) -> Any:
    one = Appointment
    kept = one.status == AppointmentStatus.FULFILLED
    where = (one.member_id == member, kept, one.voided_at.is_(None))
    return select(func.max(one.starts_at)).where(*where).scalar_subquery()


def _last(scope: Scope, *minutes: str | None) -> str:
    """The day of the latest, "" where there is none."""
    known = [one for one in minutes if one is not None]
    return scope.day_at(max(known)) if known else ""


@question
def _stays(ground: Ground) -> Any:
    one = HospitalStay
    member = one.member_id
    return select(
        hexed(one.id),
        hexed(member),
        cast(one.status, Text),
        day(one.known_on),
        day(one.begins_on),
        day(one.ends_on),
        minute(_reached(member)),
        minute(_kept(member)),
        minute(_reached(member, OutreachAttempt.way == Way.IN_PERSON)),
    ).where(
        *present(one),
        one.status != StayStatus.PLANNED,
        *ground.about(member),
    )


def find_stays(scope: Scope) -> Iterator[Loop]:
    """Stays that were fresh when they became known and after which nobody called, or
    no visit was kept."""
    for item, child, status, known, begins, ends, *at in scope.ask(_stays):
        if not scope.goes_on(child) or not _fresh(known, begins, ends):
            continue
        yield from _after(scope, (item, child), (status, known, begins, ends), at)


def known_since(known: date, begins: date | None) -> date:
    """From when a family is to be called: from the day on which the stay was known, of
    one that was known before it began from its first day."""
    return max(known, begins or known)


def _fresh(known: str, begins: str | None, ends: str | None) -> bool:
    """Whether somebody could still act on it when it became known."""
    told = ends or begins or known
    if told >= known:
        return True
    back = pack(DEFAULT).clocks["stay_call"].back or 0
    late = date.fromisoformat(known) - date.fromisoformat(told)
    return late <= timedelta(days=back)


def _after(
    scope: Scope,
    keys: tuple[str, str],
    told: tuple[str, str, str | None, str | None],
    minutes: Sequence[str | None],
) -> Iterator[Loop]:
    """What is due after one stay: a call from the day it was known, a visit from the
    day on which the child is at home."""
    (item, child), (status, known, begins, ends) = keys, told
    tried, kept, met = minutes
    pack_of = scope.standing[child].pack
    since = max(known, begins or known)
    if _last(scope, tried, kept) < since:
        due = scope.due("stay_call", since, pack_of)
        yield Loop(due, LoopKind.STAY_CALL, item, "", child)
    if status == StayStatus.IN_PROGRESS.value and ends is None:
        return
    home = ends or since
    if _last(scope, kept, met) < home:
        due = scope.due("stay_visit", max(known, home), pack_of)
        yield Loop(due, LoopKind.STAY_VISIT, item, "", child)


@question
def _unreached(ground: Ground) -> Any:
    segment = EnrollmentSegment
    member = segment.member_id
    last = ground.today - timedelta(days=pack(DEFAULT).clocks["contact"].value)
    after = ground.begin_of(last + timedelta(days=1))
    lately = exists().where(
        OutreachAttempt.member_id == member,
        OutreachAttempt.outcome == Outcome.REACHED,
        OutreachAttempt.voided_at.is_(None),
        OutreachAttempt.at >= after,
    )
    met = exists().where(
        Appointment.member_id == member,
        Appointment.status == AppointmentStatus.FULFILLED,
        Appointment.voided_at.is_(None),
        Appointment.starts_at >= after,
    )
    return select(
        hexed(member),
        day(enrolled_on()),
        minute(_reached(member)),
        minute(_kept(member)),
    ).where(*present(segment), segment.current, ~lately, ~met, *ground.about(member))


def find_contacts(scope: Scope) -> Iterator[Loop]:
    """Children in the pack's states whose family nobody reached for its period."""
    today = scope.today.isoformat()
    for child, enrolled, tried, kept in scope.ask(_unreached):
        if not scope.runs("contact", child):
            continue
        since = _last(scope, tried, kept) or enrolled
        due = scope.due("contact", since, scope.standing[child].pack)
        if due <= today:
            yield Loop(due, LoopKind.CONTACT, child, "", child)


def tell_stays(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys: dict[UUID, list[Loop]] = {}
    for loop in loops:
        keys.setdefault(UUID(loop.item), []).append(loop)
    members = {UUID(loop.member) for loop in loops}
    theirs = scope.session.scalars(
        select(HospitalStay).where(
            HospitalStay.member_id.in_(members), *present(HospitalStay)
        )
    ).all()
    for one in theirs:
        for loop in keys.get(one.id, ()):
            yield loop, _told_of(one, loop.kind, back=_is_back(one, theirs))


def _is_back(stay: HospitalStay, stays: Iterable[HospitalStay]) -> bool:
    """Whether it is a return; a list tells nothing of an earlier stay that is not for
    everybody."""
    others = [
        one.row()
        for one in stays
        if one.member_id == stay.member_id and one.seal.ordinary
    ]
    return returned_after(stay.row(), others) is not None


def _told_of(one: HospitalStay, kind: LoopKind, *, back: bool) -> Told:
    goes_on = one.status is StayStatus.IN_PROGRESS and one.ends_on is None
    last = one.begins_on if goes_on else one.ends_on or one.begins_on
    values: Values = {"place": one.place, "day": last or one.known_on}
    call = kind is LoopKind.STAY_CALL
    why = (BACK_WHY if back else CALL_WHY)[one.kind] if call else VISIT_WHY[one.kind]
    if goes_on:
        why = BACK_NOW_WHY if back else GOES_ON_WHY
    act = LoopAct.RECORD_CONTACT if call else LoopAct.BOOK_VISIT
    return Told(why, act, values, US, one.version, one.seal)


def tell_contacts(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    segment = EnrollmentSegment
    member = segment.member_id
    found = select(member, enrolled_on(), _reached(member), _kept(member)).where(
        member.in_(keys), segment.current, *present(segment)
    )
    for child, enrolled, tried, kept in scope.session.execute(found):
        known = [one for one in (tried, kept) if one is not None]
        since = scope.day_of(max(known)) if known else None
        why = CONTACT_WHY if since else NO_CONTACT_WHY
        values: Values = {"day": since or enrolled}
        yield keys[child], Told(why, LoopAct.RECORD_CONTACT, values)
