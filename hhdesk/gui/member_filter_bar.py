"""The filters of the members' list as compact buttons with menus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care import member_list_choices
from hhdesk.care.member_list_filter import (
    DUE_WORDS,
    WHOSE_WORDS,
    MemberFilter,
    Part,
    Whose,
)
from hhdesk.care.staff import StaffRow
from hhdesk.gui import forms
from hhdesk.gui import member_filter_words as says
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import literal
from hhdesk.gui.member_filter_button import FilterButton
from hhdesk.gui.member_filter_menu import LetterMenu
from hhdesk.gui.member_filter_picker import Value, ValuePicker
from hhdesk.i18n import _

_TICKED = (Part.STATES, Part.LANGUAGES, Part.TIERS)
_MORE = "more"


@forms.offer
class MemberFilterBar(Spoken, Flow):
    changed = Signal(object)
    """The MemberFilter as it is wanted now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = MemberFilter()
        self.names: dict[UUID, str] = {}
        self.menu: LetterMenu | None = None
        self.picker: ValuePicker | None = None
        self._desk: Desk | None = None
        self.buttons: dict[str, FilterButton] = {}
        self._button(Part.WHOSE, self.ask_whose)
        for part in _TICKED:
            self._button(part, partial(self.ask_values, part))
        self._button(_MORE, self.open_more)
        self.refill()

    def _button(self, name: str, opened: Any) -> None:
        button = FilterButton("plus" if name == _MORE else "chevron-down", self)
        button.clicked.connect(lambda _checked=False: opened())
        # A click opens; whether the filter is set is what the look says.
        button.clicked.connect(lambda _checked=False: self._mark())
        self.buttons[name] = button
        self.add(button)

    def serve(self, desk: Desk) -> None:
        """Ask here for what the filters offer, and who coordinates."""
        self._desk = desk
        self._read(member_list_choices.coordinators, then=self._name)

    def _read(self, use_case: Any, *args: Any, then: Any) -> None:
        if self._desk is not None:
            self._desk.worker.read(use_case, *args, lane="filter values", then=then)

    def set_filter(self, wanted: MemberFilter) -> None:
        """Show this filter; says nothing."""
        self.wanted = wanted
        self.refill()

    def _want(self, **changes: Any) -> None:
        self.set_filter(replace(self.wanted, **changes))
        self.changed.emit(self.wanted)

    def _name(self, people: Iterable[StaffRow]) -> None:
        self.names = {one.id: one.name for one in people}
        self.refill()

    # ------------------------------------------------------------- coordinator

    def ask_whose(self) -> None:
        self._read(member_list_choices.coordinators, then=self._open_whose)

    def _open_whose(self, people: tuple[StaffRow, ...]) -> None:
        self._name(people)
        menu = self._menu()
        for whose, words in WHOSE_WORDS.items():
            one = partial(self._want, whose=whose, staff_id=None)
            menu.offer(_(words), one, checked=self.wanted.whose is whose)
        menu.addSeparator()
        for person in people:
            chosen = self.wanted.staff_id == person.id
            one = partial(self._want, whose=Whose.ONE, staff_id=person.id)
            menu.offer(person.name, one, checked=chosen)
        menu.open_below(self.buttons[Part.WHOSE])

    def _menu(self) -> LetterMenu:
        self.menu = LetterMenu(self)
        return self.menu

    # ------------------------------------------------------------- values

    def ask_values(self, part: Part) -> None:
        """Read who has which value, then offer them."""
        then = partial(self._open_values, part)
        self._read(member_list_choices.choices, part, then=then)

    def _open_values(self, part: Part, counts: Mapping[str, int]) -> None:
        ticked = getattr(self.wanted, part)
        values = [
            Value(code, self._word(part, code), counts.get(code, 0))
            for code in dict.fromkeys((*counts, *ticked))
        ]
        self.picker = ValuePicker(self)
        self.picker.offer(_(says.PART_WORDS[part]), values, ticked)
        self.picker.chosen.connect(lambda codes: self._want(**{part.value: codes}))
        self.picker.open_below(self.buttons.get(part, self.buttons[_MORE]))

    @staticmethod
    def _word(part: Part, code: str) -> str:
        if part is Part.TIERS:
            return _("Tier {tier}").format(tier=code)
        return says.value(part, code)

    # ------------------------------------------------------------- more

    def open_more(self) -> None:
        """The filters that are wanted less often."""
        menu, wanted = self._menu(), self.wanted
        for part in (Part.CITIES, Part.CONDITIONS):
            menu.offer(f"{_(says.PART_WORDS[part])}…", partial(self.ask_values, part))
        self._spans(menu, Part.AGES, says.AGES, says.ages)
        self._spans(menu, Part.BIRTHDAY, says.BIRTHDAYS, says.birthday)
        self._spans(menu, Part.UNREACHED, says.UNREACHED, says.unreached)
        self._spans(menu, Part.DUE, DUE_WORDS, lambda due: _(DUE_WORDS[due]))
        menu.addSeparator()
        for part in (Part.INTERPRETER, Part.HOSPITAL, Part.GONE):
            there = bool(getattr(wanted, part))
            change = partial(self._want, **{part.value: not there})
            menu.offer(_(says.PART_WORDS[part]), change, checked=there)
        menu.open_below(self.buttons[_MORE])

    def _spans(
        self, menu: LetterMenu, part: Part, values: Iterable[Any], word: Any
    ) -> None:
        """A menu of values of which one is chosen; choosing it again takes it away."""
        inner = LetterMenu(menu)
        inner.setTitle(_(says.PART_WORDS[part]))
        none = getattr(MemberFilter(), part)
        for value in values:
            chosen = getattr(self.wanted, part) == value
            change = partial(self._want, **{part.value: none if chosen else value})
            inner.offer(word(value), change, checked=chosen)
        menu.addMenu(inner)

    # ------------------------------------------------------------- words

    def _mark(self) -> None:
        parts = set(self.wanted.parts)
        for name, button in self.buttons.items():
            more = parts - {Part.WHOSE, *_TICKED}
            button.setChecked(bool(more) if name == _MORE else name in parts)

    def refill(self) -> None:
        for name, button in self.buttons.items():
            if name == _MORE:
                button.setText(_("Filter"))
                button.setAccessibleName(_("More filters"))
            elif name == Part.WHOSE:
                button.setText(literal(says.whose(self.wanted, self.names)))
            else:
                button.setText(_(says.PART_WORDS[Part(name)]))
        self._mark()
        self.updateGeometry()
