"""What stands in the window until the records are open: waiting, the door, or why they
do not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hhdesk.errors import DatabaseMissing, Refusal, WrongKey
from hhdesk.gui import forms
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import _, explain

if TYPE_CHECKING:
    from hhdesk.gui.door import Door


@forms.offer
class Opening(Spoken, QStackedWidget):
    """The door is built when somebody stands before it: most starts need none, and
    the first paint does not wait for its fields."""

    retry_wanted = Signal()
    unlock_wanted = Signal(str)
    create_wanted = Signal(str, str, str)
    demonstration_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = EmptyState(self)
        self.addWidget(self.state)
        self.door: Door | None = None
        self._place = ""
        self._refusal: Refusal | None = None
        self.state.acted.connect(self.retry_wanted)
        self.wait()

    def tell_place(self, place: str) -> None:
        """Where the records are, or are to be; never with a password."""
        self._place = place

    def wait(self) -> None:
        """The records are being opened."""
        self._refusal = None
        self.setCurrentWidget(self.state)
        self.refill()

    def refuse(self, refusal: Refusal) -> None:
        """Say why they do not open, and offer the way on that there is."""
        self._refusal = refusal
        self.refill()
        if isinstance(refusal, (WrongKey, DatabaseMissing)):
            door = self.door or self._build_door()
            self.setCurrentWidget(door)
            door.ask(refusal)
        else:
            self.setCurrentWidget(self.state)

    def _build_door(self) -> Door:
        from hhdesk.gui.door import Door

        self.door = Door(self._place, self)
        self.door.unlock_wanted.connect(self.unlock_wanted)
        self.door.create_wanted.connect(self.create_wanted)
        self.door.demonstration_wanted.connect(self.demonstration_wanted)
        self.addWidget(self.door)
        return self.door

    def refill(self) -> None:
        self.setAccessibleName("hhdesk")
        if self._refusal is None:
            self.state.say("loader-circle", _("Opening the records…"))
        else:
            title, again = _("The records are not open"), _("Try again")
            self.state.say("circle-alert", title, explain(self._refusal), again)
