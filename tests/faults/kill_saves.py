"""Kills a saving workstation at random moments, and looks what is left: `make faults`.

Each time a process saves members, plans and referrals, tells of each save after its
commit, and is killed by SIGKILL somewhere in between. Then the database is opened: each
save that was told of must be there, none may be there in half, the file must be sound
and the audit chain whole. Exits with 1 where anything is not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from hhdesk import app  # noqa: E402
from hhdesk.care.clinic import ClinicDetails  # noqa: E402
from hhdesk.store.opening import Target  # noqa: E402
from tests.faults import wholeness  # noqa: E402

SAVER = Path(__file__).with_name("saver.py")
PASSPHRASE = "a file that lives for a test"
LONGEST = 1.0
"""Seconds from the first save to the latest moment of a kill."""
ANY_TIME = 0.1
"""The share of kills at any moment from the start, also while it is opening."""

if TYPE_CHECKING:
    from tests.databases import Server

Kept = dict[str, Any]


@dataclass
class Tally:
    """What the kills came to."""

    kills: int = 0
    before_any: int = 0
    """Kills while the database was still being opened."""
    saved: list[Kept] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, told: list[Kept], faults: list[str]) -> None:
        self.kills += 1
        self.before_any += not told
        self.saved += told
        self.faults += [f"after kill {self.kills}: {fault}" for fault in faults]

    def lines(self) -> list[str]:
        return [
            f"kills: {self.kills}, {self.before_any} of them before the first save",
            f"acknowledged saves: {len(self.saved)}",
            f"faults: {len(self.faults)}",
            f"seconds: {self.seconds:.0f}",
            *self.faults,
        ]


class Savers:
    """Makes processes that save, and kills them."""

    def __init__(self, target: Target) -> None:
        self._named = target.named
        self._process = subprocess.Popen(
            [sys.executable, str(SAVER)],
            cwd=ROOT,
            env={**os.environ, "HHDESK_PASSPHRASE": PASSPHRASE},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _hear(self, key: str, saved: list[Kept]) -> int:
        """Collect what is told of saves until something else is said."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            if key in told:
                return int(told[key])
            saved.append(told)
        raise RuntimeError("the savers' process ended")

    def start_one(self, seed: int, saved: list[Kept]) -> int:
        """A process that saves from now on; gives its number."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self._named} {seed}\n")
        self._process.stdin.flush()
        return self._hear("pid", saved)

    def hear_save(self, saved: list[Kept]) -> None:
        """Wait for the next save."""
        assert self._process.stdout is not None
        saved.append(json.loads(self._process.stdout.readline()))

    def hear_end(self, saved: list[Kept]) -> None:
        """Wait until the process was killed."""
        if self._hear("ended_by", saved) != signal.SIGKILL:
            raise RuntimeError("a saver ended before it was killed")

    def kill_one(self, seed: int, chance: random.Random, longest: float) -> list[Kept]:
        """Start one, kill it at a random moment; gives the saves it told of."""
        saved: list[Kept] = []
        pid = self.start_one(seed, saved)
        if chance.random() > ANY_TIME:
            self.hear_save(saved)
        time.sleep(chance.uniform(0.0, longest))
        os.kill(pid, signal.SIGKILL)
        self.hear_end(saved)
        return saved

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def kill_many(target: Target, kills: int, seed: int, longest: float = LONGEST) -> Tally:
    """Kill so many savers on one database, one after the other."""
    chance, tally, begun = random.Random(seed), Tally(), time.monotonic()
    savers = Savers(target)
    try:
        for number in range(kills):
            told = savers.kill_one(seed + number, chance, longest)
            tally.add(told, look(target, tally.saved + told))
    finally:
        savers.close()
    tally.seconds = time.monotonic() - begun
    return tally


def look(target: Target, saved: list[Kept]) -> list[str]:
    """What is wrong with the database; it is opened as the program opens it."""
    opened = app.open_database(target, PASSPHRASE)
    try:
        return wholeness.faults(opened, saved)
    finally:
        opened.close()


@contextmanager
def databases(server: bool) -> Iterator[Target]:
    """A new clinic in an encrypted file, or on a PostgreSQL of this machine."""
    with tempfile.TemporaryDirectory(prefix="hhdesk-kills-") as folder:
        if not server:
            yield founded(Target(f"{folder}/clinic.db"))
            return
        with serving(Path(folder)) as running:
            running.make("killed_clinic")
            yield founded(Target(running.url("killed_clinic")))


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A PostgreSQL that lives in a folder, as do this process's own files."""
    for name in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME"):
        place = folder / name.lower()
        # Without this folder it locks a file that other users' servers lock too.
        (place / "python_PostgresServer").mkdir(parents=True, mode=0o700)
        place.chmod(0o700)
        os.environ[name] = str(place)
    from tests.databases import Server

    running = Server(folder / "data")
    try:
        yield running
    finally:
        running.stop()


def founded(target: Target) -> Target:
    app.create_database(target, PASSPHRASE, ClinicDetails("Ours")).close()
    return target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--server", action="store_true", help="on PostgreSQL")
    given = parser.parse_args()
    with databases(given.server) as target:
        tally = kill_many(target, given.kills, given.seed)
    print("\n".join(tally.lines()))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
