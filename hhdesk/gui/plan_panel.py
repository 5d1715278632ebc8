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

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.plan_history import PlanHistory
from hhdesk.gui.plan_preview import PlanPreview
from hhdesk.gui.segments import Segments
from hhdesk.i18n import _

PAPER, HISTORY = "paper", "history"
_WIDE = 284


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
        self.preview: PlanPreview | None = None
        self._put: tuple[PlanRow, PlanContent] | None = None
        self.choice = Segments(self)
        self.pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addWidget(self.choice)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        self.setFixedWidth(theme.scaled(_WIDE))
        self.choice.chosen.connect(self.show_page)
        self.shown = PAPER
        self.refill()

    def show_page(self, name: str) -> None:
        """PAPER or HISTORY."""
        self.shown = name
        self.choice.choose(name)
        page = self._paper() if name == PAPER else self._past()
        self.pages.setCurrentWidget(page)
        self.turned.emit(name)

    def _paper(self) -> PlanPreview:
        if self.preview is None:
            self.preview = PlanPreview(self._desk, self._member_id)
            self.pages.addWidget(self.preview)
            if self._put is not None:
                self.preview.put(*self._put)
        return self.preview

    def _past(self) -> PlanHistory:
        if self.history is None:
            self.history = PlanHistory(self._desk, self._member_id, self)
            self.history.compare_wanted.connect(self.compare_wanted)
            self.pages.addWidget(self.history)
            self.history.refresh()
        return self.history

    def put(self, plan: PlanRow, content: PlanContent) -> None:
        """The plan as it is typed now."""
        self._put = plan, content
        if self.preview is not None:
            self.preview.put(plan, content)

    def _offered(self) -> dict[str, tuple[str, str]]:
        return {
            PAPER: (_("Paper"), _("The paper that the family gets")),
            HISTORY: (_("History"), _("Versions and signatures")),
        }

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
