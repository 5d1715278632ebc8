"""The parts of a hand-over that follow its children: siblings to take along, and a
note for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from hhdesk.care.caseload_children import ChildRow
from hhdesk.gui import reassign_words
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.gui.notice import mark_wrong
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _

MOST_NOTES = 20
"""More children than these get one note for all."""
_MOST_TICKS = 12


def _column(box: QWidget) -> QVBoxLayout:
    column = box.layout()
    assert isinstance(column, QVBoxLayout)
    return column


def _clear(column: QLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class SiblingTicks(QObject):
    """One box to tick for each brother and sister, one for all where they are many."""

    changed = Signal()

    def __init__(self, box: QWidget, today: date) -> None:
        super().__init__(box)
        self._box, self._today = box, today
        self._keys: list[UUID] = []
        self.ticks: dict[UUID | None, Tick] = {}

    def offer(self, rows: Sequence[ChildRow]) -> None:
        _clear(_column(self._box))
        self._keys = [row.member_id for row in rows]
        self.ticks = {}
        if len(rows) > _MOST_TICKS:
            words = _("All {n} of them go along").format(n=f"{len(rows):,}")
            self._add(None, words)
            return
        for row in rows:
            self._add(row.member_id, reassign_words.sibling(row, self._today))

    def _add(self, key: UUID | None, words: str) -> None:
        tick = Tick(literal(words))
        tick.clicked.connect(lambda _: self.changed.emit())
        self.ticks[key] = tick
        _column(self._box).addWidget(tick)

    def ticked(self) -> list[UUID]:
        everybody = self.ticks.get(None)
        if everybody is not None:
            return self._keys if everybody.isChecked() else []
        return [key for key in self._keys if self.ticks[key].isChecked()]

    def put(self, keys: set[UUID]) -> None:
        for key, tick in self.ticks.items():
            tick.setChecked(key in keys if key is not None else bool(keys))


class ChildNotes(QObject):
    """One field for each child; what was typed for a child that left is kept."""

    changed = Signal()

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self._box = box
        self.fields: dict[UUID, GrowingText] = {}
        self._names: dict[UUID, str] = {}

    def offer(self, rows: Sequence[ChildRow]) -> None:
        """A field for each of these; the same ones keep theirs. Very many get none."""
        rows = rows if len(rows) <= MOST_NOTES else ()
        names = {row.member_id: row.name.full for row in rows}
        if names == self._names:
            return
        typed = self.typed()
        column = _column(self._box)
        _clear(column)
        self._names, self.fields = names, {}
        for key, name in names.items():
            label, field = PlainLabel(name), GrowingText()
            label.setProperty("look", "field")
            label.setBuddy(field)
            field.put(typed.get(key, ""))
            field.textChanged.connect(self.changed)
            column.addWidget(label)
            column.addWidget(field)
            self.fields[key] = field
        self.speak()

    def typed(self) -> dict[UUID, str]:
        return {key: field.toPlainText() for key, field in self.fields.items()}

    def put(self, notes: Mapping[UUID, str]) -> None:
        for key, field in self.fields.items():
            field.put(notes.get(key, ""))

    def show_first_empty(self, area: QScrollArea) -> None:
        """Mark the fields that say nothing and go to the first of them."""
        empty = [one for one in self.fields.values() if not one.toPlainText().strip()]
        for field in self.fields.values():
            mark_wrong(field, wrong=field in empty)
        if empty and not empty[0].isHidden():
            empty[0].setFocus()
            area.ensureWidgetVisible(empty[0])

    def speak(self) -> None:
        """Name the fields in the present language."""
        for key, field in self.fields.items():
            words = _("Note about {name}").format(name=self._names[key])
            field.setAccessibleName(words)
