"""The rows of the referral tracker: child, need, where it stands, whose turn, clock.

A sealed referral is a private row: that something is due and who owns it is told, and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from hhdesk.care import clinic_calendar, deadlines, referral_keys
from hhdesk.care.clocks import Calendar
from hhdesk.care.deadlines import Deadline
from hhdesk.care.goals import Domain
from hhdesk.care.members import Member
from hhdesk.care.outreach import OUTCOME_WORDS, Outcome, OutreachAttempt
from hhdesk.care.person import Name
from hhdesk.care.referral_history import NEWS_WORDS
from hhdesk.care.referral_keys import Asked, Keys
from hhdesk.care.referral_states import (
    RECHECKED,
    Detail,
    ReferralState,
    Turn,
    rule_of,
)
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent, Urgency
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork

BEGINNING = 32
"""Rows that a list shows at once, before all its keys are known: a screen of them."""


@dataclass(frozen=True, slots=True)
class LastEvent:
    """What was entered last: `on` is its day, None for what has none."""

    kind: EventKind
    state: ReferralState
    detail: Detail | None
    on: date | None
    note: str = ""
    outcome: Outcome | None = None

    @property
    def words(self) -> str:
        """What happened, in English, to be translated."""
        if self.outcome is not None:
            return OUTCOME_WORDS[self.outcome]
        state = rule_of(self.state, self.detail).words
        return NEWS_WORDS.get(self.kind, state)


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """`days` are the business days left until the next step is due, negative when it is
    late. Of a private row only the key, the clock and the owner are known."""

    id: UUID
    version: int
    due_on: date | None
    days: int | None
    owner: str
    private: bool = False
    member_id: UUID | None = None
    child: Name | None = None
    domain: Domain | None = None
    need: str = ""
    agency: str = ""
    state: ReferralState | None = None
    detail: Detail | None = None
    wanted: str = ""
    urgency: Urgency = Urgency.ROUTINE
    visit_on: date | None = None
    last: LastEvent | None = None
    deadline: Deadline | None = None

    @property
    def words(self) -> str:
        """The state's words in English, to be translated; none of a private row."""
        return rule_of(self.state, self.detail).words if self.state else ""

    @property
    def turn(self) -> tuple[Turn, ...]:
        """With whom the next step is."""
        return rule_of(self.state, self.detail).turn if self.state else ()

    @property
    def rechecked(self) -> bool:
        """Whether the clock is for looking in again, nobody being awaited."""
        return self.turn == RECHECKED


_later = aliased(ReferralEvent)
_LAST = (
    select(_later.id)
    .where(_later.referral_id == Referral.id)
    .order_by(_later.entered_at.desc(), _later.position.desc(), _later.id.desc())
    .limit(1)
    .correlate(Referral)
    .scalar_subquery()
)
_COLUMNS: list[Any] = [
    Referral.id,
    Referral.version,
    Referral.due_on,
    func.coalesce(Staff.name, "").label("owner"),
    referral_keys.sealed().label("private"),
    Referral.member_id,
    Member.given,
    Member.first_surname,
    Member.second_surname,
    Member.nickname,
    Member.as_given,
    Member.birth_date,
    Referral.domain,
    Referral.need,
    Referral.agency,
    Referral.state,
    Referral.detail,
    Referral.wanted,
    Referral.urgency,
    Referral.visit_on,
    ReferralEvent.kind,
    ReferralEvent.to_state,
    ReferralEvent.detail.label("event_detail"),
    ReferralEvent.happened_on,
    ReferralEvent.note,
    OutreachAttempt.outcome,
]


def _page(keys: Sequence[UUID]) -> Select[Any]:
    listed = (
        select(*_COLUMNS)
        .select_from(Referral)
        .join(Member, Member.id == Referral.member_id)
        .outerjoin(Staff, Staff.id == Referral.owner_id)
        .outerjoin(ReferralEvent, ReferralEvent.id == _LAST)
        .outerjoin(OutreachAttempt, OutreachAttempt.id == ReferralEvent.attempt_id)
        .where(Referral.id.in_(keys), Referral.voided_at.is_(None))
    )
    return referral_keys.with_origin(listed)


def rows(session: UnitOfWork, keys: Sequence[UUID]) -> tuple[TrackedRow | None, ...]:
    """The rows of some keys, in their order; None for what is no more.

    At most three queries, however many keys.
    """
    today = session.today()
    calendar = clinic_calendar.around(session, today)
    found = {line.id: line for line in session.execute(_page(keys))}
    due = _deadlines(session, found.values())
    made = {
        key: _private(line, calendar, today)
        if line.private
        else _open(line, calendar, today, due.get(key))
        for key, line in found.items()
    }
    return tuple(made.get(key) for key in keys)


def row(session: UnitOfWork, referral_id: UUID) -> TrackedRow | None:
    """One referral as the list shows it, after an act."""
    return rows(session, [referral_id])[0]


def opening(
    session: UnitOfWork, asked: Asked
) -> tuple[Keys, tuple[TrackedRow | None, ...]]:
    """The list's beginning, at once: the first keys and rows."""
    keys = referral_keys.first(session, asked, BEGINNING)
    return keys, rows(session, keys)


def _left(line: Any, calendar: Calendar, today: date) -> int | None:
    return calendar.left(today, line.due_on) if line.due_on else None


def _private(line: Any, calendar: Calendar, today: date) -> TrackedRow:
    days = _left(line, calendar, today)
    return TrackedRow(line.id, line.version, line.due_on, days, line.owner, True)


def _open(
    line: Any, calendar: Calendar, today: date, deadline: Deadline | None
) -> TrackedRow:
    names = line.given, line.first_surname, line.second_surname
    return TrackedRow(
        id=line.id,
        version=line.version,
        due_on=line.due_on,
        days=_left(line, calendar, today),
        owner=line.owner,
        member_id=line.member_id,
        child=Name(*names, line.nickname, line.as_given),
        domain=line.domain,
        need=line.need,
        agency=line.agency,
        state=line.state,
        detail=line.detail,
        wanted=line.wanted,
        urgency=line.urgency,
        visit_on=line.visit_on,
        last=_last(line),
        deadline=deadline,
    )


def _last(line: Any) -> LastEvent | None:
    if line.kind is None:
        return None
    return LastEvent(
        line.kind,
        line.to_state,
        line.event_detail,
        line.happened_on,
        line.note,
        line.outcome,
    )


def _deadlines(
    session: UnitOfWork, lines: Iterable[Any]
) -> Mapping[UUID, Deadline | None]:
    """Of those that a law sets a deadline for; it runs from the day of sending."""
    under = {}
    for line in lines:
        rule = deadlines.rule_for(line.domain, line.state, line.need, line.agency)
        if rule is not None and not line.private:
            under[line.id] = rule, line.birth_date
    if not under:
        return {}
    gone = select(_later.takes_back_id).where(
        _later.referral_id.in_(under), _later.takes_back_id.is_not(None)
    )
    sent = session.execute(
        select(ReferralEvent.referral_id, func.max(ReferralEvent.happened_on))
        .where(
            ReferralEvent.referral_id.in_(under),
            ReferralEvent.to_state == ReferralState.SENT,
            # A record from elsewhere may tell the day as well as a step of ours.
            ReferralEvent.kind.in_([EventKind.STEP, EventKind.IMPORTED]),
            ReferralEvent.id.not_in(gone),
        )
        .group_by(ReferralEvent.referral_id)
    )
    asked = {key: day for key, day in sent if day is not None}
    return {
        key: rule.of(born, asked[key])
        for key, (rule, born) in under.items()
        if key in asked
    }
