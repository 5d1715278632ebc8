"""Paints the lines of a comparison: what it was on the left, what it is on the right.

With one version alone there is one column, and nothing is marked.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from hhdesk.care.plan_comparing import CHANGE_KIND_WORDS, ChangeKind
from hhdesk.gui import chip, icons, theme
from hhdesk.gui.chip import State
from hhdesk.gui.plan_compare_rows import QUIET, Cell, CompareRow, Fold
from hhdesk.gui.row_painting import bold, paint_ground
from hhdesk.gui.word_changes import changed_words
from hhdesk.gui.word_painting import COME, GONE, Marked, lay_out
from hhdesk.i18n import _, ngettext

ROW = Qt.ItemDataRole.UserRole + 1
_STATES = {
    ChangeKind.ADDED: ("good", "plus"),
    ChangeKind.REMOVED: ("danger", "minus"),
    ChangeKind.CHANGED: ("info", "pencil"),
    ChangeKind.MOVED: ("neutral", "move-vertical"),
}
GUTTER = 132
"""Where the first column begins at 100 %; before it stands what became of a line."""

_PAD, _GAP, _INDENT = 8, 16, 18
_NONE, _LEAD = "—", 2

Index = QModelIndex | QPersistentModelIndex
Block = list[tuple[QTextLayout, int]]
"""Laid out cells, and where each begins."""


def state(kind: ChangeKind) -> State:
    return State(_(CHANGE_KIND_WORDS[kind]), *_STATES[kind])


def states(row: CompareRow) -> list[State]:
    """In which ways a line changed."""
    return [state(kind) for kind in ChangeKind if kind in row.kinds]


def fold_words(fold: Fold) -> str:
    words = ngettext("{n} line unchanged", "{n} lines unchanged", fold.lines)
    return words.format(n=fold.lines)


def spoken(row: CompareRow) -> str:
    """A line as a screen reader says it."""
    ways = ", ".join(one.word for one in states(row))
    told = []
    for cell in row.cells:
        label = f"{cell.label}: " if cell.label.strip() else ""
        if cell.changed and row.kinds:
            both = _("{label}before: {before}; now: {after}")
            before, after = cell.before or _("nothing"), cell.after or _("nothing")
            told.append(both.format(label=label, before=before, after=after))
        elif cell.after or cell.before:
            told.append(label + (cell.after or cell.before))
    return ". ".join(part for part in (ways, *told) if part)


class ComparePainter(QStyledItemDelegate):
    """`width` is that of the list; `alone` shows the newer column only."""

    def __init__(self, view: QAbstractItemView, *, alone: bool = False) -> None:
        super().__init__(view)
        self._alone = alone
        self.width = 0
        self._blocks: dict[tuple[CompareRow, int], tuple[Block, ...]] = {}
        self._heights: dict[tuple[CompareRow, int], int] = {}

    def forget(self) -> None:
        """The font, the theme or the language is another."""
        self._blocks.clear()
        self._heights.clear()

    # ---------------------------------------------------------------- measuring

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        told = index.data(ROW)
        if isinstance(told, Fold):
            return QSize(self.width, theme.scaled(32))
        high = self._height(told, option.font)
        chips = len(told.kinds) * (option.fontMetrics.height() + 10)
        top = 2 * _PAD if told.depth == 0 else _PAD
        return QSize(self.width, max(high, chips) + top + _PAD)

    def _height(self, row: CompareRow, font: QFont) -> int:
        """How high the words of a line stand; those of most fit in one line each, and
        only the others are broken to see."""
        key = row, self.width
        if key not in self._heights:
            wide = self._columns(row)[0].width()
            sides = (1,) if self._alone else (0, 1)
            self._heights[key] = max(_measured(row, one, font, wide) for one in sides)
        return self._heights[key]

    def _columns(self, row: CompareRow) -> list[QRect]:
        """Where the columns of a line stand, without its height."""
        gutter = 0 if self._alone else theme.scaled(GUTTER)
        indent = _PAD + max(row.depth - 1, 0) * _INDENT
        if self._alone:
            return [QRect(indent, 0, self.width - indent - _PAD, 0)]
        half = (self.width - gutter) // 2
        wide = half - indent - _GAP
        return [QRect(gutter + at * half + indent, 0, wide, 0) for at in (0, 1)]

    def _laid_out(self, row: CompareRow, font: QFont) -> tuple[Block, ...]:
        key = row, self.width
        if key not in self._blocks:
            wide = self._columns(row)[0].width()
            sides = (1,) if self._alone else (0, 1)
            made = tuple(_block(row, side, font, wide) for side in sides)
            self._blocks[key] = made
        return self._blocks[key]

    # ----------------------------------------------------------------- painting

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        told = index.data(ROW)
        painter.save()
        painter.setFont(option.font)
        if isinstance(told, Fold):
            paint_ground(painter, option)
            self._paint_fold(painter, option.rect, told)
        elif told.depth == 0:
            self._paint_head(painter, option, told)
        else:
            painter.fillRect(option.rect, theme.colour("surface"))
            paint_ground(painter, option)
            self._paint_row(painter, option, told)
        painter.restore()

    def _paint_fold(self, painter: QPainter, box: QRect, fold: Fold) -> None:
        left = box.left() + (_PAD if self._alone else theme.scaled(GUTTER) + _PAD)
        side = 16
        ratio = painter.device().devicePixelRatioF()
        arrow = icons.pixmap("chevron-right", "muted", side, ratio)
        painter.drawPixmap(QPoint(left, box.center().y() - side // 2), arrow)
        painter.setPen(theme.colour("muted"))
        words = box.adjusted(left + side + 6 - box.left(), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, fold_words(fold))

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CompareRow
    ) -> None:
        painter.fillRect(option.rect, theme.colour("window"))
        if option.state & option.state.State_Selected:
            paint_ground(painter, option)
        painter.setPen(theme.colour("muted"))
        top = option.rect.bottom() - self._height(row, option.font) - _PAD + 1
        at = QPointF(option.rect.left() + _PAD, top)
        for laid, y in self._laid_out(row, option.font)[0]:
            laid.draw(painter, at + QPointF(0, y))

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CompareRow
    ) -> None:
        box = option.rect
        blocks = self._laid_out(row, option.font)
        columns = self._columns(row)
        self._paint_grounds(painter, box, columns, row)
        painter.setPen(theme.colour("text"))
        for column, cells in zip(columns, blocks, strict=True):
            corner = QPointF(box.left() + column.left(), box.top() + _PAD)
            for laid, y in cells:
                laid.draw(painter, corner + QPointF(0, y))
        if not self._alone:
            at = QPoint(box.left() + _PAD, box.top() + _PAD - 3)
            for one in states(row):
                chip.paint(painter, at, one, theme.scaled(GUTTER) - _PAD)
                at.setY(at.y() + painter.fontMetrics().height() + 10)

    def _paint_grounds(
        self, painter: QPainter, box: QRect, columns: list[QRect], row: CompareRow
    ) -> None:
        """The side on which a line stands alone has the colour of what became of it."""
        sides = {ChangeKind.REMOVED: (0, "danger"), ChangeKind.ADDED: (1, "good")}
        for kind in row.kinds & sides.keys():
            side, tone = sides[kind]
            if self._alone:
                continue
            ground = QColor(theme.current().tone(tone).ground)
            column = columns[side].adjusted(-6, 0, 6, 0)
            painter.fillRect(
                QRect(column.left(), box.top() + 2, column.width(), box.height() - 5),
                ground,
            )
        if not self._alone:
            middle = columns[1].left() - _PAD - max(row.depth - 1, 0) * _INDENT
            line = QColor(theme.current().line)
            painter.fillRect(middle, box.top() + 2, 1, box.height() - 4, line)


def _words(cell: Cell, row: CompareRow, side: int) -> str:
    """One cell of one side as it stands there, with its label before the words."""
    words = (cell.before, cell.after)[side]
    if cell.label == QUIET:
        return words
    alone = row.kinds & {ChangeKind.ADDED, ChangeKind.REMOVED}
    if not words and (alone or not row.kinds or not cell.changed):
        return ""
    label = f"{cell.label}: " if cell.label else ""
    return label + (words or _NONE)


def _marked(cell: Cell, row: CompareRow, side: int) -> Marked:
    """The same with the words marked that are others on the other side."""
    shown = _words(cell, row, side)
    if cell.label == QUIET:
        return Marked(shown, ink="muted")
    alone = row.kinds & {ChangeKind.ADDED, ChangeKind.REMOVED}
    if alone or not (row.kinds and cell.changed and shown):
        return Marked(shown)
    found = changed_words(cell.before, cell.after)[side]
    past = len(f"{cell.label}: ") if cell.label else 0
    spans = tuple((begin + past, end + past) for begin, end in found)
    return Marked(shown, spans, (GONE, COME)[side])


def _fonts(row: CompareRow, font: QFont) -> list[QFont]:
    """Of each cell: headings are bold, and a goal's own words."""
    strong, count = bold(font), len(row.cells)
    if row.depth == 0:
        return [strong] * count
    return [strong if row.goal else font] + [font] * (count - 1)


def _measured(row: CompareRow, side: int, font: QFont, width: int) -> int:
    top = 0
    for cell, worn in zip(row.cells, _fonts(row, font), strict=True):
        words = _words(cell, row, side)
        metrics = QFontMetrics(worn)
        if words and "\n" not in words and metrics.horizontalAdvance(words) < width:
            top += metrics.height() + _LEAD
        elif words:
            top += lay_out(Marked(words), worn, width)[1] + _LEAD
    return top


def _block(row: CompareRow, side: int, font: QFont, width: int) -> Block:
    laid: Block = []
    top = 0
    for cell, worn in zip(row.cells, _fonts(row, font), strict=True):
        text = _marked(cell, row, side)
        made, height = lay_out(text, worn, width)
        laid.append((made, top))
        if text.text:
            top += height + _LEAD
    return laid
