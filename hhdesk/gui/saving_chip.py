"""The state of saving in the top bar: all saved, drafts, or the database away.

While there are drafts it is a button that lists them.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hhdesk.gui import forms, theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import _, ngettext

_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@forms.offer
class SavingChip(Spoken, Chip):
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._acts, self._drafts = 0, 0
        self._on_disk, self._away = True, False

    def open_for_work(self) -> None:
        """The records are open: from now on there is something to say."""
        self._open = True
        self.refill()

    def count_saving(self, acts: int) -> None:
        """How many acts are on their way to the database."""
        self._acts = acts
        self.refill()

    def count_drafts(self, drafts: int, *, on_disk: bool) -> None:
        """How much is typed and not saved, and whether it survives the program."""
        self._drafts, self._on_disk = drafts, on_disk
        offered = Qt.FocusPolicy.StrongFocus if drafts else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(offered)
        if drafts:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.refill()

    def tell_away(self, away: bool) -> None:
        """The database does not answer, or answers again."""
        self._away = away
        self.refill()

    def refill(self) -> None:
        if not self._open:
            return
        if self._away:
            words = _("Server away, working from drafts")
            self.say(words, "danger", "circle-alert")
        elif self._acts:
            self.say(_("Saving…"), "info", "refresh-cw")
        elif self._drafts:
            self.say(self._count(), "warning", "pencil")
        else:
            self.say(_("All saved"), "good", "check")
        self.setAccessibleDescription(_("Lists the drafts") if self._drafts else "")

    def _count(self) -> str:
        words = ngettext("{n} draft", "{n} drafts", self._drafts)
        if not self._on_disk:
            words = ngettext(
                "{n} draft, not on disk", "{n} drafts, not on disk", self._drafts
            )
        return words.format(n=self._drafts)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drafts and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drafts and event.key() in _PRESS:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, edge.height() / 2, edge.height() / 2)
