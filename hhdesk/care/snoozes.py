"""Snoozes: a thing to do is put off until a day, with the reason why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class Snooze(Record, Base):
    """`kind` and `item_id` name the open loop; the last not voided one holds."""

    __tablename__ = "snooze"
    __table_args__ = (Index(None, "item_id"), Index(None, "until_on"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str]
    item_id: Mapped[UUID]
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
