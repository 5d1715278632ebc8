"""Whether the words of a window fit, and whether its controls have names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from hhdesk.gui import tab_order
from hhdesk.gui.chip import Chip
from hhdesk.gui.labels import ElidedLabel
from tests.stories.keyboard import heard

SPOKEN: list[Any] = [
    ("en", 100),
    ("es", 100),
    pytest.param(("en", 150), marks=pytest.mark.sweep),
    ("es", 150),
]
"""Spanish takes more room: what fits in it enlarged is seldom cut in English."""


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def clip(widget: QWidget) -> QRect:
    """The part of the widget that its parents let through, scrolling aside."""
    box = widget.rect()
    parent, at = widget.parentWidget(), QPoint(widget.pos())
    while parent is not None and not isinstance(parent.parent(), QScrollArea):
        inner = parent.rect().translated(-at)
        box = box.intersected(inner)
        if isinstance(parent.parentWidget(), QScrollArea) or parent.isWindow():
            break
        at += parent.pos()
        parent = parent.parentWidget()
    return box


def needed(widget: QWidget) -> tuple[int, int]:
    """Width and height that the words of a widget need."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        width = widget.width()
        longest = max(re.split(r"[\s\u200b]+", widget.text()), key=len)
        return (
            widget.fontMetrics().horizontalAdvance(longest),
            widget.heightForWidth(width),
        )
    hint = widget.minimumSizeHint()
    if isinstance(widget, QAbstractButton | Chip):
        hint = widget.sizeHint()
    return hint.width(), hint.height()


def cut_off(window: QWidget) -> list[str]:
    """What is shown in the window and does not fit."""
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton | Chip):
            continue
        # Hidden while its parents are being shown, a widget is both to Qt.
        shown = widget.isVisible() and not widget.isHidden()
        if not shown or isinstance(widget, ElidedLabel):
            continue
        words = widget.text() or ""
        if not words:
            continue
        width, height = needed(widget)
        room = clip(widget)
        if room.width() < width or room.height() < height:
            found.append(
                f"{widget.objectName()} {words!r}: {room.width()}x{room.height()} "
                f"of {width}x{height}"
            )
    return found


def nameless(window: QWidget) -> list[str]:
    """Controls of which a screen reader would say nothing."""
    return [
        f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}"
        for one in tab_order.stops(window)
        if not heard(one)
    ]


def check(window: QWidget) -> None:
    settle()
    assert cut_off(window) == []
    assert nameless(window) == []
