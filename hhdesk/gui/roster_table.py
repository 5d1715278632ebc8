"""The lines of a roster in the report: what each cell says and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.roster_lines import FATE_WORDS, Fate, LineOutcome
from hhdesk.exchange.roster_report import change_words, field_words, sentence
from hhdesk.gui import forms, marked_text, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import ROW_ROLE, Index
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, format_date, ngettext

LINE, CHILD, FATE, TOLD = range(4)
COLUMNS = (N_("Line"), N_("Child"), N_("What"), N_("What the roster says"))

_CHIPS = {
    Fate.ENTERED: ("good", "user-plus"),
    Fate.CHANGED: ("info", "pencil"),
    Fate.DIFFERS: ("warning", "flag"),
    Fate.KNOWN: ("neutral", "check"),
    Fate.POSSIBLE: ("warning", "users"),
    Fate.REFUSED: ("danger", "ban"),
    Fate.GONE: ("warning", "user-x"),
}
_NO_INDEX = QModelIndex()


def chip_of(fate: Fate) -> State:
    """A fate as a chip."""
    tone, icon = _CHIPS[fate]
    return State(_(FATE_WORDS[fate]), tone, icon)


def born(row: LineOutcome) -> str:
    """The birth date, where it could be read."""
    return format_date(row.birth_date) if row.birth_date else ""


def told(row: LineOutcome) -> tuple[str, str]:
    """The most important thing about a line, and a second one."""
    if row.sentence:
        return sentence(row), field_words(row)
    if row.fate is Fate.GONE:
        return _("Not in this roster any more"), ""
    if not row.changes:
        return "", ""
    first, *rest = sorted(row.changes, key=lambda one: one.kept)
    words, here, there = change_words(first)
    more = ngettext("and {n} more field", "and {n} more fields", len(rest))
    shown = f"{words}: {here or '–'} → {there}"
    return shown, more.format(n=len(rest)) if rest else ""


class RosterRows(QAbstractTableModel):
    """All lines are here; `show` chooses those of some fates."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[LineOutcome] = []
        self.rows: list[LineOutcome] = []

    def put(self, rows: Sequence[LineOutcome], fate: Fate | None) -> None:
        """These lines; with a fate, only those who have it."""
        self.beginResetModel()
        self._all = list(rows)
        self.rows = [one for one in rows if fate in (None, one.fate)]
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _(COLUMNS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(row, index.column())
        return None

    def words(self, row: LineOutcome, column: int) -> str:
        """What a screen reader says of a cell."""
        if column == LINE:
            return f"{row.number:,}" if row.number else ""
        if column == CHILD:
            return ", ".join(filter(None, (row.name, born(row))))
        if column == FATE:
            return chip_of(row.fate).word
        return ", ".join(filter(None, told(row)))

    def speak(self) -> None:
        """The language of the screens has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class RosterPainter(QStyledItemDelegate):
    """The cells of the report's table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: LineOutcome = index.data(ROW_ROLE)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if index.column() == LINE:
            words = f"{row.number:,}" if row.number else "–"
            marked_text.paint(painter, box, words, "", "muted")
        elif index.column() == FATE:
            paint_chip(painter, box, chip_of(row.fate))
        else:
            child = index.column() == CHILD
            upper, lower = (row.name or "–", born(row)) if child else told(row)
            plain = painter.font()
            first, second = two_lines(painter, box)
            painter.setFont(bold(plain) if child else plain)
            marked_text.paint(painter, first if lower else box, upper, "", "text")
            painter.setFont(plain)
            marked_text.paint(painter, second, lower, "", "muted")
        painter.restore()


@forms.offer
class RosterTable(RowTable):
    shares = (8, 26, 20)
    painter = RosterPainter
