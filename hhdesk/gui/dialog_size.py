"""How large a dialog opens: as its text is enlarged, but never larger than the window
over which it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from hhdesk.gui import theme


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
