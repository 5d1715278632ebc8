"""One workstation a computer and database: a lock that ends with its process.

The operating system lets go of it when the process ends, however it ends: no lock is
ever stale. It keeps a second window away, not the readers of the command line.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from pathlib import Path

from hhdesk.errors import DatabaseInUse
from hhdesk.i18n import N_

if os.name == "nt":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]

else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from its making to `release`; the file itself stays and means nothing."""

    def __init__(self, path: Path) -> None:
        """Raises DatabaseInUse when another process, or another Lock, holds it."""
        self.path = path
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _hold(self._handle)
        except OSError:
            os.close(self._handle)
            raise DatabaseInUse(
                N_(
                    "hhdesk is already open with these records on this computer, "
                    "since {since}. Use that window, or close it first."
                ),
                since=_since(path),
            ) from None
        # Whoever comes second reads here since when.
        os.utime(path)

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _since(path: Path) -> time | date:
    """The time of day, or the day where it was not today; in this computer's zone."""
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    today = datetime.now(UTC).astimezone().date()
    return moment.time() if moment.date() == today else moment.date()
