"""Handing out the paper of a `PaperMaking`: recorded first, then printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from hhdesk.care import paper_orders
from hhdesk.errors import Refusal
from hhdesk.gui import paper_saving, printing, whole_file
from hhdesk.gui.desk import Desk
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_making import PaperMaking
from hhdesk.gui.paper_view import PaperView
from hhdesk.i18n import _, explain
from hhdesk.papers.making import Made


class HandingScreen(Protocol):
    """What a form has where papers are handed out."""

    notice: Notice
    view: PaperView
    print_button: QPushButton
    save_button: QPushButton


class PaperHanding(QObject):
    handed = Signal(bool)
    """A paper was recorded; whether it then left. The next one has its own number."""

    def __init__(self, desk: Desk, screen: HandingScreen, making: PaperMaking) -> None:
        super().__init__(screen.view)
        self._desk, self._screen, self._making = desk, screen, making
        making.changed.connect(self._show_buttons)
        screen.print_button.clicked.connect(self.print_paper)
        screen.save_button.clicked.connect(self.save_paper)
        keys = QShortcut(QKeySequence.StandardKey.Print, screen.view)
        keys.activated.connect(self.print_paper)
        self._show_buttons()

    def _show_buttons(self) -> None:
        ready = self._making.made is not None
        self._screen.print_button.setEnabled(ready)
        self._screen.save_button.setEnabled(ready)

    def print_paper(self) -> None:
        """Choose a printer; the paper is recorded, then printed."""
        if self._making.made is None:
            return
        view = self._screen.view
        printer = printing.choose_printer(view, view.document)
        if printer is not None:
            self._record(lambda _: self._print_on(printer))

    def _print_on(self, printer: QPrinter) -> None:
        self._tell(
            printing.send(self._screen.view.document, printer),
            _("The paper is on its way to the printer."),
            _("The printer did not take the paper."),
        )

    def save_paper(self) -> None:
        """Choose a file; the paper is recorded, then written."""
        made = self._making.made
        if made is None:
            return
        gathered = made.gathered
        view = self._screen.view
        path = paper_saving.ask_where(view, gathered.order.kind, gathered.number)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the paper there; it is recorded first."""
        self._record(lambda made: self._write(path, made.pdf))

    def _write(self, path: Path, pdf: bytes) -> None:
        self._tell(
            whole_file.write(path, pdf),
            _("Saved as {name}.").format(name=path.name),
            _("The file could not be written there."),
        )

    def _tell(self, left: bool, yes: str, no: str) -> None:
        self.handed.emit(left)
        if left:
            self._desk.say(yes)
        else:
            self._screen.notice.say(no)

    def _record(self, then: Callable[[Made], None]) -> None:
        made = self._making.made
        if made is None:
            return
        self._desk.worker.run(
            paper_orders.hand_out,
            made.gathered,
            language=made.language,
            pdf=made.pdf,
            pages=self._screen.view.pages,
            then=partial(self._recorded, then, made),
            failed=self._explain,
        )

    def _recorded(self, then: Callable[[Made], None], made: Made, _done: None) -> None:
        then(made)

    def _explain(self, refusal: Refusal) -> None:
        self._screen.notice.say(explain(refusal))
