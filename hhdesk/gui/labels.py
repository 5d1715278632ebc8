"""Labels that show text as text: nothing in a name is ever taken for markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolTip, QWidget


class PlainLabel(QLabel):
    """The only label of the program. Qt's own guesses rich text and opens files."""

    def __init__(
        self, text: str | QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        # Built as Qt builds it: by its parent, or by text and parent.
        super().__init__(parent if isinstance(text, str) else text)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        if isinstance(text, str):
            self.setText(text)

    def setTextFormat(self, _: Qt.TextFormat) -> None:
        """Refused in silence: a form cannot make it rich again."""


class ElidedLabel(PlainLabel):
    """One line that ends in "..." where it does not fit; the whole text as tip."""

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        return QSize(
            min(size.width(), self.fontMetrics().averageCharWidth() * 6), size.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._tell()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room
        )

    def _tell(self) -> None:
        cut = self._shown() != self.text()
        set_tip(self, self.text() if cut else "")

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self.palette().color(self.foregroundRole())
        painter.setPen(colour)
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())


def literal(text: str) -> str:
    """Text for a button, a tab or a line of a menu, which Qt would otherwise search
    for the letter to underline."""
    return text.replace("&", "&&")


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget its tool tip, as text; "" takes it away."""
    widget.setToolTip(plain_tip(text) if text else "")


def plain_tip(text: str) -> str:
    """Text for a tool tip, which Qt would otherwise read as markup."""
    # The library's own way brings a table of all entities to the first paint.
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<span style="white-space:pre-wrap">{shown}</span>'


def show_tip(at: QPoint, text: str, widget: QWidget) -> None:
    """Show a tip at this place of the screen; an empty one hides what is shown."""
    QToolTip.showText(at, plain_tip(text) if text else "", widget)
