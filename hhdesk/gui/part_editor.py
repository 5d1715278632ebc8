"""The editor of a part that is lists of lines: emergency, medicines, team and so on."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hhdesk.gui import icons
from hhdesk.gui.forms import Spoken
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.line_list import LineList
from hhdesk.gui.plan_card import PlanCard
from hhdesk.gui.plan_lists import LISTS, ListOf
from hhdesk.gui.plan_rows import SCHOOL, Where
from hhdesk.gui.school_fields import SchoolFields
from hhdesk.i18n import _


class _ListCard(Spoken, PlanCard):
    """One list under its title, with the button that adds a line."""

    def __init__(self, made_of: ListOf) -> None:
        super().__init__()
        self._of = made_of
        self.add_button = self.button
        icons.name_icon(self.add_button, "plus")
        self.add_button.show()
        self.list = LineList(self)
        self.list.serve(made_of.columns)
        self.add(self.list)
        self.refill()

    def refill(self) -> None:
        self.say(_(self._of.title))
        self.add_button.setText(_(self._of.adds))
        self.list.say_nothing(_(self._of.nothing))


class PartEditor(QWidget):
    """`part` is one of LISTS."""

    check_wanted = Signal(object, str)
    remove_wanted = Signal(object, object)

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        self._showing: Showing | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.school = SchoolFields() if part == SCHOOL else None
        if self.school is not None:
            column.addWidget(self.school)
        self.cards = {one.spot: _ListCard(one) for one in LISTS[part]}
        for made_of, card in zip(LISTS[part], self.cards.values(), strict=True):
            column.addWidget(card)
            card.add_button.clicked.connect(partial(self._add, made_of, None))
            card.list.add_wanted.connect(
                lambda _spot, after, one=made_of: self._add(one, after)
            )
            card.list.remove_wanted.connect(self.remove_wanted)
            card.list.check_wanted.connect(self.check_wanted)
        column.addStretch(1)

    @property
    def lists(self) -> list[LineList]:
        return [card.list for card in self.cards.values()]

    @property
    def buttons(self) -> list[QPushButton]:
        return [card.add_button for card in self.cards.values()]

    def edit(self, showing: Showing) -> None:
        """Show this part of the draft."""
        self._showing = showing
        if self.school is not None:
            self.school.edit(showing.draft)
        for spot, card in self.cards.items():
            card.list.put(spot, showing)

    def _add(self, made_of: ListOf, after: UUID | None = None) -> None:
        if self._showing is None:
            return
        row_id = self._showing.draft.add(made_of.spot, made_of.new, after)
        shown = self.cards[made_of.spot].list
        shown.show_edited()
        shown.focus(row_id)

    def focus(self, where: Where) -> None:
        """Give the keyboard to what was changed there."""
        for shown in self.lists:
            if where.item_id is not None and shown.focus(where.item_id, where.field):
                return
        if self.school is not None:
            self.school.setFocus()
