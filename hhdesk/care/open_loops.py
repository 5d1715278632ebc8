"""Open loops: all that waits for somebody, derived from the data at each look.

Nothing is stored: what is done is no open loop any more, in the same transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import overload
from uuid import UUID

from hhdesk.care import open_loop_finding, open_loop_rows, open_loop_whose
from hhdesk.care.open_loop_finding import Found
from hhdesk.care.open_loop_kinds import (
    CLOSABLE,
    LOOP_ACT_WORDS,
    LOOP_GROUP_WORDS,
    LOOP_KIND_WORDS,
    WEEK_DAYS,
    WHOSE_WORDS,
    Asked,
    LoopAct,
    LoopGroup,
    LoopKey,
    LoopKind,
    LoopList,
    LoopRow,
    OwnerLoad,
    Whose,
)
from hhdesk.care.open_loop_scope import Loop, Scope, scope
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

__all__ = [
    "CLOSABLE",
    "LOOP_ACT_WORDS",
    "LOOP_GROUP_WORDS",
    "LOOP_KIND_WORDS",
    "WHOSE_WORDS",
    "Asked",
    "LoopAct",
    "LoopGroup",
    "LoopKey",
    "LoopKeys",
    "LoopKind",
    "LoopList",
    "LoopRow",
    "OwnerLoad",
    "Whose",
]

FIRST = 128
"""Rows that come with a list."""

FEW = 2000
"""More members than these are found faster among all."""

G = LoopGroup
_OF_KIND = {
    LoopKind.CONTACT: G.NO_CONTACT,
    LoopKind.MISSED_VISIT: G.MISSED_VISIT,
    LoopKind.PLAN_REVIEW: G.PLAN_REVIEW,
    LoopKind.CONSENT: G.CONSENT,
    LoopKind.RENEWAL: G.RENEWAL,
}


class LoopKeys(Sequence[LoopKey]):
    """Very many keys, each made when it is asked for."""

    __slots__ = ("loops",)

    def __init__(self, loops: Sequence[Loop]) -> None:
        self.loops = loops

    def __len__(self) -> int:
        return len(self.loops)

    @overload
    def __getitem__(self, at: int) -> LoopKey: ...

    @overload
    def __getitem__(self, at: slice) -> LoopKeys: ...

    def __getitem__(self, at: int | slice) -> LoopKey | LoopKeys:
        if isinstance(at, slice):
            return LoopKeys(self.loops[at])
        return self.loops[at].key

    def place(self, key: LoopKey) -> int:
        """Where a key stands, or -1; no others are made to find it."""
        item = key.item_id.hex
        for at, loop in enumerate(self.loops):
            if loop.item == item and loop.key == key:
                return at
        return -1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LoopKeys) and self.loops == other.loops

    def __hash__(self) -> int:
        return hash(tuple(self.loops))


class _Days:
    """The cards of loops, on one day."""

    def __init__(self, today: date) -> None:
        self.today = today.isoformat()
        self.week = (today + timedelta(days=WEEK_DAYS)).isoformat()

    def of_day(self, due: str) -> LoopGroup | None:
        if due < self.today:
            return G.OVERDUE
        if due == self.today:
            return G.TODAY
        return G.WEEK if due <= self.week else None

    def groups(self, loop: Loop) -> tuple[LoopGroup | None, ...]:
        return self.of_day(loop.due), _OF_KIND.get(loop.kind), loop.also

    def counts(self, loops: Sequence[Loop]) -> Counter[LoopGroup]:
        """One count a column: a clinic has very many loops and few days."""
        found: Counter[LoopGroup] = Counter()
        if not loops:
            return found
        dues, kinds, _, _, _, _, others = zip(*loops, strict=True)
        found.update(self.counts_of(dues))
        for kind, group in _OF_KIND.items():
            found[group] += kinds.count(kind)
        found.update(also for also in others if also is not None)
        return found

    def counts_of(self, dues: Iterable[str]) -> Counter[LoopGroup]:
        """As `counts`, of due days alone."""
        found: Counter[LoopGroup] = Counter()
        for due, count in Counter(dues).items():
            if (group := self.of_day(due)) is not None:
                found[group] += count
        return found


def _ground(
    session: UnitOfWork, owners: Collection[str | None] | None, until: date
) -> Scope:
    """All members, or those whom these few owners look after."""
    if owners is None or open_loop_whose.NOBODY in owners:
        return scope(session, until=until)
    staff = [one for one in owners if one is not None]
    members = open_loop_whose.members_of(session, staff)
    return scope(session, members if len(members) <= FEW else None, until)


def _theirs(found: Found, owners: Collection[str | None] | None) -> list[Loop]:
    if owners is None:
        return found.loops
    staff = open_loop_whose.active(found.scope.session)
    standing = found.scope.standing
    return [
        loop
        for loop in found.loops
        if open_loop_whose.owner_of(loop, standing, staff) in owners
    ]


def listed(session: UnitOfWork, asked: Asked) -> LoopList:
    """What is asked for, by due day: all that is late, due within a week, or about to
    end. Of referrals that wait longer nothing is to be done yet."""
    today = session.today()
    owners = open_loop_whose.owners(session, asked)
    until = today + timedelta(days=WEEK_DAYS)
    found = open_loop_finding.find(_ground(session, owners, until))
    days, said = _Days(today), found.said
    theirs = _theirs(found, owners)
    free, held = said.apart(theirs)
    counts = days.counts(free)
    counts[G.SNOOZED] = len(held)
    shown = held if asked.group is G.SNOOZED else free
    if asked.group not in {None, G.SNOOZED}:
        shown = [loop for loop in shown if asked.group in days.groups(loop)]
    if asked.kind is not None:
        shown = [loop for loop in shown if loop.kind is asked.kind]
    # Plain tuples are compared faster than named ones.
    shown = sorted(shown, key=tuple)
    first = open_loop_rows.made(found, shown[:FIRST])
    rows = tuple(first[loop.key] for loop in shown[:FIRST])
    every = {group: counts[group] for group in LoopGroup}
    return LoopList(every, LoopKeys(shown), rows, len(free))


def _of(
    session: UnitOfWork,
    members: Sequence[UUID] | None,
    kinds: Collection[LoopKind] = frozenset(LoopKind),
) -> Found:
    return open_loop_finding.find(scope(session, members), kinds)


def rows(session: UnitOfWork, keys: Sequence[LoopKey]) -> tuple[LoopRow | None, ...]:
    """The rows of some keys, in their order; None for what is done."""
    if not keys:
        return ()
    members = open_loop_finding.members_of(session, keys)
    found = _of(session, members, {key.kind for key in keys})
    wanted = set(keys)
    made = open_loop_rows.made(found, [one for one in found.loops if one.key in wanted])
    return tuple(made.get(key) for key in keys)


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[LoopRow, ...]:
    """All open loops of a child by due day, snoozed ones too. Sealed ones are private,
    but say what they are: for the child's own page, and for no other list."""
    found = _of(session, [member_id])
    made = open_loop_rows.made(found, sorted(found.loops), own_page=True)
    return tuple(sorted(made.values(), key=lambda row: (row.due_on, row.key)))


