"""A card folded to one line: what it holds, how much, what was done in it; its inside
is built when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import forms, icons
from hhdesk.gui.chip import Chip
from hhdesk.gui.hugging_frame import HuggingFrame
from hhdesk.gui.labels import ElidedLabel, PlainLabel, set_tip


class FoldHead(QPushButton):
    """The line itself: the whole of it opens and closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "fold")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Fixed)

    def sizeHint(self) -> QSize:
        """As its labels ask; a button would ask for a text of its own."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as the space bar does; right opens, left closes."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            if self.isChecked() != (key == Qt.Key.Key_Right):
                self.click()
        else:
            super().keyPressEvent(event)


@forms.offer
class Fold(HuggingFrame):
    """`build` is called once, with the column to fill, before it is first shown."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._built = False
        self.head = FoldHead(self)
        self.sign = PlainLabel(self.head)
        self.title = PlainLabel(self.head)
        self.title.setProperty("look", "strong")
        self.count = ElidedLabel(self.head)
        self.count.setProperty("look", "muted")
        self.chip = Chip(self.head)
        self.key = PlainLabel(self.head)
        self.key.setProperty("look", "key")
        self.key.hide()
        self.inside = QWidget(self)
        self.inside.hide()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(12, 2, 12, 12)
        self.body.setSpacing(8)
        self._lay_out()
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Maximum)
        self.head.toggled.connect(self._toggle)
        self._turn()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self.head)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        for part in (self.sign, self.title):
            row.addWidget(part)
        row.addWidget(self.count, 1)
        row.addWidget(self.chip)
        row.addWidget(self.key)
        for inner in self.head.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.inside)

    def build(self) -> None:
        """Fill `body`; a kind of fold does it here."""

    def need(self) -> None:
        """Have the inside built."""
        if not self._built:
            self._built = True
            self.build()

    @property
    def built(self) -> bool:
        return self._built

    @property
    def open(self) -> bool:
        return self.head.isChecked()

    def unfold(self) -> None:
        self.head.setChecked(True)

    def fold(self) -> None:
        self.head.setChecked(False)

    def say(self, title: str, count: str = "", done: str = "") -> None:
        """What it holds, how much, and as a chip what was done in it."""
        self.title.setText(title)
        self.count.setText(count)
        self.chip.say(done, "accent", "check" if done else "")
        told = ", ".join(part for part in (title, count, done) if part)
        self.head.setAccessibleName(told)

    def say_key(self, key: str) -> None:
        """The key that opens it."""
        self.key.setText(key)
        self.key.setVisible(bool(key))
        set_tip(self.head, key)

    def enter(self) -> None:
        """Open it and give its first control the keyboard."""
        self.unfold()
        first = self.first()
        (first or self.head).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first(self) -> QWidget | None:
        """Where one goes on in it."""
        for part in self.inside.findChildren(QAbstractButton):
            if part.isVisibleTo(self) and part.isEnabled():
                return part
        return None

    def _toggle(self, on: bool) -> None:
        if on:
            self.need()
        self.inside.setVisible(on)
        self._turn()
        self.toggled.emit(on)

    def changeEvent(self, event: QEvent) -> None:
        """The sign is drawn in the theme's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._turn()

    def _turn(self) -> None:
        name = "chevron-down" if self.open else "chevron-right"
        ratio = self.devicePixelRatioF()
        self.sign.setPixmap(icons.pixmap(name, "muted", 16, ratio))
