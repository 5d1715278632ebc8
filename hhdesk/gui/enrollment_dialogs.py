"""Opens a child's enrollment and what programs say, whichever screen asks."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.gui.desk import Desk
from hhdesk.i18n import _


class EnrollmentDialogs(QObject):
    """`shown` gives the member whom the person looks at."""

    def __init__(
        self, desk: Desk, window: QWidget, shown: Callable[[], UUID | None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._shown = desk, window, shown
        self.dialog: Any = None
        self.program: Any = None
        desk.enrollment_wanted.connect(self.show_enrollment)
        desk.enrollment_draft_wanted.connect(self.go_on)
        desk.program_wanted.connect(self.show_program)

    def show_enrollment(self, member_id: UUID | None, draft: str = "") -> None:
        """Of this child, or of the one who is shown; `draft` is a kind to go on
        with."""
        who = member_id or self._shown()
        if who is None:
            self._desk.say(_("Open a member first."))
            return
        if self.dialog is not None and self.dialog.member_id == who:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        module = importlib.import_module("hhdesk.gui.enrollment")
        self.dialog = module.Enrollment(self._desk, who, self._window, draft)
        self.dialog.program_wanted.connect(self.show_program)
        self.dialog.finished.connect(partial(self._closed, self.dialog))
        self.dialog.open()

    def go_on(self, draft: str, member_id: UUID) -> None:
        """With what was typed for a step of this child."""
        if self.dialog is not None and self.dialog.member_id == member_id:
            self.dialog.go_on(draft)
        else:
            self.show_enrollment(member_id, draft)

    def show_program(self, name: str, fact: str = "") -> None:
        """What a program says; over the enrollment, where that is open. `fact` is one
        to go on confirming."""
        module = importlib.import_module("hhdesk.gui.program_page")
        over = self.dialog or self._window
        self.program = module.ProgramPage(self._desk, over, name, fact)
        self.program.finished.connect(partial(self._closed, self.program))
        self.program.open()

    def _closed(self, dialog: QDialog, _code: int) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None
        if self.program is dialog:
            self.program = None
