"""The editor of the plan as a whole: what matters, strengths, ways, review,
barriers."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.gui import forms, plan_keys, states, theme
from hhdesk.gui.barrier_list import BarrierList
from hhdesk.gui.chip import Chip
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.plan_rows import Spot, Where
from hhdesk.i18n import _


class AboutPlan(Spoken, QWidget):
    what_matters: PairEditor
    strengths: PairEditor
    culture: PairEditor
    review_field: DayField
    review_chip: Chip
    add_barrier_button: QPushButton
    barriers: BarrierList

    check_wanted = Signal(object, str)
    remove_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "about_plan")
        self._showing: Showing | None = None
        self._pairs = {
            "what_matters": self.what_matters,
            "strengths": self.strengths,
            "culture": self.culture,
        }
        for name, editor in self._pairs.items():
            editor.edited.connect(lambda pair, n=name: self._put(n, pair))
            editor.check_wanted.connect(lambda n=name: self._check(n))
        self.strengths.hide_titles()
        self.culture.hide_titles()
        self.review_field.field.setProperty("look", "inplace")
        self.review_field.field.setProperty("fact", True)
        self.review_field.field.setMinimumWidth(0)
        self.review_field.setFixedWidth(theme.scaled(122))
        self.review_field.changed.connect(self._review_typed)
        self.add_barrier_button.clicked.connect(lambda: self.add_barrier())
        self.barriers.add_wanted.connect(lambda _, after: self.add_barrier(after))
        self.barriers.remove_wanted.connect(self.remove_wanted)
        plan_keys.leave(self)
        self.refill()

    def edit(self, showing: Showing) -> None:
        """Show the plan as typed."""
        self._showing = None
        saved, now = showing.draft.plan.content, showing.draft.content
        for name, editor in self._pairs.items():
            old, typed = getattr(saved, name), getattr(now, name)
            editor.put(old, typed, showing.language, may_check=showing.may_check)
        if self.review_field.day != now.review_on or self.review_field.wrong:
            self.review_field.put(now.review_on)
        self.barriers.put(Spot("barriers"), showing)
        self._showing = showing
        self._show_review()

    def _put(self, field: str, value: object) -> None:
        if self._showing is not None:
            self._showing.draft.put(**{field: value})
            self._show_review()

    def _check(self, field: str) -> None:
        if self._showing is not None:
            self.check_wanted.emit(self._showing.draft.plan.id, field)

    def _review_typed(self) -> None:
        if not self.review_field.wrong:
            self._put("review_on", self.review_field.day)

    def add_barrier(self, after: UUID | None = None) -> None:
        if self._showing is not None:
            row_id = self._showing.draft.add_barrier(None, after)
            self.barriers.show_edited()
            self.barriers.focus(row_id)

    def focus(self, where: Where) -> None:
        """Give the keyboard to what was changed there."""
        if where.item_id is not None and self.barriers.focus(
            where.item_id, where.field
        ):
            return
        if where.field == "review_on":
            self.review_field.setFocus()
        else:
            self._pairs.get(where.field, self.what_matters).english.setFocus()

    def _show_review(self) -> None:
        if self._showing is not None:
            day = self._showing.draft.content.review_on
            state = states.due(day, self._showing.today)
            self.review_chip.say(state.word, state.tone, state.icon)

    def refill(self) -> None:
        for name, words, hint in (
            ("what_matters", _("What matters to us"), _("In the family's own words")),
            (
                "strengths",
                _("What goes well already"),
                _("What the family is proud of"),
            ),
            (
                "culture",
                _("Our ways and wishes"),
                _("Language, faith, food, who decides, what to avoid"),
            ),
        ):
            self._pairs[name].setAccessibleName(words)
            self._pairs[name].say_hint(hint)
        if self._showing is not None:
            self.edit(self._showing)
