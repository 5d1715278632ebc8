"""The list of a comparison: folded, walked from change to change, opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from hhdesk.gui import forms
from hhdesk.gui.plan_compare_painter import ROW, ComparePainter, fold_words, spoken
from hhdesk.gui.plan_compare_rows import CompareRow, CompareRows, Fold

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
Index = QModelIndex | QPersistentModelIndex


class CompareModel(QAbstractListModel):
    """Lines and folds as they stand on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: CompareRows | None = None
        self._opened: set[int] = set()
        self._shown: list[int | Fold] = []
        self.whole = False
        """Whether nothing is folded."""

    def put(self, found: CompareRows) -> None:
        self.beginResetModel()
        self._found, self._opened = found, set()
        self._show()
        self.endResetModel()

    def show_whole(self, whole: bool) -> None:
        """Everything, or what changed with folds between."""
        self.beginResetModel()
        self.whole, self._opened = whole, set()
        self._show()
        self.endResetModel()

    def open_fold(self, fold: Fold) -> None:
        at = self._shown.index(fold)
        self._opened.add(fold.begin)
        last = at + fold.end - fold.begin - 1
        self._shown[at] = fold.begin
        self.dataChanged.emit(self.index(at), self.index(at))
        if last > at:
            self.beginInsertRows(QModelIndex(), at + 1, last)
            self._shown[at + 1 : at + 1] = range(fold.begin + 1, fold.end)
            self.endInsertRows()

    def _show(self) -> None:
        if self._found is None:
            self._shown = []
        elif self.whole:
            self._shown = list(range(len(self._found.rows)))
        else:
            self._shown = self._found.shown(self._opened)

    def told(self, at: int) -> CompareRow | Fold:
        """What stands at a line of the screen."""
        one = self._shown[at]
        assert self._found is not None
        return one if isinstance(one, Fold) else self._found.rows[one]

    def changes(self) -> list[int]:
        """The lines of the screen that show a change."""
        found = []
        for at in range(len(self._shown)):
            told = self.told(at)
            if isinstance(told, CompareRow) and told.kinds:
                found.append(at)
        return found

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = self.told(index.row())
        if role == ROW:
            return told
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return fold_words(told) if isinstance(told, Fold) else spoken(told)
        return None


@forms.offer
class CompareView(QListView):
    moved = Signal()
    """Another line is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CompareModel(self)
        self.setModel(self.rows)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(24)
        self.stand_alone(False)
        self.clicked.connect(self._open)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def stand_alone(self, alone: bool) -> None:
        """One version in one column, nothing folded; or two beside each other."""
        self._painter = ComparePainter(self, alone=alone)
        self.setItemDelegate(self._painter)
        self.rows.show_whole(alone)

    def put(self, found: CompareRows) -> None:
        """Show these lines; the first change is chosen."""
        self._measure()
        self.rows.put(found)
        self.choose_first()

    def choose_first(self) -> None:
        """The first change with its heading in sight, or the first line."""
        first = next(iter(self.rows.changes()), 0)
        self.setCurrentIndex(self.rows.index(first))
        above = self.rows.index(max(first - 1, 0))
        self.scrollTo(above, QListView.ScrollHint.PositionAtTop)

    def lines(self) -> list[str]:
        """What stands on the screen, as it is read aloud."""
        count = self.rows.rowCount()
        return [str(self.rows.index(at).data()) for at in range(count)]

    def turn(self, step: int) -> bool:
        """To the next change (+1) or the one before (-1); whether there is one."""
        here = self.currentIndex().row()
        found = self.rows.changes()
        there = [at for at in found if (at > here if step > 0 else at < here)]
        if there:
            self._choose(there[0] if step > 0 else there[-1])
        return bool(there)

    def place(self) -> int:
        """Which change is chosen, from 1; 0 for none of them."""
        here, found = self.currentIndex().row(), self.rows.changes()
        return found.index(here) + 1 if here in found else 0

    def _choose(self, at: int) -> None:
        self.setCurrentIndex(self.rows.index(at))
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.EnsureVisible)

    def _open(self, index: Index) -> None:
        told = self.rows.told(index.row()) if index.isValid() else None
        if isinstance(told, Fold):
            self.rows.open_fold(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self._open(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        width = self.viewport().width()
        if width != self._painter.width:
            self._painter.width = width
            self._painter.forget()
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (
            kinds.FontChange,
            kinds.StyleChange,
            kinds.PaletteChange,
            kinds.LanguageChange,
        ):
            painter = getattr(self, "_painter", None)
            if painter is not None:
                painter.forget()
                self.scheduleDelayedItemsLayout()
