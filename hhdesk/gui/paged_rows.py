"""A model of very many rows: keys at once, rows a page at a time as they are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from hhdesk.i18n import _

Index = QModelIndex | QPersistentModelIndex
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PAGE = 128
KEPT = 40
"""Pages that are kept; those not seen for longest go first."""


class PagedRows(QAbstractTableModel, Generic[Key, Row]):
    """Rows are frozen; one that is not here yet reads as None and is asked for.

    One page is asked for at a time, the one that was looked at last: who scrolls
    through a million rows wants those at the end.
    """

    page_wanted = Signal(int)

    columns: Sequence[str] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keys: Sequence[Key] = ()
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: int | None = None

    def put(self, keys: Sequence[Key], first: Sequence[Row | None]) -> None:
        """Another list, with its first rows."""
        self.beginResetModel()
        self.keys, self._asked = keys, None
        self._stale.clear()
        self._pages.clear()
        self._pages[0] = list(first)
        self.endResetModel()

    def complete(self, keys: Sequence[Key]) -> None:
        """All keys of the list of which the first rows are shown."""
        shown = len(self.keys)
        if list(keys[:shown]) != list(self.keys[:]):
            self.renew(keys)
        elif len(keys) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(keys) - 1)
            self.keys = keys
            if shown % PAGE:
                # The last page has become a longer one: its rows stand meanwhile.
                self._stale.add(shown // PAGE)
            self.endInsertRows()

    def renew(self, keys: Sequence[Key]) -> None:
        """The list as it is now: rows are shown as they were until they are read."""
        if keys != self.keys:
            self.beginResetModel()
            known = self.known()
            self.keys = keys
            for number in list(self._pages):
                here = keys[number * PAGE : (number + 1) * PAGE]
                self._pages[number] = [known.get(key) for key in here]
            self.endResetModel()
        self.forget()

    def known(self) -> dict[Key, Row]:
        """The rows that are here."""
        return {
            key: row
            for number, page in self._pages.items()
            for key, row in zip(self.keys[number * PAGE :][:PAGE], page, strict=False)
            if row is not None
        }

    def forget(self) -> None:
        """Rows may have changed: each page is read again when it is seen."""
        self._stale, self._asked = set(self._pages), None
        if self.keys:
            self._tell(0, len(self.keys) - 1)

    def give(self, page: int, keys: Sequence[Key], rows: Sequence[Row | None]) -> None:
        """A page has come, of the keys that stood there when it was asked for."""
        self._asked = None
        begin = page * PAGE
        if list(keys) != list(self.keys[begin : begin + PAGE]):
            return
        self._pages[page] = list(rows)
        self._stale.discard(page)
        while len(self._pages) > KEPT:
            self._stale.discard(self._pages.popitem(last=False)[0])
        self._tell(begin, begin + len(rows) - 1)

    def missed(self) -> None:
        """The page that was asked for does not come; it may be asked for again."""
        self._asked = None

    def swap(self, key: Key, row: Row | None) -> None:
        """One row has changed; it keeps its place."""
        at = self.place(key)
        page = self._pages.get(at // PAGE) if at >= 0 else None
        if page is not None:
            page[at % PAGE] = row
            self._tell(at, at)

    def place(self, key: Key) -> int:
        """The row of a key, or -1."""
        find = getattr(self.keys, "place", None)
        if find is not None:
            return int(find(key))
        return self.keys.index(key) if key in self.keys else -1

    def row(self, at: int) -> Row | None:
        """The row, where it is here."""
        page = self._pages.get(at // PAGE)
        return page[at % PAGE] if page and at % PAGE < len(page) else None

    def _wanted(self, at: int) -> Row | None:
        """The row; its page is asked for where it is not here, or no longer new."""
        number = at // PAGE
        if number in self._pages:
            self._pages.move_to_end(number)
        if (number not in self._pages or number in self._stale) and self._asked is None:
            self._asked = number
            self.page_wanted.emit(number)
        return self.row(at)

    def _tell(self, first: int, last: int) -> None:
        begin = self.index(first, 0)
        self.dataChanged.emit(begin, self.index(last, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _(self.columns[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._wanted(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._wanted(index.row())
            return "" if row is None else self.words(row, index.column())
        return None

    def words(self, row: Row, column: int) -> str:
        """What a screen reader says of a cell."""
        raise TypeError(f"{type(self).__name__} says nothing")

    def speak(self) -> None:
        """The language of the screens has changed."""
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.keys:
            self._tell(0, len(self.keys) - 1)
