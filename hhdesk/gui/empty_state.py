"""What a list or page shows while it has nothing: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hhdesk.gui import forms, icons
from hhdesk.gui.labels import PlainLabel


@forms.offer
class EmptyState(QWidget):
    """An icon, one line, a second line, and at most one button."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = "search"
        self._icon = PlainLabel(self)
        self.title = PlainLabel(self)
        self.title.setProperty("look", "heading")
        self.hint = PlainLabel(self)
        self.hint.setProperty("look", "muted")
        self.hint.setWordWrap(True)
        self.hint.setFixedWidth(400)
        self.button = QPushButton(self)
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for widget in (self._icon, self.title, self.hint, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._icon, self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, icon: str, title: str, hint: str = "", button: str = "") -> None:
        self._icon_name = icon
        self.redraw()
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.ensurePolished()
        # Centred, a label of several lines is given the height of one.
        needed = self.hint.heightForWidth(self.hint.width()) if hint else 0
        self.hint.setMinimumHeight(max(needed, 0))
        self.hint.setVisible(bool(hint))
        self.button.setText(button)
        self.button.setVisible(bool(button))

    def redraw(self) -> None:
        """Draw the icon in the theme worn now."""
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(self._icon_name, "muted", 32, ratio))
