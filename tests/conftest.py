"""What every test may ask for; database fixtures live in their own plugin."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

pytest_plugins = ("tests.databases",)

ROOT = Path(__file__).parents[1]

# Before anything of ours is imported: no test may read or write the user's own files.
# Workers make theirs inside that of the process which began them and outlives them.
_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_HOME = tempfile.mkdtemp(
    prefix="hhdesk-tests-", dir=os.environ["HOME"] if _WORKER else None
)
for _name, _folder in {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}.items():
    _path = Path(_HOME, _folder)
    _path.mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_path)
# Without this folder the test server locks a file that other users' servers lock too.
Path(os.environ["XDG_RUNTIME_DIR"], "python_PostgresServer").mkdir()
for _name in ("HHDESK_DATABASE", "HHDESK_PASSPHRASE"):
    os.environ.pop(_name, None)


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real and independently made input beside the project, where it is at hand."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("real input is not here")
    return folder


@pytest.fixture
def in_spanish() -> Iterator[None]:
    """The screens speak Spanish during one test."""
    from hhdesk import i18n

    i18n.set_language("es")
    yield
    i18n.set_language("en")
