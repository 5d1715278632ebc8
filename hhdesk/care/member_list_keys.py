"""Which members a list shows, in which order, and how many each filter leaves.

The keys come at once, however many; the rows are read a page at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    not_,
    select,
    true,
)

from hhdesk.care import open_loops, search
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.member_list_columns import Column, Sort
from hhdesk.care.member_list_filter import Due, MemberFilter, Part
from hhdesk.care.member_list_where import NOW, REACHED, Where, conditions, with_us
from hhdesk.care.open_loop_asking import hexed
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_keys import Keys
from hhdesk.care.search import SearchAnswer
from hhdesk.care.search_words import words
from hhdesk.store.search_index import CARD
from hhdesk.store.session import UnitOfWork

MOST_FOUND = 30_000
"""Of those that a text finds, so many are filtered and sorted."""
_FEW = 500
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is to show, to whom."""

    me: UUID
    text: str = ""
    wanted: MemberFilter = MemberFilter()
    sort: Sort = Sort()

    @property
    def only_text(self) -> bool:
        """Whether the search alone answers."""
        return bool(self.text) and not self.wanted.parts and self.sort.usual


@dataclass(frozen=True, slots=True)
class Listed:
    """`left` is how many each filter leaves of those before it; `total` is how many
    there are without text and filters, those who died or left aside."""

    keys: Keys
    total: int
    left: Mapping[Part, int] = field(default_factory=dict)
    corrected: str | None = None


def listed(session: UnitOfWork, asked: Asked) -> Listed:
    """Who is asked for. Who is sought by name is found in every state; other lists
    leave out who has died or left, unless they are asked for."""
    found = search.find(session, asked.text, MOST_FOUND) if asked.text else None
    begun = _begun(asked, found)
    keys, left = _narrowed(session, begun, _parts(session, asked))
    if found is not None:
        kept = set(keys)
        keys = [hit.key for hit in found.hits if hit.key in kept]
    if asked.wanted.due is not None:
        keys = _due(session, keys, asked.wanted.due)
        left[Part.DUE] = len(keys)
    if not asked.sort.usual:
        keys = _sorted(session, asked.sort, keys)
    plain = found is None and asked.wanted.leaves_out_gone
    total = left[Part.GONE] if plain else count(session)
    packed = Keys(bytes.fromhex("".join(keys)))
    return Listed(packed, total, left, found.corrected if found else None)


def count(session: UnitOfWork) -> int:
    """How many there are without text and filters."""
    return session.scalar(select(func.count()).where(with_us())) or 0


def _parts(session: UnitOfWork, asked: Asked) -> list[tuple[Part, Where]]:
    return list(conditions(session, asked.wanted, asked.me))


def _begun(asked: Asked, found: SearchAnswer | None) -> Where:
    """All those from whom the filters leave some."""
    if found is not None:
        ranks = [hit.rank for hit in found.hits] or [0]
        # As digits in the statement: no database takes so many values.
        values: Any = bindparam("ranks", ranks, expanding=True, literal_execute=True)
        return CARD.c.rank.in_(values)
    return with_us() if asked.wanted.leaves_out_gone else true()


def _narrowed(
    session: UnitOfWork, begun: Where, parts: Sequence[tuple[Part, Where]]
) -> tuple[list[str], dict[Part, int]]:
    """Who is left, by name, and how many each filter leaves: in one look at the cards.
    Each card gets as far as the number of filters that it passes, one after another."""
    last = literal(len(parts))
    stops = [(not_(where), literal(passed)) for passed, (_, where) in enumerate(parts)]
    far = case(*stops, else_=last) if stops else last
    some = select(
        CARD.c.rank, hexed(CARD.c.member_id).label("key"), far.label("far")
    ).where(begun)
    cards = some.subquery().c
    kept = case((cards.far == last, cards.key), else_="")
    joined = func.aggregate_strings(kept, "").aggregate_order_by(cards.rank)
    asked = select(cards.far, func.count(), joined).group_by(cards.far)
    lines = session.execute(asked).all()
    names = [Part.GONE, *(name for name, _ in parts)]
    left = {
        name: sum(count for far, count, _ in lines if far >= passed)
        for passed, name in enumerate(names)
    }
    packed = "".join(keys for _, _, keys in lines)
    return [packed[at : at + 32] for at in range(0, len(packed), 32)], left


