"""Opens the front desk's forms over the window, whichever screen asks."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care.front_desk_acts import Marked
from hhdesk.gui.desk import Desk
from hhdesk.gui.front_desk_acts import DeskActs
from hhdesk.gui.message_form import MessageForm, MessageWish
from hhdesk.gui.walk_in import WalkIn


class DeskForms(QObject):
    """One form at a time: another one takes the place of one that is open, and what is
    typed there stays a draft."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._acts = DeskActs(desk)
        self.dialog: QDialog | None = None
        desk.message_wanted.connect(self.leave_message)
        desk.walk_in_wanted.connect(self.walk_in)

    def leave_message(self, wish: MessageWish) -> None:
        """A message about a child, or about one to be found."""
        form = MessageForm(self._desk, self._window, wish)
        form.left.connect(self._acts.left)
        self._open(form)

    def walk_in(self) -> None:
        """A child is here without a visit."""
        form = WalkIn(self._desk, self._window)
        form.made.connect(self._walked_in)
        form.known.connect(self._desk.arrival_wanted)
        self._open(form)

    def _walked_in(self, marked: Marked) -> None:
        self._acts.walked_in(marked)
        self._desk.arrival_wanted.emit(marked.row.id)

    def _open(self, form: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        form.finished.connect(self._closed)
        self.dialog = form
        form.open()

    def _closed(self, _code: int) -> None:
        form, self.dialog = self.dialog, None
        if form is not None:
            form.deleteLater()
