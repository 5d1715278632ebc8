"""The rows of the list of members: the card of the search index, and what the shown
columns need beside it. What is sealed is told in none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import open_loops
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.health import Condition
from hhdesk.care.member_list_columns import Column
from hhdesk.care.member_list_where import NOW, PRESENT, REACHED, open_to_all
from hhdesk.care.members import Identifier, IdentifierKind
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.search_hits import Hit, hits
from hhdesk.store.search_index import CARD
from hhdesk.store.session import UnitOfWork

Number = tuple[IdentifierKind, str]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`hit` is what every list of members shows; the rest is there where a column wants
    it, and `whole` says that it was looked for. `last_contact` is the day on which
    somebody was reached last."""

    hit: Hit
    whole: bool = False
    tier: str = ""
    next_due: date | None = None
    last_contact: date | None = None
    conditions: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class _Extras:
    whole: bool
    tiers: Mapping[UUID, str]
    due: Mapping[UUID, date]
    reached: Mapping[UUID, date]
    conditions: Mapping[UUID, Sequence[str]]
    numbers: Mapping[UUID, Sequence[Number]]

    def row(self, key: UUID, hit: Hit) -> MemberRow:
        return MemberRow(
            hit,
            self.whole,
            self.tiers.get(key, ""),
            self.due.get(key),
            self.reached.get(key),
            tuple(self.conditions.get(key, ())),
            tuple(self.numbers.get(key, ())),
        )


def rows(
    session: UnitOfWork, keys: Sequence[UUID], columns: Collection[Column]
) -> tuple[MemberRow | None, ...]:
    """The rows of some members, in their order; None for who is no more. Two to seven
    queries, by the columns, however many members."""
    keys = list(keys)
    card = CARD.c
    lines = session.execute(
        select(card.member_id, card.rank, card.shown).where(card.member_id.in_(keys))
    )
    found = {key: (0, rank, shown) for key, rank, shown in lines}
    made = dict(zip(found, hits(found.values(), session.today()), strict=True))
    extras = _extras(session, list(found), columns)
    return tuple(extras.row(key, made[key]) if key in made else None for key in keys)


def _extras(
    session: UnitOfWork, keys: list[UUID], columns: Collection[Column]
) -> _Extras:
    return _Extras(
        bool(columns),
        tiers(session, keys) if Column.TIER in columns else {},
        open_loops.next_due(session, keys) if Column.NEXT_DUE in columns else {},
        _reached(session, keys) if Column.LAST_CONTACT in columns else {},
        _conditions(session, keys) if Column.CONDITIONS in columns else {},
        _numbers(session, keys) if Column.NUMBERS in columns else {},
    )


def tiers(session: UnitOfWork, keys: Sequence[UUID]) -> Mapping[UUID, str]:
    """The tier of each member's present enrollment."""
    segment = EnrollmentSegment
    # The one that began last stands, as on the card.
    lines: Any = session.execute(
        select(segment.member_id, segment.tier)
        .where(segment.member_id.in_(keys), NOW)
        .order_by(segment.begins_on, segment.id)
    )
    return dict(lines.all())


def _reached(session: UnitOfWork, keys: Sequence[UUID]) -> Mapping[UUID, date]:
    attempt = OutreachAttempt
    lines = session.execute(
        select(attempt.member_id, func.max(attempt.at))
        .where(attempt.member_id.in_(keys), REACHED)
        .group_by(attempt.member_id)
    )
    return {key: _day(at, session) for key, at in lines}


def _day(at: datetime, session: UnitOfWork) -> date:
    return at.astimezone(session.zone).date()


def _conditions(
    session: UnitOfWork, keys: Sequence[UUID]
) -> Mapping[UUID, Sequence[str]]:
    found: dict[UUID, list[str]] = {}
    lines = session.execute(
        select(Condition.member_id, Condition.text)
        .where(
            Condition.member_id.in_(keys),
            Condition.status.in_(PRESENT),
            Condition.voided_at.is_(None),
            open_to_all(Condition),
        )
        .order_by(Condition.onset_on, Condition.id)
    )
    for key, text in lines:
        if text not in found.setdefault(key, []):
            found[key].append(text)
    return found


def _numbers(
    session: UnitOfWork, keys: Sequence[UUID]
) -> Mapping[UUID, Sequence[Number]]:
    found: dict[UUID, list[Number]] = {}
    lines = session.execute(
        select(Identifier.member_id, Identifier.kind, Identifier.value)
        .where(
            Identifier.member_id.in_(keys),
            Identifier.kind != IdentifierKind.OTHER,
            Identifier.system == "",
            Identifier.former.is_(False),
            Identifier.voided_at.is_(None),
        )
        .order_by(Identifier.kind.desc(), Identifier.id)
    )
    for key, kind, value in lines:
        found.setdefault(key, []).append((kind, value))
    return found
