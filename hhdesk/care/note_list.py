"""What was written and said about a child, in one list: notes and contacts, the newest
first, what is pinned on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import members, staff
from hhdesk.care.confidentiality import Seal
from hhdesk.care.notes import Note, NoteDetails, NoteKind, changeable
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Name
from hhdesk.care.search_words import fold
from hhdesk.care.staff import Staff
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What a contact tells beside its words. One of a referral's history is taken back
    nowhere; one of a call goes with all that the call changed."""

    way: Way
    outcome: Outcome
    with_whom: str
    language: str
    interpreter: str
    minutes: int | None
    next_on: date | None
    referral_id: UUID | None
    wrap_up_id: UUID | None


@dataclass(frozen=True, slots=True)
class Addition:
    id: UUID
    at: datetime
    staff: str
    text: str
    version: int
    own: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, whose `kind` says which, or a contact, which has `contact`. `own` says
    that the person at the desk may take it back, `changeable` that they may also say it
    otherwise."""

    id: UUID
    version: int
    at: datetime
    staff: str
    text: str
    seal: Seal
    kind: NoteKind | None = None
    contact: ContactFacts | None = None
    pinned: bool = False
    staff_only: bool = False
    own: bool = False
    changeable: bool = False
    additions: tuple[Addition, ...] = ()

    @property
    def private(self) -> bool:
        """Whether its words are covered until somebody asks for them: who passes by
        may see the screen."""
        return self.staff_only or self.seal.sealed

    def words(self) -> str:
        """All that is said in it, to search in."""
        told = self.contact
        about = (told.with_whom, told.interpreter) if told else ()
        more = (one.text for one in self.additions)
        return " ".join((self.text, *about, self.staff, *more))


def of_member(
    session: UnitOfWork, member_id: UUID, reader_id: UUID | None
) -> tuple[NoteRow, ...]:
    """All notes and contacts of a member, with what this colleague may do about each.
    Raises NotFound."""
    members.present(session, member_id)
    notes = _notes(session, member_id, reader_id)
    contacts = _contacts(session, member_id)
    rows = sorted((*notes, *contacts), key=lambda row: (row.at, row.id), reverse=True)
    return tuple(sorted(rows, key=lambda row: not row.pinned))


def _notes(
    session: UnitOfWork, member_id: UUID, reader_id: UUID | None
) -> list[NoteRow]:
    found = session.execute(
        select(*_columns(Note, _NOTE))
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(Note.member_id == member_id, Note.voided_at.is_(None))
        .order_by(Note.at, Note.id)
    ).all()
    leads = bool(found) and staff.leads(session, reader_id)
    rows = {one.id: _note(session, one, reader_id, leads=leads) for one in found}
    for one in found:
        added = rows[one.id]
        first = rows.get(one.note_id) if one.note_id else None
        if first is not None:
            told = Addition(
                one.id, one.at, added.staff, one.text, one.version, added.own
            )
            rows[first.id] = replace(first, additions=(*first.additions, told))
    # What was added to a note goes with the note.
    return [rows[one.id] for one in found if one.note_id is None]


# Columns, not rows of the session: a child's list may be thousands long.
_BOTH = ("id", "version", "at", "staff_id", "segment", "consenter", "part2")
_NOTE = ("text", "kind", "pinned", "staff_only", "note_id", "created_at")
_TOLD = ("way", "outcome", "with_whom", "language", "interpreter")
_FACTS = (*_TOLD, "minutes", "next_on", "referral_id", "wrap_up_id")


def _columns(
    kind: type[Note] | type[OutreachAttempt], names: tuple[str, ...]
) -> list[Any]:
    columns = [getattr(kind, name) for name in (*_BOTH, *names)]
    return [*columns, func.coalesce(Staff.name, "").label("staff")]


def _seal(one: Any) -> Seal:
    return Seal(one.segment, one.consenter, one.part2)


def _note(
    session: UnitOfWork, one: Any, reader_id: UUID | None, *, leads: bool
) -> NoteRow:
    today, zone = session.today(), session.zone
    own = one.staff_id is not None and one.staff_id == reader_id
    return NoteRow(
        one.id,
        one.version,
        one.at,
        one.staff,
        one.text,
        _seal(one),
        one.kind,
        pinned=one.pinned,
        staff_only=one.staff_only,
        own=own or leads,
        changeable=changeable(one.staff_id, one.created_at, reader_id, today, zone),
    )


def _contacts(session: UnitOfWork, member_id: UUID) -> list[NoteRow]:
    found = session.execute(
        select(*_columns(OutreachAttempt, (*_FACTS, "note")))
        .outerjoin(Staff, Staff.id == OutreachAttempt.staff_id)
        .where(
            OutreachAttempt.member_id == member_id,
            OutreachAttempt.voided_at.is_(None),
        )
    )
    return [_contact(one) for one in found]


def _contact(one: Any) -> NoteRow:
    return NoteRow(
        one.id,
        one.version,
        one.at,
        one.staff,
        one.note,
        _seal(one),
        contact=ContactFacts(*(getattr(one, name) for name in _FACTS)),
        own=one.referral_id is None,
    )


def matching(
    rows: Iterable[NoteRow], typed: str, folded: dict[UUID, str]
) -> tuple[NoteRow, ...]:
    """The rows in which each typed word occurs; accents and case are ignored.
    `folded` keeps what was folded for the next question."""
    wanted = fold(typed).split()
    if not wanted:
        return tuple(rows)
    found = []
    for row in rows:
        if row.id not in folded:
            folded[row.id] = fold(row.words())
        if all(word in folded[row.id] for word in wanted):
            found.append(row)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """What the form of a note begins with: the child, and the note where it is there
    already."""

    member_id: UUID
    name: Name
    birth_date: date
    note: NoteDetails | None = None
    version: int = 0


def sheet(session: UnitOfWork, member_id: UUID) -> NoteSheet:
    """For a new note of a member. Raises NotFound."""
    member = members.present(session, member_id)
    return NoteSheet(member.id, member.name, member.birth_date)


def sheet_of(session: UnitOfWork, note_id: UUID) -> NoteSheet:
    """For a note that is to be changed, or added to. Raises NotFound."""
    note = session.get(Note, note_id)
    if note is None or note.voided_at is not None:
        raise NotFound(N_("There is no such note any more."))
    found = sheet(session, note.member_id)
    return replace(found, note=note.details(), version=note.version)
