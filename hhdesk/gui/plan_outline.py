"""The outline of a plan as a list: chosen by keys or mouse, moved by dragging."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from hhdesk.care.plan_content import PlanContent
from hhdesk.gui import forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.plan_outline_painter import OutlinePainter
from hhdesk.gui.plan_parts import FIRST, Key, Part, parts
from hhdesk.gui.plan_rows import GOAL
from hhdesk.i18n import _

_Index = QModelIndex | QPersistentModelIndex
_NONE = Qt.ItemFlag.NoItemFlags
_MIME = "application/x-hhdesk-plan-part"


class _Model(QAbstractListModel):
    dropped = Signal(int, int)
    """Line that was taken, line before which it was dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []

    def put(self, found: list[Part]) -> bool:
        """Show these; whether they are others than before, not the same changed."""
        old, self_keys = self.parts, [part.key for part in found]
        if [part.key for part in old] != self_keys:
            self.beginResetModel()
            self.parts = found
            self.endResetModel()
            return True
        self.parts = found
        for row, (before, now) in enumerate(zip(old, found, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.parts)

    def data(self, index: _Index, role: int = 0) -> object:
        part = self.parts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return part.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [part.words, part.state.word if part.state else "", part.count]
            said.append(_("Sealed") if part.sealed else "")
            return ", ".join(word for word in said if word)
        if role == Qt.ItemDataRole.UserRole:
            return part
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        part, flag = self.parts[index.row()], Qt.ItemFlag
        if part.key is None:
            return flag.ItemIsDropEnabled
        can = flag.ItemIsEnabled | flag.ItemIsSelectable
        return can | flag.ItemIsDragEnabled if part.inner else can

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: object, row: int, _column: int, parent: _Index
    ) -> bool:
        """Said aloud, and done by the draft: the model only shows."""
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self.parts)
        taken = bytes(data.data(_MIME).data())
        if taken:
            self.dropped.emit(int(taken), at)
        return False


@forms.offer
class PlanOutline(Spoken, QListView):
    chosen = Signal(tuple)
    """The key of the part that is edited now."""
    moved = Signal(tuple, object, object)
    """A concern or goal by its key, the key of its kind before which it shall stand or
    None, and its domain from now on."""
    remove_wanted = Signal(tuple)
    entered = Signal()
    """Enter was pressed: on to the fields of the chosen part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = _Model()
        self._content: PlanContent | None = None
        self._language = "en"
        self.setModel(self._parts)
        self.setItemDelegate(OutlinePainter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.selectionModel().currentChanged.connect(self._turned)
        self._parts.dropped.connect(self._drop)

    def put(self, content: PlanContent, language: str) -> None:
        """Show this plan; the chosen part stays chosen while it exists."""
        self._content, self._language = content, language
        key = self.key()
        self.selectionModel().blockSignals(True)
        others = self._parts.put(parts(content, language))
        self.selectionModel().blockSignals(False)
        if others:
            self.choose(key)

    def key(self) -> Key:
        index = self.currentIndex()
        part = self._parts.parts[index.row()] if index.isValid() else None
        return part.key if part and part.key else FIRST

    def choose(self, key: Key) -> None:
        """Make this part the chosen one; the plan itself where it is gone."""
        keys = [part.key for part in self._parts.parts]
        row = keys.index(key) if key in keys else 0
        self.setCurrentIndex(self._parts.index(row, 0))

    def goals(self) -> list[Key]:
        """The goals in the order in which they are shown."""
        keys = [part.key for part in self._parts.parts]
        return [key for key in keys if key is not None and key[0] == GOAL]

    def neighbour(self, key: Key, step: int) -> Key | None:
        """The concern or goal before (-1) or after (1) it in its own domain."""
        found = next((part for part in self._parts.parts if part.key == key), None)
        same = [
            part.key
            for part in self._parts.parts
            if found
            and part.key
            and part.domain is found.domain
            and part.key[0] == key[0]
        ]
        place = same.index(key) + step if key in same else -1
        return same[place] if 0 <= place < len(same) else None

    def lines(self) -> list[str]:
        return [part.words for part in self._parts.parts]

    def _turned(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.key())

    def _drop(self, taken: int, at: int) -> None:
        """Dropped before the line `at`: into the domain above it."""
        shown = self._parts.parts
        key = shown[taken].key
        above = [part.domain for part in shown[:at] if part.domain is not None]
        if key is None or at == 0 or (not above and at < len(shown)):
            return
        domain = shown[at].domain if at < len(shown) and shown[at].inner else None
        domain = domain or (above[-1] if above else None)
        before = [
            part.key
            for part in shown[at:]
            if part.key and part.key[0] == key[0] and part.domain is domain
        ]
        self.moved.emit(key, before[0] if before else None, domain)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit(self.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Whether a chip stands beside its words or below them.
            self.scheduleDelayedItemsLayout()

    def refill(self) -> None:
        if self._content is not None:
            self.put(self._content, self._language)
