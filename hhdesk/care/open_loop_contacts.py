"""Open loops of contact: after a hospital stay, and where nobody was reached at all.

A contact is a try that reached somebody, or a visit that was kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select

from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_plans import enrolled_on
from hhdesk.care.open_loop_scope import DEFAULT, Loop, Scope, day, hexed, present
from hhdesk.care.open_loop_telling import US, Told, Values
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.programs import pack
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.i18n import N_

GOES_ON_WHY = N_("In hospital since {day}: call the family")
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


def _last(scope: Scope, *moments: datetime | None) -> date | None:
    """The day of the latest."""
    known = [one for one in moments if one is not None]
    return scope.day_of(max(known)) if known else None


def find_stays(scope: Scope) -> Iterator[Loop]:
    """Stays that were fresh when they became known and after which nobody called, or
    no visit was kept."""
    one = HospitalStay
    member = one.member_id
    found = select(
        hexed(one.id),
        hexed(member),
        one.status,
        one.known_on,
        one.begins_on,
        one.ends_on,
        _reached(member),
        _kept(member),
        _reached(member, OutreachAttempt.way == Way.IN_PERSON),
    ).where(*present(one), one.status != StayStatus.PLANNED, *scope.about(member))
    for item, child, status, known, begins, ends, *at in scope.ask(found):
        if not scope.goes_on(child) or not _fresh(known, begins, ends):
            continue
        yield from _after(scope, (item, child), (status, known, begins, ends), at)


def _fresh(known: date, begins: date | None, ends: date | None) -> bool:
    """Whether somebody could still act on it when it became known."""
    back = pack(DEFAULT).clocks["stay_call"].back or 0
    return (ends or begins or known) >= known - timedelta(days=back)


def _after(
    scope: Scope,
    keys: tuple[str, str],
    told: tuple[StayStatus, date, date | None, date | None],
    moments: Sequence[datetime | None],
) -> Iterator[Loop]:
    """What is due after one stay: a call from the day it was known, a visit from the
    day on which the child is at home."""
    (item, child), (status, known, begins, ends) = keys, told
    tried, kept, met = moments
    called = _last(scope, tried, kept)
    since = max(known, begins or known)
    if called is None or called < since:
        due = scope.due("stay_call", since)
        yield Loop(due, LoopKind.STAY_CALL, item, "", child)
    if status is StayStatus.IN_PROGRESS and ends is None:
        return
    home = ends or since
    seen = _last(scope, kept, met)
    if seen is None or seen < home:
        due = scope.due("stay_visit", max(known, home))
        yield Loop(due, LoopKind.STAY_VISIT, item, "", child)


def find_contacts(scope: Scope) -> Iterator[Loop]:
    """Children in the pack's states whose family nobody reached for its period."""
    segment = EnrollmentSegment
    member = segment.member_id
    last = scope.today - timedelta(days=pack(DEFAULT).clocks["contact"].value)
    after = scope.begin_of(last + timedelta(days=1))
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
    found = select(
        hexed(member), day(enrolled_on()), _reached(member), _kept(member)
    ).where(*present(segment), segment.current, ~lately, ~met, *scope.about(member))
    today = scope.today.isoformat()
    for child, enrolled, tried, kept in scope.ask(found):
        if not scope.runs("contact", child):
            continue
        since = _last(scope, tried, kept) or date.fromisoformat(enrolled)
        due = scope.due("contact", since, scope.standing[child].pack)
        if due <= today:
            yield Loop(due, LoopKind.CONTACT, child, "", child)


def tell_stays(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys: dict[UUID, list[Loop]] = {}
    for loop in loops:
        keys.setdefault(UUID(loop.item), []).append(loop)
    found = scope.session.scalars(select(HospitalStay).where(HospitalStay.id.in_(keys)))
    for one in found:
        goes_on = one.status is StayStatus.IN_PROGRESS and one.ends_on is None
        last = one.begins_on if goes_on else one.ends_on or one.begins_on
        values: Values = {"place": one.place, "day": last or one.known_on}
        for loop in keys[one.id]:
            call = loop.kind is LoopKind.STAY_CALL
            why = CALL_WHY[one.kind] if call else VISIT_WHY[one.kind]
            why = GOES_ON_WHY if goes_on else why
            act = LoopAct.RECORD_CONTACT if call else LoopAct.BOOK_VISIT
            yield loop, Told(why, act, values, US, one.version, one.seal)


def tell_contacts(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    segment = EnrollmentSegment
    member = segment.member_id
    found = select(member, enrolled_on(), _reached(member), _kept(member)).where(
        member.in_(keys), segment.current, *present(segment)
    )
    for child, enrolled, tried, kept in scope.session.execute(found):
        since = _last(scope, tried, kept)
        why = CONTACT_WHY if since else NO_CONTACT_WHY
        values: Values = {"day": since or enrolled}
        yield keys[child], Told(why, LoopAct.RECORD_CONTACT, values)
