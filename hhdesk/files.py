"""Writing files so that a crash leaves the old one or the new one, never a half."""

from __future__ import annotations

import os
from pathlib import Path


def keep_files_private() -> None:
    """From now on every file this process makes is readable by its user only."""
    os.umask(0o077)


def private_folder(path: Path) -> Path:
    """Make the folder, closed to other users, if it is not there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, readable by this user only, and wait for the disk.

    Raises OSError; then the old file is untouched and nothing is left beside it.
    """
    # Brings archives and random numbers along, which no start needs.
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
