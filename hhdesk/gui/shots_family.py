"""Pictures of a child's family and team, its forms, and its notes."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.care import note_acts
from hhdesk.care.confidentiality import Seal, Segment
from hhdesk.care.notes import NoteDetails, NoteKind
from hhdesk.gui.family_wish import CAREGIVER, DRAFTS, NEW_CAREGIVER, TEAM, FamilyWish
from hhdesk.gui.note_wish import NEW, NoteWish
from hhdesk.gui.workstation import Workstation

_SAID = (
    NoteDetails("Reported to the county at 3 pm.", NoteKind.MANDATED_REPORT),
    NoteDetails(
        "The mother asked for help with the rent; she comes by on Friday.",
        NoteKind.HOME_VISIT,
        pinned=True,
    ),
    NoteDetails("She does not feel safe.", seal=Seal(Segment.FAMILY_SAFETY)),
)


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, page: Any, member_id: UUID) -> None:
    """On the page of this child; what is written for the pictures stays."""
    desk, window = workstation.desk, workstation.window
    assert desk
    page.show_tab("family")
    camera.take(window, "family")
    bar = page.family.verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.take(window, "family-below")
    shown = page.family.page
    keys = {CAREGIVER: [one.place_id for one in shown.caregivers]}
    keys[TEAM] = [one.id for one in shown.team]
    for draft in DRAFTS:
        for subject in keys.get(draft, [member_id])[:1]:
            desk.family_form_wanted.emit(FamilyWish(draft, subject))
            form: Any = workstation.forms.families.dialog
            if draft == NEW_CAREGIVER:
                form.phones.add()
                form.save()
            camera.take(form, draft.replace(" ", "-"))
            form.reject()
    _notes(camera, workstation, page, member_id)


def _notes(
    camera: Camera, workstation: Workstation, page: Any, member_id: UUID
) -> None:
    desk, window = workstation.desk, workstation.window
    assert desk
    page.show_tab("notes")
    camera.take(window, "notes-as-found")
    for told in _SAID:
        desk.worker.run(note_acts.write, member_id, told)
    page.notes.read()
    camera.take(window, "notes")
    at = [row.private for row in page.notes.shown].index(True)
    page.notes.table.choose(at)
    camera.take(window, "notes-private")
    page.notes.pane.open()
    camera.take(window, "notes-opened")
    desk.note_wanted.emit(NoteWish(NEW, member_id))
    form: Any = workstation.forms.notes.dialog
    form.save()
    camera.take(form, "note-form")
    form.reject()
