"""What is installed is the whole program, from a wheel and from a checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

BIN = "Scripts" if os.name == "nt" else "bin"
NOT_SOURCE = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".h*"
)
FOLDERS = {
    "hhdesk": "hhdesk",
    "ui": "hhdesk/ui",
    "resources": "hhdesk/resources",
    "translations": "hhdesk/translations",
}
"""Folders of the checkout, and where they are installed."""

WHERE = """
from hhdesk import assets
print(assets.catalogues() / "es.po")
print(assets.form("window"))
print(assets.resource("LICENSES", "Apache-2.0.txt"))
"""


def run(*command: str | Path, folder: Path) -> str:
    """Standard output of a command that must succeed, run outside the checkout."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, so that building leaves nothing in the project."""
    copy = tmp_path_factory.mktemp("packaging") / "checkout"
    shutil.copytree(root, copy, ignore=NOT_SOURCE)
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path) -> Path:
    """The folder with the sdist, and the wheel that was built from the sdist."""
    out = checkout.parent / "dist"
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", out)
    run(*build, checkout, folder=checkout.parent)
    return out


def empty_environment(folder: Path) -> Path:
    """A new environment that sees our dependencies, but no hhdesk; its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder.parent)
    purelib = sysconfig.get_path("purelib", vars={"base": str(folder)})
    link = Path(purelib) / "dependencies.pth"
    link.write_text(sysconfig.get_path("purelib"))
    return folder / BIN / "python"


def install(python: Path, *what: str | Path) -> None:
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    offline = ("--no-deps", "--no-index", "--no-compile", "--no-build-isolation")
    run(*pip, *offline, *what, folder=python.parent)


def source_files(checkout: Path) -> set[str]:
    """Where every file of the program must be installed."""
    return {
        f"{installed}/{path.relative_to(checkout / folder).as_posix()}"
        for folder, installed in FOLDERS.items()
        for path in (checkout / folder).rglob("*")
        if path.is_file()
    }


def test_the_wheel_holds_every_file_and_one_package(
    checkout: Path, built: Path
) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert source_files(checkout) - names == set()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"hhdesk"}


def test_the_sdist_holds_what_builds_and_tests_the_program(
    checkout: Path, built: Path
) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "Makefile", "requirements.lock", "LICENSE"} <= names
    assert {"tests/conftest.py", "tools/catalogues.py", ".ci/run"} <= names
    for folder in FOLDERS:
        assert any(name.startswith(f"{folder}/") for name in names)


def test_the_installed_wheel_runs_and_finds_its_files(
    built: Path, tmp_path: Path
) -> None:
    python = empty_environment(tmp_path / "wheel")
    install(python, *built.glob("*.whl"))
    assert "hhdesk" in run(python, "-m", "hhdesk", "--help", folder=tmp_path)
    assert run(python.parent / "hhdesk", "--help", folder=tmp_path)
    places = run(python, "-c", WHERE, folder=tmp_path).split()
    assert all(place.startswith(str(tmp_path)) for place in places)
    assert all(Path(place).is_file() for place in places)


def test_an_editable_install_reads_the_checkout(checkout: Path, tmp_path: Path) -> None:
    python = empty_environment(tmp_path / "editable")
    install(python, "--editable", checkout)
    assert "hhdesk" in run(python, "-m", "hhdesk", "--help", folder=tmp_path)
    assert run(python, "-c", WHERE, folder=tmp_path).split() == [
        str(checkout / "translations" / "es.po"),
        str(checkout / "ui" / "window.ui"),
        str(checkout / "resources" / "LICENSES" / "Apache-2.0.txt"),
    ]
