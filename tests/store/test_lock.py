"""One window a database and computer; the lock ends with its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from hhdesk.errors import DatabaseInUse
from hhdesk.i18n import explain
from hhdesk.store.lock import Lock

HOLD = """
import sys
from pathlib import Path
from hhdesk.store.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clinic.db.lock"


def test_the_second_is_told_since_when(path: Path) -> None:
    lock = Lock(path)
    with pytest.raises(DatabaseInUse) as refused:
        Lock(path)
    assert isinstance(refused.value.values["since"], time)
    assert "already open with these records" in explain(refused.value)
    lock.release()
    Lock(path).release()


def test_a_lock_of_an_earlier_day_names_the_day(path: Path) -> None:
    lock = Lock(path)
    earlier = datetime.now(UTC) - timedelta(days=3)
    os.utime(path, (earlier.timestamp(), earlier.timestamp()))
    with pytest.raises(DatabaseInUse) as refused:
        Lock(path)
    assert refused.value.values["since"] == earlier.astimezone().date()
    lock.release()


def test_only_its_user_may_touch_the_lock(path: Path) -> None:
    before = os.umask(0)
    lock = Lock(path)
    os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    lock.release()
    lock.release()


def test_a_killed_process_leaves_no_lock(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(DatabaseInUse):
        Lock(path)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    Lock(path).release()
