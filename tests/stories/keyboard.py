"""A person at the keyboard who hears what a screen reader says, and has no mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hhdesk.gui import tab_order
from hhdesk.gui.choice import Choice

MOST_TABS = 100
"""Nobody presses Tab more often than this to come to a control."""


_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def heard(widget: QWidget | None) -> str:
    """What a screen reader calls the control: its own name, that of the label that
    belongs to it, or its words."""
    if widget is None:
        return ""
    if widget.accessibleName():
        return widget.accessibleName()
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is not None and label.buddy() in (widget, widget.parent()):
            return label.text()
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name) if spoken is not None else ""


class Keyboard:
    """Keys go to whatever has the keyboard, as they do on a real desk."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.pressed = 0

    @property
    def here(self) -> QWidget:
        """The control that has the keyboard."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        self._activate()
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "nothing has the keyboard"
        return found

    def _activate(self) -> None:
        """Without a window manager nobody hands the keyboard to a dialog that opens,
        and back when it closes."""
        dialog = QApplication.activeModalWidget()
        now = QApplication.activeWindow()
        if now is None or (dialog is not None and now is not dialog):
            shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            wanted = dialog or shown[0]
            wanted.activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.activeWindow() is wanted)

    def wait(self, seen: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(seen()), timeout=10_000)

    def press(self, *keys: str) -> None:
        """Each as a shortcut is written: "Ctrl+K", "Down", "Return"."""
        for key in keys:
            *held, letter = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= _HELD[one]
            QTest.keyClick(self.here, Qt.Key[f"Key_{letter}"], modifiers)
            self.pressed += 1

    def type(self, text: str) -> None:
        """What is typed takes the place of what stood in the field."""
        here = self.here
        if isinstance(here, QLineEdit | QPlainTextEdit):
            QTest.keyClick(here, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(here, text)
        self.pressed += len(text)

    def to(self, name: str) -> QWidget:
        """Go by Tab to the control of this name, as soon as there is one."""
        self.wait(lambda: name in self.names())
        return self._go(lambda one: heard(one) == name, name)

    def _go(self, found: Callable[[QWidget], bool], name: str) -> QWidget:
        passed = []
        for _ in range(MOST_TABS):
            here = self.here
            if found(here):
                return here
            passed.append(heard(here))
            self.press("Tab")
        raise AssertionError(f"no way by Tab to {name}: {passed}")

    def names(self) -> list[str]:
        """What can be come to in the window that has the keyboard."""
        return [heard(one) for one in tab_order.stops(self.here.window())]

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type into it."""
        self.to(name)
        self.type(text)

    def reach(self, target: QWidget) -> None:
        """Go by Tab to this very control."""
        self.wait(lambda: target.isVisible() and target.isEnabled())
        self._go(lambda one: one is target, heard(target))

    def choose(self, target: Choice, value: object) -> None:
        """Go to a drop-down and press Down until the value is chosen."""
        self.reach(target)
        self.press("Home")
        for _ in range(target.count()):
            if target.value() == value:
                return
            self.press("Down")
        raise AssertionError(f"{heard(target)} does not offer {value}")

    def do(self, name: str) -> None:
        """Go to a button and press it."""
        self.to(name)
        self.press("Space")

    def push(self, button: QWidget) -> None:
        """Go to this button and press it."""
        self.reach(button)
        self.press("Space")

    def pick(self, button: QWidget, words: str) -> None:
        """Choose a line of a button's menu."""
        self.push(button)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            self.press("Down")
            if menu.activeAction().text() == words:
                self.press("Return")
                return
        raise AssertionError(f"the menu does not offer {words}")

    def tab(self, name: str) -> None:
        """Turn to one of a page's tabs."""
        here = self.to("Parts of this page")
        assert isinstance(here, QTabBar)
        self.press(*["Left"] * here.currentIndex())
        for _ in range(here.count()):
            if here.tabText(here.currentIndex()) == name:
                return
            self.press("Right")
        raise AssertionError(f"there is no tab {name}")
