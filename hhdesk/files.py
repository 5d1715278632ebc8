"""Writing files so that a crash leaves the old one or the new one, never a half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def keep_files_private() -> None:
    """From now on every file this process makes is readable by its user only."""
    os.umask(0o077)


def private_folder(path: Path) -> Path:
    """Make the folder, and those above that are missing, closed to other users."""
    if not path.is_dir():
        if path.parent != path:
            private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextmanager
def beside(path: Path, data: bytes) -> Iterator[Path]:
    """The bytes safe on the disk under a hidden name in the folder of `path`, readable
    by this user only; gone at the end, unless they were put in place. Raises OSError.
    """
    # Brings archives and random numbers along, which no start needs.
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield made
    finally:
        made.unlink(missing_ok=True)


def put_in_place(made: Path, path: Path, *, replace: bool) -> None:
    """Give bytes that lie `beside` a path their name, and wait for the disk.

    Raises FileExistsError for a name that is taken, unless `replace`; OSError.
    """
    if not replace:
        # A check alone would leave a moment in which another program may write it.
        path.touch(exist_ok=False)
    try:
        made.replace(path)
    except BaseException:
        if not replace:
            path.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, readable by this user only, and wait for the disk.

    Raises OSError; then the old file is untouched and nothing is left beside it.
    """
    with beside(path, data) as made:
        put_in_place(made, path, replace=True)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
