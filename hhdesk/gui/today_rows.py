"""The things to do as rows: what each cell says, and what became of those that left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from hhdesk.care.open_loops import LoopKey, LoopRow
from hhdesk.gui import loop_words
from hhdesk.gui.labels import plain_tip
from hhdesk.gui.paged_rows import PAGE, Index, PagedRows
from hhdesk.i18n import N_, _

KIND, CHILD, WHY, DUE, OWNER, ACT = range(6)
COLUMNS = (
    N_("Kind"),
    N_("Child"),
    N_("Why now"),
    N_("Due"),
    N_("Whose"),
    N_("Next step"),
)
LEFT = N_("Done")


@dataclass(frozen=True)
class Gone:
    """A row that is to do no more, the word for it, and what takes the act back."""

    row: LoopRow
    word: str = ""
    undo: Callable[[], object] | None = None


class TodayRows(PagedRows[LoopKey, LoopRow]):
    """`today` is the clinic's day. Who leaves stays in its place, struck through, until
    the list is asked for anew."""

    columns = COLUMNS

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.gone: dict[LoopKey, Gone] = {}

    def put(self, keys: Sequence[LoopKey], first: Sequence[LoopRow | None]) -> None:
        self.gone.clear()
        super().put(keys, first)

    def leave(
        self, row: LoopRow, word: str, undo: Callable[[], object] | None = None
    ) -> None:
        """An act was done here: strike the row through, with the word for it."""
        self.gone[row.key] = Gone(row, word, undo)
        self.swap(row.key, row)

    def come_back(self, key: LoopKey) -> None:
        """The act was taken back."""
        gone = self.gone.pop(key, None)
        if gone is not None:
            self.swap(key, gone.row)

    def give(
        self, page: int, keys: Sequence[LoopKey], rows: Sequence[LoopRow | None]
    ) -> None:
        known = self.known()
        told = list(rows)
        for place, (key, row) in enumerate(zip(keys, rows, strict=True)):
            if row is not None:
                self.gone.pop(key, None)
            elif (last := known.get(key)) is not None:
                told[place] = self.gone.setdefault(key, Gone(last)).row
        super().give(page, keys, told)

    def place(self, key: LoopKey) -> int:
        """Whoever is looked for was mostly seen: the rows that are here come first."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row is not None and row.key == key:
                    return number * PAGE + at
        return super().place(key)

    def act(self, row: LoopRow) -> str:
        """What the row's button says; nothing where there is nothing to be done."""
        gone = self.gone.get(row.key)
        if gone is None:
            return loop_words.act(row)
        return _("Undo") if gone.undo is not None else ""

    def became(self, row: LoopRow) -> str:
        """What became of a row that is to do no more; nothing for one that is."""
        gone = self.gone.get(row.key)
        return "" if gone is None else gone.word or _(LEFT)

    def data(self, index: Index, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            row = self.row(index.row())
            return plain_tip(loop_words.sentence(row, self.today)) if row else None
        return super().data(index, role)

    def words(self, row: LoopRow, column: int) -> str:
        if column == KIND:
            return loop_words.kind(row)
        if column == CHILD:
            told = loop_words.child(row), loop_words.age(row, self.today)
            return ", ".join(filter(None, told))
        if column == WHY:
            return loop_words.why(row, self.today)
        if column == DUE:
            return self.became(row) or loop_words.due(row, self.today).word
        return row.owner if column == OWNER else self.act(row)
