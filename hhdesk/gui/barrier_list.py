"""What stands in the way: kinds of barrier with a note each, and when one is solved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.goals import BARRIER_WORDS, BarrierKind, BarrierRow
from hhdesk.gui import forms, icons
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, set_tip
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _


class _Barrier(Spoken, QWidget):
    edited = Signal(dict)
    remove_wanted = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.kind = Choice(self)
        self.note = QLineEdit(self)
        self.solved = Tick(self)
        self.remove_button = QToolButton(self)
        self.remove_button.setProperty("look", "quiet")
        icons.name_icon(self.remove_button, "trash-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.kind)
        row.addWidget(self.note, 1)
        row.addWidget(self.solved)
        row.addWidget(self.remove_button)
        self.refill()
        self.kind.currentIndexChanged.connect(
            lambda _: self.edited.emit({"kind": BarrierKind(str(self.kind.value()))})
        )
        self.note.textEdited.connect(lambda text: self.edited.emit({"note": text}))
        self.solved.clicked.connect(self._solve)
        self.remove_button.clicked.connect(self.remove_wanted)

    def _solve(self, solved: bool) -> None:
        self.edited.emit({"resolved_on": self._today() if solved else None})

    def put(self, row: BarrierRow) -> None:
        self.kind.blockSignals(True)
        self.kind.choose(row.kind)
        self.kind.blockSignals(False)
        if self.note.text() != row.note:
            self.note.setText(row.note)
        self.solved.setChecked(row.resolved_on is not None)

    def refill(self) -> None:
        self.kind.offer((one, _(word)) for one, word in BARRIER_WORDS.items())
        self.kind.setAccessibleName(_("What stands in the way"))
        self.note.setPlaceholderText(_("What exactly, in a few words"))
        self.note.setAccessibleName(_("Note"))
        self.solved.setText(_("Solved"))
        set_tip(self.remove_button, _("Remove this barrier"))
        self.remove_button.setAccessibleName(_("Remove this barrier"))


@forms.offer
class BarrierList(Spoken, QWidget):
    edited = Signal(tuple)
    """All rows after a change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[BarrierRow, ...] = ()
        self._editors: list[_Barrier] = []
        self.today: Callable[[], date] = date.today
        self.nothing = PlainLabel(self)
        self.nothing.setProperty("look", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)
        self.refill()

    def put(self, rows: tuple[BarrierRow, ...]) -> None:
        self._rows = rows
        while len(self._editors) > len(rows):
            gone = self._editors.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._editors) < len(rows):
            self._add_editor()
        for editor, row in zip(self._editors, rows, strict=True):
            editor.put(row)
        self.nothing.setVisible(not rows)

    def _add_editor(self) -> None:
        editor = _Barrier(lambda: self.today())
        place = len(self._editors)
        editor.edited.connect(partial(self._change, place))
        editor.remove_wanted.connect(partial(self._remove, place))
        self._editors.append(editor)
        self._column.addWidget(editor)

    def _change(self, place: int, fields: dict[str, object]) -> None:
        rows = list(self._rows)
        rows[place] = replace(rows[place], **fields)  # type: ignore[arg-type]
        self._rows = tuple(rows)
        self.edited.emit(self._rows)

    def _remove(self, place: int) -> None:
        self.edited.emit(self._rows[:place] + self._rows[place + 1 :])

    def refill(self) -> None:
        self.nothing.setText(_("Nothing is written down."))
