"""Opens the sheet of a call over the window, whichever screen asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from hhdesk.gui.desk import Desk
from hhdesk.gui.wrap_up import WrapUp

_IDLE_MS = 1500
"""So long after the window or a sheet was shown the next sheet is laid ready."""


class WrapUpDialogs(QObject):
    """One sheet for each child; `shown` gives the member whom the person looks at.

    A sheet is laid ready while nobody waits: building it takes longer than reading
    what it shows.
    """

    def __init__(
        self, desk: Desk, window: QWidget, shown: Callable[[], UUID | None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._shown = desk, window, shown
        self._open: dict[UUID | None, WrapUp] = {}
        self._ready: WrapUp | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.lay_ready)
        self._idle.start()
        desk.contact_wanted.connect(self.show_sheet)

    def lay_ready(self) -> None:
        """Build the next sheet, unseen."""
        if self._ready is None:
            self._ready = WrapUp(self._desk, self._window)

    def show_sheet(self, member_id: UUID | None) -> None:
        who = member_id or self._shown()
        known = self._open.get(who)
        if known is not None:
            known.raise_()
            known.activateWindow()
            return
        sheet = self._ready or WrapUp(self._desk, self._window)
        self._ready = None
        sheet.finished.connect(partial(self._closed, who))
        self._open[who] = sheet
        sheet.about(who)
        sheet.open()

    def sheet(self, member_id: UUID | None) -> WrapUp | None:
        """The sheet that is open about this child."""
        return self._open.get(member_id)

    def _closed(self, who: UUID | None, _code: int) -> None:
        self._open.pop(who, None)
        self._idle.start()
