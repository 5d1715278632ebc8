"""Databases: made, opened, and refused with one sentence and without a trace."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Engine

from hhdesk.care.tables import METADATA
from hhdesk.errors import DatabaseAway, DatabaseRefused, DatabaseTooNew
from hhdesk.store import checking, opening, schema
from hhdesk.store.encryption import PLAIN_HEADER, ROUNDS
from hhdesk.store.opening import Target
from tests.databases import Server

SECRET = "correct horse"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with its passphrase, to copy."""
    path = tmp_path_factory.mktemp("made") / "clinic.db"
    opening.create_engine_for(Target(str(path)), SECRET).dispose()
    return path


@pytest.fixture
def target(made: Path, tmp_path: Path) -> Target:
    shutil.copy(made, tmp_path)
    return Target(str(tmp_path / "clinic.db"))


def test_a_new_file_is_encrypted_from_its_first_byte(target: Target) -> None:
    content = target.path.read_bytes()
    assert not content.startswith(PLAIN_HEADER)
    assert b"CREATE TABLE" not in content
    assert target.path.stat().st_mode & 0o077 == 0


def test_a_file_opens_with_its_passphrase_in_any_sqlcipher_tool(target: Target) -> None:
    other = sqlcipher3.dbapi2.connect(str(target.path))
    other.execute(f"PRAGMA key = '{SECRET}'")
    assert other.execute("SELECT count(*) FROM member").fetchone() == (0,)
    assert int(other.execute("PRAGMA kdf_iter").fetchone()[0]) == ROUNDS
    other.close()


def test_a_new_database_is_what_the_program_expects(target: Target) -> None:
    engine = opening.open_engine(target, SECRET)
    assert checking.problems(engine, METADATA) == []
    engine.dispose()


def test_the_servers_schema_is_what_the_program_expects(server: Server) -> None:
    server.make("fresh_schema")
    target = Target(server.url("fresh_schema"))
    engine = opening.create_engine_for(target)
    assert checking.problems(engine, METADATA) == []
    with pytest.raises(DatabaseRefused, match="already prepared"):
        opening.create_engine_for(target)
    engine.dispose()
    server.drop("fresh_schema")


def _plain(path: Path) -> None:
    path.write_bytes(PLAIN_HEADER + bytes(5000))


def _short(path: Path) -> None:
    path.write_bytes(b"few")


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def _folder(path: Path) -> None:
    path.mkdir()


def _nothing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize("spoil", [_plain, _short, _noise, _folder, _nothing])
def test_what_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "thing.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DatabaseRefused):
        opening.open_engine(Target(str(path)), SECRET)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name("thing.db-wal").exists()


def test_a_wrong_passphrase_is_refused_and_the_file_is_unchanged(
    target: Target,
) -> None:
    before = target.path.read_bytes()
    with pytest.raises(DatabaseRefused, match="passphrase"):
        opening.open_engine(target, "wrong")
    assert target.path.read_bytes() == before


def test_nothing_is_made_over_a_file_that_is_there(target: Target) -> None:
    before = target.path.read_bytes()
    with pytest.raises(DatabaseRefused, match="already a file"):
        opening.create_engine_for(target, SECRET)
    assert target.path.read_bytes() == before


def test_a_new_file_wants_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="passphrase"):
        opening.create_engine_for(Target(str(tmp_path / "a.db")))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(DatabaseRefused, match="cannot be opened"):
        opening.create_engine_for(Target(str(blocked / "clinic.db")), SECRET)


def _stamp(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE alembic_version SET version_num = '{revision}'"
        )


def test_a_database_of_a_newer_program_is_refused_politely(target: Target) -> None:
    engine = opening.open_engine(target, SECRET)
    _stamp(engine, "9999")
    engine.dispose()
    before = target.path.read_bytes()
    with pytest.raises(DatabaseTooNew, match="newer hhdesk"):
        opening.open_engine(target, SECRET)
    assert target.path.read_bytes() == before


def test_an_empty_server_database_says_how_to_prepare_it(server: Server) -> None:
    server.make("empty_one")
    with pytest.raises(DatabaseRefused, match="hhdesk db create"):
        opening.open_engine(Target(server.url("empty_one")))
    server.drop("empty_one")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody@127.0.0.1:1/clinic",
        "postgresql://nobody:secret@127.0.0.1:1/clinic",
        "postgresql://[broken",
    ],
)
def test_a_server_that_is_away_is_said_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseAway) as refused:
        opening.open_engine(Target(url))
    assert "secret" not in str(refused.value)


def test_a_damaged_page_is_found(target: Target) -> None:
    content = bytearray(target.path.read_bytes())
    content[len(content) // 2] ^= 1
    target.path.write_bytes(content)
    try:
        engine = opening.open_engine(target, SECRET)
    except DatabaseRefused:
        return
    assert any("damaged" in line for line in checking.problems(engine, METADATA))
    engine.dispose()


def test_an_upgrade_of_a_current_database_changes_nothing(target: Target) -> None:
    assert opening.upgrade(target, SECRET) == (schema.head(), schema.head())
