"""Pictures of the front desk: its list, its forms, and the sheet for the morning."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from hhdesk.care.documents import DocumentKind
from hhdesk.care.front_desk_acts import DeskAct
from hhdesk.gui.desk import Desk
from hhdesk.gui.front_desk import FrontDesk
from hhdesk.gui.front_desk_forms import DeskForms
from hhdesk.gui.huddle import show_huddle
from hhdesk.gui.today import FRONT_DESK, MY_DAY
from hhdesk.gui.window import Page, Window

_FRIDAY = 4


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, window: Window, desk: Desk, forms: DeskForms) -> None:
    """The list and what opens from it; one family arrives and has not, in the end."""
    window.show_page(Page("today"))
    screen: Any = window.pages.currentWidget()
    screen.show_view(FRONT_DESK)
    listed: FrontDesk = screen.view(FRONT_DESK)
    if desk.today.weekday() > _FRIDAY:
        # On a day off nobody comes: the next working day stands in for it.
        listed.look_at(desk.today + timedelta(days=7 - desk.today.weekday()))
    camera.take(window, "front-desk")
    _room(camera, window, listed)
    listed.leave_message()
    _take(camera, forms, "front-desk-message")
    listed.leave_message(DocumentKind.SIGNED_CONSENT)
    _take(camera, forms, "front-desk-paper")
    listed.walk_in()
    _take(camera, forms, "front-desk-walk-in")
    sheet = show_huddle(desk, window)
    camera.take(sheet, "huddle")
    sheet.reject()
    screen.show_view(MY_DAY)


def _room(camera: Camera, window: Window, listed: FrontDesk) -> None:
    listed.card.begin(DeskAct.ARRIVE)
    listed.card.begin(DeskAct.ROOM)
    if not listed.card.panel.isHidden():
        camera.take(window, "front-desk-room")
        listed.card.step_back()
        listed.card.begin(DeskAct.TAKE_BACK)


def _take(camera: Camera, forms: DeskForms, name: str) -> None:
    if forms.dialog is not None:
        camera.take(forms.dialog, name)
        forms.dialog.reject()
