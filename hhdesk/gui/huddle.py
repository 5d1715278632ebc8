"""The huddle sheet over a screen: whose morning, the paper's own pages, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton, QWidget

from hhdesk.care import paper_orders
from hhdesk.care.huddle import HUDDLE, HuddleOrder
from hhdesk.care.open_loops import WHOSE_WORDS, Whose
from hhdesk.care.paper_orders import Gathered
from hhdesk.errors import Refusal
from hhdesk.gui import forms, paper_saving, printing, theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_states import paper_states
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.progress import Progress
from hhdesk.gui.segments import Segments
from hhdesk.gui.worker import Job
from hhdesk.i18n import N_, _, current_language, explain, ngettext
from hhdesk.papers import making
from hhdesk.papers.making import Made
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
    pages_label: PlainLabel
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
        self.made: Made | None = None
        self._job: Job | None = None
        self.whose_choice.chosen.connect(self.choose)
        self.close_button.clicked.connect(self.reject)
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button.clicked.connect(self.save_sheet)
        self.smaller_button.clicked.connect(lambda: self.view.enlarge(-1))
        self.larger_button.clicked.connect(lambda: self.view.enlarge(+1))
        self.progress.cancelled.connect(self._cancel)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.activated.connect(self.print_sheet)
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.refill()
        self.make()

    def choose(self, whose: str) -> None:
        """Another morning: mine, my team's, everyone's."""
        self.whose = Whose(whose)
        self.whose_choice.choose(whose)
        self.make()

    def make(self) -> None:
        """Gather on the reading thread, then draw on the thread for jobs."""
        self._cancel()
        self.made = None
        self.notice.say("")
        self._show_made()
        self.progress.start(_("Drawing the paper…"))
        self._desk.worker.read(
            paper_orders.gather,
            HuddleOrder(self.whose, self._desk.worker.actor_id),
            lane="huddle",
            then=self._draw,
            failed=self._refused,
        )

    def _draw(self, gathered: Gathered) -> None:
        self._cancel()
        choices = Choices(current_language())
        self.progress.start(_("Drawing the paper…"))
        self._job = self._desk.worker.job(
            making.make, gathered, choices, then=self._show, failed=self._refused
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.progress.stop()

    def _show(self, made: Made) -> None:
        self._job = None
        self.made = made
        self.progress.stop()
        self.view.show_pdf(made.pdf)
        self._show_made()
        self.print_button.setFocus()

    def _refused(self, refusal: Refusal) -> None:
        self.progress.stop()
        self.view.clear()
        self.notice.say(explain(refusal))

    def _show_made(self) -> None:
        """For the operator alone: how many pages, and what was kept back."""
        ready = self.made is not None
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        pages = self.view.pages if ready else 0
        words = ngettext("{n} page", "{n} pages", pages).format(n=pages)
        self.pages_label.setText(words if pages else "")
        self.chips.clear()
        states = paper_states(self.made, draft=False) if self.made else []
        for state in states:
            chip = Chip()
            chip.say(state.word, state.tone, state.icon)
            self.chips.add(chip)

    def print_sheet(self) -> None:
        """Choose a printer; the sheet is recorded, then printed."""
        if self.made is None:
            return
        printer = printing.choose_printer(self, self.view.document)
        if printer is not None:
            self._record(lambda _: self._print_on(printer))

    def _print_on(self, printer: Any) -> None:
        if printing.send(self.view.document, printer):
            self._desk.say(_("The paper is on its way to the printer."))
            self.accept()
        else:
            self.make()
            self.notice.say(_("The printer did not take the paper."))

    def save_sheet(self) -> None:
        """Choose a file; the sheet is recorded, then written."""
        if self.made is None:
            return
        path = paper_saving.ask_where(self, HUDDLE, self.made.gathered.number)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        made = self.made
        if made is not None:
            self._record(lambda _: self._write(path, made.pdf))

    def _write(self, path: Path, pdf: bytes) -> None:
        if paper_saving.write(path, pdf):
            self._desk.say(_("Saved as {name}.").format(name=path.name))
            self.accept()
        else:
            self.make()
            self.notice.say(_("The file could not be written there."))

    def _record(self, then: Any) -> None:
        made = self.made
        if made is None:
            return
        self._desk.worker.run(
            paper_orders.hand_out,
            made.gathered,
            language=made.language,
            pdf=made.pdf,
            pages=self.view.pages,
            then=then,
            failed=self._refused,
        )

    def refill(self) -> None:
        self.setWindowTitle(_("Huddle sheet"))
        self.whose_choice.offer(
            {
                whose.value: (_(WHOSE_WORDS[whose]), _(words))
                for whose, words in _MEANT.items()
            }
        )
        self.whose_choice.choose(self.whose.value)
        self._show_made()
