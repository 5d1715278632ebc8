"""What every part of the demonstration is made with: chance, ids, days, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk.care import bulk
from hhdesk.care.audit import Act
from hhdesk.care.confidentiality import Seal
from hhdesk.demo.clinic import ZONE, Caseloads
from hhdesk.store.base import Base
from hhdesk.store.ids import IdMaker, uuid7

OPENING = time(7, 45)
"""The demonstration's one moment: the clinic before its doors open."""

Row = TypeVar("Row", bound=Base)
T = TypeVar("T")


def opening(today: date) -> datetime:
    """The moment of a day at which the demonstration is made, UTC."""
    return datetime.combine(today, OPENING, ZoneInfo(ZONE)).astimezone(UTC)


def seeded_ids(today: date, rng: Random) -> IdMaker:
    """Ids of the day's first hours, one a millisecond, so that they keep the order in
    which rows were made."""
    start = datetime.combine(today, time(), ZoneInfo(ZONE))
    milliseconds = int(start.timestamp() * 1000)

    def make() -> UUID:
        nonlocal milliseconds
        milliseconds += 1
        return uuid7(milliseconds, rng.getrandbits(74))

    return make


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A child in the program, and whose caseload it is in."""

    member_id: UUID
    worker_id: UUID
    birth: date
    since: date
    caregiver: str


@dataclass
class Making:
    """Chance from one seed, the day, and the rows and acts not yet written."""

    rng: Random
    today: date
    ids: IdMaker
    caseloads: Caseloads
    phone: Callable[[], str]
    rows: list[Base] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    taken: dict[UUID, set[datetime]] = field(default_factory=dict)
    members: int = 0
    surnames: Counter[tuple[str, str]] = field(default_factory=Counter)
    decks: dict[str, Counter[Any]] = field(default_factory=dict)
    # The children entered so far, with what the desk has to know of each.
    children: list[Enrolled] = field(default_factory=list)

    def __post_init__(self) -> None:
        # For rows that are told of others: the chance of all that follows stays.
        self.more_ids = seeded_ids(self.today, Random(str(self.today)))  # noqa: S311

    def new(
        self,
        kind: type[Row],
        since: date | datetime | None = None,
        /,
        *,
        seal: Seal | None = None,
        **values: Any,
    ) -> Row:
        """A new row with an id; `since` is when it was entered, else today. What can
        be sealed needs a seal."""
        values["id"] = values.get("id") or self.ids()
        if seal is not None:
            values["segment"], values["consenter"] = seal.segment, seal.consenter
            values["part2"] = seal.part2
        if since is not None:
            moment = since if isinstance(since, datetime) else self.at(since, 9, 30)
            values["created_at"] = values["changed_at"] = min(moment, self.now)
        row = bulk.plain_row(kind, values)
        self.rows.append(row)
        return row

    @property
    def now(self) -> datetime:
        return opening(self.today)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A clinic's local time as a moment, right through daylight saving."""
        return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)

    def act(
        self, day: date, actor_id: UUID, act: str, member_id: UUID, **detail: Any
    ) -> None:
        """Note an act for the audit chain, at a morning hour of its day."""
        moment = min(self.at(day, 9, 30), self.now)
        self.acts.append(Act(moment, actor_id, act, member_id, detail))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.rng.random() * len(options))]

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """One of (option, weight)."""
        left = self.rng.random() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]

    def dealt(self, name: str, options: Sequence[tuple[T, float]]) -> T:
        """One of (option, weight), in true proportion over all that ask by this name:
        of those not ahead of their share, by weight."""
        dealt = self.decks.setdefault(name, Counter())
        whole = sum(weight for _, weight in options)
        turn = sum(dealt.values()) + 1
        behind = [
            (place, weight)
            for place, (_, weight) in enumerate(options)
            if dealt[place] < turn * weight / whole
        ]
        place = self.weighted(behind)
        dealt[place] += 1
        return options[place][0]

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.rng.random() * (high - low + 1))

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        return self.today + timedelta(days=days)
