"""What is going on for a member, in one query: referrals, visits, tries to reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    Row,
    Select,
    Text,
    case,
    cast,
    literal,
    null,
    select,
    union_all,
)

from hhdesk.care import clinic_calendar
from hhdesk.care.appointments import Appointment, AppointmentRow, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.clinic_calendar import ClinicHoliday
from hhdesk.care.clocks import Calendar
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import Domain
from hhdesk.care.outreach import Outcome, OutreachAttempt, OutreachRow, Way
from hhdesk.care.referral_states import Detail
from hhdesk.care.referrals import CLOSED, Referral, ReferralRow, ReferralState
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import Instant

RECENT = timedelta(days=60)
LATEST_TRIES = 5
WORKS = "works"

Loops = tuple[
    tuple[ReferralRow, ...], tuple[AppointmentRow, ...], tuple[OutreachRow, ...]
]

NAMES = ["kind", "id", "a", "b", "c", "d", "e", "begins", "ends", "since", "due"]
SEAL = ["s", "w", "p"]


def _loop(
    kind: str,
    key: Any,
    texts: Iterable[Any],
    moments: Iterable[Any] = (),
    days: Iterable[Any] = (),
    sealed_as: Any = None,
) -> Select[Any]:
    words: list[Any] = [cast(column, Text) for column in texts]
    words += [cast(null(), Text)] * (5 - len(words))
    times = [*moments]
    times += [cast(null(), Instant)] * (2 - len(times))
    dates = [*days]
    dates += [cast(null(), Date)] * (2 - len(dates))
    seal: list[Any] = [cast(null(), Text), cast(null(), Text), cast(null(), Boolean)]
    if sealed_as is not None:
        seal = [
            cast(sealed_as.segment, Text),
            cast(sealed_as.consenter, Text),
            sealed_as.part2,
        ]
    columns = [literal(kind), key, *words, *times, *dates, *seal]
    pairs = zip(columns, NAMES + SEAL, strict=True)
    return select(*[column.label(name) for column, name in pairs])


def _referrals(member_id: UUID) -> Select[Any]:
    one = Referral
    texts = [one.domain, one.need, one.agency, one.state, one.detail]
    days = [one.state_since, one.due_on]
    return _loop("referral", one.id, texts, days=days, sealed_as=one).where(
        one.member_id == member_id,
        one.voided_at.is_(None),
        one.state != ReferralState.ENTERED_IN_ERROR,
    )


def _visits(session: UnitOfWork, member_id: UUID) -> tuple[Select[Any], Select[Any]]:
    one = Appointment
    recent = (
        one.member_id == member_id,
        one.voided_at.is_(None),
        one.starts_at >= session.now() - RECENT,
        one.status != AppointmentStatus.ENTERED_IN_ERROR,
    )
    texts = [one.title, one.place, one.with_whom, one.status]
    visits = _loop(
        "visit", one.id, texts, [one.starts_at, one.ends_at], sealed_as=one
    ).where(*recent)
    help_texts = [Arrangement.kind, Arrangement.status]
    helps = (
        _loop("arrangement", Arrangement.appointment_id, help_texts)
        .join(one, one.id == Arrangement.appointment_id)
        .where(Arrangement.voided_at.is_(None), *recent)
    )
    return visits, helps


def _tries(member_id: UUID) -> Select[Any]:
    one = OutreachAttempt
    texts = [one.way, one.outcome, one.with_whom, Staff.name, one.note]
    latest = (
        _loop("try", one.id, texts, [one.at], sealed_as=one)
        .outerjoin(Staff, Staff.id == one.staff_id)
        .where(one.member_id == member_id, one.voided_at.is_(None))
        .order_by(one.at.desc(), one.id)
        .limit(LATEST_TRIES)
        .subquery()
    )
    return select(latest)


def _days_off() -> Select[Any]:
    """The clinic's own days, for the clocks of the referrals."""
    one = ClinicHoliday
    works = case((one.works, literal(WORKS)), else_=literal(""))
    return _loop("day off", one.id, [works], days=[one.day]).where(
        one.voided_at.is_(None)
    )


def _seal(row: Row[Any]) -> Seal:
    return Seal(Segment(row.s), Consenter(row.w), row.p)


def _referral(row: Row[Any], today: date, calendar: Calendar) -> ReferralRow:
    return ReferralRow(
        row.id,
        Domain(row.a),
        row.b,
        row.c,
        ReferralState(row.d),
        row.since,
        row.due,
        _seal(row),
        Detail(row.e) if row.e else None,
        calendar.left(today, row.due) if row.due else None,
    )


def _try(row: Row[Any]) -> OutreachRow:
    way, outcome = Way(row.a), Outcome(row.b)
    return OutreachRow(
        row.id, row.begins, way, outcome, row.c, row.d or "", row.e, _seal(row)
    )


def _visit(row: Row[Any], helps: list[Row[Any]]) -> AppointmentRow:
    arranged = tuple((ArrangementKind(h.a), ArrangementStatus(h.b)) for h in helps)
    return AppointmentRow(
        row.id,
        row.a,
        row.b,
        row.c,
        row.begins,
        row.ends,
        AppointmentStatus(row.d),
        arranged,
        _seal(row),
    )


def read(session: UnitOfWork, member_id: UUID) -> Loops:
    """Referrals (open first, by due day), visits of the last 60 days and coming ones
    by time, the latest tries to reach the family."""
    statement = union_all(
        _referrals(member_id),
        *_visits(session, member_id),
        _tries(member_id),
        _days_off(),
    )
    found: dict[str, list[Row[Any]]] = {}
    for row in session.execute(statement):
        found.setdefault(row.kind, []).append(row)
    today = session.today()
    own = ((row.since, row.a == WORKS) for row in found.get("day off", []))
    calendar = clinic_calendar.made(today, own)
    listed = (_referral(row, today, calendar) for row in found.get("referral", []))
    referrals = sorted(listed, key=_urgency)
    helps: dict[UUID, list[Row[Any]]] = {}
    for row in found.get("arrangement", []):
        helps.setdefault(row.id, []).append(row)
    visits = [_visit(row, helps.get(row.id, [])) for row in found.get("visit", [])]
    tries = [_try(row) for row in found.get("try", [])]
    return (
        tuple(referrals),
        tuple(sorted(visits, key=lambda one: (one.starts_at, one.id))),
        tuple(sorted(tries, key=lambda one: (one.at, one.id), reverse=True)),
    )


def _urgency(row: ReferralRow) -> tuple[bool, bool, str, UUID]:
    due = row.due_on.isoformat() if row.due_on else ""
    return (row.state in CLOSED, not due, due, row.id)
