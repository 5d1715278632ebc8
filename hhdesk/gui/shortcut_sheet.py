"""The sheet of keys: those of the command table, and those of the screen below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from hhdesk.gui import forms, theme
from hhdesk.gui.command_table import Group, of_group, shown_keys
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.screen_keys import MEMBER, SCREEN_KEYS
from hhdesk.gui.screens import SCREENS
from hhdesk.i18n import N_, _

if TYPE_CHECKING:
    from hhdesk.gui.workstation import Workstation

Line: TypeAlias = tuple[tuple[str, ...], str]

_WORDS = {entry.id: entry.word for entry in SCREENS} | {
    MEMBER: N_("A member's page"),
    "translations": N_("Translations"),
    "checking": N_("Check phrases and headings"),
}
_SIZE = 920, 620
_KEYS_WIDTH = 116


class ShortcutSheet(Spoken, QDialog):
    area: QScrollArea
    left_column: QVBoxLayout
    right_column: QVBoxLayout
    close_button: QPushButton

    def __init__(self, workstation: Workstation) -> None:
        super().__init__(workstation.window)
        forms.load(self, "shortcut_sheet")
        shown = workstation.window.shown
        self._screen = shown.screen if shown is not None else ""
        if shown is not None and shown.member_id is not None:
            self._screen = MEMBER
        self._bound = {one.id for one in workstation.window.commands.able()}
        self.close_button.clicked.connect(self.accept)
        width, height = map(theme.scaled, _SIZE)
        room = workstation.window.size()
        self.resize(min(width, room.width() - 40), min(height, room.height() - 40))
        self._fill()

    def _fill(self) -> None:
        """On the right what can be reached from here, the shown screen's keys first."""
        own = SCREEN_KEYS.get(self._screen, ())
        if own:
            self._add(self.right_column, _(_WORDS[self._screen]), _said(own))
        for group in Group:
            column = self.right_column if group is Group.GO else self.left_column
            self._add(column, _(group.value), self._commands(group))
        for other, keys in SCREEN_KEYS.items():
            if other != self._screen:
                self._add(self._shorter(), _(_WORDS[other]), _said(keys))
        self.left_column.addStretch(1)
        self.right_column.addStretch(1)

    def _shorter(self) -> QVBoxLayout:
        left, right = self.left_column, self.right_column
        return left if left.sizeHint().height() < right.sizeHint().height() else right

    def _commands(self, group: Group) -> Iterator[Line]:
        for command in of_group(group):
            if command.keys and command.id in self._bound:
                yield tuple(map(shown_keys, command.keys)), _(command.words)

    @staticmethod
    def _add(column: QVBoxLayout, title: str, lines: Iterable[Line]) -> None:
        """A heading, and below it keys and what they do."""
        listed = list(lines)
        if not listed:
            return
        heading = PlainLabel(title)
        heading.setProperty("look", "section")
        heading.setContentsMargins(0, 10, 0, 2)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.scaled(_KEYS_WIDTH))
        for row, (keys, words) in enumerate(listed):
            grid.addLayout(_boxes(keys), row, 0)
            said = PlainLabel(words)
            said.setWordWrap(True)
            grid.addWidget(said, row, 1)
        column.addLayout(grid)

    def refill(self) -> None:
        """A sheet is read and closed: the language does not change below it."""


def _boxes(keys: Iterable[str]) -> QHBoxLayout:
    """Each way to press it in a frame of its own."""
    row = QHBoxLayout()
    row.setSpacing(4)
    for one in keys:
        key = PlainLabel(one)
        key.setProperty("look", "key")
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row


def _said(keys: Iterable[tuple[str, str]]) -> list[Line]:
    return [((key,), _(words)) for key, words in keys]
