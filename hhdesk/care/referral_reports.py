"""Reports that agencies send back: receipt opens a review, an amended one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork


class ReferralReport(Record, Base):
    """Received is not reviewed: a report without `reviewed_on` is an open loop."""

    __tablename__ = "referral_report"
    __table_args__ = (
        Index(None, "referral_id"),
        Index(None, "reviewed_on", "review_due_on"),
    )

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"))
    received_on: Mapped[date]
    amended: Mapped[bool] = mapped_column(default=False)
    review_due_on: Mapped[date]
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class ReportRow:
    id: UUID
    received_on: date
    amended: bool
    review_due_on: date
    reviewed_on: date | None
    note: str


def row_of(report: ReferralReport) -> ReportRow:
    return ReportRow(
        report.id,
        report.received_on,
        report.amended,
        report.review_due_on,
        report.reviewed_on,
        report.note,
    )


def reports_of(session: UnitOfWork, referral_id: UUID) -> tuple[ReportRow, ...]:
    """A referral's reports, as they came; an amended one after what it amends."""
    found = session.scalars(
        select(ReferralReport).where(
            ReferralReport.referral_id == referral_id,
            ReferralReport.voided_at.is_(None),
        )
    )
    return in_order(found)


def in_order(reports: Iterable[ReferralReport]) -> tuple[ReportRow, ...]:
    """As they came; an amended one after what it amends."""
    rows = map(row_of, reports)
    return tuple(sorted(rows, key=lambda row: (row.received_on, row.amended, row.id)))


def to_review(reports: Iterable[ReportRow]) -> tuple[ReportRow, ...]:
    """Those that nobody has reviewed."""
    return tuple(row for row in reports if row.reviewed_on is None)
