"""The activities of one goal, one editor each; editors are reused while typing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import ActivityRow
from hhdesk.gui import forms
from hhdesk.gui.activity_editor import ActivityEditor
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.plan_draft import saved_activity
from hhdesk.i18n import _


@forms.offer
class ActivityList(Spoken, QWidget):
    edited = Signal(int, dict)
    """Place in the list, and the fields that were changed."""
    remove_wanted = Signal(int)
    check_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: list[ActivityEditor] = []
        self._lines: list[QFrame] = []
        self.nothing = PlainLabel(self)
        self.nothing.setProperty("look", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)
        self.refill()

    def put(
        self, plan: PlanRow, rows: tuple[ActivityRow, ...], *, may_check: bool
    ) -> None:
        while len(self.editors) > len(rows):
            self._drop()
        while len(self.editors) < len(rows):
            self._grow()
        for editor, row in zip(self.editors, rows, strict=True):
            saved = saved_activity(plan, row)
            editor.put(saved, row, plan.language, may_check=may_check)
        self.nothing.setVisible(not rows)

    def _grow(self) -> None:
        place = len(self.editors)
        if place:
            line = QFrame(self)
            line.setProperty("look", "line")
            line.setFixedHeight(1)
            self._lines.append(line)
            self._column.addWidget(line)
        editor = ActivityEditor()
        editor.edited.connect(partial(self.edited.emit, place))
        editor.remove_wanted.connect(partial(self.remove_wanted.emit, place))
        editor.check_wanted.connect(partial(self.check_wanted.emit, place))
        self.editors.append(editor)
        self._column.addWidget(editor)

    def _drop(self) -> None:
        gone: list[QWidget] = [self.editors.pop()]
        if self._lines:
            gone.append(self._lines.pop())
        for widget in gone:
            widget.hide()
            widget.deleteLater()

    def refill(self) -> None:
        self.nothing.setText(_("Nobody has anything to do yet. Add the first step."))
