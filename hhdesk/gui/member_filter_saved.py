"""Filters that a person keeps by name: save the present one, rename, order, remove."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from hhdesk.care import saved_filters
from hhdesk.care.member_list_filter import MemberFilter
from hhdesk.care.saved_filters import Kept, SavedRow
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.i18n import _, explain

_WIDTH, _HEIGHT = 560, 460


class SavedFilters(Spoken, QDialog):
    about_label: QLabel
    name_field: QLineEdit
    name_notice: FieldNotice
    keep_button: QPushButton
    list: QListWidget
    empty_label: QLabel
    rename_button: QPushButton
    up_button: QPushButton
    down_button: QPushButton
    remove_button: QPushButton
    close_button: QPushButton

    kept = Signal(object)
    """SavedRow: the present filter has this name now."""

    def __init__(
        self, desk: Desk, wanted: MemberFilter, told: str, parent: QWidget
    ) -> None:
        """`told` is the present filter in words."""
        super().__init__(parent)
        forms.load(self, "saved_filters")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._wanted, self._told = desk, wanted, told
        self.rows: tuple[SavedRow, ...] = ()
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self._connect()
        self.refill()
        self.read()
        self.name_field.setFocus()

    def _connect(self) -> None:
        self.keep_button.clicked.connect(self.keep)
        self.name_field.returnPressed.connect(self.keep)
        self.rename_button.clicked.connect(self.rename)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(+1))
        self.remove_button.clicked.connect(self.remove)
        self.close_button.clicked.connect(self.accept)
        self.list.currentRowChanged.connect(lambda _row: self._mark())
        for key, act in (
            (Qt.Key.Key_Delete, self.remove),
            (Qt.Key.Key_F2, self.rename),
        ):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def read(self) -> None:
        worker = self._desk.worker
        worker.read(saved_filters.listed, worker.actor_id, then=self._show)

    def _show(self, rows: tuple[SavedRow, ...]) -> None:
        chosen = self._row()
        self.rows = rows
        self.list.clear()
        for row in rows:
            QListWidgetItem(row.name, self.list)
        ids = [row.id for row in rows]
        if rows:
            at = ids.index(chosen.id) if chosen and chosen.id in ids else 0
            self.list.setCurrentRow(at)
        self.list.setVisible(bool(rows))
        self.empty_label.setVisible(not rows)
        self._mark()

    def _row(self) -> SavedRow | None:
        at = self.list.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _mark(self) -> None:
        """Which acts are possible now."""
        at, last = self.list.currentRow(), len(self.rows) - 1
        self.keep_button.setEnabled(bool(self._wanted.parts))
        self.rename_button.setEnabled(at >= 0)
        self.remove_button.setEnabled(at >= 0)
        self.up_button.setEnabled(at > 0)
        self.down_button.setEnabled(0 <= at < last)

    def _run(self, use_case: Any, *args: Any, then: Any, **kwargs: Any) -> None:
        self.name_notice.say("")
        mark_wrong(self.name_field, False)
        self._desk.worker.run(
            use_case, *args, then=then, failed=self._explain, **kwargs
        )

    def keep(self) -> None:
        """The present filter under the name typed."""
        if self.keep_button.isEnabled():
            name = self.name_field.text()
            self._run(saved_filters.keep, name, self._wanted, then=self._kept)

    def _kept(self, kept: Kept) -> None:
        self.kept.emit(kept.row)
        self._desk.say(
            _("Kept as “{name}”.").format(name=kept.row.name),
            partial(_take_back, self._desk, kept),
        )
        self.accept()

    def rename(self) -> None:
        row = self._row()
        if row is None:
            return
        if not self.name_field.text().strip():
            self.name_field.setText(row.name)
            self.name_field.setFocus()
            self.name_field.selectAll()
            self._explain(Refusal(_("Type the new name, then choose Rename.")))
            return
        name = self.name_field.text()
        self._run(saved_filters.rename, row.id, name, seen=row.version, then=self._done)

    def _done(self, _row: SavedRow) -> None:
        self.name_field.clear()
        self.read()

    def remove(self) -> None:
        row = self._row()
        if row is not None:
            self._run(
                saved_filters.remove, row.id, seen=row.version, then=self._removed
            )

    def _removed(self, row: SavedRow) -> None:
        words = _("“{name}” is removed.").format(name=row.name)
        self._desk.say(words, partial(_restore, self._desk, row))
        self.read()

    def _move(self, step: int) -> None:
        at, ids = self.list.currentRow(), [row.id for row in self.rows]
        if 0 <= at + step < len(ids):
            ids.insert(at + step, ids.pop(at))
            self._run(saved_filters.put_in_order, ids, then=self._show)

    def _explain(self, refusal: Refusal) -> None:
        self.name_notice.say(explain(refusal))
        mark_wrong(self.name_field, isinstance(refusal, InvalidField))

    def refill(self) -> None:
        words = _("Set a filter first; then it can be kept here under a name.")
        if self._wanted.parts:
            words = _("The filter shown now: {filter}").format(filter=self._told)
        self.about_label.setText(words)
        self.name_field.setPlaceholderText(_("For example: Asthma, my caseload"))


def _restore(desk: Desk, row: SavedRow) -> None:
    desk.worker.run(saved_filters.restore, row.id, seen=row.version)


def _take_back(desk: Desk, kept: Kept) -> None:
    """What the name stood for before; a new name is given up again."""
    if kept.before is None:
        desk.worker.run(saved_filters.remove, kept.row.id, seen=kept.row.version)
    else:
        desk.worker.run(saved_filters.keep, kept.row.name, kept.before)
