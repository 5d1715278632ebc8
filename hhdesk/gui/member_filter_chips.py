"""The filters that are set, as chips to take away, and how many members each leaves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care.member_list_filter import MemberFilter, Part
from hhdesk.gui import forms, member_filter_words
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import literal, set_tip
from hhdesk.gui.member_filter_button import FilterButton
from hhdesk.i18n import _


@forms.offer
class MemberFilterChips(Spoken, Flow):
    """Hidden while no filter is set."""

    removed = Signal(object)
    """The Part that is taken away."""
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Part, FilterButton] = {}
        self.clear_button: QPushButton | None = None
        self._wanted = MemberFilter()
        self._left: Mapping[Part, int] = {}
        self._names: Mapping[UUID, str] = {}
        self.hide()

    def show_filter(
        self,
        wanted: MemberFilter,
        left: Mapping[Part, int],
        names: Mapping[UUID, str],
    ) -> None:
        """One chip a filter, in the order in which they are counted."""
        self._wanted, self._left, self._names = wanted, left, names
        focus = next(
            (part for part, one in self.buttons.items() if one.hasFocus()), None
        )
        self.clear()
        self.buttons = {part: self._chip(part) for part in wanted.parts}
        for button in self.buttons.values():
            self.add(button)
        self.clear_button = self._clear_button() if self.buttons else None
        if self.clear_button is not None:
            self.add(self.clear_button)
        self.setVisible(bool(self.buttons))
        if focus in self.buttons:
            self.buttons[focus].setFocus()

    def _chip(self, part: Part) -> FilterButton:
        told = member_filter_words.chip(self._wanted, part, self._names)
        count = self._left.get(part)
        words = told if count is None else f"{told}  {count:,}"
        button = FilterButton("x")
        button.setText(literal(words))
        button.setChecked(True)
        name = _("Take away the filter “{filter}”").format(filter=told)
        button.setAccessibleName(name)
        set_tip(button, name)
        button.clicked.connect(partial(self._take, part))
        return button

    def _take(self, part: Part, _checked: bool = False) -> None:
        self.removed.emit(part)

    def _clear_button(self) -> QPushButton:
        button = QPushButton(_("Clear filters"))
        button.setProperty("look", "link")
        button.clicked.connect(self.cleared)
        return button

    def refill(self) -> None:
        self.show_filter(self._wanted, self._left, self._names)
