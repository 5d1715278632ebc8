"""The parts of a review meeting's pages: lines of two languages, ticks to be seen from
afar."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.translations import Pair
from hhdesk.gui import icons, theme
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import N_, catalogue, find_language

UNCHECKED = N_("No checked translation yet")
ASK = N_("This part has no checked translation. Ask for an interpreter. It is free.")
_TICK, _LONG = 34, 90


def spoken(language: str, message: str) -> str:
    """One of our sentences in the family's language; English where we have none."""
    return catalogue(language).find(message) or message


def right_to_left(language: str) -> bool:
    known = find_language(language)
    return known is not None and known.right_to_left


def _label(look: str) -> PlainLabel:
    label = PlainLabel()
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    return label


class TwoTongues(QWidget):
    """One line: the family's words first and big, English with them."""

    def __init__(self, first: str, second: str, looks: tuple[str, str]) -> None:
        super().__init__()
        self.first, self.second = _label(looks[0]), _label(looks[1])
        if looks[0] == "meeting-words":
            self.first.setProperty("long", len(first) > _LONG)
        self.first.setText(first)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6 if looks[0] == "meeting-words" else 2)
        column.addWidget(self.first)
        column.addWidget(self.second)


def of_pair(pair: Pair, language: str, looks: tuple[str, str]) -> TwoTongues:
    """A line of the plan. Only checked words are shown as the family's; else English
    stands first, with a word that an interpreter is needed."""
    if pair.printable and language != "en":
        return TwoTongues(pair.family, pair.english, looks)
    english = pair.english or pair.family
    if language == "en":
        return TwoTongues(english, "", looks)
    long = looks[0] == "meeting-words"
    ask = spoken(language, ASK if long else UNCHECKED)
    return TwoTongues(english, ask, looks)


def heading(language: str, message: str) -> TwoTongues:
    """One of our headings, in the family's language with English below."""
    first = spoken(language, message)
    second = "" if first == message else message
    looks = ("meeting-heading", "meeting-beside")
    return TwoTongues(first, second, looks)


class BigTick(QAbstractButton):
    """A round tick with the size of a thumb; its words stand beside it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        fixed = QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed, fixed)

    def sizeHint(self) -> QSize:
        side = theme.scaled(_TICK) + 6
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn, side = theme.current(), theme.scaled(_TICK)
        box = QRect(3, 3, side, side)
        # What was done before is good news, not a switch: it stands in its own tone.
        ink = worn.accent if self.isEnabled() else worn.good.ink
        on = self.isChecked()
        painter.setPen(QPen(QColor(ink if on else worn.muted), 2))
        painter.setBrush(QColor(ink if on else worn.surface))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if on:
            sign = round(side * 0.6)
            ratio = self.devicePixelRatioF()
            drawn = icons.pixmap("check", "surface", sign, ratio)
            corner = box.center()
            painter.drawPixmap(corner.x() - sign // 2, corner.y() - sign // 2, drawn)
        if self.hasFocus():
            painter.setPen(QPen(QColor(worn.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.rect().adjusted(0, 0, -1, -1))
