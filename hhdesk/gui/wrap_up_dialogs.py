"""Opens the sheet of a call over the window, whichever screen asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hhdesk.gui.desk import Desk
from hhdesk.gui.wrap_up import WrapUp


class WrapUpDialogs(QObject):
    """One sheet for each child; `shown` gives the member whom the person looks at."""

    def __init__(
        self, desk: Desk, window: QWidget, shown: Callable[[], UUID | None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._shown = desk, window, shown
        self._open: dict[UUID | None, WrapUp] = {}
        desk.contact_wanted.connect(self.show_sheet)

    def show_sheet(self, member_id: UUID | None) -> None:
        who = member_id or self._shown()
        known = self._open.get(who)
        if known is not None:
            known.raise_()
            known.activateWindow()
            return
        sheet = WrapUp(self._desk, who, self._window)
        sheet.finished.connect(partial(self._closed, who))
        self._open[who] = sheet
        sheet.open()

    def sheet(self, member_id: UUID | None) -> WrapUp | None:
        """The sheet that is open about this child."""
        return self._open.get(member_id)

    def _closed(self, who: UUID | None, _code: int) -> None:
        self._open.pop(who, None)
