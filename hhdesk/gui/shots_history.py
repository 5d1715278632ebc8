"""Pictures of a child's history: the list, what is found in it, its paper, answers."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.care import answer_sheets
from hhdesk.care.answer_sheets import Asking
from hhdesk.gui.workstation import Workstation

_SAID = {"worried": "often"}


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, page: Any, member_id: UUID) -> None:
    """All of it, nothing of it, the time line, and answers that were left half-way."""
    window, desk = workstation.window, workstation.desk
    assert desk
    page.show_tab("history")
    camera.take(window, "history")
    page.history.find_field.setText("qqxxzz")
    page.history.show_filtered()
    camera.take(window, "history-none")
    page.history.empty_state.button.click()
    page.history.print_button.click()
    camera.take(window, "time-line")
    sheets: list[UUID] = []
    workstation.worker.run(_begun, member_id, then=sheets.append)
    desk.answers_wanted.emit(sheets[0])
    view = workstation.forms.intakes.view
    camera.take(view, "answers")
    view.reject()


def _begun(session: Any, member_id: UUID) -> UUID:
    sheet = answer_sheets.begin(session, member_id, "hunger_vital_sign", Asking("es"))
    return answer_sheets.put(session, sheet.id, _SAID, seen=sheet.version).id
