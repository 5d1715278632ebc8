"""On a child's page for some days: which record was merged into it, with Undo."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care import merge_acts
from hhdesk.care.member_merges import MergeRow
from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_merge_undo import undo
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, format_date

SHOWN = timedelta(days=14)
"""Later merges are listed in the merge dialog alone."""


@forms.offer
class MergedNotice(Spoken, Notice):
    """The newest one; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._member_id: UUID | None = None
        self._row: MergeRow | None = None
        self.button = QPushButton(self)
        self.button.setProperty("look", "small")
        self.button.clicked.connect(self._undo)
        self.row.addWidget(self.button)

    def serve(self, desk: Desk, member_id: UUID) -> None:
        """Tell of this member's merges, and again after each change."""
        self._desk, self._member_id = desk, member_id
        desk.member_saved.connect(self._changed)
        self._read(desk)

    def _changed(self, member_id: UUID) -> None:
        if self._desk is not None and member_id == self._member_id:
            self._read(self._desk)

    def _read(self, desk: Desk) -> None:
        desk.worker.read(merge_acts.merged_into, self._member_id, then=self._show)

    def _show(self, rows: tuple[MergeRow, ...]) -> None:
        self._row = next(iter(rows), None)
        self.refill()

    def _undo(self) -> None:
        if self._desk is not None and self._row is not None:
            undo(self._desk, self._row)

    def refill(self) -> None:
        desk, row = self._desk, self._row
        self.button.setText(_("Undo"))
        if desk is None or row is None:
            self.say("")
            return
        day = row.at.astimezone(desk.zone).date()
        words = _("The record of {name} was merged into this one on {day}.")
        recent = desk.today - day <= SHOWN
        told = words.format(name=row.name, day=format_date(day))
        self.say(told if recent else "", "info")
