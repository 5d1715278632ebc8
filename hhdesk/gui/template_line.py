"""One sentence of a template in the picker: a tick, both languages, its day, and the
slots that are filled beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hhdesk.care import phrases
from hhdesk.care.goals import RESPONSIBLE_WORDS
from hhdesk.care.phrase_rows import PhraseRow
from hhdesk.care.phrase_slots import SAME_FOR_THE_CHILD
from hhdesk.care.template_files import TemplateActivity
from hhdesk.gui import theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.day_field import DayField
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.repeat_field import repeat_words
from hhdesk.gui.slot_field import SlotField
from hhdesk.gui.template_choice import TemplateChoice, two_sided
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _, current_language, find_language

_INDENT, _GAP = 28, 4


class TemplateLine(Spoken, QFrame):
    """`indented` is what stands below a goal; `dated` has a day."""

    ticked = Signal(str, bool)
    slot_typed = Signal(str, object)
    """The slot's name and its SlotValue."""
    day_typed = Signal(str, object)

    def __init__(
        self,
        choice: TemplateChoice,
        phrase: PhraseRow,
        *,
        step: TemplateActivity | None = None,
        indented: bool = False,
        dated: bool = False,
    ) -> None:
        super().__init__()
        self.choice, self.phrase, self._step = choice, phrase, step
        self.language = choice.language
        self.tick = Tick(self)
        self.tick.clicked.connect(lambda on: self.ticked.emit(phrase.id, on))
        self.family, self.english = PlainLabel(self), PlainLabel(self)
        for label in (self.family, self.english):
            label.setWordWrap(True)
            label.setMinimumWidth(theme.scaled(120))
        self.english.setProperty("look", "muted")
        self.chip = Chip(self)
        self.who, self.by = PlainLabel(self), PlainLabel(self)
        self.who.setProperty("look", "muted")
        self.by.setProperty("look", "muted")
        self.day: DayField | None = DayField(self) if dated else None
        if self.day is not None:
            self.day.changed.connect(self._day_typed)
        self.slots: dict[str, SlotField] = {}
        self.strip = Flow()
        self._build(indented)

    def _build(self, indented: bool) -> None:
        """The languages stand in two columns, the same for all lines."""
        left = theme.scaled(_INDENT) if indented else 0
        top = Qt.AlignmentFlag.AlignTop
        own = QHBoxLayout()
        own.setContentsMargins(left, 0, 0, 0)
        own.setSpacing(_GAP)
        own.addWidget(self.tick, 0, top)
        self.family.setContentsMargins(0, 3, 0, 0)
        self.english.setContentsMargins(0, 3, 0, 0)
        own.addWidget(self.family, 1, top)
        words = QHBoxLayout()
        words.setSpacing(16)
        words.addLayout(own, 1)
        words.addWidget(self.english, 1, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(words)
        below = QVBoxLayout()
        below.setContentsMargins(left + self.tick.sizeHint().width() + _GAP, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._more_row())
        self.strip.hide()
        below.addWidget(self.strip)
        column.addLayout(below)

    def _more_row(self) -> QWidget:
        """Who does it, how often, by when."""
        self._more = QWidget(self)
        row = QHBoxLayout(self._more)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.who)
        row.addWidget(self.by)
        if self.day is not None:
            row.addWidget(self.day)
        row.addWidget(self.chip)
        row.addStretch(1)
        return self._more

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The words are as good as the box."""
        if self.tick.isEnabled():
            self.tick.click()
        event.accept()

    def _day_typed(self) -> None:
        if self.day is not None and not self.day.wrong:
            self.day_typed.emit(self.phrase.id, self.day.day)

    def show_choice(self, places: Mapping[str, str]) -> None:
        """Bring everything into step with the choice; `places` tells at which line
        each slot is filled."""
        choice, part = self.choice, self.phrase.id
        there = part in choice.standing
        self.tick.setChecked(part in choice.chosen)
        self.tick.setEnabled(not there)
        self._show_words()
        open_here = [
            slot
            for slot in self.phrase.slots
            if slot.name not in SAME_FOR_THE_CHILD and places.get(slot.name) == part
        ]
        for slot in open_here:
            if slot.name not in self.slots:
                self._add_slot(slot.name)
            self.slots[slot.name].put(choice.value(slot.name))
        names = {slot.name for slot in open_here}
        for name, field in self.slots.items():
            field.setVisible(name in names)
        self.strip.setVisible(bool(names))
        if self.day is not None:
            self._show_day(self.day, choice.days.get(part), there)
        shown = there or self.day is not None or self._step is not None
        self._more.setVisible(shown)

    def _show_day(self, field: DayField, day: date | None, there: bool) -> None:
        if not field.field.hasFocus():
            field.put(day)
        field.setVisible(not there)
        self.by.setVisible(not there)
        field.setEnabled(self.tick.isChecked())

    def _add_slot(self, name: str) -> None:
        slot = next(one for one in self.phrase.slots if one.name == name)
        language = self.language if two_sided(slot, self.language) else ""
        field = SlotField(slot, language, self)
        field.changed.connect(lambda value: self.slot_typed.emit(name, value))
        self.strip.add(field)
        self.slots[name] = field

    def _show_words(self) -> None:
        values = self.choice.values
        english = phrases.gist(self.phrase, values, "en")
        family = ""
        if self.language != "en":
            family = phrases.gist(self.phrase, values, self.language)
        self.family.setText(family or english)
        self.english.setText(english if family else "")
        self.english.setVisible(bool(family))
        known = find_language(current_language())
        own = known is not None and known.id == self.language
        self.tick.setAccessibleName(family if own and family else english)

    def refill(self) -> None:
        self.chip.say("")
        if self.phrase.id in self.choice.standing:
            self.chip.say(_("In the plan already"), "neutral", "check")
        self.by.setText(_("Due") if self._step is not None else _("Target date"))
        self.by.setVisible(self.day is not None)
        self.who.setText(self._who())
        self.who.setVisible(self._step is not None)
        if self.day is not None:
            name = f"{self.by.text()}: {self.tick.accessibleName()}"
            self.day.field.setAccessibleName(name)

    def _who(self) -> str:
        if self._step is None:
            return ""
        who = _(RESPONSIBLE_WORDS[self._step.responsible])
        if self._step.repeat is None:
            return who
        return f"{who} · {repeat_words(self._step.repeat)}"
