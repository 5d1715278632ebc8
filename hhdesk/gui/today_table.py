"""The table of things to do: painted rows, of which each ends in its act's button."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hhdesk.care.open_loops import LOOP_ACT_WORDS, LOOP_KIND_WORDS, LoopRow
from hhdesk.gui import chip, forms, icons, loop_words, marked_text, theme, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import ROW_ROLE, Index
from hhdesk.gui.referral_table import paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground
from hhdesk.gui.row_table import RowTable
from hhdesk.gui.today_rows import ACT, CHILD, DUE, KIND, OWNER, WHY, TodayRows
from hhdesk.i18n import _, format_due

_SHARES = {CHILD: 36, WHY: 64, OWNER: 22}
"""How the columns of words share what the others leave."""
_LATE = date(2026, 1, 1)


class TodayPainter(QStyledItemDelegate):
    """A row that is not here yet is a blank; one that left is struck through."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(44, option.fontMetrics.height() * 2 + 10))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: LoopRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, TodayRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if row is not None:
            self._paint_cell(painter, box, row, model, index)
        elif index.column() == CHILD:
            marked_text.paint(painter, box, "…", "", "muted")
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        box: QRect,
        row: LoopRow,
        model: TodayRows,
        index: Index,
    ) -> None:
        column, gone = index.column(), model.became(row)
        if column == ACT:
            self._paint_button(painter, index, model.act(row))
        elif column == DUE:
            due = loop_words.due(row, model.today)
            paint_chip(painter, box, State(gone, "good", "check") if gone else due)
        else:
            painter.setFont(struck(painter.font()) if gone else painter.font())
            _paint_words(painter, box, row, model, column, gone=bool(gone))

    def _paint_button(self, painter: QPainter, index: Index, words: str) -> None:
        table = self.parent()
        if not words or not isinstance(table, TodayTable):
            return
        paint_button(
            painter,
            table.button_box(index.model().index(index.row(), ACT)),
            words,
            hovered=table.hovered == index.row(),
            chosen=table.currentIndex().row() == index.row() and table.hasFocus(),
        )


def struck(font: QFont) -> QFont:
    made = QFont(font)
    made.setStrikeOut(True)
    return made


def _paint_words(
    painter: QPainter,
    box: QRect,
    row: LoopRow,
    model: TodayRows,
    column: int,
    *,
    gone: bool,
) -> None:
    ink = "muted" if gone or row.private else "text"
    if column == KIND:
        _paint_kind(painter, box, row)
    elif column == CHILD:
        plain = painter.font()
        name, age = loop_words.child(row), loop_words.age(row, model.today)
        if gone or not name:
            paint_lines(painter, box, name, age)
            return
        _paint_child(painter, box, name, age)
        painter.setFont(plain)
    elif column == OWNER:
        painter.setPen(theme.colour("muted"))
        paint_wrapped(painter, box, row.owner)
    else:
        painter.setPen(theme.colour(ink))
        paint_wrapped(painter, box, loop_words.why(row, model.today))


