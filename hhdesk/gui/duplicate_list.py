"""Members who may be the one that is being entered: seen while typing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hhdesk.care.search import Likeness
from hhdesk.gui import forms, people
from hhdesk.gui.chip import Chip
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.i18n import _

_MOST = 4


@forms.offer
class DuplicateList(Spoken, QWidget):
    open_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Likeness] = ()
        self._today = date.min
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(4)

    def put(self, found: Sequence[Likeness], today: date) -> None:
        """Show the likeliest few."""
        self._found, self._today = found[:_MOST], today
        self.refill()

    def names(self) -> list[str]:
        return [one.hit.name for one in self._found]

    def refill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._found:
            self._add(one)

    def _add(self, one: Likeness) -> None:
        hit = one.hit
        button = QPushButton(literal(hit.name))
        button.setProperty("look", "link")
        button.clicked.connect(partial(self.open_wanted.emit, hit.member_id))
        self._column.addWidget(button)
        more = PlainLabel(people.born(hit.birth_date, self._today))
        more.setProperty("look", "muted")
        more.setContentsMargins(6, 0, 0, 0)
        self._column.addWidget(more)
        reasons = Flow()
        for word in _reasons(one):
            chip = Chip()
            chip.say(word, "warning", "triangle-alert")
            reasons.add(chip)
        self._column.addWidget(reasons)


def _reasons(one: Likeness) -> list[str]:
    """What speaks for it beside the name."""
    told = (
        (one.same_birth_date, _("Same birth date")),
        (one.near_birth_date, _("Similar birth date")),
        (one.same_phone, _("Same phone")),
    )
    return [word for holds, word in told if holds]
