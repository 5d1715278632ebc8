"""What stands beside the plan while it is written: its paper, its history."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.plan_history import PlanHistory
from hhdesk.gui.segments import Segments
from hhdesk.i18n import _

PAPER, HISTORY = "paper", "history"
_WIDE = 300


class PlanPanel(Spoken, QFrame):
    """Each page is made when it is first turned to."""

    compare_wanted = Signal(int, int)
    turned = Signal(str)
    """PAPER or HISTORY."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "desk-side")
        self._desk, self._member_id = desk, member_id
        self.history: PlanHistory | None = None
        self.choice = Segments(self)
        self.pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        self.setFixedWidth(theme.scaled(_WIDE))
        self.choice.chosen.connect(self.show_page)
        self.shown = HISTORY
        self.refill()

    def show_page(self, name: str) -> None:
        """PAPER or HISTORY."""
        name = name if name in self._offered() else HISTORY
        self.shown = name
        self.choice.choose(name)
        if self.history is None:
            self.history = PlanHistory(self._desk, self._member_id, self)
            self.history.compare_wanted.connect(self.compare_wanted)
            self.pages.addWidget(self.history)
        self.pages.setCurrentWidget(self.history)
        self.turned.emit(name)

    def _offered(self) -> dict[str, tuple[str, str]]:
        return {HISTORY: (_("History"), _("Versions and signatures"))}

    def begin(self) -> None:
        """Give the keyboard to the switch above it."""
        self.choice.button(self.shown).setFocus()

    def saved(self) -> None:
        """There is another save, or another signature."""
        if self.history is not None:
            self.history.refresh()

    def refill(self) -> None:
        self.choice.offer(self._offered())
        self.choice.choose(self.shown)
