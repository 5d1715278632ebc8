"""Which parts of a care plan its full paper has, chosen in a menu that stays open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton

from hhdesk.gui.labels import literal
from hhdesk.i18n import _
from hhdesk.papers.plan_parts import PLAN_PART_WORDS, PlanPart


class PlanPartsMenu(QObject):
    changed = Signal()
    """Another choice of parts."""

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button)
        self._button = button
        self._menu = QMenu(button)
        self._menu.installEventFilter(self)
        self._actions: dict[PlanPart, QAction] = {}
        for part in PLAN_PART_WORDS:
            action = self._menu.addAction("")
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(self._toggled)
            self._actions[part] = action
        button.setMenu(self._menu)
        self.refill()

    @property
    def left_out(self) -> frozenset[PlanPart]:
        return frozenset(
            part for part, action in self._actions.items() if not action.isChecked()
        )

    def choose(self, part: PlanPart, shown: bool) -> None:
        """As if a person had chosen it."""
        self._actions[part].setChecked(shown)

    def _toggled(self) -> None:
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        count = len(self._actions) - len(self.left_out)
        words = _("All parts")
        if self.left_out:
            words = _("{n} of {all} parts").format(n=count, all=len(self._actions))
        self._button.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click or the space bar ticks without closing the menu."""
        click = isinstance(event, QMouseEvent) and (
            event.type() == QEvent.Type.MouseButtonRelease
        )
        space = isinstance(event, QKeyEvent) and (
            event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        )
        action = self._menu.activeAction()
        if (click or space) and action is not None:
            action.trigger()
            return True
        return False

    def refill(self) -> None:
        """The words in the present language."""
        for part, action in self._actions.items():
            action.setText(literal(_(PLAN_PART_WORDS[part])))
        self._show_count()
