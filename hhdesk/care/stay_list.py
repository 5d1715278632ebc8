"""A child's hospital stays as the page's tab shows them: with what the hospital told
last, and the clocks of the follow-up beside each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from hhdesk.care import members, open_loop_contacts, open_loop_scope
from hhdesk.care.adt_facts import Trigger
from hhdesk.care.adt_messages import AdtMessage, AdtState
from hhdesk.care.adt_stays import CANCELLED
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.confidentiality import age_on
from hhdesk.care.open_loop_kinds import LoopKind
from hhdesk.care.open_loop_scope import Scope
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.stays import (
    HospitalStay,
    StayDetails,
    StayRow,
    StayStatus,
    newest_first,
    with_returns,
)
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A call or a visit after a stay. `due_on` None: nothing is asked of it, as of a
    stay of long ago. `way` None with `done_on`: by a visit that was kept."""

    due_on: date | None
    done_on: date | None = None
    way: Way | None = None
    with_whom: str = ""

    @property
    def late(self) -> bool:
        """It was done, after its day."""
        done, due = self.done_on, self.due_on
        return done is not None and due is not None and done > due


@dataclass(frozen=True, slots=True)
class StayLine:
    """A stay with its version. `told_at` is when its last message came, by the clinic's
    clock; `cancelled`: the hospital says that it was a mistake. `call` and `visit` are
    None while nothing of the kind is asked: before a planned stay, while it lasts."""

    member_id: UUID
    row: StayRow
    details: StayDetails
    version: int
    told_at: datetime | None = None
    told: Trigger | None = None
    cancelled: bool = False
    call: FollowUp | None = None
    visit: FollowUp | None = None

    @property
    def id(self) -> UUID:
        return self.row.id


@dataclass(frozen=True, slots=True)
class StayList:
    """`age` is how old the child is, for the question who said yes to the care."""

    name: str
    age: int
    lines: tuple[StayLine, ...]

    def line(self, stay_id: UUID) -> StayLine | None:
        return next((one for one in self.lines if one.id == stay_id), None)


@dataclass(frozen=True, slots=True)
class _Contact:
    """Somebody was reached, or came."""

    on: date
    way: Way | None = None
    with_whom: str = ""

    @property
    def met(self) -> bool:
        return self.way in (None, Way.IN_PERSON)


def of_member(session: UnitOfWork, member_id: UUID) -> StayList:
    """Raises NotFound. Those that the hospital took back stand at the end."""
    member = members.present(session, member_id)
    scope = open_loop_scope.scope(session, [member_id])
    stays = _stays(session, member_id)
    present = [one for one in stays.values() if one.voided_at is None]
    rows = with_returns(newest_first(one.row() for one in present))
    gone = [one.row() for one in stays.values() if one.voided_at is not None]
    told = _told(session, stays)
    opened = _open(scope)
    contacts = _contacts(session, scope, member_id)
    lines = []
    for row in (*rows, *newest_first(gone)):
        stay, news = stays[row.id], told.get(row.id)
        call, visit = (None, None)
        if stay.voided_at is None:
            call, visit = _follow_up(scope, stay, contacts, opened)
        lines.append(
            StayLine(
                member_id,
                row,
                stay.details,
                stay.version,
                news.created_at.astimezone(session.zone) if news else None,
                news.trigger if news else None,
                stay.voided_at is not None,
                call,
                visit,
            )
        )
    age = age_on(member.birth_date, session.today())
    return StayList(member.name.full, age, tuple(lines))


def of_stay(session: UnitOfWork, stay_id: UUID) -> StayList:
    """The list in which this stay stands. Raises NotFound."""
    stay = session.get(HospitalStay, stay_id)
    if stay is None or stay.voided_at is not None:
        raise NotFound(N_("There is no such hospital stay any more."))
    return of_member(session, stay.member_id)


def places(session: UnitOfWork) -> tuple[str, ...]:
    """The hospitals that the clinic's stays name, the most frequent first."""
    one = HospitalStay
    found = session.execute(
        select(one.place, func.count())
        .where(one.place != "", one.voided_at.is_(None))
        .group_by(one.place)
    ).all()
    return tuple(row[0] for row in sorted(found, key=lambda row: (-row[1], row[0])))


def _stays(session: UnitOfWork, member_id: UUID) -> dict[UUID, HospitalStay]:
    one = HospitalStay
    found = session.scalars(
        select(one).where(
            one.member_id == member_id,
            or_(one.voided_at.is_(None), one.void_reason == CANCELLED),
        )
    )
    return {stay.id: stay for stay in found}


def _told(session: UnitOfWork, stays: Iterable[UUID]) -> dict[UUID, AdtMessage]:
    """The newest message of each stay."""
    one = AdtMessage
    found = session.scalars(
        select(one)
        .where(one.stay_id.in_(sorted(stays)), one.state == AdtState.APPLIED)
        .order_by(one.told_at, one.created_at, one.id)
    )
    return {news.stay_id: news for news in found if news.stay_id is not None}


def _open(scope: Scope) -> dict[tuple[LoopKind, UUID], date]:
    found = open_loop_contacts.find_stays(scope)
    return {(one.kind, UUID(one.item)): date.fromisoformat(one.due) for one in found}


def _contacts(session: UnitOfWork, scope: Scope, member_id: UUID) -> Sequence[_Contact]:
    one, two = OutreachAttempt, Appointment
    tries = session.execute(
        select(one.at, one.way, one.with_whom).where(
            one.member_id == member_id,
            one.outcome == Outcome.REACHED,
            one.voided_at.is_(None),
        )
    )
    kept = session.execute(
        select(two.starts_at, two.title).where(
            two.member_id == member_id,
            two.status == AppointmentStatus.FULFILLED,
            two.voided_at.is_(None),
        )
    )
    found = [_Contact(scope.day_of(at), way, who) for at, way, who in tries]
    found += [_Contact(scope.day_of(at), None, title) for at, title in kept]
    return sorted(found, key=lambda contact: contact.on)


def _follow_up(
    scope: Scope,
    stay: HospitalStay,
    contacts: Sequence[_Contact],
    opened: dict[tuple[LoopKind, UUID], date],
) -> tuple[FollowUp | None, FollowUp | None]:
    if stay.status is StayStatus.PLANNED:
        return None, None
    called_from = open_loop_contacts.known_since(stay.known_on, stay.begins_on)
    call = _done(
        scope.due_on("stay_call", called_from, stay.member_id),
        (one for one in contacts if one.on >= called_from),
    )
    if stay.row().goes_on:
        return call or _asked(opened, LoopKind.STAY_CALL, stay.id), None
    home = stay.ends_on or called_from
    visit = _done(
        scope.due_on("stay_visit", max(stay.known_on, home), stay.member_id),
        (one for one in contacts if one.on >= home and one.met),
    )
    return (
        call or _asked(opened, LoopKind.STAY_CALL, stay.id),
        visit or _asked(opened, LoopKind.STAY_VISIT, stay.id),
    )


def _asked(
    opened: dict[tuple[LoopKind, UUID], date], kind: LoopKind, stay_id: UUID
) -> FollowUp:
    return FollowUp(opened.get((kind, stay_id)))


def _done(due: date, contacts: Iterable[_Contact]) -> FollowUp | None:
    """By the first contact that counts."""
    for one in contacts:
        return FollowUp(due, one.on, one.way, one.with_whom)
    return None
