"""The daily anchors: a line a day that says how the audit chain ended, in a file of
this workstation. Who changes the chain in the database does not change these."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hhdesk import files
from hhdesk.care import audit
from hhdesk.care.audit import Anchor
from hhdesk.errors import Refusal
from hhdesk.store.engine import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an anchor file holds; `unreadable` are the numbers of its other lines."""

    anchors: tuple[Anchor, ...]
    unreadable: tuple[int, ...] = ()


def _line(anchor: Anchor) -> str:
    return f"{anchor.day.isoformat()} {anchor.seq} {anchor.hash}\n"


def _read(line: str) -> Anchor | None:
    words = line.split()
    try:
        day, seq, last = words
        int(last, 16)
        return Anchor(date.fromisoformat(day), int(seq), last)
    except ValueError:
        return None


def read(path: Path) -> Kept:
    """The anchors of a file; none where there is no file. Raises OSError."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return Kept(())
    found = [_read(line) for line in lines]
    return Kept(
        tuple(anchor for anchor in found if anchor),
        tuple(number for number, anchor in enumerate(found, start=1) if not anchor),
    )


def append(path: Path, anchor: Anchor) -> None:
    """Add a line and wait for the disk. What stands there is never written again."""
    files.private_folder(path.parent)
    before = path.read_bytes() if path.exists() else b""
    # A line that a crash cut short stays a line of its own.
    begin = "" if before.endswith(b"\n") or not before else "\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "ab") as file:
        file.write(f"{begin}{_line(anchor)}".encode())
        file.flush()
        os.fsync(file.fileno())


class Witness:
    """Writes each day's first sight of the chain down; called after every act."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self.path = path
        self._last: date | None = None

    def __call__(self) -> None:
        """The act is saved by now: whatever goes wrong here must not say otherwise."""
        today = self._database.clock().astimezone(self._database.zone).date()
        if today == self._last:
            return
        try:
            self._write(today)
        except (OSError, Refusal) as error:
            _log.warning("The day's anchor was not written: %s", error)

    def _write(self, today: date) -> None:
        kept = read(self.path).anchors
        if not kept or kept[-1].day != today:
            with self._database.reading() as session:
                append(self.path, audit.anchor(session))
        self._last = today
