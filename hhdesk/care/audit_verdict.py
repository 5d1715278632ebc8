"""Whether the audit chain is whole, and what anchors outside of it say against it.

Who owns the database can cut the chain and build it anew: inside, it then looks whole.
So its rows are compared with what others hold: the daily anchors of the workstations,
and the digits at the end of each paper's number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from hhdesk.care.audit import GENESIS, Anchor, AuditEntry, AuditHead, digest
from hhdesk.care.disclosures import PAPER_MADE, Paper
from hhdesk.store.session import UnitOfWork

MOST_FAULTS = 20
DIGITS = 4
"""So many digits of the chain end each paper's number."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`anchors` and `papers` are how many of them were compared with the chain."""

    rows: int
    first_at: datetime | None
    last_at: datetime | None
    anchors: int
    papers: int
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


@dataclass
class _Walk:
    """One pass along the chain, remembering what is compared afterwards."""

    anchors: dict[int, list[Anchor]]
    rows: int = 0
    seq: int = 0
    prev: str = GENESIS
    first_at: datetime | None = None
    last_at: datetime | None = None
    compared: int = 0
    papers: int = 0
    numbers: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    # The last digits of each row: two bytes a row, where a million rows are many.
    tails: array[int] = field(default_factory=lambda: array("H", [0]))

    def step(self, entry: AuditEntry) -> None:
        self._compare_links(entry)
        self._compare_anchors(entry)
        if entry.act == PAPER_MADE:
            self._compare_paper(entry)
        self.rows += 1
        self.seq, self.prev = entry.seq, entry.hash
        self.first_at = self.first_at or entry.at
        self.last_at = entry.at
        self.tails.append(_tail(entry.hash))

    def _compare_links(self, entry: AuditEntry) -> None:
        if entry.seq != self.seq + 1:
            self.faults.append(f"rows before row {entry.seq} are missing")
            self.tails.extend([0] * max(0, entry.seq - self.seq - 1))
        elif entry.prev != self.prev:
            self.faults.append(f"row {entry.seq} does not follow the row before it")
        if entry.hash != digest(entry):
            self.faults.append(f"row {entry.seq} was changed")

    def _compare_anchors(self, entry: AuditEntry) -> None:
        for anchor in self.anchors.pop(entry.seq, ()):
            self.compared += 1
            if anchor.hash != entry.hash:
                self.faults.append(
                    f"row {entry.seq} is not the row that was seen on {anchor.day}"
                )

    def _compare_paper(self, entry: AuditEntry) -> None:
        number, after = entry.detail.get("number"), entry.detail.get("after")
        if not isinstance(number, str):
            return
        self.numbers.add(number)
        if not isinstance(after, int):
            return
        self.papers += 1
        known = 0 <= after < len(self.tails)
        if not known or self.tails[after] != _tail(number):
            self.faults.append(f"paper {number} was made on another chain")

    def end(self, head: AuditHead | None) -> None:
        """After the last row: where the chain should end, and what never came."""
        for anchor in self.anchors.pop(0, ()):
            self.compared += 1
            if anchor.hash != GENESIS:
                self.faults.append(f"the anchor of {anchor.day} is of another chain")
        for seq, anchors in sorted(self.anchors.items()):
            self.compared += len(anchors)
            self.faults.append(f"row {seq}, seen on {anchors[0].day}, is missing")
        told = (head.seq, head.hash) if head else (0, GENESIS)
        if told != (self.seq, self.prev):
            self.faults.append(
                f"the chain ends at row {self.seq}, but row {told[0]} was the last"
            )


def _tail(digits: str) -> int:
    """The last digits as a number; 0 where they are none."""
    try:
        return int(digits[-DIGITS:], 16)
    except ValueError:
        return 0


def verify(
    session: UnitOfWork, anchors: Iterable[Anchor] = (), papers: Iterable[str] = ()
) -> Verdict:
    """Walk the whole chain; `papers` are numbers as they stand on papers in hand.

    At most MOST_FAULTS faults are named. About 30 seconds for a million rows.
    """
    walk = _Walk(_by_row(anchors))
    chain = (
        select(AuditEntry)
        .where(AuditEntry.organization_id == session.organization_id)
        .order_by(AuditEntry.seq)
        .execution_options(yield_per=1000)
    )
    with closing(session.scalars(chain)) as rows:
        for entry in rows:
            walk.step(entry)
    walk.end(session.get(AuditHead, session.organization_id))
    faults = [*walk.faults, *_strays(session, walk.numbers, papers)]
    return Verdict(
        walk.rows,
        walk.first_at,
        walk.last_at,
        walk.compared,
        walk.papers,
        tuple(faults[:MOST_FAULTS]),
    )


def _by_row(anchors: Iterable[Anchor]) -> dict[int, list[Anchor]]:
    found: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        found.setdefault(anchor.seq, []).append(anchor)
    return found


def _strays(session: UnitOfWork, told: set[str], papers: Iterable[str]) -> list[str]:
    """Papers that the chain does not tell of."""
    kept = session.scalars(
        select(Paper.number).where(Paper.organization_id == session.organization_id)
    )
    unknown = sorted({*kept, *(number.strip().upper() for number in papers)} - told)
    return [f"the chain does not tell of paper {number}" for number in unknown]
