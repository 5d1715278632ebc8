"""Writing notes: written, added to, changed on the same day, pinned, taken back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, members, staff
from hhdesk.care.notes import Note, NoteDetails, changeable
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

EARLIER = "earlier words of a note that was changed"


def write(session: UnitOfWork, member_id: UUID, told: NoteDetails) -> UUID:
    """Write a note; gives its id. Raises NotFound, InvalidField beside the field."""
    members.present(session, member_id)
    note = Note(id=session.new_id(), member_id=member_id, staff_id=session.actor_id)
    note.put(told, session.now())
    session.add(note)
    _tell(session, note, "write")
    return note.id


def add_to(session: UnitOfWork, note_id: UUID, words: str) -> UUID:
    """Add words to a note, now; gives the id of what was added. It is as confidential
    as the note. Raises NotFound, InvalidField."""
    first = _standing(session, note_id)
    if first.note_id is not None:
        first = _standing(session, first.note_id)
    told = replace(first.details(), text=words, at=session.now(), pinned=False)
    added = Note(
        id=session.new_id(),
        member_id=first.member_id,
        staff_id=session.actor_id,
        note_id=first.id,
    )
    added.put(told, session.now())
    session.add(added)
    _tell(session, added, "add")
    return added.id


def change(session: UnitOfWork, note_id: UUID, told: NoteDetails, *, seen: int) -> int:
    """Say it otherwise; the words before are kept. Gives the new version.

    Raises NotFound, ChangedElsewhere, InvalidField; NotPermitted for a note of another
    person or of another day.
    """
    note = _seen(session, note_id, seen)
    today, zone = session.today(), session.zone
    if not changeable(note.staff_id, note.created_at, session.actor_id, today, zone):
        raise NotPermitted(
            N_("Only who wrote it may change it, on the same day. Add to it instead.")
        )
    before = note.details()
    note.put(told, session.now())
    if note.text != before.text:
        _keep_words(session, note, before)
    _follow(session, note)
    _tell(session, note, "change")
    return note.version


def _keep_words(session: UnitOfWork, note: Note, before: NoteDetails) -> None:
    """What it said before stays in the records, out of every view."""
    kept = Note(
        id=session.new_id(),
        member_id=note.member_id,
        staff_id=note.staff_id,
        note_id=note.id,
    )
    kept.put(before, session.now())
    kept.void(EARLIER, session.now(), session.actor_id)
    session.add(kept)


def _follow(session: UnitOfWork, note: Note) -> None:
    """What was added to a note is as confidential as the note."""
    for one in session.scalars(
        select(Note).where(Note.note_id == note.id, Note.voided_at.is_(None))
    ):
        one.put_seal(note.seal)
        one.staff_only = note.staff_only


def pin(session: UnitOfWork, note_id: UUID, pinned: bool, *, seen: int) -> int:
    """Keep a note on top, or no longer. Gives the new version. Raises NotFound,
    ChangedElsewhere."""
    note = _seen(session, note_id, seen)
    note.pinned = pinned
    _tell(session, note, "pin" if pinned else "unpin")
    return note.version


def take_back(session: UnitOfWork, note_id: UUID, reason: str, *, seen: int) -> None:
    """It was written by mistake: out of every view, kept in the records.

    For its writer and for leads. Raises NotFound, ChangedElsewhere, NotPermitted,
    InvalidField without a reason.
    """
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    note = _seen(session, note_id, seen)
    staff.check_acts_for(session, note.staff_id)
    note.void(reason.strip(), session.now(), session.actor_id)
    _tell(session, note, "take_back")


def put_back(session: UnitOfWork, note_id: UUID) -> None:
    """Undo that a note was taken back. Raises NotFound, NotPermitted."""
    note = session.get(Note, note_id)
    if note is None or note.voided_at is None or note.void_reason == EARLIER:
        raise NotFound(N_("There is no such note any more."))
    staff.check_acts_for(session, note.staff_id)
    note.voided_at = note.voided_by = note.void_reason = None
    _tell(session, note, "put_back")


def _standing(session: UnitOfWork, note_id: UUID) -> Note:
    note = session.get(Note, note_id)
    if note is None or note.voided_at is not None:
        raise NotFound(N_("There is no such note any more."))
    return note


def _seen(session: UnitOfWork, note_id: UUID, seen: int) -> Note:
    note = _standing(session, note_id)
    if note.version != seen:
        raise ChangedElsewhere(
            N_("Somebody else changed this note. What you typed is kept.")
        )
    return note


def _tell(session: UnitOfWork, note: Note, act: str) -> None:
    session.flush()
    audit.record(
        session,
        f"note.{act}",
        note.member_id,
        id=str(note.id),
        kind=note.kind.value,
        staff_only=note.staff_only,
    )
    session.flush()
