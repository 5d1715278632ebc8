"""Staff's notes about a child, beside what was written down of contacts."""

from __future__ import annotations

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class NoteKind(enum.StrEnum):
    NOTE = "note"
    HOME_VISIT = "home_visit"
    CASE_CONFERENCE = "case_conference"
    SCHOOL = "school"
    CLINICIAN = "clinician"
    MANDATED_REPORT = "mandated_report"


NOTE_WORDS = {
    NoteKind.NOTE: N_("Note"),
    NoteKind.HOME_VISIT: N_("Home visit"),
    NoteKind.CASE_CONFERENCE: N_("Case conference"),
    NoteKind.SCHOOL: N_("School"),
    NoteKind.CLINICIAN: N_("With a clinician"),
    NoteKind.MANDATED_REPORT: N_("Mandated report"),
}


class Note(Sealable, Record, Base):
    """A `staff_only` note leaves for nobody; a mandated report is always one."""

    __tablename__ = "note"
    __table_args__ = (Index(None, "member_id", "at"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    kind: Mapped[NoteKind] = mapped_column(coded(NoteKind), default=NoteKind.NOTE)
    text: Mapped[str] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    staff_only: Mapped[bool] = mapped_column(default=False)
