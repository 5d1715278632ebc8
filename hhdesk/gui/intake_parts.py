"""What the pages of an intake are made of: a scrolling column, two lines of words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hhdesk.gui import theme
from hhdesk.gui.labels import PlainLabel

_WIDE = 760


class IntakePage(QScrollArea):
    """A column of one width in the middle, as long as it has to be."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("look", "page")
        self.setWidget(ground)
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(24, 20, 24, 20)
        self.inner = QWidget(ground)
        self.inner.setMaximumWidth(theme.scaled(_WIDE))
        outer.addWidget(self.inner)
        outer.addStretch(1)
        outer.setAlignment(self.inner, Qt.AlignmentFlag(0))
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def add(self, words: str, look: str = "") -> PlainLabel:
        """A line of words, hidden while there are none."""
        label = PlainLabel(words, self.inner)
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setVisible(bool(words))
        self.column.addWidget(label)
        return label

    def clear(self) -> None:
        """Take everything out."""
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
