"""How large a dialog opens: as its text is enlarged, but never larger than the window
over which it stands."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from hhdesk.gui import theme

_MOST_HEIGHT = 700


class Asking(Protocol):
    """A dialog of questions: they scroll between its head and its foot."""

    @property
    def head(self) -> QWidget: ...
    @property
    def area(self) -> QScrollArea: ...
    @property
    def foot(self) -> QWidget: ...


def resize(dialog: QDialog, wide: int, high: int) -> None:
    """Pixels at 100 % of text. Of a dialog over a dialog, the window below both
    counts."""
    bound(dialog, theme.scaled(wide), theme.scaled(high))


def bound(dialog: QDialog, width: int, height: int) -> None:
    """So large, or as large as the window below."""
    below = dialog.parentWidget()
    while below is not None and below.parentWidget() is not None:
        below = below.parentWidget()
    if below is not None and below.isVisible():
        width, height = min(width, below.width()), min(height, below.height())
    dialog.resize(width, height)


def fit(dialog: Asking, wide: int, most: int = _MOST_HEIGHT) -> None:
    """As high as its questions, at most as high as fits; pixels at 100 % of text."""
    assert isinstance(dialog, QDialog)
    width, page = theme.scaled(wide), dialog.area.widget()
    assert page is not None
    page.ensurePolished()
    column = page.layout()
    if column is not None:
        column.activate()
    inside = page.heightForWidth(width)
    if inside < 0:
        inside = page.sizeHint().height()
    around = dialog.head.sizeHint().height() + dialog.foot.sizeHint().height()
    bound(dialog, width, min(inside + around + 4, theme.scaled(most)))
