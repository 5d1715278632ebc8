"""Pictures of the sheet of a call: a plain one, and with some parts open."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.care.outreach import Outcome
from hhdesk.gui.desk import Desk
from hhdesk.gui.window import Window
from hhdesk.gui.wrap_up import WrapUp


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, window: Window, desk: Desk, member_id: UUID) -> None:
    """Nothing is saved."""
    sheet = WrapUp(desk, window)
    sheet.about(member_id)
    sheet.open()
    camera.take(sheet, "call")
    sheet.contact.say_outcome(Outcome.REACHED)
    for fold in (sheet.referrals, sheet.visits, sheet.script):
        fold.enter()
        camera.take(sheet, f"call-{fold.objectName()}")
        fold.fold()
    sheet.reject()
