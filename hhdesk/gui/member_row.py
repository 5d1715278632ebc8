"""Paints members in lists: two lines a row, chips, the matched part marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.person import Interpreter
from hhdesk.care.search import Hit
from hhdesk.gui import icons, marked_text, people, states, tokens
from hhdesk.gui.member_list import (
    CAREGIVER,
    CHILD,
    HIT_ROLE,
    LANGUAGE,
    STATE,
    MemberList,
)
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.i18n import _, language_name

_Index = QModelIndex | QPersistentModelIndex


def _model(index: _Index) -> MemberList:
    model = index.model()
    assert isinstance(model, MemberList)
    return model


class MemberPainter(QStyledItemDelegate):
    """The cells of the members' table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        hit: Hit = index.data(HIT_ROLE)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -4, -1)
        self._paint_cell(painter, box, hit, index)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, box: QRect, hit: Hit, index: _Index
    ) -> None:
        model, column = _model(index), index.column()
        if column == CHILD:
            paint_child(painter, box, hit, model)
        elif column == CAREGIVER:
            paint_caregiver(painter, box, hit, model.query)
        elif column == LANGUAGE:
            paint_language(painter, box, hit)
        elif column == STATE:
            paint_chip(painter, box, states.hit_state(hit))
        else:
            marked_text.paint(painter, box, hit.coordinator, "", "muted")


def paint_child(painter: QPainter, box: QRect, hit: Hit, model: MemberList) -> None:
    """Name, nickname; below, age and birth date."""
    first, second = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    name = f"{hit.name} “{hit.nickname}”" if hit.nickname else hit.name
    marked_text.paint(painter, first, name, model.query, "text")
    painter.setFont(plain)
    born = people.hit_born(hit, model.today)
    marked_text.paint(painter, second, born, "", "muted")


def paint_caregiver(painter: QPainter, box: QRect, hit: Hit, query: str) -> None:
    """Caregiver; below, the phone with a sign where a rule must be read first."""
    first, second = two_lines(painter, box)
    marked_text.paint(painter, first, people.hit_caregiver(hit), query, "text")
    if hit.phone_restricted and hit.phone:
        side = painter.fontMetrics().ascent()
        ratio = painter.device().devicePixelRatioF()
        sign = icons.pixmap("message-square-off", "warning", side, ratio)
        top = second.center().y() - side // 2
        painter.drawPixmap(QPoint(second.left(), top), sign)
        second.setLeft(second.left() + side + 5)
    marked_text.paint(painter, second, hit.phone, query, "muted")


def paint_language(painter: QPainter, box: QRect, hit: Hit) -> None:
    """The language; below it, that an interpreter is needed."""
    if hit.interpreter != Interpreter.NEEDED:
        marked_text.paint(painter, box, language_name(hit.language), "", "text")
        return
    first, second = two_lines(painter, box)
    marked_text.paint(painter, first, language_name(hit.language), "", "text")
    marked_text.paint(painter, second, _("interpreter"), "", "info")


class HitPainter(QStyledItemDelegate):
    """One wide row of the top bar's hits: child, caregiver, state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 14))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        hit: Hit = index.data(HIT_ROLE)
        model = _model(index)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -PAD, -1)
        left = QRect(box)
        left.setWidth(box.width() * 11 // 20)
        paint_child(painter, left, hit, model)
        right = QRect(box)
        right.setLeft(left.right() + PAD)
        paint_caregiver(painter, right, hit, model.query)
        painter.restore()
