"""Files that become documents: read whole from a disk, listed in the folder where the
scanner puts them, and taken away from there when somebody says so."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hhdesk.care import blobs
from hhdesk.care.document_files import FILE, ReceivedFile, check_size, received
from hhdesk.care.documents import LARGEST_FILE
from hhdesk.errors import InvalidField, NotPermitted, Refusal
from hhdesk.i18n import N_

MOST = 40
"""Of the newest files in the folder; older ones are not offered."""


@dataclass(frozen=True, slots=True)
class ScannedFile:
    path: Path
    size: int
    at: datetime


def read(path: Path) -> ReceivedFile:
    """The file of this name. Raises InvalidField where it cannot be read or kept."""
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            # A pipe would be waited for, a device has no end.
            raise InvalidField(FILE, N_("This is not a file."))
        check_size(told.st_size)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError:
        raise InvalidField(FILE, N_("This file could not be read.")) from None
    return received(path.name, content)


def listed(folder: Path) -> tuple[ScannedFile, ...]:
    """The files that lie there, the newest first. Raises Refusal where the folder is
    not to be read."""
    try:
        found = sorted(_files(folder), key=lambda one: one.at, reverse=True)
    except OSError:
        raise Refusal(N_("The scan folder could not be read.")) from None
    return tuple(found[:MOST])


def _files(folder: Path) -> Iterator[ScannedFile]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        told = path.lstat()
        if stat.S_ISREG(told.st_mode) and told.st_size:
            at = datetime.fromtimestamp(told.st_mtime, UTC)
            yield ScannedFile(path, told.st_size, at)


def remove(path: Path, sha256: str) -> None:
    """Delete a file that is filed. Raises NotPermitted where it is not the same any
    more, Refusal where it cannot be deleted."""
    try:
        if blobs.digest(path.read_bytes()) != sha256:
            raise NotPermitted(N_("This file has changed since. It stays there."))
        path.unlink()
    except FileNotFoundError:
        return
    except OSError:
        raise Refusal(N_("The file could not be deleted.")) from None
