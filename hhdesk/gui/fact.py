"""A short fact among others in one line: what it is, and the field to change it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hhdesk.gui import theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.labels import PlainLabel

_DAY = 122


class Fact(QWidget):
    """`of` is edited in place and reads as the fact itself."""

    def __init__(self, of: QWidget) -> None:
        super().__init__()
        self.label = PlainLabel(self)
        self.label.setProperty("look", "caption")
        self.field = of
        if isinstance(of, DayField):
            of.field.setMinimumWidth(0)
            of.setFixedWidth(theme.scaled(_DAY))
        dressed = of.field if isinstance(of, DayField) else of
        if isinstance(dressed, QLineEdit | Choice):
            dressed.setProperty("look", "inplace")
            dressed.setProperty("fact", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8 if isinstance(of, Chip) else 0)
        row.addWidget(self.label)
        row.addWidget(of)
        self.label.setBuddy(of)
        for one in (self.label, dressed):
            one.ensurePolished()

    def say(self, words: str) -> None:
        self.label.setText(words)
