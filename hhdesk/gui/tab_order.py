"""Tab and Shift+Tab in the order in which a window is read.

Qt goes in the order in which controls were made, and takes a page that gives its focus
to one of its parts for one control: what stands before that part is never come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QWidget,
)

_REASONS = {
    True: Qt.FocusReason.TabFocusReason,
    False: Qt.FocusReason.BacktabFocusReason,
}


def _items(layout: QLayout) -> list[QLayoutItem]:
    """What stands in a layout, as it is read."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: _row_and_column(layout, at))
    found = (layout.itemAt(at) for at in places)
    return [item for item in found if item is not None]


def _row_and_column(grid: QGridLayout, at: int) -> tuple[int, int]:
    place: Any = grid.getItemPosition(at)
    return place[0], place[1]


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for item in _items(layout) if layout is not None else ():
        widget = item.widget()
        if widget is not None:
            yield widget
        else:
            yield from _laid_out(item.layout())


def _parts(widget: QWidget) -> list[QWidget]:
    """The parts of a widget as they are read: those in its layout, then the others by
    where they stand."""
    first = list(_laid_out(widget.layout()))
    others = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child not in first and not child.isWindow()
    ]
    return first + sorted(others, key=lambda one: (one.y(), one.x()))


def _stops(widget: QWidget) -> bool:
    """Whether Tab stops here. A page that scrolls is a stop where it has a name, being
    read; fields on one that has none come into sight by themselves."""
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if isinstance(widget, QScrollArea) and not widget.accessibleName():
        return False
    return bool(reached) and widget.isEnabled() and widget.focusProxy() is None


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Everything shown to which Tab comes, in the order of reading."""
    for part in _parts(widget):
        if not part.isHidden():
            if _stops(part):
                yield part
            yield from stops(part)


def turn(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next control; whether there is another one."""
    found = list(stops(window))
    here = window.focusWidget()
    if not found or found == [here]:
        return False
    step = 1 if forward else -1
    at = found.index(here) + step if here in found else (0 if forward else -1)
    found[at % len(found)].setFocus(_REASONS[forward])
    return True
