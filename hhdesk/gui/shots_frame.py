"""Pictures of the frame: what is found, tabs, settings, help, keys, about, the lock."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.gui.workstation import Workstation

_TYPED = "re"


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, members: list[UUID]) -> None:
    """`members` are opened as tabs."""
    window = workstation.window
    for member_id in members:
        workstation.open_member(member_id)
    camera.take(window, "tabs")
    find = window.quick_find
    find.begin()
    camera.take(window, "find-lately")
    find.field.setText(_TYPED)
    find.asked.emit(_TYPED)
    camera.take(window, "find-all")
    find.leave()
    for name in ("settings", "help"):
        window.commands.action(f"desk.{name}").trigger()
        camera.take(window, name)
    window.rail.fold(True)
    camera.take(window, "rail-narrow")
    window.rail.fold(False)
    for name in ("keys", "about"):
        window.commands.action(f"desk.{name}").trigger()
        sheet: Any = workstation.acts.sheet
        camera.take(sheet, name)
        sheet.reject()
    workstation.acts.locking.lock()
    camera.take(window, "locked")
    workstation.acts.locking.unlock()
    for member_id in members:
        workstation.close_member(member_id)
