"""Counts for the rail what no screen counts until it is shown: late referrals."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hhdesk.care import referral_keys
from hhdesk.care.referral_keys import Asked, Counts
from hhdesk.gui.desk import Desk

_SCREEN = "referrals"


class RailCounts(QObject):
    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def look(self) -> None:
        """Those of the person at the desk; a refusal leaves the count as it was."""
        asked = Asked(owner_id=self._desk.worker.actor_id, late=True)
        self._desk.worker.read(
            referral_keys.counts, asked, lane="rail counts", then=self._tell
        )

    def _tell(self, counts: Counts) -> None:
        self._desk.counted.emit(_SCREEN, counts.late)
