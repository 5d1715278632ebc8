"""How large a dialog of questions is: as high as they need, at most as fits."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from hhdesk.gui import theme

_MOST_HEIGHT = 700


def fit(
    form: QWidget, head: QFrame, area: QScrollArea, foot: QFrame, wide: int
) -> None:
    """`wide` pixels at 100 % of text; never higher than the window below."""
    width, page = theme.scaled(wide), area.widget()
    assert page is not None
    page.ensurePolished()
    inside = page.heightForWidth(width)
    if inside < 0:
        inside = page.sizeHint().height()
    around = head.sizeHint().height() + foot.sizeHint().height()
    most = theme.scaled(_MOST_HEIGHT)
    below = form.parentWidget()
    if below is not None and below.window().height() > around:
        most = min(most, below.window().height())
    form.resize(width, min(inside + around + 4, most))
