"""What was written and said about a child, in one list: notes and contacts, the newest
first, what is pinned on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

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
        select(Note, Staff.name)
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(Note.member_id == member_id, Note.voided_at.is_(None))
        .order_by(Note.at, Note.id)
    ).all()
    leads = bool(found) and staff.leads(session, reader_id)
    rows = {
        note.id: _note(session, note, name or "", reader_id, leads=leads)
        for note, name in found
    }
    for note, _name in found:
        added = rows[note.id]
        first = rows.get(note.note_id) if note.note_id else None
        if first is not None:
            told = Addition(
                note.id, note.at, added.staff, note.text, note.version, added.own
            )
            rows[first.id] = replace(first, additions=(*first.additions, told))
    # What was added to a note goes with the note.
    return [rows[note.id] for note, _name in found if note.note_id is None]


def _note(
    session: UnitOfWork, note: Note, name: str, reader_id: UUID | None, *, leads: bool
) -> NoteRow:
    today, zone = session.today(), session.zone
    own = note.staff_id is not None and note.staff_id == reader_id
    return NoteRow(
        note.id,
        note.version,
        note.at,
        name,
        note.text,
        note.seal,
        note.kind,
        pinned=note.pinned,
        staff_only=note.staff_only,
        own=own or leads,
        changeable=changeable(note.staff_id, note.created_at, reader_id, today, zone),
    )


def _contacts(session: UnitOfWork, member_id: UUID) -> list[NoteRow]:
    found = session.execute(
        select(OutreachAttempt, Staff.name)
        .outerjoin(Staff, Staff.id == OutreachAttempt.staff_id)
        .where(
            OutreachAttempt.member_id == member_id,
            OutreachAttempt.voided_at.is_(None),
        )
    ).all()
    return [_contact(tried, name or "") for tried, name in found]


def _contact(tried: OutreachAttempt, name: str) -> NoteRow:
    facts = ContactFacts(
        tried.way,
        tried.outcome,
        tried.with_whom,
        tried.language,
        tried.interpreter,
        tried.minutes,
        tried.next_on,
        tried.referral_id,
        tried.wrap_up_id,
    )
    own = tried.referral_id is None
    return NoteRow(
        tried.id,
        tried.version,
        tried.at,
        name,
        tried.note,
        tried.seal,
        contact=facts,
        own=own,
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
