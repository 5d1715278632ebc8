"""A check box drawn from the tokens: the style sheet cannot tint a tick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from hhdesk.gui import icons, theme, tokens

_BOX, _GAP, _PAD = tokens.ICON, 8, 4


def paint_box(
    painter: QPainter, box: QRect, *, checked: bool, enabled: bool = True
) -> None:
    """The box alone, for those who paint rows too."""
    worn = theme.current()
    full = checked and enabled
    painter.setPen(QColor(worn.accent if full else worn.muted))
    painter.setBrush(QColor(worn.accent if full else worn.surface))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
    if checked:
        side = _BOX - 4
        ink = "on_accent" if full else "disabled"
        ratio = painter.device().devicePixelRatioF()
        sign = icons.pixmap("check", ink, side, ratio)
        painter.drawPixmap(box.topLeft() + QPoint(2, 2), sign)


class Tick(QCheckBox):
    """Box, words, and a ring around both when it has the keyboard."""

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = _BOX + _GAP + metrics.horizontalAdvance(self.text()) + 2 * _PAD
        return QSize(width, max(metrics.height(), _BOX) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(_PAD, (self.height() - _BOX) // 2, _BOX, _BOX)
        paint_box(painter, box, checked=self.isChecked(), enabled=self.isEnabled())
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        words = self.rect().adjusted(box.right() + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = self.rect().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, 4, 4)
