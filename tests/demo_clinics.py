"""Demonstration clinics for tests, each made in an empty database of its own."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Select, inspect, text

from hhdesk import demo
from hhdesk.store import schema
from hhdesk.store.engine import Database, sqlite_engine
from tests.databases import KEY, Server, practised

TODAY = date(2026, 11, 21)
PHONE = re.compile(r"\b\d{3}[-. ]\d{3}[-. ]\d{4}\b")
FICTION = re.compile(r"\d{3}-555-01\d\d")
"""Phones that are kept for stories and ring nowhere."""

Row = TypeVar("Row")
ZONE = ZoneInfo("America/Los_Angeles")


def standing_still() -> datetime:
    """The moment the demonstration was made, for as long as a test lasts."""
    return demo.opening(TODAY)


def made(database: Database, members: int, seed: int = 1) -> Database:
    schema.upgrade(database.engine)
    demo.make_clinic(database, members=members, today=TODAY, seed=seed)
    return database


def on_file(path: Path) -> Database:
    engine = practised(sqlite_engine(path, KEY))
    return Database(engine, demo.CLINIC_ID, ZONE, standing_still)


@contextmanager
def on_server(server: Server) -> Iterator[Database]:
    name = f"demo_{uuid.uuid4().hex}"
    server.make(name)
    engine = practised(server.engine(name))
    database = Database(engine, demo.CLINIC_ID, ZONE, standing_still)
    yield database
    database.close()
    server.drop(name)


def every(database: Database, statement: Select[tuple[Row]]) -> list[Row]:
    """The objects that a statement finds, to be read after the session's end."""
    with database.reading() as session:
        found = list(session.scalars(statement))
        session.expunge_all()
    return found


def fingerprints(database: Database) -> dict[str, str]:
    """Each table's rows in one hash, whatever order the database hands them out in."""
    found = {}
    with database.engine.connect() as connection:
        for table in sorted(inspect(connection).get_table_names()):
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            whole = "\n".join(sorted(repr(tuple(row)) for row in rows))
            found[table] = hashlib.sha256(whole.encode()).hexdigest()
    return found


@cache
def usual(folder: Path) -> Path:
    """The file of the demonstration as everybody meets it, made once a process."""
    path = folder / "usual.db"
    made(on_file(path), 250).close()
    return path


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The demonstration as everybody meets it; no test changes it."""
    database = on_file(usual(tmp_path_factory.getbasetemp()))
    yield database
    database.close()
