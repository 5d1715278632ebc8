"""What came in each roster: last month's lines, to tell new, changed and gone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Identified, Owned, Record


class RosterMapping(Record, Base):
    """Which column of a source's roster is which field; `columns` by their headings."""

    __tablename__ = "roster_mapping"
    __table_args__ = (UniqueConstraint("organization_id", "source"),)

    source: Mapped[str]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RosterRun(Record, Base):
    __tablename__ = "roster_run"
    __table_args__ = (Index(None, "source"),)

    source: Mapped[str]
    entered_at: Mapped[datetime]
    lines: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RosterLine(Identified, Owned, Base):
    """One person of one roster. `sha256` is that of the line's values, so that the next
    roster's line can be told changed without keeping what stood in this one."""

    __tablename__ = "roster_line"
    __table_args__ = (Index(None, "run_id", "person"), Index(None, "member_id"))

    run_id: Mapped[UUID] = mapped_column(ForeignKey("roster_run.id"))
    person: Mapped[str]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    sha256: Mapped[str]
