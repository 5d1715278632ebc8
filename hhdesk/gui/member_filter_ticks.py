"""Lines of a list that are ticked, painted from the tokens: box, word, how many."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.gui import marked_text, theme, tokens
from hhdesk.gui.tick import paint_box

COUNT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_PAD, _GAP = 8, 8
_Index = QModelIndex | QPersistentModelIndex
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Select, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def turned(state: object) -> Qt.CheckState:
    """What a tick becomes."""
    ticked = Qt.CheckState(state) == Qt.CheckState.Checked
    return Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked


class TickPainter(QStyledItemDelegate):
    """A click anywhere on the line turns the tick, and so do Space and Enter."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = max(tokens.ROW_COMPACT, option.fontMetrics.height() + 10)
        return QSize(0, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        painter.save()
        painter.setFont(option.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.current().accent_soft))
        room = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        self._paint_line(painter, room, index)
        painter.restore()

    @staticmethod
    def _paint_line(painter: QPainter, room: QRect, index: _Index) -> None:
        side = tokens.ICON
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        box = QRect(room.left(), room.center().y() - side // 2, side, side)
        checked = state is not None and turned(state) == Qt.CheckState.Unchecked
        paint_box(painter, box, checked=checked, enabled=enabled)
        count = index.data(COUNT_ROLE)
        shown = "" if count is None else f"{count:,}"
        width = painter.fontMetrics().horizontalAdvance(shown)
        right = QRect(room)
        right.setLeft(room.right() - width)
        marked_text.paint(painter, right, shown, "", "muted")
        words = room.adjusted(side + _GAP, 0, -width - _GAP, 0)
        told = str(index.data(Qt.ItemDataRole.DisplayRole))
        marked_text.paint(painter, words, told, "", "text")

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        pressed = isinstance(event, QKeyEvent) and event.key() in _KEYS
        if pressed or event.type() == QEvent.Type.MouseButtonRelease:
            role = Qt.ItemDataRole.CheckStateRole
            return model.setData(index, turned(index.data(role)), role)
        return False
