"""Opens cards and forms of visits over the window, whichever screen asks."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.desk import Desk
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.gui.visit_card import VisitCard

Key: TypeAlias = tuple[str, UUID | None]


class AppointmentDialogs(QObject):
    """One form for each visit, one for each child's new visit, one card."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._open: dict[Key, QDialog] = {}
        desk.visit_wanted.connect(self.show_card)
        desk.booking_wanted.connect(self.show_form)

    def show_card(self, wish: VisitWish) -> None:
        card = VisitCard(self._desk, wish, self._window)
        self._show(("card", wish.id), card)

    def show_form(self, wish: BookingWish) -> None:
        """A form that is open already comes to the front with what is typed in it."""
        again = wish.again.member_id if wish.again else None
        key = "form", wish.appointment_id or again or wish.member_id
        known = self._open.get(key)
        if known is not None:
            known.raise_()
            known.activateWindow()
            return
        self._show(key, AppointmentForm(self._desk, wish, self._window))

    def _show(self, key: Key, dialog: QDialog) -> None:
        self._open[key] = dialog
        dialog.finished.connect(partial(self._closed, key, dialog))
        dialog.open()

    def _closed(self, key: Key, dialog: QDialog, _code: int) -> None:
        if self._open.get(key) is dialog:
            del self._open[key]
        dialog.deleteLater()

    def dialog(self, kind: str, key: UUID | None) -> QDialog | None:
        """The card or form that is open for this."""
        return self._open.get((kind, key))
