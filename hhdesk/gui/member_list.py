"""Hits of a search in a list below a field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from hhdesk.care.search import Hit
from hhdesk.gui import people, states
from hhdesk.gui.quick_find import ID_ROLE

_Index = QModelIndex | QPersistentModelIndex

HIT_ROLE = int(ID_ROLE) + 1
CHILD = 0
"""The one column."""


class MemberList(QAbstractListModel):
    """Rows are frozen hits; `query` is what a painter marks in them."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.query = ""
        self.hits: list[Hit] = []

    def put(self, hits: Sequence[Hit], query: str = "") -> None:
        self.beginResetModel()
        self.hits, self.query = list(hits), query
        self.endResetModel()

    def member_id(self, row: int) -> UUID | None:
        return self.hits[row].member_id if 0 <= row < len(self.hits) else None

    def row_of(self, member_id: UUID) -> int:
        """The member's row, or -1."""
        key = member_id.hex
        found = (row for row, hit in enumerate(self.hits) if hit.key == key)
        return next(found, -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == ID_ROLE:
            return hit.member_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(hit)
        return None

    def _words(self, hit: Hit) -> str:
        """What a screen reader says of a hit."""
        caregiver = f"{people.hit_caregiver(hit)} {hit.phone}".strip()
        born = people.born(hit.birth_date, self.today)
        told = hit.name, born, caregiver, states.hit_state(hit).word
        return ", ".join(filter(None, told))
