"""The editor of the plan as a whole: what matters, strengths, review, barriers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care.goals import BarrierKind, BarrierRow
from hhdesk.gui import forms, states
from hhdesk.gui.barrier_list import BarrierList
from hhdesk.gui.chip import Chip
from hhdesk.gui.day_field import DayField
from hhdesk.gui.forms import Spoken
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.plan_draft import PlanDraft


class AboutPlan(Spoken, QWidget):
    what_matters: PairEditor
    strengths: PairEditor
    review_field: DayField
    review_chip: Chip
    add_barrier_button: QPushButton
    barriers: BarrierList

    check_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "about_plan")
        self._draft: PlanDraft | None = None
        self._may_check = False
        self.what_matters.edited.connect(lambda pair: self._put("what_matters", pair))
        self.strengths.edited.connect(lambda pair: self._put("strengths", pair))
        for field, editor in (
            ("what_matters", self.what_matters),
            ("strengths", self.strengths),
        ):
            editor.check_wanted.connect(lambda f=field: self._check(f))
        self.review_field.changed.connect(self._review_typed)
        self.add_barrier_button.clicked.connect(self._add_barrier)
        self.barriers.edited.connect(self._barriers_edited)

    def edit(self, draft: PlanDraft, *, may_check: bool) -> None:
        self._draft, self._may_check = draft, may_check
        self.refill()

    def _put(self, field: str, value: object) -> None:
        if self._draft is not None:
            self._draft.put(**{field: value})
            self._show_review()

    def _check(self, field: str) -> None:
        if self._draft is not None:
            self.check_wanted.emit(self._draft.plan.id, field)

    def _review_typed(self) -> None:
        if not self.review_field.wrong:
            self._put("review_on", self.review_field.day)

    def _add_barrier(self) -> None:
        if self._draft is not None:
            self._draft.add_barrier(None, BarrierKind.TRANSPORTATION)
            self.barriers.put(self._draft.content.barriers)

    def _barriers_edited(self, rows: tuple[BarrierRow, ...]) -> None:
        if self._draft is not None:
            self._draft.put_barriers(None, rows)
            self.barriers.put(rows)

    def _show_review(self) -> None:
        if self._draft is not None:
            day = self._draft.content.review_on
            state = states.due(day, self.barriers.today())
            self.review_chip.say(state.word, state.tone, state.icon)

    def refill(self) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            saved, now, language = (
                draft.plan.content,
                draft.content,
                draft.plan.language,
            )
            check = self._may_check
            self.what_matters.put(
                saved.what_matters, now.what_matters, language, may_check=check
            )
            self.strengths.put(
                saved.strengths, now.strengths, language, may_check=check
            )
            self.review_field.put(now.review_on)
            self.barriers.put(now.barriers)
        self._draft = draft
        self._show_review()
