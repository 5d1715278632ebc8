"""Which referrals the tracker lists, in which order, and how many there are a phase.

By the clock, then by key; what has no clock comes after, the newest first. Of children
who have died nothing is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from hhdesk.care import clinic_calendar, search, silence
from hhdesk.care.confidentiality import Consenter, Sealable, Segment
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.members import Member
from hhdesk.care.referral_states import CLOSED, PHASES, TABLE, Phase, ReferralState
from hhdesk.care.referrals import Referral
from hhdesk.care.search_words import words
from hhdesk.store.session import UnitOfWork

MOST_TEXTS = 500


# Lists and counts read these and no table; a million referrals have one order.
_CLOCK = (Referral.due_on, Referral.id, Referral.state, Referral.voided_at)
_GONE = or_(Member.deceased_on.is_not(None), Member.voided_at.is_not(None))
Index("ix_referral_state_due_on", Referral.state, Referral.due_on, Referral.voided_at)
Index("ix_referral_due_on_id", *_CLOCK)
Index("ix_referral_owner_id_due_on", Referral.owner_id, *_CLOCK)
Index("ix_member_gone", Member.id, sqlite_where=_GONE, postgresql_where=_GONE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is to show: open ones unless a phase is named, everybody's unless
    an owner is, and only those `late` or found by a text where that is asked."""

    phase: Phase | None = None
    owner_id: UUID | None = None
    late: bool = False
    text: str = ""

    @property
    def states(self) -> frozenset[ReferralState]:
        if self.phase is not None:
            return PHASES[self.phase]
        return frozenset(TABLE) - CLOSED


@dataclass(frozen=True, slots=True)
class Counts:
    """How many a phase has, whatever phase is shown; `late` of the open ones."""

    phases: Mapping[Phase, int]
    late: int

    @property
    def open(self) -> int:
        return sum(n for phase, n in self.phases.items() if phase is not Phase.CLOSED)


class Keys(Sequence[UUID]):
    """Very many keys, sixteen bytes each."""

    __slots__ = ("_bytes",)

    def __init__(self, packed: bytes = b"") -> None:
        self._bytes = packed

    @classmethod
    def of(cls, keys: Sequence[UUID]) -> Keys:
        return cls(b"".join(key.bytes for key in keys))

    def __len__(self) -> int:
        return len(self._bytes) // 16

    @overload
    def __getitem__(self, at: int) -> UUID: ...

    @overload
    def __getitem__(self, at: slice) -> Keys: ...

    def __getitem__(self, at: int | slice) -> UUID | Keys:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return Keys(self._bytes[start * 16 : stop * 16])
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return UUID(bytes=self._bytes[at * 16 : at * 16 + 16])

    def place(self, key: UUID) -> int:
        """Where a key stands, or -1."""
        found = self._bytes.find(key.bytes)
        while found % 16 and found >= 0:
            found = self._bytes.find(key.bytes, found + 1)
        return found // 16 if found >= 0 else -1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keys) and self._bytes == other._bytes

    def __hash__(self) -> int:
        return hash(self._bytes)


def silent() -> Select[Any]:
    """The referrals of children who have died or are recorded no more."""
    gone = select(Member.id).where(_GONE).union_all(silence.dead_without_day())
    return select(Referral.id).where(Referral.member_id.in_(gone))


def _seals(table: type[Sealable]) -> ColumnElement[bool]:
    closes: ColumnElement[bool] = or_(
        table.segment == Segment.FAMILY_SAFETY, table.consenter == Consenter.YOUTH
    )
    return func.coalesce(closes, False)


def sealed() -> ColumnElement[bool]:
    """Whether its own seal closes a referral, or that of the goal or concern that it is
    born of; asks for both to be joined."""
    return or_(_seals(Referral), _seals(Goal), _seals(Concern))


def with_origin(statement: Select[Any]) -> Select[Any]:
    """Joined with what the referral is born of."""
    return statement.outerjoin(Goal, Goal.id == Referral.goal_id).outerjoin(
        Concern, Concern.id == Goal.concern_id
    )


def _of_owner(asked: Asked) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Referral.voided_at.is_(None)]
    if asked.owner_id is not None:
        where.append(Referral.owner_id == asked.owner_id)
    return where


