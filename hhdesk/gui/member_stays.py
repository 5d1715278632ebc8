"""The member page's hospital and ED stays, with what is to follow."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.gui.desk import Desk


class MemberStays(QWidget):
    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        self._desk, self._member_id = desk, member_id

    def turned_to(self) -> None:
        """The tab is in front: others may have changed something meanwhile."""
