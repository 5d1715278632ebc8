"""Files that come in: their bytes, and what every import is handed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; a larger file is refused before it is read."""

Progress = Callable[[int, int], None]
"""Is told how much of how much is done."""


class Database(Protocol):
    """What an import needs of an open database; its sessions go to care."""

    def reading(self) -> AbstractContextManager[Any]: ...

    def transaction(self, actor_id: UUID) -> AbstractContextManager[Any]: ...


def content(path: Path) -> bytes:
    """A file's bytes; raises BrokenInput for what is no file, too large or closed."""
    try:
        if not path.is_file():
            raise BrokenInput(N_("This is no file."))
        if path.stat().st_size > LARGEST_FILE:
            raise BrokenInput(N_("The file is too large; split it."))
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BrokenInput(N_("The file cannot be read: {why}."), why=why) from error
