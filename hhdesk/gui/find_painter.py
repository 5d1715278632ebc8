"""Paints the rows below the top bar's field: headings, members, commands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.page_views import SeenMember
from hhdesk.care.search import Hit
from hhdesk.gui import icons, marked_text, people, theme, tokens
from hhdesk.gui.command_table import Command
from hhdesk.gui.find_list import ROW_ROLE, FindList, FindRow, Heading
from hhdesk.gui.member_row import paint_caregiver, paint_child
from hhdesk.gui.row_painting import PAD, bold, paint_ground
from hhdesk.i18n import _

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_TWO_LINES, _ONE_LINE, _HEADING = 14, 14, 10


class FindPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: FindRow = index.data(ROW_ROLE)
        line = option.fontMetrics.height()
        if isinstance(row, Hit):
            return QSize(0, max(tokens.ROW_TWO_LINES, line * 2 + _TWO_LINES))
        if isinstance(row, Heading):
            return QSize(0, line + _HEADING)
        return QSize(0, max(tokens.ROW, line + _ONE_LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        row: FindRow = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, FindList)
        painter.save()
        painter.setFont(option.font)
        box = option.rect.adjusted(PAD, 0, -PAD, -1)
        if isinstance(row, Heading):
            painter.setFont(bold(option.font))
            marked_text.paint(painter, box.adjusted(0, 4, 0, 0), row.words, "", "muted")
        else:
            paint_ground(painter, option)
            self._paint_row(painter, box, row, model)
        painter.restore()

    def _paint_row(
        self, painter: QPainter, box: QRect, row: FindRow, model: FindList
    ) -> None:
        if isinstance(row, Hit):
            left = QRect(box)
            left.setWidth(box.width() * 11 // 20)
            paint_child(painter, left, row, model.members)
            box.setLeft(left.right() + PAD)
            paint_caregiver(painter, box, row, model.members.query)
        elif isinstance(row, SeenMember):
            born = people.born(row.birth_date, model.members.today)
            self._paint_line(painter, box, "user", row.name.full, born)
        elif isinstance(row, Command):
            self._paint_command(painter, box, row)

    @staticmethod
    def _paint_line(
        painter: QPainter, box: QRect, icon: str, words: str, more: str
    ) -> int:
        """An icon, words, and muted words after them; gives where they end."""
        ratio = painter.device().devicePixelRatioF()
        side = tokens.ICON
        sign = icons.pixmap(icon, "muted", side, ratio)
        painter.drawPixmap(box.left(), box.center().y() - side // 2, sign)
        box = box.adjusted(side + PAD, 0, 0, 0)
        marked_text.paint(painter, box, words, "", "text")
        width = painter.fontMetrics().horizontalAdvance(words)
        box.setLeft(min(box.left() + width + PAD, box.right()))
        marked_text.paint(painter, box, more, "", "muted")
        return box.left()

    def _paint_command(self, painter: QPainter, box: QRect, command: Command) -> None:
        if command.key:
            box.setRight(self._paint_key(painter, box, command.key))
        self._paint_line(painter, box, command.icon, _(command.words), "")

    @staticmethod
    def _paint_key(painter: QPainter, box: QRect, key: str) -> int:
        """The keys in a small frame at the right; gives where they begin."""
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(key) + 10
        height = metrics.height() + 2
        frame = QRectF(
            box.right() - width, box.center().y() - height / 2 + 0.5, width, height
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("field_line"))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(theme.colour("muted"))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), key)
        return int(frame.left()) - PAD
