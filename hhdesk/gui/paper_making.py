"""Gathering a paper, drawing it, and showing its own pages, on any screen.

A screen whose form has the parts of `PaperScreen` makes a `PaperMaking` of itself and
calls `make`; `changed` tells that a paper stands there (`made`) or stands no more.
`paper_handing.PaperHanding` prints and saves what was made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QToolButton

from hhdesk.care.paper_orders import Gathered
from hhdesk.errors import Refusal
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_states import paper_states
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.progress import Progress
from hhdesk.gui.worker import Job
from hhdesk.i18n import _, explain, ngettext
from hhdesk.papers import making
from hhdesk.papers.making import Made
from hhdesk.papers.paper_head import Choices


class PaperScreen(Protocol):
    """What a form has where papers are looked at."""

    chips: Flow
    notice: Notice
    progress: Progress
    pages_label: QLabel
    smaller_button: QToolButton
    larger_button: QToolButton
    view: PaperView


class PaperMaking(QObject):
    """`lane` names the place: only the newest paper asked for there is made.
    `unsaved` says whether something typed is not on the paper. Where papers are made at
    each pause of typing, `quiet` leaves what is said of the one before in sight."""

    changed = Signal()
    """`made` is another paper, or none."""

    def __init__(
        self,
        desk: Desk,
        screen: PaperScreen,
        lane: str,
        unsaved: Callable[[], bool] = lambda: False,
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__(screen.view)
        self._desk, self._screen, self._lane = desk, screen, lane
        self._unsaved, self._quiet = unsaved, quiet
        self.made: Made | None = None
        self._job: Job | None = None
        self._asked = 0
        screen.smaller_button.clicked.connect(lambda: screen.view.enlarge(-1))
        screen.larger_button.clicked.connect(lambda: screen.view.enlarge(+1))
        screen.progress.cancelled.connect(self.cancel)

    def make(
        self,
        choices: Choices,
        gather: Callable[..., Gathered],
        *args: object,
        draw: Callable[[Gathered, Choices], Made] = making.make,
    ) -> None:
        """`gather(session, *args)` on the reading thread, then `draw` on the thread for
        jobs. The pages of before stay in sight until the new ones are there."""
        self._begin()
        if not self._quiet:
            self._screen.progress.start(_("Drawing the paper…"))
        self._desk.worker.read(
            gather,
            *args,
            lane=self._lane,
            then=partial(self._draw, self._asked, choices, draw),
            failed=partial(self._refused, self._asked),
        )

    def clear(self, words: str = "") -> None:
        """No paper: why, where there is something to say."""
        self._begin()
        self._screen.view.clear()
        self._screen.notice.say(words)
        self.refill()

    def cancel(self) -> None:
        """Make no more of what was asked for."""
        self._asked += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._screen.progress.stop()

    def _begin(self) -> None:
        self.cancel()
        self.made = None
        self._screen.notice.say("")
        if not self._quiet:
            self._show_pages()
        self.changed.emit()

    def _draw(
        self,
        asked: int,
        choices: Choices,
        draw: Callable[[Gathered, Choices], Made],
        gathered: Gathered,
    ) -> None:
        if asked == self._asked:
            self._job = self._desk.worker.job(
                draw,
                gathered,
                choices,
                then=self._show,
                failed=partial(self._refused, asked),
            )

    def _show(self, made: Made) -> None:
        self._job = None
        self.made = made
        self._screen.progress.stop()
        self._screen.view.show_pdf(made.pdf)
        self.refill()
        self.changed.emit()

    def _refused(self, asked: int, refusal: Refusal) -> None:
        """No such paper; the one before must not be taken for it."""
        if asked == self._asked:
            self.clear(explain(refusal))

    def refill(self) -> None:
        """Say in the present language what code says of the paper."""
        self._show_pages()
        self._show_chips()

    def _show_pages(self) -> None:
        pages = self._screen.view.pages if self.made else 0
        words = ngettext("{n} page", "{n} pages", pages).format(n=pages)
        self._screen.pages_label.setText(words if pages else "")

    def _show_chips(self) -> None:
        """For the operator only: what was kept back and what is in English."""
        self._screen.chips.clear()
        if self.made is None:
            return
        for state in paper_states(self.made, draft=self._unsaved()):
            chip = Chip()
            chip.say(state.word, state.tone, state.icon)
            self._screen.chips.add(chip)
