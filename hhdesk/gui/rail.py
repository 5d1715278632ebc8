"""The left rail: the screens with what waits there, settings, help, the person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from hhdesk.gui import forms, icons
from hhdesk.gui.command_table import BY_ID
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, set_tip
from hhdesk.gui.rail_line import RailLine
from hhdesk.gui.screens import Entry
from hhdesk.i18n import _

_WIDE, _WIDE_EM, _NARROW = 184, 24, 56
_FOOT = ("desk.settings", "desk.help", "desk.lock")
# Lock is reached for in a hurry: its keys are to be seen.
_WITH_KEY = "desk.lock"


@forms.offer
class Rail(Spoken, QFrame):
    screen_chosen = Signal(str)
    command_chosen = Signal(str)
    """Of the command table: settings, help, lock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._entries: dict[str, tuple[Entry, RailLine]] = {}
        self._foot: dict[str, RailLine] = {}
        self.narrow = False
        self._built = False
        self._build()
        self._built = True
        self.refill()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(2)
        column.addLayout(self._build_head())
        self._screens = QVBoxLayout()
        self._screens.setSpacing(2)
        column.addLayout(self._screens)
        column.addStretch(1)
        for command_id in _FOOT:
            line = RailLine(BY_ID[command_id].icon, self)
            line.setCheckable(command_id != _WITH_KEY)
            line.setEnabled(False)
            line.clicked.connect(lambda _=False, i=command_id: self._command(i))
            self._foot[command_id] = line
        self.person = RailLine("user", self)
        self.person.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.person.hide()
        *upper, lock = _FOOT
        for command_id in upper:
            column.addWidget(self._foot[command_id])
        column.addWidget(self.person)
        column.addWidget(self._foot[lock])

    def _build_head(self) -> QHBoxLayout:
        self.brand = PlainLabel("hhdesk", self)
        self.brand.setProperty("look", "brand")
        self.fold_button = QToolButton(self)
        self.fold_button.setProperty("look", "quiet")
        self.fold_button.setFixedSize(32, 32)
        self.fold_button.clicked.connect(lambda: self.fold(not self.narrow))
        self._head = head = QHBoxLayout()
        head.addWidget(self.brand, 1)
        head.addWidget(self.fold_button)
        return head

    def _command(self, command_id: str) -> None:
        """A line is marked when its page is shown, not because it was pressed."""
        line = self._foot[command_id]
        line.setChecked(False)
        self.command_chosen.emit(command_id)

    def offer(self, entries: tuple[Entry, ...]) -> None:
        """The screens, top to bottom."""
        for entry in entries:
            line = RailLine(entry.icon, self)
            line.setCheckable(True)
            line.setEnabled(False)
            line.clicked.connect(lambda _=False, i=entry.id: self._screen(i))
            self._screens.addWidget(line)
            self._entries[entry.id] = entry, line
        self.refill()

    def _screen(self, screen: str) -> None:
        self._entries[screen][1].setChecked(False)
        self.screen_chosen.emit(screen)

    def open_for_work(self) -> None:
        """The records are open: there are screens to go to."""
        for _entry, line in self._entries.values():
            line.setEnabled(True)
        for line in self._foot.values():
            line.setEnabled(True)

    def line(self, name: str) -> RailLine:
        """The line of a screen, or of a command at the foot."""
        return self._entries[name][1] if name in self._entries else self._foot[name]

    def tell_count(self, screen: str, count: int) -> None:
        """How much waits on a screen."""
        if screen in self._entries:
            self._entries[screen][1].tell_count(count)

    def sign_in(self, name: str) -> None:
        self.person.say(name)
        self.person.setVisible(bool(name))

    def mark(self, screen: str) -> None:
        """Draw the screen that is shown as chosen; a member's page is of Members."""
        for known, (_entry, line) in self._entries.items():
            line.setChecked(known == screen)
        for known, line in self._foot.items():
            line.setChecked(known == f"desk.{screen}")

    def fold(self, narrow: bool) -> None:
        """Icons only, or icons and words."""
        self.narrow = narrow
        self.refill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self.refill()

    def refill(self) -> None:
        wide = self.fontMetrics().averageCharWidth() * _WIDE_EM
        self.setFixedWidth(_NARROW if self.narrow else max(wide, _WIDE))
        self.brand.setVisible(not self.narrow)
        self._head.setContentsMargins(4 if self.narrow else 10, 0, 0, 8)
        icon = "panel-left-open" if self.narrow else "panel-left-close"
        icons.name_icon(self.fold_button, icon)
        words = _("Show the words") if self.narrow else _("Show only icons")
        set_tip(self.fold_button, words)
        self.fold_button.setAccessibleName(words)
        for entry, line in self._entries.values():
            line.say(_(entry.word))
            line.fold(self.narrow)
        for command_id, line in self._foot.items():
            command = BY_ID[command_id]
            line.say(_(command.words), command.key if command_id == _WITH_KEY else "")
            line.fold(self.narrow)
        self.person.fold(self.narrow)
