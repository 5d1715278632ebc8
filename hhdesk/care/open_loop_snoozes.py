"""What people said of open loops: put off until a day, or closed with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.open_loop_asking import Ground, hexed, present, question
from hhdesk.care.open_loop_kinds import CLOSABLE
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.store.base import Base, Record


class Snooze(Record, Base):
    """`kind`, `item_id` and `rule` name the open loop; the last not voided one holds.

    It does so until its day has come, and as long as the loop is not due sooner than
    it was then: what is due sooner now is another matter.
    """

    __tablename__ = "snooze"
    __table_args__ = (Index(None, "item_id"), Index(None, "until_on"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str]
    item_id: Mapped[UUID]
    rule: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str]


class LoopClosing(Record, Base):
    """Somebody said that a thing to do is done or not needed which no other record
    tells of: what an age asks, a contact after a stay. `rule` is the rule's id."""

    __tablename__ = "loop_closing"
    __table_args__ = (Index(None, "item_id"), Index(None, "member_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str]
    item_id: Mapped[UUID]
    rule: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date]
    reason: Mapped[str]


Named = tuple[str, str, str]


def _named(loop: Loop) -> Named:
    return loop.kind, loop.item, loop.rule


@dataclass(frozen=True, slots=True)
class Held:
    """A snooze that has not run out."""

    due: str
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """The snoozes and closings of a scope."""

    snoozes: dict[Named, Held]
    closings: frozenset[Named]
    items: frozenset[str]
    """The items of both: hardly any loop is one of them."""

    def snooze(self, loop: Loop) -> Held | None:
        """The one that holds this loop back now."""
        if loop.item not in self.items:
            return None
        held = self.snoozes.get(_named(loop))
        return held if held and loop.due >= held.due else None

    def apart(self, loops: Sequence[Loop]) -> tuple[list[Loop], list[Loop]]:
        """Those that nothing holds back, and those that are held back."""
        free: list[Loop] = []
        held: list[Loop] = []
        for loop in loops:
            # Asked here as well: a call for each of very many takes longer.
            snoozed = loop.item in self.items and self.snooze(loop) is not None
            (held if snoozed else free).append(loop)
        return free, held

    def closed(self, loop: Loop) -> bool:
        if loop.item not in self.items:
            return False
        return loop.kind in CLOSABLE and _named(loop) in self.closings


@question
def _snoozed(ground: Ground) -> Any:
    one = Snooze
    named = one.kind, hexed(one.item_id), one.rule
    return (
        select(*named, one.due_on, one.until_on, one.reason)
        .where(
            *present(one),
            ground.since(one.until_on, ground.today + timedelta(days=1)),
            *ground.about(one.member_id),
        )
        .order_by(one.created_at, one.id)
    )


@question
def _closed(ground: Ground) -> Any:
    one = LoopClosing
    return select(one.kind, hexed(one.item_id), one.rule).where(
        *present(one), *ground.about(one.member_id)
    )


def said(scope: Scope) -> Said:
    """What holds of the scope's loops today."""
    snoozes: dict[Named, Held] = {}
    for kind, item, rule, due, until, reason in scope.ask(_snoozed):
        snoozes[kind, item, rule] = Held(due.isoformat(), until, reason)
    closings = {(kind, item, rule) for kind, item, rule in scope.ask(_closed)}
    items = {item for _, item, _ in (*snoozes, *closings)}
    return Said(snoozes, frozenset(closings), frozenset(items))
