"""Pictures of the intake: its questions, the safety act, the score and the plan."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.gui.workstation import Workstation

_SCREENER, _HUNGER = 3, 2
_CALM = 8


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, member_id: UUID) -> None:
    """Two questions of the intake, a screener with danger, another one to its end."""
    asking = _begin(workstation, member_id)
    camera.take(asking, "intake")
    asking.go_on()
    _answer(asking, 2)
    camera.take(asking, "intake-several")
    asking.reject()
    asking = _begin(workstation, member_id, _SCREENER)
    camera.take(asking, "intake-screener")
    asking.go_on()
    for _ in range(_CALM):
        _answer(asking, 2)
    camera.take(asking, "intake-question")
    _answer(asking, 2)
    camera.take(asking, "intake-safety")
    asking.reject()
    asking = _begin(workstation, member_id, _HUNGER)
    asking.go_on()
    for _ in range(2):
        _answer(asking, 2)
    camera.take(asking, "intake-end")
    asking.reject()


def _begin(workstation: Workstation, member_id: UUID, number: int = 1) -> Any:
    desk = workstation.desk
    assert desk
    desk.intake_wanted.emit(member_id)
    asking: Any = workstation.forms.intakes.dialog
    asking.start.choose(number)
    return asking


def _answer(asking: Any, number: int) -> None:
    asking.page.press(number)
    asking.go_on()
