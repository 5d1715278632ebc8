"""Hospitals' messages read some files at a time, beside everything else, and heeded by
the writer, so that it can be seen how far they are and stopped in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hhdesk.care.adt import AdtFate
from hhdesk.errors import Refusal
from hhdesk.exchange.hl7v2 import importing
from hhdesk.exchange.hl7v2.importing import Reading, Tally
from hhdesk.gui.desk import Desk

_FILES = 40
"""Files of one portion."""


class HospitalReading(QObject):
    advanced = Signal(int, int)
    done = Signal(object)
    """The AdtReport."""
    refused = Signal(object, object)
    """A Refusal, and the AdtReport of what was heeded before it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._files: Sequence[Path] = ()
        self._at = 0
        self._tally = Tally()
        self._stopped = False

    def start(self, paths: Sequence[Path]) -> None:
        self._desk.worker.job(
            importing.files_of, paths, then=self._begin, failed=self._fail
        )

    def stop(self) -> None:
        """After the portion that is under way; what was heeded stays."""
        self._stopped = True

    def _begin(self, files: tuple[Path, ...]) -> None:
        self._files = files
        self._next()

    def _next(self) -> None:
        some = self._files[self._at : self._at + _FILES]
        if not some or self._stopped:
            self.done.emit(self._tally.report(stopped=bool(some)))
            return
        self._desk.worker.job(importing.read, some, then=self._heed, failed=self._fail)

    def _heed(self, read: Reading) -> None:
        self._desk.worker.run_quietly(
            importing.hear,
            read.said,
            then=partial(self._heeded, read),
            failed=self._fail,
        )

    def _heeded(self, read: Reading, fates: Counter[AdtFate]) -> None:
        self._tally.add(read, fates)
        self._at += read.files
        self.advanced.emit(self._at, len(self._files))
        self._next()

    def _fail(self, refusal: Refusal) -> None:
        self.refused.emit(refusal, self._tally.report(stopped=True))
