"""The activities of one goal under the heads of their columns."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hhdesk.gui import forms, theme
from hhdesk.gui.activity_editor import NARROW, STATE, TOOL, WHEN, WHO, ActivityEditor
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.line_list import LineList
from hhdesk.gui.plan_rows import Spot
from hhdesk.i18n import _


@forms.offer
class ActivityList(Spoken, LineList):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.serve_with(ActivityEditor)
        self._heads = [PlainLabel(self) for _ in range(4)]
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(4)
        for place, (label, wide) in enumerate(
            zip(self._heads, (0, WHO, WHEN, STATE), strict=True)
        ):
            label.setProperty("look", "caption")
            label.setMinimumWidth(1)
            row.addWidget(label, 0 if wide else 1)
            if place:
                label.setFixedWidth(theme.scaled(wide))
        row.addSpacing(TOOL)
        self._column.insertWidget(0, self._head)
        self.refill()

    @property
    def editors(self) -> list[ActivityEditor]:
        return [one for one in self.rows if isinstance(one, ActivityEditor)]

    def put(self, spot: Spot, showing: Showing) -> None:
        super().put(spot, showing)
        self._show_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_head()

    def _show_head(self) -> None:
        """Heads stand above columns only."""
        wide = self.width() >= theme.scaled(NARROW)
        self._head.setVisible(wide and bool(self.rows))

    def refill(self) -> None:
        words = (_("Activity"), _("Who"), _("By when"), _("How far"))
        for label, word in zip(self._heads, words, strict=True):
            label.setText(word)
        self.say_nothing(_("Nobody has anything to do yet. Add the first step."))
