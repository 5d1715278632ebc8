"""Pictures of a child entered twice: the panel beside the form, and a merge."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.gui import member_values
from hhdesk.gui.workstation import Workstation


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(
    camera: Camera, workstation: Workstation, member_id: UUID, other_id: UUID
) -> None:
    """Nothing is saved: the child is typed again, and two records are compared."""
    from hhdesk.care import members

    told: list[Any] = []
    workstation.worker.read(members.details, member_id, then=told.append)
    details, _seen = told[0]
    _panel(camera, workstation, member_values.of_details(details))
    _merge(camera, workstation, member_id, other_id)


def _panel(camera: Camera, workstation: Workstation, values: dict[str, str]) -> None:
    workstation.edit_member(None)
    form: Any = workstation.form(None)
    given = values["given"]
    names = ("first_surname", "birth_date", "caregiver.phone")
    typed = {name: values[name] for name in names}
    form._put(member_values.blank() | typed | {"given": given + given[-1:]})
    form._look_for_duplicates()
    camera.take(form, "new-member-duplicates")
    found = form.duplicates.found
    if found:
        form.duplicates.household_wanted.emit(found[0].member_id)
        camera.take(form, "new-member-household")
    form._draft.saved()
    form.reject()


def _merge(
    camera: Camera, workstation: Workstation, kept_id: UUID, gone_id: UUID
) -> None:
    from hhdesk.gui.member_merge import begin_merge

    desk, window = workstation.desk, workstation.window
    assert desk is not None
    dialog: Any = begin_merge(desk, window, kept_id)
    camera.take(dialog, "merge-begin")
    dialog.choose(gone_id)
    camera.take(dialog, "merge")
    bar = dialog.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.take(dialog, "merge-below")
    dialog._draft.saved()
    dialog.reject()
