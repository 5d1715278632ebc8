"""What the window keeps beside the records on this computer: lock and drafts."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hhdesk import files, settings
from hhdesk.errors import DatabaseInUse, DatabaseRefused, Refusal
from hhdesk.i18n import N_

if TYPE_CHECKING:
    from uuid import UUID

    from hhdesk.app import Opened
    from hhdesk.store.drafts import DraftsFile
    from hhdesk.store.encryption import FileKey
    from hhdesk.store.lock import Lock
    from hhdesk.store.opening import Target

PURPOSE = "hhdesk drafts"
LOCK = ".lock"
_NAMING = ("host", "hostaddr", "port", "dbname", "service", "user")

# Held until the process ends.
_temporary: list[Lock] = []


def beside(target: Target, folder: Path) -> Path:
    """The path that lock and drafts of a database take their names from: the local
    file itself, or a name without meaning for a server's address."""
    if not target.on_server:
        return target.path.resolve()
    digest = hashlib.sha256(_address(target.url).encode()).hexdigest()[:32]
    return files.private_folder(folder / "servers") / digest


def _address(url: str) -> str:
    """Which server, database and person, however else they are reached: another
    password or `sslmode` leads to the same drafts."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    shown = settings.without_password(url)
    try:
        parts = urlsplit(shown)
    except ValueError:
        return shown  # opening it says what is wrong with it
    query = [pair for pair in parse_qsl(parts.query) if pair[0] in _NAMING]
    return f"{parts.netloc}{parts.path}?{urlencode(sorted(query))}"


def drafts_path(target: Target, folder: Path) -> Path:
    """Where the drafts of a database lie on this computer."""
    base = beside(target, folder)
    return base.with_name(f"{base.name}.drafts")


@contextmanager
def claimed(target: Target, folder: Path) -> Iterator[None]:
    """Keep windows of this computer away meanwhile. Raises DatabaseInUse."""
    lock = _claim(target, folder)
    try:
        yield
    finally:
        lock.release()


def _claim(target: Target, folder: Path) -> Lock:
    from hhdesk.store.lock import Lock

    base = beside(target, folder)
    try:
        return Lock(base.with_name(f"{base.name}.lock"))
    except OSError as error:
        raise DatabaseRefused(
            N_("{path} cannot be opened: {reason}."),
            path=base,
            reason=error.strerror or type(error).__name__,
        ) from error


def open_for_window(
    target: Target, passphrase: str, folder: Path, open_records: Callable[[], Opened]
) -> Opened:
    """Open the records alone on this computer, with the drafts that lie beside them.

    `folder` is the program's data folder. Raises DatabaseInUse while another window
    has them open, else whatever `open_records` raises.
    """
    lock = _claim(target, folder)
    try:
        opened = open_records()
    except BaseException:
        lock.release()
        raise
    path = drafts_path(target, folder)
    drafts, note = _drafts(target, passphrase, path, opened.actor_id)
    return replace(opened, lock=lock, drafts=drafts, drafts_note=note)


def _drafts(
    target: Target, passphrase: str, path: Path, actor_id: UUID
) -> tuple[DraftsFile | None, Refusal | None]:
    """The file of the drafts, and what the person must know about it."""
    from hhdesk.store.drafts import open_drafts

    key = drafts_key(target, passphrase, path.stem)
    if key is None:
        return None, Refusal(
            N_(
                "This computer has no key ring: what you type and do not save is kept "
                "only while hhdesk is open."
            )
        )
    try:
        drafts, aside = open_drafts(path, key, actor_id)
    except Refusal as refusal:
        return None, refusal
    if aside is None:
        return drafts, None
    return drafts, Refusal(
        N_("Earlier drafts could not be read. They were set aside as {path}."),
        path=aside,
    )


def drafts_key(
    target: Target, passphrase: str, name: str
) -> Callable[[bytes], FileKey] | None:
    """Gives the drafts' key by their file's salt; None where no secret is at hand.

    A local file's drafts follow its own key. A server leaves no key on this computer:
    the key ring keeps one, else a passphrase given at the start makes it.
    """
    from hhdesk.store.encryption import derive, key_for, subkey
    from hhdesk.store.key_ring import secret

    if not target.on_server:
        file_key = key_for(target.path, passphrase).key
        return lambda salt: subkey(file_key, PURPOSE, salt)
    if passphrase:
        return lambda salt: derive(passphrase, salt)
    kept = secret(f"drafts {name}")
    return (lambda salt: subkey(kept, PURPOSE, salt)) if kept else None


def check_passphrase(path: Path, passphrase: str) -> None:
    """Raises WrongKey unless the passphrase opens this local file."""
    from hhdesk.store.encryption import key_for
    from hhdesk.store.engine import sqlite_connector

    sqlite_connector(path, key_for(path, passphrase))().close()


def own_temporary_folder(cache: Path) -> Path:
    """Give this process a temporary folder of its own, which other users cannot read,
    and empty those that ended or killed processes left; Qt's files go there as well."""
    from hhdesk.store.lock import Lock

    above = files.private_folder(cache / "temporary")
    for left in above.iterdir():
        try:
            lock = Lock(left / LOCK)
        except (DatabaseInUse, OSError):
            continue  # of a window that is open, or going already
        lock.release()
        _remove(left)
    own = files.private_folder(above / secrets.token_hex(8))
    _temporary.append(Lock(own / LOCK))
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = str(own)
    if "tempfile" in sys.modules:
        import tempfile

        tempfile.tempdir = str(own)
    return own


def _remove(folder: Path) -> None:
    # Brings archives along, which most starts do not need.
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
