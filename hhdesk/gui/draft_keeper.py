"""Drafts while the program runs: each is on disk a second after it was typed.

Disk work has a thread of its own, so that neither a busy database nor one that is away
holds it up. Forms of named fields use `form_draft.FormDraft`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from hhdesk.errors import Refusal
from hhdesk.gui.worker import Task, Worker

REST_MS = 1_000
RETRY_MS = 5_000
_LAST_WAIT_S = 5

Key: TypeAlias = tuple[str, UUID]
Row: TypeAlias = tuple[str, UUID, datetime, str, str | None]
"""Kind, subject, when, title, JSON; None in place of JSON takes the draft away."""


class DraftsFile(Protocol):
    """What the keeper needs of the file; `store` has it, `app` hands it in."""

    @property
    def found(self) -> Sequence[Row]: ...

    def write(self, drafts: Iterable[Row]) -> None: ...


@dataclass(frozen=True)
class Kept:
    """One draft: what kind of form, about whom or what, since when, in which words."""

    kind: str
    subject: UUID
    at: datetime
    title: str
    text: str

    @property
    def value(self) -> Any:
        """What the form gave to be kept."""
        return json.loads(self.text)

    @property
    def row(self) -> Row:
        return self.kind, self.subject, self.at, self.title, self.text


class DraftKeeper(QObject):
    changed = Signal()
    """There are other drafts than before, or the disk takes them again."""
    failed = Signal(object)
    """A Refusal: the disk does not take them now. Said once; it is tried again."""

    def __init__(
        self,
        worker: Worker,
        file: DraftsFile | None = None,
        parent: QObject | None = None,
        rest_ms: int = REST_MS,
    ) -> None:
        """Without a file, drafts are kept while the program runs."""
        super().__init__(parent)
        self._worker = worker
        self._file = file
        self._failing = False
        self._unwritten = False
        self._waiting: dict[Key, Row] = {}
        self._kept: dict[Key, Kept] = {}
        self._unmade: dict[Key, tuple[Callable[[], object], str]] = {}
        for kind, subject, at, title, text in file.found if file else ():
            if text is not None:
                self._kept[kind, subject] = Kept(kind, subject, at, title, text)
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self.flush)
        self._rest_ms = rest_ms
        worker.closing.connect(self.flush)

    @property
    def on_disk(self) -> bool:
        """Whether drafts survive the end of the program."""
        return self._file is not None and not self._failing

    def all(self) -> list[Kept]:
        """Oldest first."""
        self._make()
        return sorted(self._kept.values(), key=lambda kept: kept.at)

    def draft(self, kind: str, subject: UUID) -> Kept | None:
        self._make()
        return self._kept.get((kind, subject))

    def keep_made(
        self, kind: str, subject: UUID, value: Callable[[], object], title: str = ""
    ) -> None:
        """Keep what `value` gives when it is time to write: for what is too large to
        be made at each key."""
        self._unmade[kind, subject] = value, title
        if (kind, subject) not in self._kept:
            self._make()
        elif not self._rest.isActive():
            self._rest.start()

    def _make(self) -> None:
        unmade, self._unmade = self._unmade, {}
        for (kind, subject), (value, title) in unmade.items():
            self.keep(kind, subject, value(), title)

    def keep(self, kind: str, subject: UUID, value: object, title: str = "") -> None:
        """Keep what was typed: anything that JSON can say. `title` is for the list."""
        known = self._kept.get((kind, subject))
        text = json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        if known is None or known.text != text:
            title = title or (known.title if known else "")
            self.put_back(Kept(kind, subject, self._worker.now(), title, text))

    def put_back(self, kept: Kept) -> None:
        """Keep a draft that was dropped, with its own time."""
        key = kept.kind, kept.subject
        known = key in self._kept
        self._kept[key] = kept
        self._waiting[key] = kept.row
        # Not begun anew by each key: who types without a pause is saved as well.
        if not self._rest.isActive():
            self._rest.start()
        if not known:
            self.changed.emit()

    def drop(self, kind: str, subject: UUID) -> Kept | None:
        """Take a draft away at once, from the disk too: it was saved or discarded."""
        self._unmade.pop((kind, subject), None)
        kept = self._kept.pop((kind, subject), None)
        if kept is not None:
            self._waiting[kind, subject] = (kind, subject, kept.at, "", None)
            self.flush()
            self.changed.emit()
        return kept

    def flush(self) -> None:
        """Hand everything that waits to the thread that writes."""
        self._make()
        self._rest.stop()
        if self._file is None or not self._waiting:
            return
        rows, self._waiting = self._waiting, {}
        write = partial(self._write, self._file, list(rows.values()))
        failed = partial(self._not_written, rows)
        self._worker.submit("drafts", Task(write, self._written, failed))

    def settle(self) -> bool:
        """Wait until all is on disk, at the end of the program; whether it is."""
        self.flush()
        if self._file is None:
            return not self._kept
        done = threading.Event()
        self._worker.submit("drafts", Task(done.set, None, None))
        return done.wait(_LAST_WAIT_S) and not self._unwritten

    def _write(self, file: DraftsFile, rows: list[Row]) -> None:
        """On the drafts' thread."""
        self._unwritten = True
        file.write(rows)
        self._unwritten = False

    def _written(self, _: None) -> None:
        if self._failing:
            self._failing = False
            self._rest.setInterval(self._rest_ms)
            self.changed.emit()

    def _not_written(self, rows: dict[Key, Row], refusal: Refusal) -> None:
        """Try again later; what was typed meanwhile is newer."""
        self._waiting = rows | self._waiting
        self._rest.start(RETRY_MS)
        if not self._failing:
            self._failing = True
            self.failed.emit(refusal)
            self.changed.emit()
