"""Lock and drafts beside the records, as the window opens them."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from hhdesk import app, cli, safekeeping
from hhdesk.app import Opened, Records
from hhdesk.care.clinic import ClinicDetails
from hhdesk.errors import DatabaseAway, DatabaseInUse, DatabaseMissing, WrongKey
from hhdesk.store.drafts import Draft
from hhdesk.store.opening import Target
from tests.databases import Server

SECRET = "correct horse"
AT = datetime(2026, 11, 21, 18, 42, tzinfo=UTC)


def draft() -> Draft:
    return Draft("care plan", uuid4(), AT, "Mateo", "{}")


def never() -> Opened:
    raise AssertionError("nobody asked for the demonstration")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with its passphrase, to copy."""
    path = tmp_path_factory.mktemp("founded") / "clinic.db"
    app.create_database(Target(str(path)), SECRET, ClinicDetails("Eastmont")).close()
    return path


@pytest.fixture
def target(founded: Path, tmp_path: Path) -> Target:
    shutil.copy(founded, tmp_path)
    return Target(str(tmp_path / "clinic.db"))


@pytest.fixture
def records(target: Target) -> Iterator[Records]:
    made = Records(target.named, never, SECRET)
    yield made
    made.close()


def test_drafts_are_there_when_the_records_are_opened_again(records: Records) -> None:
    first = records.open()
    assert first.drafts is not None
    assert first.drafts_note is None
    kept = draft()
    first.drafts.write([kept])
    records.close()
    again = records.open()
    assert again.drafts is not None
    assert again.drafts.found == [kept]


def test_a_second_window_is_refused_and_readers_are_not(
    target: Target,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.open()
    with pytest.raises(DatabaseInUse):
        Records(target.named, never, SECRET).open()
    monkeypatch.setenv("HHDESK_PASSPHRASE", SECRET)
    assert cli.main(["find", "--database", target.named, "x"]) == 0
    assert "Nobody found." in capsys.readouterr().err


def test_an_upgrade_waits_for_the_window_to_be_closed(
    target: Target, records: Records
) -> None:
    records.open()
    with (
        pytest.raises(DatabaseInUse),
        safekeeping.claimed(target, target.path.parent),
    ):
        raise AssertionError("the window has it open")
    records.close()
    with safekeeping.claimed(target, target.path.parent):
        pass


def test_opening_again_in_the_same_window_is_no_second_window(
    records: Records,
) -> None:
    records.open()
    assert records.open().drafts is not None


def test_one_file_by_two_names_is_one_file(target: Target, records: Records) -> None:
    link = target.path.with_name("link.db")
    link.symlink_to(target.path)
    records.open()
    with pytest.raises(DatabaseInUse):
        Records(str(link), never, SECRET).open()


def test_a_refused_passphrase_leaves_neither_lock_nor_drafts(target: Target) -> None:
    with pytest.raises(WrongKey):
        Records(target.named, never).open("wrong")
    assert not list(target.path.parent.glob("*.drafts*"))
    again = Records(target.named, never)
    again.open(SECRET)
    again.close()


def test_records_that_are_missing_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        Records(str(tmp_path / "no" / "clinic.db"), never, SECRET).open()
    assert list(tmp_path.iterdir()) == []


def test_drafts_that_do_not_open_are_set_aside_with_a_sentence(
    target: Target, records: Records
) -> None:
    safekeeping.drafts_path(target, target.path.parent).write_bytes(bytes(9_000))
    opened = records.open()
    assert opened.drafts is not None
    assert opened.drafts_note is not None
    assert "set aside as" in str(opened.drafts_note)
    assert list(target.path.parent.glob("clinic.db.drafts.unread-1"))


def test_drafts_that_can_be_neither_read_nor_begun_do_not_hinder(
    target: Target, records: Records
) -> None:
    safekeeping.drafts_path(target, target.path.parent).mkdir()
    opened = records.open()
    assert opened.drafts is None
    assert "stays while hhdesk is open" in str(opened.drafts_note)


def test_a_servers_drafts_follow_a_passphrase(tmp_path: Path) -> None:
    target = Target("postgresql://rosa:word@db.example/clinic")
    path = safekeeping.drafts_path(target, tmp_path)
    key = safekeeping.drafts_key(target, SECRET, path.stem)
    assert key is not None
    assert key(bytes(16)) == key(bytes(16))
    assert key(bytes(16)).key != key(bytes(range(16))).key


def test_without_key_ring_a_servers_drafts_stay_in_memory_and_it_is_said(
    server: Server, tmp_path: Path
) -> None:
    """Where the tests run there is no key ring."""
    server.make("with_window")
    target = Target(server.url("with_window"))
    app.create_database(target, "", ClinicDetails("Eastmont")).close()
    opened = safekeeping.open_for_window(
        target, "", tmp_path, lambda: app.open_database(target, "")
    )
    assert opened.drafts is None
    assert "no key ring" in str(opened.drafts_note)
    opened.close()
    server.drop("with_window")


def test_an_address_that_is_none_is_refused_by_the_opening(tmp_path: Path) -> None:
    broken = Target("postgresql://[broken")
    with pytest.raises(DatabaseAway):
        safekeeping.open_for_window(
            broken, "", tmp_path, lambda: app.open_database(broken, "")
        )


def test_the_place_beside_a_server_names_no_server_and_no_password(
    tmp_path: Path,
) -> None:
    one = Target("postgresql://rosa:secret@db.example/clinic?sslmode=verify-full")
    path = safekeeping.drafts_path(one, tmp_path)
    for same in ("rosa:other@db.example/clinic", "rosa@db.example/clinic?sslmode=no"):
        there = Target(f"postgresql://{same}")
        assert safekeeping.drafts_path(there, tmp_path) == path
    for other in ("ana@db.example/clinic", "rosa@db.example/clinic?host=/run/pg"):
        there = Target(f"postgres://{other}")
        assert safekeeping.drafts_path(there, tmp_path) != path
    assert not {"rosa", "secret", "example"} & set(path.name.split("."))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
