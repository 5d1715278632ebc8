"""Network drives: SQLite's locks and its shared memory do not hold across them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from hhdesk.errors import DatabaseRefused
from hhdesk.i18n import N_

_NETWORK = frozenset(
    [
        "afpfs",
        "afs",
        "autofs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.ceph",
        "fuse.cifs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "pvfs2",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "webdav",
    ]
)
_DRIVE_REMOTE = 4


def refuse_network(path: Path) -> None:
    """Raises DatabaseRefused for a file that lies, or is to lie, on a network drive."""
    if on_network(path):
        raise DatabaseRefused(
            N_(
                "{path} is on a network drive, where a local file can be damaged. "
                "Use a folder of this computer, or a database server."
            ),
            path=path,
        )


def on_network(path: Path) -> bool:
    """Whether the file system that holds the path is another computer's."""
    whole = path.expanduser().resolve()
    if os.name == "nt":
        return _remote_on_windows(whole)
    return is_network(kind_of(str(whole), _mounts()))


def is_network(kind: str) -> bool:
    """Whether file systems of this kind lie on other computers."""
    return kind in _NETWORK


def kind_of(path: str, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of the innermost mount that holds an absolute path; "" if none does.

    `mounts` are pairs of mount point and kind; a later one covers an earlier one.
    """
    found, depth = "", 0
    parts = PurePosixPath(path).parts
    for point, kind in mounts:
        inside = PurePosixPath(point).parts
        if len(inside) >= depth and parts[: len(inside)] == inside:
            found, depth = kind, len(inside)
    return found


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "darwin":
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True)
        return mounts_of_macos(done.stdout)
    try:
        return mounts_of_linux(Path("/proc/self/mounts").read_text("utf-8", "replace"))
    except OSError:
        return []


def mounts_of_linux(table: str) -> list[tuple[str, str]]:
    """Mount points and kinds out of `/proc/self/mounts`, spaces written as \\040."""
    rows = (line.split(" ") for line in table.splitlines())
    return [(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2]


def _unescaped(point: str) -> str:
    return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), point)


def mounts_of_macos(table: str) -> list[tuple[str, str]]:
    """Mount points and kinds out of what `mount` prints."""
    return re.findall(r"^.+? on (/.*) \((\w+)", table, re.MULTILINE)


def _remote_on_windows(path: Path) -> bool:
    import ctypes

    windows = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    shared = path.drive.startswith("\\\\")
    return shared or bool(windows.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
