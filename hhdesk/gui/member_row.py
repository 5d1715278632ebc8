"""Paints members in lists: two lines a row, chips, the matched part marked."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_columns import Column
from hhdesk.care.person import Interpreter
from hhdesk.care.search import Hit
from hhdesk.gui import icons, marked_text, member_cells, people, states, tokens
from hhdesk.gui.member_list import HIT_ROLE, MemberList
from hhdesk.gui.paged_rows import ROW_ROLE
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.i18n import _, language_name

_Index = QModelIndex | QPersistentModelIndex


class Marked(Protocol):
    """A list of members: the day, and what is marked in its rows."""

    today: date
    query: str


class MemberPainter(QStyledItemDelegate):
    """The cells of the members' table; a row that is not here yet is a blank."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        row: MemberRow | None = index.data(ROW_ROLE)
        # A model of the table's kind, which imports this module.
        model: Any = index.model()
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -4, -1)
        if row is not None:
            column = model.shown[index.column()]
            paint_cell(painter, box, row, column, model)
        elif index.column() == 0:
            marked_text.paint(painter, box, "…", "", "muted")
        painter.restore()


def paint_cell(
    painter: QPainter, box: QRect, row: MemberRow, column: Column, model: Marked
) -> None:
    today = model.today
    match column:
        case Column.CHILD:
            paint_child(painter, box, row.hit, model)
        case Column.CAREGIVER:
            paint_caregiver(painter, box, row.hit, model.query)
        case Column.LANGUAGE:
            paint_language(painter, box, row.hit)
        case Column.STATE:
            paint_chip(painter, box, states.hit_state(row.hit))
        case Column.NEXT_DUE:
            if row.next_due is not None:
                paint_chip(painter, box, states.due(row.next_due, today))
        case Column.LAST_CONTACT:
            paint_lines(painter, box, *member_cells.last_contact(row, today))
        case Column.CONDITIONS:
            paint_lines(painter, box, *_in_two(row.conditions))
        case Column.NUMBERS:
            paint_lines(painter, box, *_in_two(member_cells.numbers(row)))
        case _:
            words = member_cells.words(row, column, today)
            marked_text.paint(painter, box, words, "", "muted")


def _in_two(texts: Any) -> tuple[str, str]:
    """The first on a line of its own, the others below it."""
    told = list(texts)
    return (told[0] if told else "", ", ".join(told[1:]))


def paint_lines(painter: QPainter, box: QRect, upper: str, lower: str) -> None:
    """Two muted lines; one alone stands in the middle."""
    if not lower:
        marked_text.paint(painter, box, upper, "", "muted")
        return
    first, second = two_lines(painter, box)
    marked_text.paint(painter, first, upper, "", "text")
    marked_text.paint(painter, second, lower, "", "muted")


def paint_child(painter: QPainter, box: QRect, hit: Hit, model: Marked) -> None:
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
        model = index.model()
        assert isinstance(model, MemberList)
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
