"""A list of values to tick below a button: it stays open, and letters narrow it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.search_words import words
from hhdesk.gui import theme
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.member_filter_ticks import COUNT_ROLE, TickPainter, turned
from hhdesk.i18n import _

_WIDTH, _ROWS, _FIND_FROM = 260, 12, 9
_CODE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Value:
    """`count` members have it."""

    code: str
    word: str
    count: int


class ValuePicker(QFrame):
    chosen = Signal(object)
    """The codes that are ticked, each time one changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(self)
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self.chosen.emit(self.ticked()))
        self.list.setItemDelegate(TickPainter(self.list))
        self.none_label = PlainLabel(self)
        self.none_label.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self.none_label):
            column.addWidget(widget)

    def offer(self, title: str, values: Sequence[Value], ticked: Iterable[str]) -> None:
        """Those that are ticked come first."""
        marked = set(ticked)
        self.list.blockSignals(True)
        for one in sorted(values, key=lambda one: one.code not in marked):
            item = QListWidgetItem(one.word, self.list)
            item.setData(_CODE, one.code)
            item.setData(COUNT_ROLE, one.count)
            told = f"{one.word}, {one.count:,}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            checked = Qt.CheckState.Checked if one.code in marked else _UNTICKED
            item.setCheckState(checked)
        self.list.blockSignals(False)
        self.list.setAccessibleName(title)
        self.field.setAccessibleName(_("Find in the list"))
        self.field.setPlaceholderText(_("Find in the list"))
        self.field.setVisible(len(values) >= _FIND_FROM)
        self.none_label.setText(_("No member has one."))
        self.none_label.setVisible(not values)
        self.list.setVisible(bool(values))

    def open_below(self, button: QWidget) -> None:
        rows = min(self.list.count(), _ROWS)
        if rows:
            height = self.list.sizeHintForRow(0) * rows + 8
            self.list.setFixedHeight(height)
            self.list.setCurrentRow(0)
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.adjustSize()
        self.move(button.mapToGlobal(QPoint(0, button.height() + 4)))
        self.show()
        shown = self.field if not self.field.isHidden() else self.list
        shown.setFocus()

    def ticked(self) -> tuple[str, ...]:
        items = [self.list.item(at) for at in range(self.list.count())]
        codes = [str(one.data(_CODE)) for one in items if one.checkState() != _UNTICKED]
        return tuple(sorted(codes))

    def _narrow(self, text: str) -> None:
        """Show the values in which each word begins a word."""
        sought = words(text)
        for at in range(self.list.count()):
            item = self.list.item(at)
            here = words(item.text())
            found = all(any(word.startswith(one) for word in here) for one in sought)
            item.setHidden(not found)
        self._go(0, 1)

    def _go(self, row: int, step: int) -> None:
        """Make the next row that is shown the current one."""
        while 0 <= row < self.list.count():
            if not self.list.item(row).isHidden():
                self.list.setCurrentRow(row)
                return
            row += step

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field act on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, row = event.key(), self.list.currentRow()
            if key == Qt.Key.Key_Down:
                self._go(row + 1, 1)
            elif key == Qt.Key.Key_Up:
                self._go(row - 1, -1)
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None and not item.isHidden():
                    item.setCheckState(turned(item.checkState()))
            else:
                return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)


_UNTICKED = Qt.CheckState.Unchecked
