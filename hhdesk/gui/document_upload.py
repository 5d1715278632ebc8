"""A file on its way into the records: part by part, so that other saves go between."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hhdesk.care import blobs
from hhdesk.care.blobs import PART
from hhdesk.care.document_files import ReceivedFile
from hhdesk.errors import Refusal
from hhdesk.gui.desk import Desk


class DocumentUpload(QObject):
    advanced = Signal(int, int)
    """Bytes that are kept, and all."""
    done = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, file: ReceivedFile, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._file = desk, file
        self._number = 0
        self._stopped = False

    def start(self) -> None:
        begin = self._number * PART
        if begin >= self._file.facts.size:
            self.done.emit()
            return
        self.advanced.emit(begin, self._file.facts.size)
        self._desk.worker.run(
            blobs.keep_part,
            self._file.facts.sha256,
            self._number,
            self._file.content[begin : begin + PART],
            then=self._kept,
            failed=self.refused.emit,
        )

    def _kept(self, _none: None) -> None:
        self._number += 1
        if not self._stopped:
            self.start()

    def stop(self) -> None:
        """Give it up; what is kept of it is dropped again."""
        self._stopped = True
        sha256 = self._file.facts.sha256
        self._desk.worker.run_quietly(blobs.drop_parts, sha256, failed=_ignore)


def _ignore(_refusal: Refusal) -> None:
    """Parts of no document are of no harm; the next try goes on from them."""
