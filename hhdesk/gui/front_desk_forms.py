"""The forms that the front desk opens over the window, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care.front_desk import DeskRow
from hhdesk.care.front_desk_acts import Marked
from hhdesk.gui.desk import Desk
from hhdesk.gui.front_desk_acts import DeskActs
from hhdesk.gui.message_form import MessageForm, MessageWish
from hhdesk.gui.walk_in import WalkIn


class DeskForms(QObject):
    visit_wanted = Signal(object)
    """Go to the visit of this id in the list."""

    def __init__(self, desk: Desk, acts: DeskActs, home: QWidget) -> None:
        super().__init__(home)
        self._desk, self._acts, self._home = desk, acts, home
        self.dialog: QDialog | None = None
        """The form that was opened last."""

    def leave_message(self, wish: MessageWish) -> None:
        """A message about a child, or about one to be found."""
        form = MessageForm(self._desk, self._home.window(), wish)
        form.left.connect(self._acts.left)
        self._open(form)

    def walk_in(self, today: Sequence[DeskRow]) -> None:
        """A child is here without a visit; `today` are the day's visits."""
        form = WalkIn(self._desk, self._home.window(), today)
        form.made.connect(self._acts.walked_in)
        form.made.connect(self._show_made)
        form.known.connect(self.visit_wanted)
        self._open(form)

    def _show_made(self, marked: Marked) -> None:
        visit: UUID = marked.row.id
        self.visit_wanted.emit(visit)

    def _open(self, form: QDialog) -> None:
        form.finished.connect(form.deleteLater)
        self.dialog = form
        form.open()
