"""How the lines of a plan's outline look."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from hhdesk.gui import chip, icons, theme, tokens
from hhdesk.gui.plan_parts import Part
from hhdesk.gui.plan_rows import CONCERN
from hhdesk.gui.row_painting import bold

_Index = QModelIndex | QPersistentModelIndex
_SIGN, _GAP, _PAD, _INDENT = 14, 6, 8, 6


def _part(index: _Index) -> Part:
    part = index.data(Qt.ItemDataRole.UserRole)
    assert isinstance(part, Part)
    return part


def _left(part: Part) -> int:
    """Where the words begin: what stands under a domain has a sign before it."""
    return _PAD + _INDENT + _SIGN + _GAP if part.inner else _PAD


def _below(part: Part, metrics: QFontMetrics, width: int) -> bool:
    """Whether the chip stands below the words, there being no room beside them."""
    if part.state is None:
        return False
    sealed = _SIGN + 4 if part.sealed else 0
    wide = _left(part) + metrics.horizontalAdvance(part.words) + sealed
    return wide + 2 * _PAD + chip.size(part.state, metrics).width() > width


class OutlinePainter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        part, metrics = _part(index), option.fontMetrics
        line = metrics.height()
        if part.key is None:
            return QSize(0, line + 13)
        below = _below(part, metrics, self._view.viewport().width())
        return QSize(0, 2 * line + 19 if below else line + 11)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        part = _part(index)
        painter.save()
        painter.setFont(option.font if part.inner else bold(option.font))
        box = option.rect
        if part.key is None:
            painter.setPen(theme.colour("text"))
            low = Qt.AlignmentFlag.AlignBottom
            inner = box.adjusted(_PAD, 0, -_PAD, -4)
            painter.drawText(inner, low, _cut(painter, part.words, inner.width()))
        else:
            self._ground(painter, box, option)
            self._item(painter, box.adjusted(0, 1, 0, -1), part, option)
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem
    ) -> None:
        worn, state = theme.current(), QStyle.StateFlag
        chosen = bool(option.state & state.State_Selected)
        if not (chosen or option.state & state.State_MouseOver):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen and self._view.hasFocus():
            painter.setPen(QColor(worn.focus))
        painter.setBrush(QColor(worn.accent_soft if chosen else worn.hover))
        radius = tokens.RADIUS_FIELD
        painter.drawRoundedRect(box.adjusted(0, 1, -1, -2), radius, radius)

    def _item(
        self,
        painter: QPainter,
        box: QRect,
        part: Part,
        option: QStyleOptionViewItem,
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        metrics = option.fontMetrics
        below = _below(part, metrics, box.width())
        line = box.adjusted(_left(part), 0, -_PAD, 0)
        if below:
            line.setTop(box.top() + 4)
            line.setHeight(metrics.height())
        ink = "accent" if chosen else "text"
        if part.inner:
            self._sign(painter, box.left() + _PAD + _INDENT, line, part, ink)
        right = self._right(painter, line, part, option, below=below)
        line.setRight(right)
        painter.setPen(theme.colour(ink))
        words = _cut(painter, part.words, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        if below and part.state:
            at = QPoint(line.left(), line.bottom() + 3)
            chip.paint(painter, at, part.state, box.right() - _PAD - line.left())

    @staticmethod
    def _sign(painter: QPainter, left: int, line: QRect, part: Part, ink: str) -> None:
        """A worry or an aim."""
        concern = part.key is not None and part.key[0] == CONCERN
        name = "message-square" if concern else "target"
        ratio = painter.device().devicePixelRatioF()
        shown = icons.pixmap(name, "muted" if ink == "text" else ink, _SIGN, ratio)
        painter.drawPixmap(QPoint(left, line.center().y() - _SIGN // 2), shown)

    @staticmethod
    def _right(
        painter: QPainter,
        line: QRect,
        part: Part,
        option: QStyleOptionViewItem,
        *,
        below: bool,
    ) -> int:
        """What stands at the end of the line; gives where the words must end."""
        right = line.right()
        if part.state and not below:
            size = chip.size(part.state, option.fontMetrics)
            right -= size.width()
            top = line.center().y() - size.height() // 2
            chip.paint(painter, QPoint(right, top), part.state)
            right -= 4
        if part.count:
            painter.save()
            painter.setFont(option.font)
            painter.setPen(theme.colour("muted"))
            end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(line, end, part.count)
            painter.restore()
            right -= option.fontMetrics.horizontalAdvance(part.count) + _GAP
        if part.sealed:
            ratio = painter.device().devicePixelRatioF()
            shown = icons.pixmap("eye-off", "sealed", _SIGN, ratio)
            top = line.center().y() - _SIGN // 2
            painter.drawPixmap(QPoint(right - _SIGN, top), shown)
            right -= _SIGN + 4
        return right


def _cut(painter: QPainter, words: str, width: int) -> str:
    right = Qt.TextElideMode.ElideRight
    return painter.fontMetrics().elidedText(words, right, width)
