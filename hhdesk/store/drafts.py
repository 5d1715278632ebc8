"""Drafts: what was typed and not saved, encrypted in a file of this computer.

One file a database, with a key of its own; a row a person, form and subject. Beside
them, a row a person, how the window stood: that tells of children too.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import sqlcipher3.dbapi2

from hhdesk.errors import Refusal, WrongKey
from hhdesk.i18n import N_
from hhdesk.store.encryption import SALT_BYTES, FileKey, private
from hhdesk.store.engine import sqlite_connector

_log = logging.getLogger(__name__)

VERSION = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS draft (
    actor TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    at TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (actor, kind, subject)
) WITHOUT ROWID
"""
_MEMORY = """
CREATE TABLE IF NOT EXISTS memory (
    actor TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL
) WITHOUT ROWID
"""


Row: TypeAlias = tuple[str, UUID, datetime, str, str | None]


class Draft(NamedTuple):
    """`text` is the form's own JSON; None in place of it takes the draft away."""

    kind: str
    subject: UUID
    at: datetime
    title: str
    text: str | None


class DraftsFile:
    """The drafts of one person in one open file; any thread may ask, one at a time."""

    def __init__(self, connection: Any, path: Path, actor_id: UUID) -> None:
        self.path = path
        self._connection = connection
        self._actor = actor_id.hex
        self._lock = RLock()
        self.found: list[Draft] = self.read()
        """What was there when the file was opened."""
        self.memory = self._remembered()
        """How the window stood when it was last open, in the words of the desk."""

    def read(self) -> list[Draft]:
        """All drafts, oldest first. Raises Refusal."""
        with self._lock, _explained():
            rows = self._connection.execute(
                "SELECT kind, subject, at, title, text FROM draft "
                "WHERE actor = ? ORDER BY at, kind, subject",
                (self._actor,),
            ).fetchall()
        return [
            Draft(kind, UUID(subject), datetime.fromisoformat(at), title, text)
            for kind, subject, at, title, text in rows
        ]

    def write(self, drafts: Iterable[Row]) -> None:
        """Keep or take away these drafts, all or none, and wait for the disk.

        Raises Refusal when the disk does not take them.
        """
        with self._lock, _explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for draft in drafts:
                    self._put(Draft(*draft))
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk may have rolled it back already.
                with suppress(sqlcipher3.dbapi2.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _put(self, draft: Draft) -> None:
        key = self._actor, draft.kind, draft.subject.hex
        if draft.text is None:
            self._connection.execute(
                "DELETE FROM draft WHERE actor = ? AND kind = ? AND subject = ?", key
            )
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)",
                (*key, draft.at.isoformat(), draft.title, draft.text),
            )

    def _remembered(self) -> str:
        with self._lock, _explained():
            row = self._connection.execute(
                "SELECT text FROM memory WHERE actor = ?", (self._actor,)
            ).fetchone()
        return row[0] if row else ""

    def remember(self, text: str) -> None:
        """Keep how the window stands. Raises Refusal when the disk does not take it."""
        with self._lock, _explained():
            self._connection.execute(
                "INSERT OR REPLACE INTO memory VALUES (?, ?)", (self._actor, text)
            )

    def close(self) -> None:
        with self._lock:
            self._connection.close()


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the driver says into one sentence."""
    try:
        yield
    except (sqlcipher3.dbapi2.Error, WrongKey, OSError) as error:
        _log.warning("The drafts' file does not answer: %s", error)
        raise Refusal(
            N_(
                "Drafts cannot be kept on this computer just now. What you typed "
                "stays while hhdesk is open: please save it."
            )
        ) from error


def open_drafts(
    path: Path, key: Callable[[bytes], FileKey], actor_id: UUID
) -> tuple[DraftsFile, Path | None]:
    """Open the drafts, making the file where there is none; `key` gives its key by the
    salt in its head.

    What does not open by this key is moved aside, never removed: the path it has then
    is the second answer. Raises Refusal where nothing can be written at all.
    """
    with _explained():
        return _opened(path, key, actor_id)


def _opened(
    path: Path, key: Callable[[bytes], FileKey], actor_id: UUID
) -> tuple[DraftsFile, Path | None]:
    aside = None
    if path.exists():
        try:
            return DraftsFile(_connected(path, key), path, actor_id), None
        except (WrongKey, sqlcipher3.dbapi2.DatabaseError, _ForeignError) as error:
            if isinstance(error.__cause__ or error, sqlcipher3.dbapi2.OperationalError):
                raise  # busy, or a disk that does not answer: another start may
            _log.warning("The drafts do not open and are set aside: %s", error)
            aside = _set_aside(path)
    return DraftsFile(_connected(path, key), path, actor_id), aside


class _ForeignError(Exception):
    """A file that opens and holds something else, or a newer program's drafts."""


def _connected(path: Path, key: Callable[[bytes], FileKey]) -> Any:
    head = path.read_bytes()[:SALT_BYTES] if path.exists() else b""
    salt = head if len(head) == SALT_BYTES else secrets.token_bytes(SALT_BYTES)
    # A file cut to nothing by a crash while it was made has no salt yet.
    path.touch(mode=0o600)
    private(path)
    connection = sqlite_connector(path, key(salt))()
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, VERSION):
        raise _ForeignError
    connection.execute(_TABLE)
    connection.execute(_MEMORY)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    # A damaged page is to be met here, whoever's draft is on it.
    connection.execute("SELECT sum(length(text)) FROM draft").fetchone()


def _set_aside(path: Path) -> Path:
    """Move the file and its log to names that are free; gives the file's new one."""
    number = 1
    while (aside := path.with_name(f"{path.name}.unread-{number}")).exists():
        number += 1
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    return path.replace(aside)
