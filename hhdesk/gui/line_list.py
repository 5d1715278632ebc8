"""A list of lines of the plan: rows that are reused while typing, added by Enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hhdesk.gui import forms
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.line_columns import Column, Showing
from hhdesk.gui.line_row import LineRow, RowEditor
from hhdesk.gui.plan_rows import Spot


@forms.offer
class LineList(QWidget):
    """One list of the draft. `serve` says which one, and what its rows are made of."""

    add_wanted = Signal(object, object)
    """The list, and the id of the row after which the new one shall stand, or None."""
    remove_wanted = Signal(object, object)
    check_wanted = Signal(object, str)
    """Id of the row and its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RowEditor] = []
        self._edges: list[QFrame] = []
        self._make: Callable[[], RowEditor] | None = None
        self._showing: Showing | None = None
        self.spot: Spot | None = None
        self.nothing = PlainLabel(self)
        self.nothing.setProperty("look", "caption")
        self.nothing.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)

    def serve(self, columns: tuple[Column, ...]) -> None:
        """Rows of these columns."""
        self.serve_with(lambda: LineRow(columns))

    def serve_with(self, make: Callable[[], RowEditor]) -> None:
        """Rows of a kind of their own."""
        self._make = make

    def say_nothing(self, words: str) -> None:
        """What stands here while there is no line."""
        self.nothing.setText(words)

    def put(self, spot: Spot, showing: Showing) -> None:
        """Show this list of the draft as typed."""
        self.spot, self._showing = spot, showing
        rows = showing.draft.rows(spot)
        while len(self.rows) > len(rows):
            self._drop()
        while len(self.rows) < len(rows):
            self._grow()
        for shown, row in zip(self.rows, rows, strict=True):
            shown.put(row, showing)
        self.nothing.setVisible(not rows)

    def show_edited(self) -> None:
        """The same list after an edit somewhere in it."""
        if self.spot is not None and self._showing is not None:
            self.put(self.spot, self._showing)

    def _grow(self) -> None:
        assert self._make is not None
        if self.rows:
            edge = QFrame(self)
            edge.setProperty("look", "line")
            edge.setFixedHeight(1)
            self._edges.append(edge)
            self._column.addWidget(edge)
        row = self._make()
        row.edited.connect(partial(self._edit, row))
        row.remove_wanted.connect(
            lambda: self.remove_wanted.emit(self.spot, row.row.id)
        )
        row.check_wanted.connect(
            lambda field: self.check_wanted.emit(row.row.id, field)
        )
        row.next_wanted.connect(lambda: self.add_wanted.emit(self.spot, row.row.id))
        self.rows.append(row)
        self._column.addWidget(row)

    def _edit(self, row: RowEditor, changes: dict[str, Any]) -> None:
        if self._showing is None or self.spot is None:
            return
        draft = self._showing.draft
        draft.put_row(self.spot, row.row.id, **changes)
        row.put(draft.row(self.spot, row.row.id), self._showing)

    def _drop(self) -> None:
        gone: list[QWidget] = [self.rows.pop()]
        if self._edges:
            gone.append(self._edges.pop())
        for widget in gone:
            widget.hide()
            widget.deleteLater()

    def focus(self, row_id: UUID, field: str = "") -> bool:
        """Give the keyboard to a field of the row of this id; whether it is here."""
        for row in self.rows:
            if row.row.id == row_id:
                row.focus(field)
                return True
        return False