# ---------------------------------------------------------------- order


def _sorted(session: UnitOfWork, sort: Sort, keys: list[str]) -> list[str]:
    """Sorted here, not in the database: both then agree about accents. Those with
    nothing in the column come last, up or down."""
    if sort.column is Column.CHILD:
        return keys[::-1] if sort.descending else keys
    make, values = _orders(sort), _values(session, sort.column, keys)
    made = {key: make(value) for key, value in values.items() if value}
    given = [key for key in keys if key in made]
    given.sort(key=made.__getitem__, reverse=sort.descending)
    return [*given, *(key for key in keys if key not in made)]


def _values(session: UnitOfWork, column: Column, keys: list[str]) -> Mapping[str, Any]:
    """What stands in a column, of these members at least."""
    if column is Column.NEXT_DUE:
        return _days(session, keys)
    member_id, asked = _SOURCES[column]()
    if len(keys) <= _FEW:
        asked = asked.where(member_id.in_([UUID(key) for key in keys]))
    lines: Any = session.execute(asked).all()
    return dict(lines)


def _days(session: UnitOfWork, keys: list[str]) -> dict[str, date]:
    some = [UUID(key) for key in keys] if len(keys) <= _FEW else None
    days = open_loops.next_due(session, some)
    return {key.hex: day for key, day in days.items()}


_Source = tuple[Any, Any]
"""The column of the member, and a query of key and value."""


def _of_card(name: str) -> Callable[[], _Source]:
    member_id = CARD.c.member_id
    return lambda: (member_id, select(hexed(member_id), CARD.c[name]))


def _tiers() -> _Source:
    # The one that began last stands, as on the card.
    one = EnrollmentSegment
    asked = select(hexed(one.member_id), one.tier).order_by(one.begins_on, one.id)
    return one.member_id, asked.where(NOW)


def _contacts() -> _Source:
    # As text: of a moment only the order is wanted.
    one = OutreachAttempt
    asked = select(hexed(one.member_id), cast(func.max(one.at), Text)).where(REACHED)
    return one.member_id, asked.group_by(one.member_id)


_SOURCES: Mapping[Column, Callable[[], _Source]] = {
    Column.CAREGIVER: _of_card("caregiver"),
    Column.LANGUAGE: _of_card("language"),
    Column.STATE: _of_card("state"),
    Column.COORDINATOR: _of_card("coordinator"),
    Column.CITY: _of_card("city"),
    Column.TIER: _tiers,
    Column.LAST_CONTACT: _contacts,
}


def _orders(sort: Sort) -> Callable[[Any], Any]:
    """Makes of a value what is compared."""
    if sort.codes or sort.column is Column.STATE:
        codes = sort.codes or tuple(SegmentState)
        places = {code: place for place, code in enumerate(codes)}
        return lambda value: places.get(value, len(places))
    if sort.column in (Column.NEXT_DUE, Column.LAST_CONTACT):
        return lambda value: value
    return _folded


@lru_cache(maxsize=8192)
def _folded(value: str) -> str:
    return " ".join(words(value))


# ---------------------------------------------------------------- due


def _due(session: UnitOfWork, keys: list[str], due: Due) -> list[str]:
    days = _days(session, keys)
    if due is Due.NOTHING:
        return [key for key in keys if key not in days]
    today = session.today()
    last = {Due.LATE: today - timedelta(days=1), Due.TODAY: today}
    until = last.get(due, today + _WEEK)
    return [key for key in keys if key in days and days[key] <= until]