def _in(states: frozenset[ReferralState]) -> ColumnElement[bool]:
    """Said so that no database takes the index on the states, which has not the order:
    sorting a million takes seconds, the first page of a sorted index none."""
    return func.coalesce(Referral.state, "").in_(sorted(states))


_TEXT = func.replace(cast(Referral.id, Text), "-", "")


def _listed(session: UnitOfWork, asked: Asked, *columns: Any) -> Select[Any]:
    """Those asked for, not yet in their order."""
    statement = select(*columns).where(
        *_of_owner(asked), _in(asked.states), Referral.id.not_in(silent())
    )
    if asked.late:
        statement = statement.where(Referral.due_on < _latest(session))
    return _found(session, statement, asked.text)


def _latest(session: UnitOfWork) -> Any:
    today = session.today()
    return clinic_calendar.around(session, today).latest(today)


def _found(session: UnitOfWork, statement: Select[Any], text: str) -> Select[Any]:
    """Those found by child, need or agency; of sealed ones nothing is found."""
    sought = words(text)
    if not sought:
        return statement
    needs, agencies = _texts(session, sought)
    children = [hit.member_id for hit in search.find(session, text).hits]
    return with_origin(statement).where(
        or_(
            Referral.member_id.in_(children),
            Referral.need.in_(needs),
            Referral.agency.in_(agencies),
        ),
        ~sealed(),
    )


def _texts(session: UnitOfWork, sought: Sequence[str]) -> tuple[list[str], list[str]]:
    """The needs and agencies in which each word begins a word."""
    found: list[list[str]] = []
    for column in (Referral.need, Referral.agency):
        told = session.scalars(select(column).distinct())
        found.append([one for one in told if _begins(one, sought)][:MOST_TEXTS])
    return found[0], found[1]


def _begins(text: str, sought: Sequence[str]) -> bool:
    here = words(text)
    return all(any(word.startswith(part) for word in here) for part in sought)


_WITH, _WITHOUT = Referral.due_on.is_not(None), Referral.due_on.is_(None)


def first(session: UnitOfWork, asked: Asked, count: int) -> Keys:
    """The beginning of the list, at once."""
    listed = _listed(session, asked, _TEXT).limit(count)
    ordered = listed.where(_WITH).order_by(Referral.due_on, Referral.id)
    found = list(session.scalars(ordered))
    if len(found) < count and not asked.late:
        others = listed.where(_WITHOUT).order_by(Referral.id.desc())
        found += session.scalars(others)
    return Keys(bytes.fromhex("".join(found[:count])))


def keys(session: UnitOfWork, asked: Asked) -> Keys:
    """The whole list's keys. The database joins those of a day: taking a million rows
    one by one costs ten times as much."""
    joined = func.aggregate_strings(_TEXT, "")
    days = _listed(session, asked, joined.aggregate_order_by(Referral.id))
    days = days.where(_WITH).group_by(Referral.due_on).order_by(Referral.due_on)
    packed = bytearray()
    for day in session.scalars(days):
        packed += bytes.fromhex(day)
    if not asked.late:
        others = _listed(session, asked, joined.aggregate_order_by(Referral.id.desc()))
        packed += bytes.fromhex(session.scalar(others.where(_WITHOUT)) or "")
    return Keys(bytes(packed))


def counts(session: UnitOfWork, asked: Asked) -> Counts:
    """How many each phase has of this owner, in one query: all, less the silent."""
    late = and_(Referral.due_on < _latest(session), Referral.state.not_in(CLOSED))
    some = [Referral.state, func.count(), func.sum(case((late, 1), else_=0))]
    mine = _of_owner(asked)
    every = select(literal(1), *some).where(*mine).group_by(Referral.state)
    gone = select(literal(-1), *some).where(*mine, Referral.id.in_(silent()))
    found = session.execute(union_all(every, gone.group_by(Referral.state)))
    phases, lates = dict.fromkeys(Phase, 0), 0
    for sign, state, count, is_late in found:
        phase = TABLE[ReferralState(state)].phase
        if phase is not None:
            phases[phase] += sign * count
            lates += sign * int(is_late)
    return Counts(phases, lates)
