"""After a whole day with a child, nothing outside of the records tells of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.care.act_desk import CANARY, PHONE

DAY = Path(__file__).parent / "canary" / "day.py"
FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "share",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}
HANDED_OUT = "handed-out"
"""What a person chose to save leaves the records on purpose."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folders, with everything that the system's calls would write."""
    folder = tmp_path_factory.mktemp("canary")
    for name in FOLDERS.values():
        (folder / name).mkdir(mode=0o700)
    (folder / "data").mkdir(mode=0o700)
    return folder


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    places = {name: str(home / folder) for name, folder in FOLDERS.items()}
    return kept | places | {"QT_QPA_PLATFORM": "offscreen"}


def run(home: Path, *command: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=Path(__file__).parents[1],
        env=environment(home) | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def told(home: Path) -> dict[str, Any]:
    """The day was lived; what the script said of it."""
    done = run(home, DAY, home)
    assert done.stdout, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    answer["error_output"] = done.stderr
    return answer


def broken_bundle(path: Path) -> Path:
    """A bundle whose child has the canary in every place, right and wrong."""
    patient = {
        "resourceType": "Patient",
        "id": CANARY,
        "name": [{"family": CANARY, "given": [CANARY]}],
        "birthDate": f"{CANARY}-03-17",
        "telecom": [{"system": "phone", "value": {"wrong": CANARY}}],
    }
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": patient}, {"resource": {"resourceType": CANARY}}],
    }
    path.write_text(json.dumps(bundle))
    return path


def found_in(content: bytes) -> list[str]:
    """The words that can be read in bytes, in the ways programs write text."""
    small = content.lower()
    words = (CANARY, PHONE, "510-555-9937")
    return [
        f"{word} as {encoding}"
        for word in words
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.encode(encoding) in small
    ]


def files_of(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        if path.is_file() and HANDED_OUT not in path.parts:
            yield path


def hits(home: Path) -> list[str]:
    return [
        f"{path.relative_to(home)}: {word}"
        for path in files_of(home)
        for word in found_in(path.read_bytes())
        + found_in(str(path.relative_to(home)).encode())
    ]


def test_the_day_was_lived_to_its_end(told: dict[str, Any], home: Path) -> None:
    assert told["why"] == "", told
    assert told["done"] == [
        "entered",
        "save: PlanRow",
        "create: Created",
        "_book: CalendarRow",
        "printed",
        "_refuse: InvalidField",
        "note: NotFound",
        "_bug: Refusal",
        "_sql_bug: Refusal",
        "met bugs",
        "kept a draft",
    ]
    names = {path.name for path in files_of(home)}
    assert {"clinic.db", "clinic.db-wal", "settings.json", "hhdesk.log"} <= names
    log = next(path for path in files_of(home) if path.name == "hhdesk.log")
    assert "ValueError" in log.read_text()


def test_no_file_of_the_computer_tells_of_the_child(
    told: dict[str, Any], home: Path
) -> None:
    assert told
    assert hits(home) == []


def test_no_window_title_file_name_or_output_tells_of_the_child(
    told: dict[str, Any],
) -> None:
    assert len(told["seen"]) > 1
    for seen in (*told["seen"], told["error_output"]):
        assert found_in(seen.encode()) == []


def test_a_broken_file_leaves_no_trace_outside_of_the_records(
    told: dict[str, Any], home: Path, tmp_path: Path
) -> None:
    assert told
    bundle = broken_bundle(tmp_path / "bundle.json")
    place = ("--database", home / "data" / "clinic.db")
    command = ("-m", "hhdesk", "import", "fhir", bundle, *place)
    done = run(home, *command, HHDESK_PASSPHRASE="a day's passphrase")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert found_in(done.stderr.encode()) == []
    assert hits(home) == []
