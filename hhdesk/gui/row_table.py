"""A table of rows: columns share the width, a row is chosen as a whole."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hhdesk.gui import theme


class RowTable(QTableView):
    """`shares` is how the columns share the width, in parts of a hundred; the last one
    takes the rest."""

    opened = Signal()

    shares: ClassVar[tuple[int, ...]] = ()
    painter: ClassVar[type[QStyledItemDelegate]] = QStyledItemDelegate

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(self.painter(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        rows = QHeaderView.ResizeMode.Fixed
        self.verticalHeader().setSectionResizeMode(rows)
        self.horizontalHeader().setSectionResizeMode(rows)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def fit_rows(self) -> None:
        """As high as the present size of text needs."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        hint = self.itemDelegate().sizeHint(option, QModelIndex())
        self.verticalHeader().setDefaultSectionSize(theme.dense(hint.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        for column, share in enumerate(self.shares):
            self.setColumnWidth(column, room * share // 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_rows()

    def choose(self, row: int) -> None:
        """Make this row the chosen one and bring it into view."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
