"""Telling that a plan is open here while its tab is in sight, and hearing where else.

Nobody waits for it: a server that is away leaves what was heard last.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care import plan_presences
from hhdesk.care.plan_presences import PresenceRow
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _, ngettext

EVERY_MS = 25_000


def words(others: tuple[PresenceRow, ...], me: UUID) -> str:
    """Who else has the plan open, in one line; "" for nobody."""
    names = list(dict.fromkeys(one.name for one in others if one.staff_id != me))
    typing = [one.name for one in others if one.typing and one.staff_id != me]
    if not names:
        here = _("You have this plan open on another computer, too")
        return here if others else ""
    if len(names) == 1:
        told = (
            _("{name} has this plan open and is typing")
            if typing
            else _("{name} has this plan open")
        )
        return told.format(name=names[0])
    if len(names) == 2:
        told = _("{name} and {other} have this plan open")
        told = told.format(name=names[0], other=names[1])
    else:
        more = len(names) - 1
        told = ngettext(
            "{name} and {n} other person have this plan open",
            "{name} and {n} other people have this plan open",
            more,
        ).format(name=names[0], n=more)
    if typing:
        told += " · " + _("{name} is typing").format(name=typing[0])
    return told


class PlanPresence(QObject):
    """Lives with a widget: present while that is shown."""

    heard = Signal(object)
    """A tuple of PresenceRow: the others."""

    def __init__(self, desk: Desk, member_id: UUID, shown: QWidget) -> None:
        super().__init__(shown)
        self._desk, self._member_id = desk, member_id
        self._id: UUID | None = None
        self._typing = False
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.tell)
        shown.installEventFilter(self)

    def type(self, typing: bool) -> None:
        """Something typed is not saved yet, or no longer."""
        if typing != self._typing:
            self._typing = typing
            self.tell()

    def tell(self) -> None:
        """Say that the plan is open here; nothing while it is not."""
        if self._id is not None:
            self._desk.worker.run_quietly(
                plan_presences.tell,
                self._member_id,
                self._id,
                typing=self._typing,
                then=self.heard.emit,
            )

    def _come(self) -> None:
        if self._id is None:
            self._id = self._desk.worker.new_id()
            self._clock.start()
            self.tell()

    def _go(self) -> None:
        self._clock.stop()
        gone, self._id = self._id, None
        if gone is not None:
            self._desk.worker.run_quietly(plan_presences.leave, gone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._come()
        elif event.type() == QEvent.Type.Hide:
            self._go()
        return False
