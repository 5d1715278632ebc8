"""Coverage: which payer pays, under which number, until when."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit
from hhdesk.errors import ChangedElsewhere, NotFound
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class CoverageStatus(enum.StrEnum):
    """FHIR Coverage.status."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
    DRAFT = "draft"
    ERROR = "entered-in-error"


class Coverage(Record, Base):
    __tablename__ = "coverage"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    payer: Mapped[str]
    plan: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    status: Mapped[CoverageStatus] = mapped_column(
        coded(CoverageStatus), default=CoverageStatus.ACTIVE
    )
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    # Medi-Cal renews once a year; the open loop begins 60 days before.
    renewal_on: Mapped[date | None]

    def row(self) -> CoverageRow:
        return CoverageRow(
            self.id,
            self.payer,
            self.plan,
            self.number,
            self.status,
            self.ends_on,
            self.renewal_on,
            self.begins_on,
            self.version or 0,
        )


@dataclass(frozen=True, slots=True)
class CoverageRow:
    id: UUID
    payer: str
    plan: str
    number: str
    status: CoverageStatus
    ends_on: date | None
    renewal_on: date | None
    begins_on: date | None = None
    version: int = 0


def coverage(session: UnitOfWork, coverage_id: UUID) -> CoverageRow:
    """One coverage; raises NotFound."""
    return _present(session, coverage_id).row()


def _present(session: UnitOfWork, coverage_id: UUID) -> Coverage:
    one = session.get(Coverage, coverage_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("There is no such coverage."))
    return one


def put_renewal(
    session: UnitOfWork, coverage_id: UUID, renewal_on: date | None, *, seen: int
) -> int:
    """The day on which the coverage is to be renewed next; gives the new version.

    Raises NotFound, ChangedElsewhere. The earlier day, put again, takes this back.
    """
    one = _present(session, coverage_id)
    if one.version != seen:
        raise ChangedElsewhere(N_("Somebody else changed this coverage."))
    one.renewal_on = renewal_on
    audit.record(session, "coverage.renew", one.member_id, coverage=str(one.id))
    session.flush()
    return one.version
