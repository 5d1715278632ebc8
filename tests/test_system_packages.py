"""What the system lacks is found and named before Qt fails to load it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import system_packages


def test_a_library_that_the_loader_does_not_find_is_missing() -> None:
    wanted = {"libc.so.6": "libc6", "libzebra.so.9": "libzebra9"}
    missing = system_packages.missing_libraries(wanted)
    assert "libzebra.so.9" in missing
    assert ("libc.so.6" in missing) is not sys.platform.startswith("linux")


@pytest.mark.skipif(sys.platform != "linux", reason="a window always opens there")
def test_a_window_needs_more_than_the_tests_do() -> None:
    assert not system_packages.has_display({"DISPLAY": ""})
    assert system_packages.has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert not set(system_packages.ON_A_DISPLAY) & set(system_packages.OFFSCREEN)


def test_nothing_missing_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert system_packages.provide({})
    assert capsys.readouterr() == ("", "")


def test_without_apt_the_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert not system_packages.provide({"libzebra.so.9": "libzebra9"})
    shown = capsys.readouterr()
    assert "libzebra.so.9" in shown.out
    assert "package manager" in shown.err


def test_a_program_that_is_on_no_path_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = {"zebra-of-nowhere": "zebra"}
    assert system_packages.missing_programs(wanted) == wanted
    monkeypatch.setenv("PATH", "")
    # Some tests are skipped then; that is no fault.
    assert system_packages.main(["tests"]) == 0
    assert "package manager" in capsys.readouterr().err


def test_it_says_how_it_is_called(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, root / "tools" / "system_packages.py", "all"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "system_packages.py venv" in done.stderr
