"""The rows below the top bar's field: members, screens and commands under headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from hhdesk.care.page_views import SeenMember
from hhdesk.care.search import Hit
from hhdesk.gui import people
from hhdesk.gui.command_table import Command
from hhdesk.gui.member_list import CHILD, MemberList
from hhdesk.gui.quick_find import ID_ROLE
from hhdesk.i18n import _

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(ID_ROLE) + 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between the rows that nobody can choose."""

    words: str


FindRow: TypeAlias = Heading | Hit | SeenMember | Command


class FindList(QAbstractListModel):
    """Its ID_ROLE is a member's id or a command; `members` knows how hits are shown."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.members = MemberList(today, self)
        self.rows: list[FindRow] = []

    def put(self, rows: Sequence[FindRow], query: str = "") -> None:
        """Show these rows; `query` is marked in the members."""
        self.beginResetModel()
        self.rows = list(rows)
        self.members.put([row for row in rows if isinstance(row, Hit)], query)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == ID_ROLE:
            return self._chosen(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return None

    @staticmethod
    def _chosen(row: FindRow) -> UUID | Command | None:
        if isinstance(row, Heading):
            return None
        return row if isinstance(row, Command) else row.member_id

    def _words(self, row: FindRow) -> str:
        """What a screen reader says of a row."""
        if isinstance(row, Heading):
            return row.words
        if isinstance(row, Command):
            return f"{_(row.words)} {row.key}".strip()
        if isinstance(row, SeenMember):
            born = people.born(row.birth_date, self.members.today)
            return f"{row.name.full}, {born}"
        at = self.members.row_of(row.member_id)
        return str(self.members.index(at, CHILD).data())
