"""The commands as actions of the window: words, icons, keys, and what each does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from hhdesk.gui import icons
from hhdesk.gui.command_table import BY_ID, COMMANDS, Command, Group, of_group
from hhdesk.gui.labels import literal
from hhdesk.i18n import _


class CommandActions(QObject):
    """Keys work wherever `home` is in reach: not under a dialog, not while locked."""

    done = Signal(str)
    """A command was carried out, by whatever way it was asked for."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._actions: dict[str, QAction] = {}
        self._open = False
        for command in COMMANDS:
            self._add(command)

    def _add(self, command: Command) -> None:
        action = QAction(self)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setEnabled(False)
        self._home.addAction(action)
        self._actions[command.id] = action

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def bind(self, command_id: str, does: Callable[[], object]) -> None:
        """What the command does; one that does nothing yet is shown nowhere."""
        action = self._actions[command_id]
        action.triggered.connect(lambda: self._do(command_id, does))
        action.setProperty("bound", True)
        self._settle(BY_ID[command_id])

    def _do(self, command_id: str, does: Callable[[], object]) -> None:
        does()
        self.done.emit(command_id)

    def open_for_work(self) -> None:
        """The records are open: everything can be done."""
        self._open = True
        for command in COMMANDS:
            self._settle(command)

    def _settle(self, command: Command) -> None:
        action = self._actions[command.id]
        bound = bool(action.property("bound"))
        action.setEnabled(bound and (self._open or command.early))

    def able(self) -> list[Command]:
        """What can be done now, in the order of the table."""
        return [one for one in COMMANDS if self._actions[one.id].isEnabled()]

    def menu(self, group: Group, parent: QWidget) -> QMenu:
        """A menu of the commands of a group."""
        menu = QMenu(parent)
        menu.addActions([self._actions[one.id] for one in of_group(group)])
        menu.aboutToShow.connect(lambda: self._dress(group))
        return menu

    def _dress(self, group: Group) -> None:
        """Draw the icons in today's theme; the first paint does not wait for them."""
        for command in of_group(group):
            self._actions[command.id].setIcon(icons.icon(command.icon))

    def refill(self) -> None:
        """Say the words in the current language."""
        for command in COMMANDS:
            self._actions[command.id].setText(literal(_(command.words)))
