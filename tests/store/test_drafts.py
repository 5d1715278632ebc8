"""The drafts' file: encrypted, private, of one person, and never in the way."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from hhdesk.errors import Refusal
from hhdesk.store.drafts import Draft, DraftsFile, open_drafts
from hhdesk.store.encryption import FileKey, subkey

ME, OTHER, CHILD = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
AT = datetime(2026, 11, 21, 18, 42, tzinfo=UTC)
SECRET = secrets.token_bytes(32)
CANARY = "Zyxwvut Canarybird"


def key(salt: bytes) -> FileKey:
    return subkey(SECRET, "drafts", salt)


def other_key(salt: bytes) -> FileKey:
    return subkey(bytes(32), "drafts", salt)


def draft(kind: str = "care plan", text: str | None = "{}", **span: float) -> Draft:
    return Draft(kind, CHILD, AT + timedelta(**span), CANARY, text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clinic.db.drafts"


def opened(path: Path, actor: uuid.UUID = ME) -> DraftsFile:
    file, aside = open_drafts(path, key, actor)
    assert aside is None
    return file


def test_what_was_kept_is_there_when_the_file_is_opened_again(path: Path) -> None:
    first = opened(path)
    later = draft("member form", '{"given":"Sofía"}', minutes=1)
    first.write([later, draft()])
    first.close()
    second = opened(path)
    assert second.found == [draft(), later]
    second.close()


def test_a_newer_draft_takes_the_place_of_the_older_one(path: Path) -> None:
    file = opened(path)
    file.write([draft()])
    file.write([draft(text='{"a":1}', minutes=1)])
    assert file.read() == [draft(text='{"a":1}', minutes=1)]
    file.close()


def test_a_draft_that_is_taken_away_is_gone(path: Path) -> None:
    file = opened(path)
    file.write([draft(), draft("member form")])
    file.write([draft(text=None)])
    assert [kept.kind for kept in file.read()] == ["member form"]
    file.close()


def test_nobody_reads_anothers_drafts(path: Path) -> None:
    mine = opened(path)
    mine.write([draft()])
    theirs = opened(path, OTHER)
    assert theirs.found == []
    theirs.write([draft(text=None)])
    assert len(mine.read()) == 1
    mine.close()
    theirs.close()


def test_no_name_and_no_word_can_be_read_in_the_files(path: Path) -> None:
    file = opened(path)
    file.write([draft(text=f'{{"words":"{CANARY}"}}')])
    assert path.with_name(f"{path.name}-wal").exists()
    for one in sorted(path.parent.iterdir()):
        content = one.read_bytes()
        assert CANARY.encode() not in content
        assert b"care plan" not in content
        assert b"CREATE TABLE" not in content
        assert one.stat().st_mode & 0o077 == 0
    file.close()


def test_what_was_written_survives_an_end_without_goodbye(path: Path) -> None:
    """The log beside the file is as a killed process leaves it."""
    file = opened(path)
    file.write([draft()])
    copy = path.with_name("copy.drafts")
    for ending in ("", "-wal"):
        source = path.with_name(path.name + ending)
        copy.with_name(copy.name + ending).write_bytes(source.read_bytes())
    file.close()
    again = opened(copy)
    assert again.found == [draft()]
    again.close()


def _noise(path: Path) -> None:
    path.write_bytes(secrets.token_bytes(5_000))


def _plain(path: Path) -> None:
    plain = sqlcipher3.dbapi2.connect(str(path))
    plain.execute("CREATE TABLE draft (text TEXT)")
    plain.close()


def _few(path: Path) -> None:
    path.write_bytes(b"few")


def _other_key(path: Path) -> None:
    file, _ = open_drafts(path, other_key, ME)
    file.write([draft()])
    file.close()


def _newer(path: Path) -> None:
    file = opened(path)
    file._connection.execute("PRAGMA user_version = 9")
    file.close()


@pytest.mark.parametrize("spoil", [_noise, _plain, _few, _other_key, _newer])
def test_what_does_not_open_is_moved_aside_and_a_new_file_begun(
    path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    before = path.read_bytes()
    file, aside = open_drafts(path, key, ME)
    assert aside is not None
    assert aside.read_bytes() == before
    assert file.found == []
    file.write([draft()])
    file.close()
    again = opened(path)
    assert again.found == [draft()]
    again.close()


def test_a_file_that_was_cut_short_does_not_hinder(path: Path) -> None:
    file = opened(path)
    file.write([draft()])
    file.close()
    path.write_bytes(path.read_bytes()[:6_000])
    file, aside = open_drafts(path, key, ME)
    assert aside is not None
    assert aside.is_file()
    assert file.found == []
    file.close()


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.touch()
    file = opened(path)
    assert file.found == []
    file.close()


def test_nothing_set_aside_takes_the_place_of_another(path: Path) -> None:
    asides = []
    for _ in range(3):
        _noise(path)
        file, aside = open_drafts(path, key, ME)
        file.close()
        asides.append(aside)
    assert len(set(asides)) == 3
    assert all(one is not None and one.is_file() for one in asides)


def test_drafts_are_written_all_or_none(path: Path) -> None:
    file = opened(path)
    broken = draft("broken")._replace(title=None)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="cannot be kept"):
        file.write([draft(), broken])
    assert file.read() == []
    file.write([draft()])
    assert file.read() == [draft()]
    file.close()


def test_a_full_disk_is_said_and_what_was_kept_stays(path: Path) -> None:
    file = opened(path)
    file.write([draft()])
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refusal, match="cannot be kept"):
        file.write([draft("long", "x" * 100_000)])
    file._connection.execute("PRAGMA max_page_count = 1000000")
    assert file.read() == [draft()]
    file.write([draft("long", "x" * 100_000)])
    assert len(file.read()) == 2
    file.close()
