"""A file is wholly old or wholly new, and private."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hhdesk import files


def test_a_file_is_replaced_and_private(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    path.write_bytes(b"old")
    files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    path.mkdir()
    with pytest.raises(OSError, match="plan"):
        files.write_atomically(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = files.private_folder(tmp_path / "a" / "b")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files.private_folder(folder) == folder


def test_files_are_private_from_the_start_on(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        files.keep_files_private()
        (tmp_path / "note").write_text("")
        assert (tmp_path / "note").stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
