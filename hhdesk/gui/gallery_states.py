"""Controls that show a state without anybody at the keyboard: focused, pointed at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFrame,
    QWidget,
)

NORMAL, POINTED, FOCUSED, PRESSED, CHECKED, DISABLED = (
    "normal",
    "pointed",
    "focused",
    "pressed",
    "checked",
    "disabled",
)
_FLAGS = {
    FOCUSED: QStyle.StateFlag.State_HasFocus
    | QStyle.StateFlag.State_KeyboardFocusChange,
    POINTED: QStyle.StateFlag.State_MouseOver,
    PRESSED: QStyle.StateFlag.State_Sunken,
}


class PosedButton(QPushButton):
    """A push button that looks as it does in one state, whatever the pointer does."""

    def __init__(self, words: str, look: str, pose: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._pose = pose
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(pose == CHECKED)
        self.setChecked(pose == CHECKED)
        self.setEnabled(pose != DISABLED)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._pose in _FLAGS:
            option.state |= _FLAGS[self._pose]


class PosedField(QLineEdit):
    """A field that looks as it does in one state."""

    def __init__(self, words: str, pose: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._pose = pose
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEnabled(pose != DISABLED)

    def initStyleOption(self, option: QStyleOptionFrame) -> None:
        super().initStyleOption(option)
        if self._pose in _FLAGS:
            option.state |= _FLAGS[self._pose]
