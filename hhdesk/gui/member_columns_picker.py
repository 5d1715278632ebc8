"""Which columns the members' table shows, in which order, and what it is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.member_list_columns import COLUMN_WORDS, UNSORTED, Column, Sort
from hhdesk.gui import theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.member_columns import USUAL, Columns
from hhdesk.gui.member_filter_ticks import TickPainter
from hhdesk.i18n import _

_WIDTH = 300
_CODE = int(Qt.ItemDataRole.UserRole)
_UP, _DOWN = False, True


class ColumnsPicker(QFrame):
    """Stays open while columns are ticked and moved; each change is said at once."""

    chosen = Signal(object)

    def __init__(self, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.columns = columns
        self.list = QListWidget(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Columns"))
        self.list.setItemDelegate(TickPainter(self.list))
        self.up_button = QPushButton(_("Move up"), self)
        self.down_button = QPushButton(_("Move down"), self)
        self.usual_button = QPushButton(_("As at first"), self)
        self.sort_label = PlainLabel(_("Sort by"), self)
        self.sort_label.setProperty("look", "field")
        self.sort_field = Choice(self)
        self.sort_label.setBuddy(self.sort_field)
        self._lay()
        self._fill(0)
        self._offer_sorts()
        self.list.itemChanged.connect(lambda _item: self._ticked())
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(+1))
        self.usual_button.clicked.connect(self._usual)
        self.sort_field.currentIndexChanged.connect(lambda _at: self._sorted())

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.up_button, self.down_button, self.usual_button):
            button.setProperty("look", "small")
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.sort_label)
        column.addWidget(self.sort_field)

    def _fill(self, current: int) -> None:
        shown = self.columns.shown
        rest = [one for one in Column if one not in shown]
        self.list.blockSignals(True)
        self.list.clear()
        for one in (*shown, *rest):
            item = QListWidgetItem(_(COLUMN_WORDS[one]), self.list)
            item.setData(_CODE, one.value)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            if one is Column.CHILD:
                flags &= ~Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            ticked = Qt.CheckState.Checked if one in shown else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
        self.list.setCurrentRow(current)
        self.list.blockSignals(False)

    def _offer_sorts(self) -> None:
        options: list[tuple[object, str]] = []
        for one in Column:
            if one not in UNSORTED:
                word = _(COLUMN_WORDS[one])
                options.append(((one, _UP), f"{word} ↑"))
                options.append(((one, _DOWN), f"{word} ↓"))
        self.sort_field.offer(options)
        self.sort_field.blockSignals(True)
        self.sort_field.choose((self.columns.sort.column, self.columns.sort.descending))
        self.sort_field.blockSignals(False)

    def open_below(self, button: QWidget) -> None:
        height = self.list.sizeHintForRow(0) * self.list.count() + 8
        self.list.setFixedHeight(height)
        self.setMinimumWidth(theme.scaled(_WIDTH))
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.move(corner.x() - self.width(), corner.y())
        self.show()
        self.list.setFocus()

    def _order(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _ticked(self) -> None:
        shown = tuple(
            Column(one.data(_CODE))
            for one in self._order()
            if one.checkState() == Qt.CheckState.Checked
        )
        self._say(self.columns.showing(shown))

    def _move(self, step: int) -> None:
        """The current column, if it is shown, by one place; the child stays first."""
        at, shown = self.list.currentRow(), list(self.columns.shown)
        to = at + step
        if 0 < at < len(shown) and 0 < to < len(shown):
            shown.insert(to, shown.pop(at))
            self._say(self.columns.showing(tuple(shown)))
            self._fill(to)

    def _usual(self) -> None:
        self._say(Columns(USUAL, {}, self.columns.sort))
        self._fill(0)

    def _sorted(self) -> None:
        chosen = self.sort_field.value()
        assert isinstance(chosen, tuple)
        column, descending = chosen
        sort = Sort(Column(column), bool(descending))
        self._say(Columns(self.columns.shown, self.columns.widths, sort))

    def _say(self, columns: Columns) -> None:
        self.columns = columns
        self.chosen.emit(columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: +1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return
        super().keyPressEvent(event)
