"""The acts of staff's notes: written, added to, changed, pinned, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hhdesk.care import note_acts, outreach_acts
from hhdesk.care.notes import Note, NoteDetails, NoteKind
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.outreach_acts import Contact
from tests.care.act_desk import Desk, words
from tests.care.acts import Case

TOLD = NoteDetails(words("she said"), NoteKind.MANDATED_REPORT)


def _written(desk: Desk) -> UUID:
    return note_acts.write(desk.session, desk.member_id, TOLD)


def _act(name: str, *told: Any) -> Case:
    use_case = getattr(note_acts, name)

    def do(desk: Desk) -> None:
        note = desk.session.get_one(Note, _written(desk))
        use_case(desk.session, note.id, *told, seen=note.version)

    return Case(f"note_acts.{name}", f"note.{name}", do)


def _put_back(desk: Desk) -> None:
    note = desk.session.get_one(Note, _written(desk))
    note_acts.take_back(desk.session, note.id, words("no"), seen=note.version)
    note_acts.put_back(desk.session, note.id)


def _called_again(desk: Desk) -> None:
    told = Contact(Way.PHONE, Outcome.NOT_REACHED, note=words("rang twice"))
    tried = outreach_acts.record_contact(desk.session, desk.member_id, told)
    outreach_acts.take_back_contact(desk.session, tried, words("no"))
    outreach_acts.put_back_contact(desk.session, tried)


CASES: tuple[Case, ...] = (
    Case("note_acts.write", "note.write", _written),
    Case(
        "note_acts.add_to",
        "note.add",
        lambda desk: note_acts.add_to(desk.session, _written(desk), words("more")),
    ),
    _act("change", NoteDetails(words("otherwise"))),
    _act("pin", True),
    _act("take_back", words("wrong child")),
    Case("note_acts.put_back", "note.put_back", _put_back),
    Case("outreach_acts.put_back_contact", "outreach.put_back", _called_again),
)
