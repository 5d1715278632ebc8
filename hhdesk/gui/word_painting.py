"""Text of several lines with the words marked that are gone or new.

What is gone is struck out, what is new is underlined: never told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hhdesk.gui import forms, theme
from hhdesk.gui.word_changes import Spans

GONE, COME = "gone", "come"
_TONES = {GONE: "danger", COME: "good"}
_LINE_BREAK = "\u2028"


@dataclass(frozen=True, slots=True)
class Marked:
    """`way` says what the marked stretches are: GONE or COME; `ink` is a token's name
    for all of the text where it is not the painter's own."""

    text: str
    spans: Spans = ()
    way: str = ""
    ink: str = ""


def lay_out(marked: Marked, font: QFont, width: int) -> tuple[QTextLayout, int]:
    """The text broken at a width, and how high it stands."""
    made = QTextLayout(marked.text.replace("\n", _LINE_BREAK), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    made.setCacheEnabled(True)
    made.setFormats(_formats(marked))
    made.beginLayout()
    height = 0.0
    while (line := made.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
    made.endLayout()
    return made, round(height)


def _formats(marked: Marked) -> list[QTextLayout.FormatRange]:
    found = []
    if marked.ink:
        plain = QTextCharFormat()
        plain.setForeground(theme.colour(marked.ink))
        found.append(_range(0, len(marked.text), plain))
    if not marked.way:
        return found
    tone = theme.current().tone(_TONES[marked.way])
    look = QTextCharFormat()
    look.setForeground(QColor(tone.ink))
    look.setBackground(QColor(tone.ground))
    look.setFontStrikeOut(marked.way == GONE)
    look.setFontUnderline(marked.way == COME)
    return found + [_range(begin, end, look) for begin, end in marked.spans]


def _range(begin: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = begin, end - begin, look
    return made


@forms.offer
class MarkedLabel(QWidget):
    """A label that wraps, with marked words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked = Marked("")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, marked: Marked) -> None:
        self._marked = marked
        self.setAccessibleName(marked.text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._marked.text

    @property
    def marked(self) -> Marked:
        return self._marked

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return lay_out(self._marked, self.font(), width)[1]

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._marked.text)
        most = self.fontMetrics().averageCharWidth() * 40
        width = min(wide + 2, most)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().averageCharWidth() * 8, self.fontMetrics().height()
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        made, _height = lay_out(self._marked, self.font(), self.width())
        made.draw(painter, QPointF(0, 0))