def _paint_kind(painter: QPainter, box: QRect, row: LoopRow) -> None:
    side = tokens.ICON
    ratio = painter.device().devicePixelRatioF()
    drawn = icons.pixmap(loop_words.icon(row), "muted", side, ratio)
    painter.drawPixmap(QPoint(box.left(), box.center().y() - side // 2 + 1), drawn)
    painter.setPen(theme.colour("muted"))
    paint_wrapped(painter, box.adjusted(side + 8, 0, 0, 0), loop_words.kind(row))


def _paint_child(painter: QPainter, box: QRect, name: str, age: str) -> None:
    """The name, and the age below it; what a line cannot hold of the name stands
    before the age."""
    plain, strong = painter.font(), bold(painter.font())
    line = painter.fontMetrics().height()
    metrics = QFontMetrics(strong)
    head, rest = first_line(name, metrics.horizontalAdvance, box.width())
    upper = QRect(box.left(), box.center().y() - line + 1, box.width(), line)
    lower = upper.translated(0, line)
    painter.setFont(strong)
    marked_text.paint(painter, upper, head, "", "text")
    marked_text.paint(painter, lower, rest, "", "text")
    painter.setFont(plain)
    lower.setLeft(lower.left() + metrics.horizontalAdvance(f"{rest} " if rest else ""))
    if lower.width() > painter.fontMetrics().averageCharWidth() * 4:
        marked_text.paint(painter, lower, age, "", "muted")


def paint_wrapped(painter: QPainter, box: QRect, words: str) -> None:
    """One line, or two of which the second ends in "..." where both do not do."""
    metrics = painter.fontMetrics()
    first, rest = first_line(words, metrics.horizontalAdvance, box.width())
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    if not rest:
        cut = metrics.elidedText(first, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, cut)
        return
    line = metrics.height()
    upper = QRect(box.left(), box.center().y() - line + 1, box.width(), line)
    painter.drawText(upper, middle, first)
    cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(upper.translated(0, line), middle, cut)


def first_line(words: str, measure: object, room: int) -> tuple[str, str]:
    """As many words as fit, and those that do not."""
    assert callable(measure)
    if measure(words) <= room:
        return words, ""
    line, parts = "", words.split(" ")
    for at, part in enumerate(parts):
        longer = f"{line} {part}".strip()
        if line and measure(longer) > room:
            return line, " ".join(parts[at:])
        line = longer
    return line, ""


def paint_button(
    painter: QPainter, box: QRect, words: str, *, hovered: bool, chosen: bool
) -> None:
    """A small button as the style sheet draws one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPen(theme.colour("focus" if chosen else "field_line"), 2 if chosen else 1)
    painter.setPen(edge)
    painter.setBrush(theme.colour("hover" if hovered else "surface"))
    inset = edge.widthF() / 2
    shape = box.toRectF().adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(shape, tokens.RADIUS_FIELD, tokens.RADIUS_FIELD)
    painter.setPen(theme.colour("text"))
    metrics = painter.fontMetrics()
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 12)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cut)
    painter.restore()


@forms.offer
class TodayTable(RowTable):
    """A press on a row's button, or Enter, is its act; a double click opens."""

    acted = Signal()
    menu_wanted = Signal(QPoint)

    painter = TodayPainter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self._pressed = -1
        self.setMouseTracking(True)

    def fit_rows(self) -> None:
        super().fit_rows()
        self._share()

    def show_owner(self, shown: bool) -> None:
        self.setColumnHidden(OWNER, not shown)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Kind, due day and button take what they need, the words share the rest."""
        if self.model() is None:
            return
        needed = self._needed()
        shown = {
            column: share
            for column, share in _SHARES.items()
            if not self.isColumnHidden(column)
        }
        room = max(self.viewport().width() - sum(needed.values()), 0)
        whole = sum(shown.values())
        for column, width in needed.items():
            self.setColumnWidth(column, width)
        for column, share in shown.items():
            self.setColumnWidth(column, room * share // whole)

    def _needed(self) -> dict[int, int]:
        """Widths of what is always of one kind, in the present language and size."""
        metrics = self.fontMetrics()
        words = max(
            metrics.horizontalAdvance(part)
            for word in LOOP_KIND_WORDS.values()
            for part in _(word).split()
        )
        late = State(format_due(_LATE, _LATE + timedelta(days=188)), "", "clock")
        acts = (_(word) for word in LOOP_ACT_WORDS.values())
        button = max(metrics.horizontalAdvance(word) for word in acts)
        return {
            KIND: words + tokens.ICON + 8 + 2 * PAD,
            DUE: chip.size(late, metrics).width() + PAD + 8,
            ACT: button + 36,
        }

    def button_box(self, index: QModelIndex) -> QRect:
        """Where the button of a row is painted, at the end of its last cell."""
        cell = self.visualRect(index).adjusted(4, 0, -10, -1)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        metrics = self.fontMetrics()
        wide = min(metrics.horizontalAdvance(words) + 22, cell.width())
        high = min(metrics.height() + 10, cell.height() - 4)
        top = cell.center().y() - high // 2
        return QRect(cell.right() - wide + 1, top, wide, high)

    def _button_at(self, at: QPoint) -> int:
        """The row whose button is there, or -1."""
        index = self.indexAt(at)
        if not index.isValid() or index.column() != ACT:
            return -1
        words = index.data(Qt.ItemDataRole.DisplayRole)
        there = bool(words) and self.button_box(index).contains(at)
        return index.row() if there else -1

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            hand = Qt.CursorShape.PointingHandCursor
            usual = Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand if row >= 0 else usual)
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self._button_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._button_at(event.position().toPoint()) if left else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row, self._pressed = self._pressed, -1
        if row >= 0 and row == self._button_at(event.position().toPoint()):
            self.choose(row)
            self.acted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick presses on a button are no wish to open the child."""
        if self._button_at(event.position().toPoint()) < 0:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.acted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse at the row below it, by the keyboard at the chosen one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if not index.isValid():
                return
            self.choose(index.row())
            self.menu_wanted.emit(event.globalPos())
            return
        box = self.visualRect(self.currentIndex())
        self.menu_wanted.emit(self.viewport().mapToGlobal(box.bottomLeft()))

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()
