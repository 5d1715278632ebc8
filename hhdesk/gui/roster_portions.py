"""Lines worked through some hundred at a time on the worker's threads, so that it can
be seen how far they are and stopped between two portions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from hhdesk.care.roster import BATCH
from hhdesk.care.roster_lines import Line, LineOutcome
from hhdesk.errors import Refusal

Ask = Callable[
    [
        Sequence[Line],
        Callable[[list[LineOutcome]], None],
        Callable[[Refusal], None],
    ],
    None,
]
"""Asks the worker about some lines; then gives their outcomes, or a refusal."""


class Portions(QObject):
    advanced = Signal(int, int)
    done = Signal(object, bool)
    """The outcomes so far, and whether somebody stopped it."""
    refused = Signal(object, object)
    """A Refusal, and the outcomes before it."""

    def __init__(self, lines: Sequence[Line], ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._lines, self._ask = lines, ask
        self._outcomes: list[LineOutcome] = []
        self._at = 0
        self._stopped = False

    def start(self) -> None:
        self._next()

    def stop(self) -> None:
        """After the portion that is under way."""
        self._stopped = True

    def _next(self) -> None:
        if self._at >= len(self._lines):
            self.done.emit(self._outcomes, False)
        elif self._stopped:
            self.done.emit(self._outcomes, True)
        else:
            some = self._lines[self._at : self._at + BATCH]
            self._at += len(some)
            self._ask(some, self._take, self._fail)

    def _take(self, outcomes: list[LineOutcome]) -> None:
        self._outcomes += outcomes
        self.advanced.emit(self._at, len(self._lines))
        self._next()

    def _fail(self, refusal: Refusal) -> None:
        self.refused.emit(refusal, self._outcomes)