def of_members(
    session: UnitOfWork, member_ids: Collection[UUID]
) -> Mapping[UUID, tuple[LoopRow, ...]]:
    """As `of_member`, of several children at once: for papers, which ask the disclosure
    rule about each row."""
    if not member_ids:
        return {}
    found = _of(session, sorted(member_ids))
    made = open_loop_rows.made(found, sorted(found.loops), own_page=True)
    rows: dict[UUID, list[LoopRow]] = {}
    for row in sorted(made.values(), key=lambda row: (row.due_on, row.key)):
        if row.member_id is not None:
            rows.setdefault(row.member_id, []).append(row)
    return {member: tuple(theirs) for member, theirs in rows.items()}


def next_due(
    session: UnitOfWork, member_ids: Collection[UUID] | None
) -> Mapping[UUID, date]:
    """The earliest due day of each member who has an open loop that is not snoozed;
    None is all members, which costs less than naming thousands."""
    if member_ids is not None and not member_ids:
        return {}
    found = _of(session, None if member_ids is None else sorted(member_ids))
    first: dict[str, str] = {}
    for loop in found.loops:
        if found.said.snooze(loop) is None:
            first[loop.member] = min(loop.due, first.get(loop.member, loop.due))
    return {UUID(key): date.fromisoformat(due) for key, due in first.items()}


def member_of(session: UnitOfWork, key: LoopKey) -> UUID:
    """Of whom a loop is, whatever of it a row may show; raises NotFound."""
    found = open_loop_finding.members_of(session, [key])
    if not found:
        raise NotFound(N_("This is done already."))
    return found[0]


def loads(session: UnitOfWork) -> tuple[OwnerLoad, ...]:
    """What each who has children or loops has to do, by name; what nobody owns is the
    last. Snoozed loops do not count."""
    today = session.today()
    ground = scope(session, until=today + timedelta(days=WEEK_DAYS))
    found, days = open_loop_finding.find(ground), _Days(today)
    staff = open_loop_whose.active(session)
    due: defaultdict[str | None, list[str]] = defaultdict(list)
    tiers: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for loop in found.said.apart(found.loops)[0]:
        owner = open_loop_whose.owner_of(loop, ground.standing, staff)
        due[owner].append(loop.due)
    every = Counter(
        (one.coordinator, one.tier)
        for one in ground.standing.values()
        if one.state is not None and not one.ended
    )
    for (coordinator, tier), count in every.items():
        owner = coordinator if coordinator in staff else None
        tiers[owner][tier or ""] += count
    everybody = due.keys() | tiers.keys()
    by_name = sorted(everybody, key=lambda key: (key is None, staff.get(key or "", "")))
    return tuple(
        replace(
            _load(key, staff, tiers[key], days.counts_of(due[key])),
            oldest=_before(min(due[key], default=None), today),
        )
        for key in by_name
    )


def _before(due: str | None, today: date) -> date | None:
    """The day, where it is past."""
    day = date.fromisoformat(due) if due else today
    return day if day < today else None


def _load(
    key: str | None,
    staff: Mapping[str, str],
    tiers: Counter[str],
    due: Counter[LoopGroup],
) -> OwnerLoad:
    return OwnerLoad(
        UUID(key) if key else None,
        staff[key] if key else "",
        sum(tiers.values()),
        due[G.OVERDUE],
        due[G.TODAY],
        due[G.WEEK],
        dict(sorted(tiers.items())),
    )
