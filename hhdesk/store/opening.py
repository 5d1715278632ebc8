"""Making and opening what a person named: a local file or a server's address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, exc

from hhdesk import files
from hhdesk.errors import DatabaseAway, DatabaseRefused
from hhdesk.i18n import N_
from hhdesk.store import schema
from hhdesk.store.encryption import key_for, key_for_new
from hhdesk.store.engine import postgresql_engine, sqlite_engine
from hhdesk.store.file_systems import refuse_network

SCHEME = "postgresql://"


@dataclass(frozen=True, slots=True)
class Target:
    """A database as it was named: a path, or an address beginning `postgresql://`."""

    named: str

    @property
    def on_server(self) -> bool:
        return self.named.startswith((SCHEME, "postgres://"))

    @property
    def path(self) -> Path:
        return Path(self.named).expanduser()

    @property
    def url(self) -> str:
        return self.named.replace("postgres://", SCHEME, 1)


@contextmanager
def _explained(target: Target) -> Iterator[None]:
    """Say in one sentence why a database cannot be reached; never with its password."""
    try:
        yield
    except OSError as error:
        raise DatabaseRefused(
            N_("{path} cannot be opened: {reason}."),
            path=target.path,
            reason=error.strerror or type(error).__name__,
        ) from error
    except (exc.OperationalError, exc.ArgumentError, UnicodeError) as error:
        raise DatabaseAway(N_("The database server does not answer.")) from error
    except exc.DatabaseError as error:
        if target.on_server:
            raise DatabaseRefused(
                N_("The database server refused this act. Ask its administrator.")
            ) from error
        raise DatabaseRefused(
            N_("{path} is damaged or not a database."), path=target.path
        ) from error


def open_engine(target: Target, passphrase: str = "") -> Engine:
    """An engine on an existing database of the current revision.

    An older local file is brought up after a copy of it was put beside it; a server
    only by an explicit command. Raises DatabaseRefused and its kinds.
    """
    with _explained(target):
        if target.on_server:
            engine = postgresql_engine(target.url)
        else:
            refuse_network(target.path)
            engine = sqlite_engine(target.path, key_for(target.path, passphrase))
        try:
            if not target.on_server:
                _bring_up(engine, target.path)
            schema.require_current(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _bring_up(engine: Engine, path: Path) -> None:
    found = schema.revision(engine)
    if found is None or found == schema.head():
        return
    if found in schema.older_revisions():
        keep_copy(engine, path)
        schema.upgrade(engine)


def keep_copy(engine: Engine, path: Path) -> Path:
    """Put a copy of a local file beside it, before it is brought up; gives its path."""
    copy = path.with_name(f"{path.name}.before-{schema.head()}")
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(path, copy)
    return copy


def create_engine_for(target: Target, passphrase: str = "") -> Engine:
    """Make a new local file, or prepare the empty database of a server.

    Raises DatabaseRefused where something is already there; what was begun is removed.
    """
    with _explained(target):
        if target.on_server:
            return _prepare_server(target)
        path = target.path
        if path.exists():
            raise DatabaseRefused(
                N_("There is already a file at {path}; it was not touched."), path=path
            )
        if not passphrase:
            raise DatabaseRefused(N_("A new database needs a passphrase."))
        refuse_network(path)
        files.private_folder(path.parent)
        try:
            engine = sqlite_engine(path, key_for_new(passphrase))
            schema.upgrade(engine)
        except BaseException:
            remove(path)
            raise
        return engine


def _prepare_server(target: Target) -> Engine:
    engine = postgresql_engine(target.url)
    try:
        found = schema.holder(engine)
        if found is schema.Holder.HHDESK:
            raise DatabaseRefused(N_("This database is already prepared."))
        if found is schema.Holder.ANOTHER:
            raise DatabaseRefused(
                N_("This database holds another program's tables; it was not touched.")
            )
        schema.upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def remove(path: Path) -> None:
    """Take a local database away with its side files."""
    for ending in ("", "-wal", "-shm", ".anchors"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def upgrade(target: Target, passphrase: str = "") -> tuple[str, str]:
    """Bring a database up; gives the revision before (empty if none) and after."""
    with _explained(target):
        if target.on_server:
            engine = postgresql_engine(target.url)
        else:
            engine = sqlite_engine(target.path, key_for(target.path, passphrase))
        try:
            before = schema.revision(engine)
            if before in schema.older_revisions() and target.on_server:
                schema.upgrade(engine)
            elif not target.on_server:
                _bring_up(engine, target.path)
            schema.require_current(engine)
            return before or "", schema.revision(engine) or ""
        finally:
            engine.dispose()
