"""The editors of a plan, each made when its part is first turned to; one is shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care.goals import DOMAIN_WORDS
from hhdesk.care.plan_content import PlanContent
from hhdesk.gui.about_plan import AboutPlan
from hhdesk.gui.concern_editor import ConcernEditor
from hhdesk.gui.goal_editor import GoalEditor
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.part_editor import PartEditor
from hhdesk.gui.plan_parts import PART_WORDS, Key
from hhdesk.gui.plan_rows import ABOUT, CONCERN, GOAL, Where
from hhdesk.i18n import _


class PlanPages(QObject):
    check_wanted = Signal(object, str)
    remove_wanted = Signal(object, object)
    goal_wanted = Signal(object)

    def __init__(self, column: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._column = column
        self._made: dict[str, QWidget] = {}
        self.key: Key = (ABOUT, 0)

    @property
    def about(self) -> AboutPlan:
        found = self._page(ABOUT)
        assert isinstance(found, AboutPlan)
        return found

    @property
    def goal(self) -> GoalEditor:
        found = self._page(GOAL)
        assert isinstance(found, GoalEditor)
        return found

    @property
    def concern(self) -> ConcernEditor:
        found = self._page(CONCERN)
        assert isinstance(found, ConcernEditor)
        return found

    def part(self, name: str) -> PartEditor:
        found = self._page(name)
        assert isinstance(found, PartEditor)
        return found

    def _page(self, kind: str) -> QWidget:
        if kind not in self._made:
            self._made[kind] = page = self._new(kind)
            page.hide()
            self._column.addWidget(page)
        return self._made[kind]

    def _new(self, kind: str) -> QWidget:
        """Made and connected."""
        if kind == CONCERN:
            concern = ConcernEditor()
            concern.goal_wanted.connect(self.goal_wanted)
            concern.check_wanted.connect(self.check_wanted)
            return concern
        page: AboutPlan | GoalEditor | PartEditor
        if kind == ABOUT:
            page = AboutPlan()
        else:
            page = GoalEditor() if kind == GOAL else PartEditor(kind)
        page.check_wanted.connect(self.check_wanted)
        page.remove_wanted.connect(self.remove_wanted)
        return page

    def show(self, key: Key, showing: Showing) -> None:
        """Edit this part; the page is as high as this one needs."""
        kind, place = key
        content = showing.draft.content
        self.key = key
        if kind == GOAL:
            self.goal.edit(showing, _id(content.goals[place]))
        elif kind == CONCERN:
            self.concern.edit(showing, _id(content.concerns[place]))
        elif kind == ABOUT:
            self.about.edit(showing)
        else:
            self.part(kind).edit(showing)
        for name, page in self._made.items():
            if page.isHidden() != (name != kind):
                page.setVisible(name == kind)

    def focus(self, where: Where) -> None:
        """Give the keyboard to what was changed there; its part is shown."""
        page: Any = self._made[self.key[0]]
        page.focus(where)

    def begin(self) -> None:
        """Give the keyboard to the first field of the part that is shown."""
        kind = self.key[0]
        if kind not in (ABOUT, CONCERN, GOAL):
            page = self.part(kind)
            rows = page.lists[0].rows
            if page.school is not None or not rows:
                target = page.school or page.buttons[0]
                target.setFocus()
                return
            rows[0].focus()
        else:
            self.focus(Where(kind))


def _id(row: Any) -> UUID:
    found: UUID = row.id
    return found


def title(key: Key, content: PlanContent) -> str:
    """What stands above a part."""
    kind, place = key
    if kind == GOAL:
        about = _(DOMAIN_WORDS[content.goals[place].domain])
        return _("Goal · {about}").format(about=about)
    if kind == CONCERN:
        about = _(DOMAIN_WORDS[content.concerns[place].domain])
        return _("Concern · {about}").format(about=about)
    return _(PART_WORDS[kind])
