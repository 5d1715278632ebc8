"""The parts of one template below each other: concerns, goals with their steps, signs,
equipment, and what often stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care import plan_templates
from hhdesk.care.goals import BARRIER_WORDS, DOMAIN_WORDS, BarrierKind
from hhdesk.care.phrase_rows import PhraseRow
from hhdesk.care.plan_lines import LINE_KIND_WORDS, LineKind
from hhdesk.care.template_files import TemplateActivity, TemplateGoal
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.gui.slot_field import SlotField
from hhdesk.gui.template_choice import TemplateChoice
from hhdesk.gui.template_line import TemplateLine
from hhdesk.gui.tick import Tick
from hhdesk.i18n import N_, _

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_CONCERNS = N_("What we worry about")
_ASK = N_("What often gets in the way: ask the family")


class _Heading(Spoken, PlainLabel):
    def __init__(self, words: str, *more: str) -> None:
        super().__init__()
        self._said = (words, *more)
        self.setProperty("look", "section")
        self.setContentsMargins(0, 14, 0, 2)
        self.refill()

    def refill(self) -> None:
        self.setText(" · ".join(map(_, self._said)))


class _Barrier(Spoken, Tick):
    def __init__(self, kind: BarrierKind) -> None:
        super().__init__()
        self.kind = kind
        self.refill()

    def refill(self) -> None:
        self.setText(literal(_(BARRIER_WORDS[self.kind])))


class TemplateParts(QObject):
    """Fills a column; one template at a time."""

    ticked = Signal(str, bool)
    slot_typed = Signal(str, object)
    day_typed = Signal(str, object)

    def __init__(self, column: QVBoxLayout) -> None:
        super().__init__(column)
        self._column = column
        self.choice: TemplateChoice | None = None
        self.lines: dict[str, TemplateLine] = {}
        self.barriers: dict[str, _Barrier] = {}

    def put(self, choice: TemplateChoice) -> None:
        """Show this template's parts instead of another's."""
        self._clear()
        self.choice = choice
        row = choice.row
        if row.concerns:
            self._head(_CONCERNS)
        for concern in row.concerns:
            self._line(concern.phrase)
        for goal in row.goals:
            self._goal(goal)
        for kind in LineKind:
            lines = [line for line in row.lines if line.kind is kind]
            if lines:
                self._head(LINE_KIND_WORDS[kind])
            for line in lines:
                self._line(line.phrase)
        if row.barriers:
            self._ask(row.barriers)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines.clear()
        self.barriers.clear()

    def _head(self, words: str, *more: str) -> None:
        self._column.addWidget(_Heading(words, *more))

    def _goal(self, goal: TemplateGoal) -> None:
        self._head(N_("Goal"), DOMAIN_WORDS[goal.phrase.domain])
        self._line(goal.phrase, dated=True)
        if goal.target is not None:
            self._line(goal.target, indented=True)
        for step in goal.activities:
            self._line(step.phrase, step, indented=True, dated=step.days is not None)

    def _line(
        self,
        phrase: PhraseRow,
        step: TemplateActivity | None = None,
        *,
        indented: bool = False,
        dated: bool = False,
    ) -> None:
        assert self.choice is not None
        line = TemplateLine(
            self.choice, phrase, step=step, indented=indented, dated=dated
        )
        line.tick.installEventFilter(self)
        line.ticked.connect(self.ticked)
        line.slot_typed.connect(self.slot_typed)
        line.day_typed.connect(self.day_typed)
        self._column.addWidget(line)
        self.lines[phrase.id] = line

    def _ask(self, kinds: tuple[BarrierKind, ...]) -> None:
        assert self.choice is not None
        self._head(_ASK)
        strip = Flow()
        for kind in kinds:
            part = plan_templates.barrier_id(self.choice.row, kind)
            tick = _Barrier(kind)
            tick.clicked.connect(lambda on, part=part: self.ticked.emit(part, on))
            strip.add(tick)
            self.barriers[part] = tick
        self._column.addWidget(strip)

    def show_choice(self) -> None:
        """Bring all lines into step with the choice."""
        if self.choice is None:
            return
        places = self.choice.places()
        for line in self.lines.values():
            line.show_choice(places)
            line.refill()
        for part, tick in self.barriers.items():
            tick.setChecked(part in self.choice.chosen)

    def fields(self) -> dict[str, SlotField]:
        """The slots' fields that are shown, by the slot's name."""
        return {
            name: field
            for line in self.lines.values()
            for name, field in line.slots.items()
            if not field.isHidden()
        }

    def ticks(self) -> list[QWidget]:
        return [line.tick for line in self.lines.values() if line.tick.isEnabled()]

    def focus_first(self) -> None:
        if ticks := self.ticks():
            ticks[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from line to line where a tick has the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = _STEPS.get(Qt.Key(event.key()))
            ticks = self.ticks()
            if by is not None and watched in ticks:
                to = ticks.index(watched) + by
                ticks[min(max(to, 0), len(ticks) - 1)].setFocus()
                return True
        return super().eventFilter(watched, event)
