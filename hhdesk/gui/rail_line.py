"""One line of the rail: icon and words, and at its end a count or the keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hhdesk.gui import icons, theme
from hhdesk.gui.labels import PlainLabel, literal, set_tip
from hhdesk.i18n import ngettext

_DOT = 3.5
_MOST_SHOWN = 999


class RailLine(QPushButton):
    """While the rail is narrow only the icon shows, with a dot for a count."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._words, self._key = "", ""
        self._narrow = False
        self.count = 0
        self.end = PlainLabel(self)
        self.end.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self.end, 0, Qt.AlignmentFlag.AlignVCenter)
        icons.name_icon(self, icon)

    def say(self, words: str, key: str = "") -> None:
        """`key` is what the keyboard has for it, where that is to be seen."""
        self._words, self._key = words, key
        self._show()

    def tell_count(self, count: int) -> None:
        """How much waits there; 0 says nothing."""
        self.count = count
        self._show()

    def fold(self, narrow: bool) -> None:
        self._narrow = narrow
        self._show()

    def _show(self) -> None:
        self.setText("" if self._narrow else f" {literal(self._words)}")
        shown = f"{_MOST_SHOWN}+" if self.count > _MOST_SHOWN else str(self.count)
        end = shown if self.count else self._key
        look = "badge" if self.count else "key"
        if self.end.property("look") != look:
            self.end.setProperty("look", look)
            self.end.style().polish(self.end)
        self.end.setText(end)
        self.end.setVisible(bool(end) and not self._narrow)
        self.setAccessibleName(self._spoken())
        set_tip(self, self._tip())
        self.update()

    def _spoken(self) -> str:
        if not self.count:
            return self._words
        waits = ngettext("{n} waiting", "{n} waiting", self.count).format(n=self.count)
        return f"{self._words}, {waits}"

    def _tip(self) -> str:
        if not self._narrow:
            return ""
        return f"{self._spoken()} ({self._key})" if self._key else self._spoken()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self._narrow and self.count):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("surface"))
        painter.setBrush(theme.colour("danger"))
        middle = self.rect().center()
        painter.drawEllipse(QPointF(middle.x() + 8, middle.y() - 7), _DOT, _DOT)
