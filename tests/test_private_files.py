"""Whatever the program makes, only its user may read: files, folders, side files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from hhdesk import app, cli, files, logs, safekeeping, settings
from hhdesk.app import Records
from hhdesk.care.clinic import ClinicDetails
from hhdesk.errors import Refusal
from hhdesk.i18n.catalogues import catalogue
from hhdesk.store import opening
from hhdesk.store.drafts import Draft
from hhdesk.store.opening import Target
from tests.test_safekeeping import SECRET, founded, never

assert founded


@pytest.fixture
def open_to_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A session whose new files everybody may read, as on many computers."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HHDESK_PASSPHRASE", SECRET)
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def open_files(folder: Path) -> list[str]:
    """What others may read or write below a folder."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.stat().st_mode & 0o077
    ]


def make_database(folder: Path, _founded: Path) -> None:
    made = Target(str(folder / "new" / "deep" / "clinic.db"))
    opened = app.create_database(made, SECRET, ClinicDetails("Eastmont"))
    with opened.database.transaction(opened.actor_id):
        pass
    assert made.path.with_name("clinic.db-wal").exists()
    assert made.path.with_name("clinic.db-shm").exists()
    assert not open_files(folder)
    opened.close()


def open_the_window(folder: Path, founded: Path) -> None:
    """Lock, drafts and their log, as `Records` makes them."""
    shutil.copy(founded, folder / "clinic.db")
    records = Records(str(folder / "clinic.db"), never, SECRET)
    opened = records.open()
    assert opened.drafts is not None
    at = datetime(2026, 11, 21, tzinfo=UTC)
    opened.drafts.write([Draft("form", uuid4(), at, "", "{}")])
    assert len(list(folder.glob("clinic.db.drafts*"))) == 3
    assert (folder / "clinic.db.lock").exists()
    assert not open_files(folder)
    records.close()


def open_a_server(folder: Path, _founded: Path) -> None:
    target = Target("postgresql://rosa@db.example/clinic")
    with safekeeping.claimed(target, folder / "data"):
        pass


def set_drafts_aside(folder: Path, founded: Path) -> None:
    shutil.copy(founded, folder / "clinic.db")
    (folder / "clinic.db.drafts").write_bytes(bytes(5_000))
    records = Records(str(folder / "clinic.db"), never, SECRET)
    assert isinstance(records.open().drafts_note, Refusal)
    records.close()


def choose_settings(_folder: Path, _founded: Path) -> None:
    settings.change(theme="dark")


def write_a_log(folder: Path, _founded: Path) -> None:
    import logging

    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    logs.start(folder / "state" / "hhdesk.log")
    added = [one for one in root.handlers if one not in before]
    logging.getLogger("hhdesk").warning("something")
    for one in added:
        root.removeHandler(one)
        one.doRollover()  # type: ignore[attr-defined]
        one.close()
    root.setLevel(level)
    assert (folder / "state" / "hhdesk.log.1").exists()


def compile_a_catalogue(folder: Path, _founded: Path) -> None:
    catalogue.cache_clear()
    catalogue("es")
    assert list((folder / "cache").rglob("*"))


def write_a_paper(folder: Path, _founded: Path) -> None:
    files.write_atomically(folder / "paper.pdf", b"%PDF")


def save_a_paper_in_the_window(folder: Path, _founded: Path) -> None:
    from PySide6.QtCore import QSaveFile

    file = QSaveFile(str(folder / "paper.pdf"))
    assert file.open(QSaveFile.OpenModeFlag.WriteOnly)
    file.write(b"%PDF")
    assert not open_files(folder)
    assert file.commit()


def begin_a_temporary_folder(folder: Path, _founded: Path) -> None:
    own = safekeeping.own_temporary_folder(folder / "cache")
    (own / "print.pdf").write_bytes(b"%PDF")


def copy_before_an_upgrade(folder: Path, founded: Path) -> None:
    shutil.copy(founded, folder / "clinic.db")
    engine = opening.open_engine(Target(str(folder / "clinic.db")), SECRET)
    assert opening.keep_copy(engine, folder / "clinic.db").is_file()
    engine.dispose()


POINTS: list[Callable[[Path, Path], None]] = [
    begin_a_temporary_folder,
    choose_settings,
    compile_a_catalogue,
    copy_before_an_upgrade,
    make_database,
    open_a_server,
    open_the_window,
    save_a_paper_in_the_window,
    set_drafts_aside,
    write_a_log,
    write_a_paper,
]


@pytest.mark.parametrize("make", POINTS, ids=lambda one: one.__name__)
def test_only_its_user_may_read_what_the_program_makes(
    make: Callable[[Path, Path], None], open_to_all: Path, founded: Path
) -> None:
    files.keep_files_private()
    make(open_to_all, founded)
    assert list(open_to_all.iterdir())
    assert open_files(open_to_all) == []


def test_the_program_closes_its_files_before_it_does_anything(
    open_to_all: Path,
) -> None:
    assert cli.main(["db", "create", "--database", str(open_to_all / "a.db")]) == 0
    assert cli.main(["db", "check", "--database", str(open_to_all / "a.db")]) == 0
    assert (open_to_all / "a.db").is_file()
    assert open_files(open_to_all) == []


def test_what_killed_windows_left_in_temporary_folders_is_purged(
    open_to_all: Path,
) -> None:
    cache = open_to_all / "cache"
    left = files.private_folder(cache / "temporary" / "killed")
    (left / "print.pdf").write_bytes(b"%PDF")
    mine = safekeeping.own_temporary_folder(cache)
    (mine / "print.pdf").write_bytes(b"%PDF")
    other = safekeeping.own_temporary_folder(cache)
    assert not left.exists()
    assert (mine / "print.pdf").exists()
    assert mine != other
