"""Coverage: which payer pays, under which number, until when."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record
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
