"""Consents: who may share what with whom, until when."""

from __future__ import annotations

import enum
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Audience, Consenter, ConsentView, Segment
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class Basis(enum.StrEnum):
    """On what ground something is shared."""

    TREATMENT = "treatment"
    VERBAL = "verbal"
    SIGNED = "signed"
    YOUTH = "youth"
    COURT = "court"
    MANDATED_REPORT = "mandated_report"


BASIS_WORDS = {
    Basis.TREATMENT: N_("Treatment or coordination"),
    Basis.VERBAL: N_("Spoken yes"),
    Basis.SIGNED: N_("Signed form"),
    Basis.YOUTH: N_("The youth's own yes"),
    Basis.COURT: N_("Court or child welfare"),
    Basis.MANDATED_REPORT: N_("Mandated report"),
}


class Consent(Record, Base):
    """`recipient` empty means the whole audience."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    audience: Mapped[Audience] = mapped_column(coded(Audience))
    recipient: Mapped[str] = mapped_column(default="")
    segments: Mapped[list[str]] = mapped_column(default=list)
    given_by: Mapped[Consenter] = mapped_column(coded(Consenter))
    giver_name: Mapped[str] = mapped_column(default="")
    basis: Mapped[Basis] = mapped_column(coded(Basis))
    interpreter: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date]
    until: Mapped[date | None]
    revoked_on: Mapped[date | None]

    def view(self) -> ConsentView:
        return ConsentView(
            self.audience,
            self.recipient,
            frozenset(map(Segment, self.segments)),
            self.given_by,
            self.until,
        )


def active(
    session: UnitOfWork, member_id: UUID, today: date
) -> tuple[ConsentView, ...]:
    """The consents in force on a day."""
    rows = session.scalars(
        select(Consent).where(
            Consent.member_id == member_id,
            Consent.voided_at.is_(None),
            Consent.given_on <= today,
            or_(Consent.until.is_(None), Consent.until >= today),
            or_(Consent.revoked_on.is_(None), Consent.revoked_on > today),
        )
    )
    return tuple(row.view() for row in rows)
