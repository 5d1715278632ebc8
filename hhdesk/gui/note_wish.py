"""Which form of a note is wished for; each is a kind of draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from hhdesk.i18n import N_

if TYPE_CHECKING:
    from hhdesk.gui.desk import Desk

NEW, CHANGE, ADD = "new note", "note", "addition to a note"

DRAFTS = {
    NEW: N_("New note"),
    CHANGE: N_("Change a note"),
    ADD: N_("Add to a note"),
}


@dataclass(frozen=True)
class NoteWish:
    """`draft` is one of DRAFTS; `subject` the member's key for a new note, else that of
    the note."""

    draft: str
    subject: UUID


def open_again(draft: str, desk: Desk, subject: UUID) -> None:
    """Go on with a draft of this kind."""
    desk.note_wanted.emit(NoteWish(draft, subject))
