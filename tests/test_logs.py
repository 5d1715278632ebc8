"""The log says what went wrong and where, never about whom."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hhdesk import logs

CHILD = "Mateo Hernández"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log that is ended again, and the hooks as they were."""
    root = logging.getLogger()
    before = list(root.handlers), root.level, sys.excepthook, threading.excepthook
    path = logs.start(tmp_path / "logs" / "hhdesk.log")
    yield path
    for handler in set(root.handlers) - set(before[0]):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[1])
    logging.getLogger(logs.OURS).setLevel(logging.NOTSET)
    sys.excepthook, threading.excepthook = before[2:]


def fail() -> None:
    try:
        raise KeyError(CHILD)
    except KeyError as error:
        raise ValueError(f"no plan of {CHILD}") from error


def test_our_messages_are_kept(log: Path) -> None:
    logging.getLogger("hhdesk.store").info("%d rows", 3)
    logging.getLogger("hhdesk.store").info("100 % of the rows")
    assert "INFO hhdesk.store: 3 rows\n" in log.read_text("utf-8")
    assert "100 % of the rows" in log.read_text("utf-8")


def test_an_exception_leaves_types_and_places_but_no_words(log: Path) -> None:
    try:
        fail()
    except ValueError as error:
        logging.getLogger("hhdesk.care").exception("Not saved: %s", error)
    text = log.read_text("utf-8")
    assert "Not saved: ValueError" in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/test_logs.py:" in text
    assert " fail" in text
    assert "Mateo" not in text
    assert str(Path(__file__).parent) not in text


def test_other_libraries_messages_are_not_kept(log: Path) -> None:
    logging.getLogger("sqlalchemy.engine").error("INSERT %s", CHILD)
    text = log.read_text("utf-8")
    assert "ERROR sqlalchemy.engine: a message at tests/test_logs.py:" in text
    assert "Mateo" not in text


def test_a_bug_is_logged_and_handed_on(log: Path) -> None:
    met: list[BaseException] = []
    logs.catch_bugs(met.append)
    with pytest.raises(ValueError, match="Mateo") as caught:
        fail()
    sys.excepthook(caught.type, caught.value, caught.tb)
    assert met == [caught.value]
    assert "CRITICAL hhdesk.logs: A bug" in log.read_text("utf-8")


def test_a_bug_on_another_thread_is_caught_too(log: Path) -> None:
    met: list[BaseException] = []
    logs.catch_bugs(met.append)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [type(error) for error in met] == [ValueError]
    assert "Mateo" not in log.read_text("utf-8")


def test_an_interrupt_is_no_bug(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    met: list[BaseException] = []
    logs.catch_bugs(met.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert met == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_log_is_private_and_turns_over(log: Path) -> None:
    assert log.stat().st_mode & 0o777 == 0o600
    line = "x" * 1_000
    for _ in range(logs.MAX_BYTES // len(line) * (logs.KEPT + 2)):
        logging.getLogger("hhdesk").info(line)
    kept = sorted(log.parent.iterdir())
    assert len(kept) == logs.KEPT + 1
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in kept)
    assert sum(file.stat().st_size for file in kept) < 5_000_000


def test_circles_of_causes_end() -> None:
    one, two = ValueError(), TypeError()
    one.__cause__, two.__cause__ = two, one
    assert len(list(logs.places(one))) == 2
