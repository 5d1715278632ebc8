"""Opens the intake over the window, whichever screen asks; one for each child."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hhdesk.care.answer_sheets import SheetRow
from hhdesk.gui.answer_view import AnswerView, open_answers
from hhdesk.gui.desk import Desk
from hhdesk.gui.intake import Intake, open_intake
from hhdesk.i18n import _


class IntakeDialogs(QObject):
    """`shown` gives the member whom the person looks at."""

    def __init__(
        self, desk: Desk, window: QWidget, shown: Callable[[], UUID | None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._shown = desk, window, shown
        self.dialog: Intake | None = None
        """The one that is open."""
        self.view: AnswerView | None = None
        """The answers that are looked at."""
        desk.intake_wanted.connect(lambda who: self.ask(who))
        desk.answers_wanted.connect(self.show_answers)

    def show_answers(self, sheet_id: UUID) -> None:
        """What was answered; the rest of it can be asked from there."""
        self.view = open_answers(self._desk, sheet_id, self._window)
        self.view.go_on_wanted.connect(self._go_on)
        self.view.finished.connect(self._view_closed)

    def _view_closed(self, _code: int) -> None:
        self.view = None

    def _go_on(self, row: SheetRow) -> None:
        self.ask(row.member_id, row)

    def ask(self, member_id: UUID | None, begun: SheetRow | None = None) -> None:
        """Ask the family of this child, or of the one who is shown."""
        who = member_id or self._shown()
        if who is None:
            self._desk.say(_("Open a member first: the questions are asked of one."))
            return
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self.dialog = open_intake(self._desk, who, self._window, begun)
        self.dialog.finished.connect(partial(self._closed, self.dialog))

    def _closed(self, dialog: Intake, _code: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
