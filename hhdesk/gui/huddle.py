"""The huddle sheet over a screen: whose morning, the paper's own pages, print."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QToolButton, QWidget

from hhdesk.care import paper_orders
from hhdesk.care.huddle import HuddleOrder
from hhdesk.care.open_loops import WHOSE_WORDS, Whose
from hhdesk.gui import forms, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_handing import PaperHanding
from hhdesk.gui.paper_making import PaperMaking
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.progress import Progress
from hhdesk.gui.segments import Segments
from hhdesk.i18n import N_, _, current_language
from hhdesk.papers.paper_head import Choices

_WIDTH, _HEIGHT = 820, 700
_MEANT = {
    Whose.MINE: N_("My visits, and of colleagues whom I cover"),
    Whose.TEAM: N_("Visits of my team"),
    Whose.EVERYONE: N_("Visits of the whole clinic"),
}


def show_huddle(desk: Desk, parent: QWidget) -> HuddleSheet:
    """Open the sheet over a screen, for whom that screen shows."""
    sheet = HuddleSheet(desk, parent)
    sheet.open()
    return sheet


class HuddleSheet(Spoken, QDialog):
    whose_choice: Segments
    chips: Flow
    pages_label: QLabel
    smaller_button: QToolButton
    larger_button: QToolButton
    notice: Notice
    progress: Progress
    view: PaperView
    close_button: QPushButton
    save_button: QPushButton
    print_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "huddle")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.whose = Whose(desk.whose)
        self.making = PaperMaking(desk, self, "huddle")
        self.handing = PaperHanding(desk, self, self.making)
        self.making.changed.connect(self._changed)
        self.handing.handed.connect(self._handed)
        self.whose_choice.chosen.connect(self.choose)
        self.close_button.clicked.connect(self.reject)
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.refill()
        self.make()

    def choose(self, whose: str) -> None:
        """Another morning: mine, my team's, everyone's."""
        self.whose = Whose(whose)
        self.whose_choice.choose(whose)
        self.make()

    def make(self) -> None:
        """The sheet for whom is chosen."""
        order = HuddleOrder(self.whose, self._desk.worker.actor_id)
        choices = Choices(current_language())
        self.making.make(choices, paper_orders.gather, order)

    def _changed(self) -> None:
        if self.making.made is not None:
            self.print_button.setFocus()

    def _handed(self, left: bool) -> None:
        if left:
            self.accept()
        else:
            self.make()

    def refill(self) -> None:
        self.setWindowTitle(_("Huddle sheet"))
        self.whose_choice.offer(
            {
                whose.value: (_(WHOSE_WORDS[whose]), _(words))
                for whose, words in _MEANT.items()
            }
        )
        self.whose_choice.choose(self.whose.value)
        self.making.refill()
