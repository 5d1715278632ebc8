"""Where the child learns: name, grade, whom to call, which plan the school has made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from hhdesk.care.plan_lines import SCHOOL_PLAN_WORDS, SchoolPlan
from hhdesk.gui import plan_keys
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.line_row import show_words
from hhdesk.gui.plan_card import PlanCard
from hhdesk.gui.plan_draft import PlanDraft
from hhdesk.i18n import N_, _

_FIELDS = {
    "name": N_("Name of the school or program"),
    "grade": N_("Grade or class"),
    "contact": N_("Whom to ask for"),
    "phone": N_("Phone"),
}


class SchoolFields(Spoken, PlanCard):
    def __init__(self) -> None:
        super().__init__()
        self._draft: PlanDraft | None = None
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self.fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, PlainLabel] = {}
        self.plan = Choice(self)
        self.plan.setProperty("look", "inplace")
        places = {"name": (0, 0), "grade": (0, 1), "contact": (2, 0), "phone": (2, 1)}
        for name, (row, column) in places.items():
            field = QLineEdit(self)
            field.setProperty("look", "inplace")
            field.textEdited.connect(lambda text, n=name: self._put(**{n: text}))
            self.fields[name] = field
            self._place(grid, name, field, row, column)
        self._place(grid, "plan", self.plan, 4, 0)
        self.plan.activated.connect(
            lambda _: self._put(plan=SchoolPlan(str(self.plan.value())))
        )
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        holder = QWidget(self)
        holder.setLayout(grid)
        self.add(holder)
        self.setFocusProxy(self.fields["name"])
        plan_keys.leave(self)
        self.refill()

    def _place(
        self, grid: QGridLayout, name: str, field: QWidget, row: int, column: int
    ) -> None:
        label = PlainLabel(self)
        label.setProperty("look", "caption")
        label.setBuddy(field)
        self._labels[name] = label
        grid.addWidget(label, row, column)
        grid.addWidget(field, row + 1, column)

    def edit(self, draft: PlanDraft) -> None:
        self._draft = draft
        self._show()

    def _put(self, **changes: Any) -> None:
        if self._draft is not None:
            school = replace(self._draft.content.school, **changes)
            self._draft.put(school=school)

    def _show(self) -> None:
        if self._draft is None:
            return
        school = self._draft.content.school
        for name, field in self.fields.items():
            show_words(field, getattr(school, name))
        self.plan.choose(school.plan)

    def refill(self) -> None:
        self.say(_("School or early intervention"))
        for name, words in _FIELDS.items():
            self._labels[name].setText(_(words))
            self.fields[name].setPlaceholderText(_("Not written down"))
        self._labels["plan"].setText(_("Plan of the school"))
        self.plan.offer((k, _(word)) for k, word in SCHOOL_PLAN_WORDS.items())
        self._show()
