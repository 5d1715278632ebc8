"""Lucide icons as Qt icons, tinted from the theme and sharp at every pixel ratio.

A button names its icon in the dynamic property `icon_name` (in its form or in code);
`dress` draws it, again after each change of theme.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from hhdesk import assets
from hhdesk.gui import theme, tokens

_GAP = 4
_INK_OF_LOOK = {"primary": "on_accent", "link": "accent", "toast": "surface"}


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, side: int, ratio: float, gap: int) -> QPixmap:
    """The icon with an empty strip after it, `gap` wide."""
    svg = assets.resource_bytes("icons", "lucide", f"{name}.svg")
    tinted = svg.replace(b"currentColor", colour.encode("ascii"))
    pixels = round(side * ratio)
    pixmap = QPixmap(round((side + gap) * ratio), pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, ink: str, side: int, ratio: float, gap: int = 0) -> QPixmap:
    """One icon `side` logical pixels wide in a token's colour."""
    return _drawn(name, theme.current().ink(ink), side, ratio, gap)


def _ratios() -> list[float]:
    """The pixel ratios of the screens that are there."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})


def icon(name: str, ink: str = "text", side: int = tokens.ICON, gap: int = 0) -> QIcon:
    """An icon in today's theme: greyed when disabled, accented when checked."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, ink, side, ratio, gap))
        disabled = pixmap(name, "disabled", side, ratio, gap)
        made.addPixmap(disabled, QIcon.Mode.Disabled)
        checked = pixmap(name, "accent", side, ratio, gap)
        made.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
    return made


def name_icon(button: QAbstractButton, name: str) -> None:
    """Give the button this icon, now and in every theme."""
    button.setProperty("icon_name", name)
    dress(button)


def dress(widget: QWidget) -> None:
    """Draw the icon that the widget names, if it names one."""
    name = widget.property("icon_name")
    if name and isinstance(widget, QAbstractButton):
        ink = _INK_OF_LOOK.get(widget.property("look") or "", "text")
        # Qt leaves too little between icon and words.
        gap = _GAP if isinstance(widget, QPushButton) else 0
        widget.setIconSize(QSize(tokens.ICON + gap, tokens.ICON))
        widget.setIcon(icon(name, widget.property("ink") or ink, gap=gap))


def dress_all(root: QWidget) -> None:
    """Draw the icons of a widget and of everything in it."""
    dress(root)
    for child in root.findChildren(QAbstractButton):
        dress(child)
