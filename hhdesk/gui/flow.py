"""A layout that sets its widgets in rows and breaks where the width ends: for chips."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from hhdesk.gui import forms


class FlowLayout(QLayout):
    def __init__(self, parent: QWidget, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        # Asked many times for each change; an item's size costs a look at its text.
        self._sizes: list[tuple[QLayoutItem, QSize]] | None = None
        self._heights: dict[int, int] = {}
        self.to_the_right = False
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        super().invalidate()
        self._sizes = None
        self._heights.clear()

    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        """What is shown, with the size it wants."""
        if self._sizes is None:
            shown = [item for item in self._items if not item.isEmpty()]
            self._sizes = [(item, item.sizeHint()) for item in shown]
        return self._sizes

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [size for _, size in self._shown()]
        width = sum(size.width() + self._gap for size in shown) - self._gap
        return QSize(max(width, 0), max((s.height() for s in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Set the rows, or only measure them; returns the height they take."""
        y = rect.y()
        row: list[tuple[QLayoutItem, QSize]] = []
        wide = 0
        for item, size in self._shown():
            wide += size.width() + self._gap
            if row and wide - self._gap > rect.width():
                y += self._set(row, rect, y, move=move) + self._gap
                row, wide = [], size.width() + self._gap
            row.append((item, size))
        if row:
            y += self._set(row, rect, y, move=move)
        return y - rect.y()

    def _width(self, row: list[tuple[QLayoutItem, QSize]]) -> int:
        return sum(size.width() + self._gap for _, size in row) - self._gap

    def _set(
        self, row: list[tuple[QLayoutItem, QSize]], rect: QRect, y: int, *, move: bool
    ) -> int:
        """Set one row; returns its height."""
        x = rect.x()
        if self.to_the_right:
            x = max(rect.right() + 1 - self._width(row), x)
        high = max(size.height() for _, size in row)
        for item, size in row:
            if move:
                top = y + (high - size.height()) // 2
                item.setGeometry(QRect(QPoint(x, top), size))
            x += size.width() + self._gap
        return high


@forms.offer
class Flow(QWidget):
    """A strip of chips or small buttons that wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        widget.setParent(self)
        self._layout.addWidget(widget)
        widget.show()
        self.updateGeometry()

    def put(self, widgets: Iterable[QWidget]) -> None:
        """These instead of what was there; the page is laid out once for all."""
        hidden = self.isHidden()
        self.hide()
        self.clear()
        for widget in widgets:
            self.add(widget)
        self.setVisible(not hidden)

    def take(self, widget: QWidget) -> None:
        """Leave out this widget without deleting it."""
        self._layout.removeWidget(widget)

    def align_right(self) -> None:
        self._layout.to_the_right = True

    def clear(self) -> None:
        """Remove and delete everything in it."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.updateGeometry()
