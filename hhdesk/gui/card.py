"""A titled card that holds lines: what it is, a word more, a chip."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import forms
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.flow import Flow
from hhdesk.gui.hugging_frame import HuggingFrame
from hhdesk.gui.labels import PlainLabel


class Line(QWidget):
    """One fact: a main text, a muted second text, and chips below or beside them."""

    def __init__(
        self,
        text: str,
        more: str = "",
        states: Iterable[State] = (),
        *,
        lead: str = "",
        beside: bool = False,
    ) -> None:
        super().__init__()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        if lead:
            row.addWidget(self._lead(lead), 0, top)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.text = self._words(words, text, "")
        self.more = self._words(words, more, "muted")
        row.addLayout(words, 1)
        strip = self._strip([state for state in states if state.word])
        if strip is not None and beside:
            row.addWidget(strip, 0, top)
            strip.align_right()
        elif strip is not None:
            words.addWidget(strip)

    def offer(self, words: str, does: Callable[[], object]) -> QPushButton:
        """A small button at the end of the line."""
        button = QPushButton(words)
        button.setProperty("look", "small")
        button.setAccessibleName(f"{words}: {self.text.text()}")
        button.clicked.connect(lambda: does())
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def show_beside(self, widget: QWidget) -> None:
        """A small picture between the words and the buttons."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def _words(self, column: QVBoxLayout, words: str, look: str) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setVisible(bool(words))
        column.addWidget(label)
        return label

    @staticmethod
    def _strip(states: list[State]) -> Flow | None:
        if not states:
            return None
        strip = Flow()
        for state in states:
            chip = Chip()
            chip.say(state.word, state.tone, state.icon)
            strip.add(chip)
        return strip

    @staticmethod
    def _lead(words: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", "strong")
        label.ensurePolished()
        shared = label.fontMetrics().averageCharWidth() * 16
        label.setMinimumWidth(max(label.sizeHint().width(), shared))
        return label


@forms.offer
class Card(HuggingFrame):
    """A surface with a title, an optional button, and lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.title = PlainLabel(self)
        self.title.setProperty("look", "heading")
        self.count = PlainLabel(self)
        self.count.setProperty("look", "muted")
        self.button = QPushButton(self)
        self.button.setProperty("look", "small")
        self.button.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addLayout(self.body)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Maximum)

    def say(self, title: str, count: str = "") -> None:
        self.title.setText(title)
        self.count.setText(count)

    def clear(self) -> None:
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def add_muted(self, words: str) -> None:
        """A line that says that there is nothing, or a small remark."""
        label = PlainLabel(words)
        label.setProperty("look", "muted")
        label.setWordWrap(True)
        label.setContentsMargins(0, 4, 0, 4)
        self.body.addWidget(label)

    def add_section(self, words: str) -> None:
        """A small heading inside the card."""
        label = PlainLabel(words)
        label.setProperty("look", "section")
        label.setContentsMargins(0, 8, 0, 0)
        self.body.addWidget(label)

    def lines(self) -> list[str]:
        """The texts shown, in order."""
        found = []
        for label in self.findChildren(PlainLabel):
            if label.text() and not label.isHidden():
                found.append(label.text())
        return found
