"""The members in a list: hits of a search, or all of them a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from hhdesk.care.search import Hit
from hhdesk.gui import people, states
from hhdesk.gui.quick_find import ID_ROLE
from hhdesk.i18n import N_, _

_Index = QModelIndex | QPersistentModelIndex

HIT_ROLE = int(ID_ROLE) + 1
CHILD, CAREGIVER, LANGUAGE, STATE, COORDINATOR = range(5)
COLUMNS = (
    N_("Child"),
    N_("Main caregiver"),
    N_("Language"),
    N_("State"),
    N_("Coordinator"),
)
PAGE = 100


class MemberList(QAbstractTableModel):
    """Rows are frozen hits; `query` is what a painter marks in them."""

    more_wanted = Signal(int)
    """The rank after which more rows are wanted."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.query = ""
        self.hits: list[Hit] = []
        self._more = False
        self._asked = False

    def put(self, hits: Sequence[Hit], query: str = "", *, more: bool = False) -> None:
        """Show these rows; `more` says that further ones can be fetched."""
        self.beginResetModel()
        self.hits, self.query = list(hits), query
        self._more, self._asked = more, False
        self.endResetModel()

    def append(self, hits: Sequence[Hit]) -> None:
        """The next page has come; a short one is the last."""
        self._asked = False
        self._more = len(hits) == PAGE
        if hits:
            first = len(self.hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self.hits += hits
            self.endInsertRows()

    def member_id(self, row: int) -> UUID | None:
        return self.hits[row].member_id if 0 <= row < len(self.hits) else None

    def row_of(self, member_id: UUID) -> int:
        """The member's row, or -1."""
        key = member_id.hex
        found = (row for row, hit in enumerate(self.hits) if hit.key == key)
        return next(found, -1)

    def canFetchMore(self, parent: _Index) -> bool:
        return self._more and not self._asked

    def fetchMore(self, parent: _Index) -> None:
        self._asked = True
        self.more_wanted.emit(self.hits[-1].rank if self.hits else 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _(COLUMNS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == ID_ROLE:
            return hit.member_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(hit, index.column())
        return None

    def _words(self, hit: Hit, column: int) -> str:
        """What a screen reader says of a cell."""
        if column == CHILD:
            return f"{hit.name}, {people.born(hit.birth_date, self.today)}"
        if column == CAREGIVER:
            return f"{people.hit_caregiver(hit)} {hit.phone}".strip()
        if column == LANGUAGE:
            return states.hit_language(hit).word
        if column == STATE:
            return states.hit_state(hit).word
        return hit.coordinator

    def speak(self) -> None:
        """The language of the screens has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self.hits:
            last = self.index(len(self.hits) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
