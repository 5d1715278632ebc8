"""The unit of work: a session that knows its actor, clock, clinic and id maker."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.orm import Session

from hhdesk.store.base import Identified, Owned, Stamped


class UnitOfWork(Session):
    """Nobody calls `now()`: use cases ask their session."""

    def now(self) -> datetime:
        """The moment of this act, aware, UTC; one act has one moment."""
        moment: datetime = self.info["now"]
        return moment

    def today(self) -> date:
        """The day in the clinic's zone."""
        zone: ZoneInfo = self.info["zone"]
        return self.now().astimezone(zone).date()

    @property
    def zone(self) -> ZoneInfo:
        zone: ZoneInfo = self.info["zone"]
        return zone

    @property
    def actor_id(self) -> UUID | None:
        """The staff row who acts; None while reading."""
        actor: UUID | None = self.info["actor"]
        return actor

    @property
    def organization_id(self) -> UUID:
        organization: UUID = self.info["organization"]
        return organization

    def new_id(self) -> UUID:
        made: UUID = self.info["ids"]()
        return made


def _stamp(session: Session, *_: Any) -> None:
    """Fill what every new or changed row carries; values already set are kept."""
    if not isinstance(session, UnitOfWork):
        return
    for row in session.new:
        if isinstance(row, Identified) and row.id is None:
            row.id = session.new_id()
        if isinstance(row, Owned) and row.organization_id is None:
            row.organization_id = session.organization_id
        if isinstance(row, Stamped) and row.created_at is None:
            row.created_at, row.created_by = session.now(), session.actor_id
            row.changed_at, row.changed_by = session.now(), session.actor_id
    for row in session.dirty:
        if isinstance(row, Stamped) and session.is_modified(row):
            row.changed_at, row.changed_by = session.now(), session.actor_id


event.listen(UnitOfWork, "before_flush", _stamp)
