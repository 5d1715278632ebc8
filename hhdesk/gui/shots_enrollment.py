"""Pictures of an enrollment: a program, its steps, its end, what the program says."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.gui.workstation import Workstation


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, member_id: UUID) -> None:
    """Of this child, who is in no program yet."""
    desk = workstation.desk
    assert desk
    desk.enrollment_wanted.emit(member_id)
    opened = workstation.forms.enrollments
    dialog: Any = opened.dialog
    camera.take(dialog, "enrollment")
    dialog.enter()
    dialog.form.fields.put({**dialog.form.fields.values(), "pack": "ca-ecm"})
    dialog.form._ask()
    camera.take(dialog.form, "enrollment-program")
    dialog.form.save()
    dialog.step(SegmentState.ENGAGED)
    dialog.form.save()
    dialog.step(SegmentState.ENROLLED)
    dialog.form.save()
    camera.take(dialog.form, "enrollment-yes")
    how: Any = dialog.form.fields["how"]
    how.choose("verbal")
    dialog.form.save()
    camera.take(dialog, "enrollment-in-program")
    _end(camera, dialog)
    dialog.program_button.click()
    page: Any = opened.program
    camera.take(page, "program")
    page.confirm(next(row for row in page._page.facts if row.fact.id == "attempt_ways"))
    page.form.save()
    camera.take(page.form, "program-fact")
    page.form.reject()
    page.accept()
    dialog.accept()


def _end(camera: Camera, dialog: Any) -> None:
    """Asked for a family that moves, and for a death."""
    dialog.step(SegmentState.ENDED)
    form = dialog.form
    for reason in (EndReason.TRANSFERRED, EndReason.DECEASED):
        values = {**form.fields.values(), "reason": str(reason)}
        form.fields.put({**values, "transferred_to": "Coast Health Home"})
        form._typed()
        if form.lines["referrals"]:
            form.referrals_card.button.click()
        camera.take(form, f"enrollment-end-{reason}")
    form.reject()
