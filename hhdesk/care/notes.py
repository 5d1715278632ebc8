"""Notes: what staff write down of a child that belongs to no other record."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class NoteKind(enum.StrEnum):
    GENERAL = "general"
    VISIT = "visit"
    TEAM = "team"
    # Child abuse and neglect reporting: for staff alone, whatever the audience.
    MANDATED_REPORT = "mandated_report"


NOTE_KIND_WORDS = {
    NoteKind.GENERAL: N_("Note"),
    NoteKind.VISIT: N_("After a visit"),
    NoteKind.TEAM: N_("Talk with the team"),
    NoteKind.MANDATED_REPORT: N_("Mandated report (staff only)"),
}


class Note(Sealable, Record, Base):
    __tablename__ = "note"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[NoteKind] = mapped_column(coded(NoteKind), default=NoteKind.GENERAL)
    on: Mapped[date]
    text: Mapped[str]


@dataclass(frozen=True, slots=True)
class NoteRow:
    id: UUID
    kind: NoteKind
    on: date
    text: str
    written_by: str
    written_at: datetime
    version: int
    seal: Seal = Seal()
