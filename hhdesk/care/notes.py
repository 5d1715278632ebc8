"""Staff's notes about a child, beside what was written down of contacts: what a note
says, who may change it, and that some leave for nobody."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Reader, Seal, Sealable, released
from hhdesk.errors import InvalidField
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


@dataclass(frozen=True, slots=True)
class NoteDetails:
    """A note as its form tells it. `at` None is now."""

    text: str
    kind: NoteKind = NoteKind.NOTE
    at: datetime | None = None
    pinned: bool = False
    staff_only: bool = False
    seal: Seal = Seal()


class Note(Sealable, Record, Base):
    """A `staff_only` note leaves for nobody; a mandated report is always one.

    With `note_id` it adds to that note; a voided one then holds its earlier words.
    """

    __tablename__ = "note"
    __table_args__ = (Index(None, "member_id", "at"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    kind: Mapped[NoteKind] = mapped_column(coded(NoteKind), default=NoteKind.NOTE)
    text: Mapped[str] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    staff_only: Mapped[bool] = mapped_column(default=False)
    note_id: Mapped[UUID | None] = mapped_column(ForeignKey("note.id"))

    def put(self, told: NoteDetails, now: datetime) -> None:
        """Say this. Raises InvalidField for no words, and for a time to come."""
        at = told.at or self.at or now
        if not told.text.strip():
            raise InvalidField("text", N_("Write something first."))
        if at > now:
            raise InvalidField("time", N_("This time is still to come."))
        self.text, self.kind, self.at = told.text.strip(), told.kind, at
        self.pinned = told.pinned
        self.staff_only = told.staff_only or told.kind is NoteKind.MANDATED_REPORT
        self.put_seal(told.seal)

    def details(self) -> NoteDetails:
        return NoteDetails(
            self.text, self.kind, self.at, self.pinned, self.staff_only, self.seal
        )


def changeable(
    written_by: UUID | None,
    written_at: datetime,
    actor_id: UUID | None,
    today: date,
    zone: ZoneInfo,
) -> bool:
    """Whether a note's words may still be changed: by its writer, on the day it was
    written. Later one adds to it."""
    own = written_by is not None and written_by == actor_id
    return own and written_at.astimezone(zone).date() == today


def leaves(staff_only: bool, chain: tuple[Seal, ...], reader: Reader) -> bool:
    """Whether a note may go to a reader at all; every output of notes asks here."""
    return not staff_only and released(chain, reader)
