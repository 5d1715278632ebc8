"""A database of every earlier revision, with a row in every table, is brought up."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    select,
)

from hhdesk.care.tables import METADATA
from hhdesk.store import checking, schema
from hhdesk.store.engine import sqlite_engine
from tests.databases import KEY, Server

KEY_OF_ALL = uuid.UUID("018f0000-0000-7000-8000-00000000000f")
VALUES: list[tuple[type, object]] = [
    (Uuid, KEY_OF_ALL),
    (Boolean, True),
    (Integer, 7),
    (Float, 0.5),
    (DateTime, datetime(2026, 2, 28, 23, 59, tzinfo=UTC)),
    (Date, date(2024, 2, 29)),
    (LargeBinary, b"\x00bytes"),
    (JSON, ["general"]),
    (String, "peça"),
]
# SQLite keeps keys as text.
KEYS = ("id", "_id", "_by")
# A contact is a member's or a caregiver's, not both's.
EMPTY = {"contact_point": {"caregiver_id": None}}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a table."""
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path / "clinic.db", KEY)
        yield engine
        engine.dispose()
        return
    server: Server = request.getfixturevalue("server")
    name = f"upgrade_{uuid.uuid4().hex}"
    server.make(name)
    engine = server.engine(name)
    yield engine
    engine.dispose()
    server.drop(name)


def _value(column: Any, *, on_sqlite: bool) -> object:
    if on_sqlite and column.name.endswith(KEYS) and isinstance(column.type, String):
        return KEY_OF_ALL.hex
    for kind, value in VALUES:
        if isinstance(column.type, kind):
            if on_sqlite and isinstance(value, datetime):
                return value.replace(tzinfo=None)
            return value
    raise AssertionError(f"{column}: what is {column.type!r}?")


def _mapped(engine: Engine) -> list[Table]:
    """The tables of the mission as this revision has them, parents first."""
    found = MetaData()
    found.reflect(engine, only=lambda name, _: name in METADATA.tables)
    return found.sorted_tables


def _fill(engine: Engine) -> dict[str, dict[str, object]]:
    """One row in every table, all its columns filled; gives the rows."""
    on_sqlite = engine.dialect.name == "sqlite"
    rows = {
        table.name: {
            column.name: _value(column, on_sqlite=on_sqlite) for column in table.columns
        }
        | EMPTY.get(table.name, {})
        for table in _mapped(engine)
    }
    with engine.begin() as connection:
        for table in _mapped(engine):
            connection.execute(table.insert(), rows[table.name])
    return rows


@pytest.mark.parametrize("revision", sorted(schema.older_revisions()))
def test_an_older_database_keeps_every_row_when_it_is_brought_up(
    empty: Engine, revision: str
) -> None:
    schema.upgrade(empty, revision)
    before = _fill(empty)
    schema.upgrade(empty)
    assert schema.revision(empty) == schema.head()
    assert checking.problems(empty, METADATA) == []
    with empty.connect() as connection:
        for table in _mapped(empty):
            if table.name not in before:
                continue
            kept = connection.execute(select(table)).mappings().all()
            assert len(kept) == 1, table.name
            for column, value in before[table.name].items():
                assert kept[0][column] == value, f"{table.name}.{column}"


def test_a_consent_from_before_denials_still_permits_what_it_did(
    empty: Engine,
) -> None:
    schema.upgrade(empty, "0001")
    _fill(empty)
    schema.upgrade(empty)
    columns = METADATA.tables["consent"].columns
    added = ["status", "provision", "scope", "limits", "further_recipients", "part2"]
    with empty.connect() as connection:
        chosen = select(*(columns[name] for name in added))
        row = connection.execute(chosen).mappings().one()
    assert (row["status"], row["provision"], row["scope"]) == (
        "active",
        "permit",
        "patient-privacy",
    )
    assert (row["limits"], row["further_recipients"]) == ([], [])
    assert row["part2"] is False
