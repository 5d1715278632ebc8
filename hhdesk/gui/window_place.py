"""Where a window stands on the screens, kept as text; never outside of all of them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

USUAL = (1366, 768)
_IN_REACH = 80


def placed(window: QWidget) -> str:
    """Its place, size and whether it is maximized: Qt's own geometry, in base64."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def place(window: QWidget, geometry: str) -> None:
    """Put the window where it stood. A screen may be gone since, or be smaller."""
    stored = QByteArray.fromBase64(geometry.encode("ascii"))
    restored = window.restoreGeometry(stored)
    if not restored:
        window.resize(*USUAL)
    areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not (window.isMaximized() or window.isFullScreen()) and areas:
        seen = in_reach(window.geometry(), areas) if restored else True
        window.setGeometry(fitted(window.geometry(), areas, keep=seen))


def in_reach(window: QRect, areas: list[QRect]) -> bool:
    """Whether enough of its upper edge is on a screen to take hold of it."""
    head = QRect(window.left(), window.top(), window.width(), _IN_REACH)
    overlaps = (head.intersected(area) for area in areas)
    return any(
        o.width() >= _IN_REACH and o.height() >= _IN_REACH // 2 for o in overlaps
    )


def fitted(window: QRect, areas: list[QRect], *, keep: bool) -> QRect:
    """The window no larger than the screen it is on; moved to the first one, in its
    middle, unless its place can be kept."""
    area = next((one for one in areas if one.intersects(window)), areas[0])
    if not keep:
        area = areas[0]
    made = QRect(window)
    made.setSize(window.size().boundedTo(area.size()))
    if not keep:
        made.moveCenter(area.center())
    return made
