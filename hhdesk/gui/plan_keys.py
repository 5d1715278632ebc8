"""Keys that belong to the whole plan: fields in it leave them to the tab."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

UNDO = ("Ctrl+Z",)
REDO = ("Ctrl+Shift+Z", "Ctrl+Y")
SAVE, ADD_GOAL, ADD_ACTIVITY = "Ctrl+S", "Ctrl+G", ("Ctrl+Return", "Ctrl+Enter")
MOVE_UP, MOVE_DOWN = "Ctrl+Up", "Ctrl+Down"
GOAL_BEFORE, GOAL_AFTER = "Ctrl+Shift+Up", "Ctrl+Shift+Down"
NEXT_PANE, PANE_BEFORE = "F6", "Shift+F6"
PHRASES = "Ctrl+Space"
FAMILY = "F8"


def _combined(keys: str) -> int:
    sequence: Any = QKeySequence(keys)
    found: int = sequence[0].toCombined()
    return found


_OURS = frozenset(
    _combined(keys)
    for keys in (
        *UNDO,
        *REDO,
        *ADD_ACTIVITY,
        MOVE_UP,
        MOVE_DOWN,
        GOAL_BEFORE,
        GOAL_AFTER,
        PHRASES,
    )
)


def combined(event: QKeyEvent) -> int:
    """Key and modifiers in one number; the number block counts as the others."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeyCombination(held, Qt.Key(event.key())).toCombined()


class _Leaving(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if combined(event) in _OURS:
                event.ignore()
                return True
        return False


def leave(root: QWidget) -> None:
    """Let the text fields in it leave the plan's own keys to the tab."""
    for kind in (QLineEdit, QPlainTextEdit):
        found = [root] if isinstance(root, kind) else root.findChildren(kind)
        for field in found:
            if field.property("leaves") is None:
                field.setProperty("leaves", True)
                field.installEventFilter(_Leaving(field))
            if isinstance(field, QPlainTextEdit):
                field.setUndoRedoEnabled(False)
