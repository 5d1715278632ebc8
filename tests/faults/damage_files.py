"""Damages the local file and its log of writes, and looks what the program makes of it.

The log (WAL) cut, zeroed or with a bit flipped: what opens must be a beginning of what
was saved, whole act by whole act. A bit flipped in the file itself: it must be refused
or be named by the check, and not be written to. Part of `make faults`; exits with 1
where anything is not so.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

sys.path.insert(0, str(Path(__file__).parents[2]))

from hhdesk import app
from hhdesk.app import Opened
from hhdesk.care import audit_verdict, members
from hhdesk.care.clinic import ClinicDetails
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.tables import METADATA
from hhdesk.errors import DatabaseRefused
from hhdesk.store import checking
from hhdesk.store.encryption import FileKey, key_for
from hhdesk.store.engine import Database, sqlite_engine
from hhdesk.store.opening import Target

PASSPHRASE = "a file that lives for a test"
SAVES = 40
ZONE = ZoneInfo("America/Los_Angeles")


@dataclass
class Sample:
    """A file and its log as a crash leaves them: everything saved is in the log."""

    path: Path
    opened: Opened
    key: FileKey

    @property
    def log(self) -> Path:
        return log_of(self.path)


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


@contextmanager
def sample(folder: Path) -> Iterator[Sample]:
    """A clinic with SAVES members, still open; nothing is written there any more."""
    target = Target(str(folder / "clinic.db"))
    opened = app.create_database(target, PASSPHRASE, ClinicDetails("Ours"))
    with opened.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
        connection.exec_driver_sql("BEGIN")
    for number in range(SAVES):
        with opened.database.transaction(opened.actor_id) as session:
            child = MemberDetails(Name(f"{number:03}", "Díaz"), date(2020, 1, 1))
            members.create(session, child)
    try:
        yield Sample(target.path, opened, key_for(target.path, PASSPHRASE))
    finally:
        opened.close()


Damage = Callable[[bytearray, random.Random], None]


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def zero(content: bytearray, chance: random.Random) -> None:
    begin = chance.randrange(len(content))
    end = min(len(content), begin + chance.choice([1, 512, 4096, 100_000]))
    content[begin:end] = bytes(end - begin)


def flip(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


WAYS: dict[str, Damage] = {"cut": cut, "zeroed": zero, "flipped": flip}


@dataclass
class Tally:
    trials: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            *(f"{what}: {count}" for what, count in sorted(self.trials.items())),
            *(f"  {what}: {count}" for what, count in sorted(self.outcomes.items())),
            f"faults: {len(self.faults)}",
            *self.faults,
        ]


def copied(whole: Sample, folder: Path) -> Path:
    path = folder / "clinic.db"
    shutil.copy(whole.path, path)
    shutil.copy(whole.log, log_of(path))
    path.with_name("clinic.db-shm").unlink(missing_ok=True)
    return path


def beginning(whole: Sample, path: Path) -> int:
    """How many saves are there; raises AssertionError if they are no beginning."""
    engine = sqlite_engine(path, whole.key)
    clinic = whole.opened.database
    database = Database(engine, clinic.organization_id, ZONE)
    try:
        with database.reading() as session:
            for check in ("cipher_integrity_check", "integrity_check"):
                told = session.scalars(text(f"PRAGMA {check}")).all()
                assert told in ([], ["ok"]), told
            names = sorted(session.scalars(select(Member.given)))
            verdict = audit_verdict.verify(session)
    finally:
        database.close()
    assert names == [f"{number:03}" for number in range(len(names))], names
    assert verdict.whole, verdict.faults
    # One row of the audit tells of the person who founded the clinic.
    assert verdict.rows == len(names) + 1, verdict.rows
    return len(names)


def damage_log(whole: Sample, folder: Path, times: int, seed: int) -> Tally:
    chance, tally = random.Random(seed), Tally()
    for _ in range(times):
        way = chance.choice(list(WAYS))
        path = copied(whole, folder)
        content = bytearray(whole.log.read_bytes())
        WAYS[way](content, chance)
        log_of(path).write_bytes(content)
        tally.trials[f"log {way}"] += 1
        try:
            kept = beginning(whole, path)
            tally.outcomes["all saves" if kept == SAVES else "a beginning"] += 1
        except (AssertionError, DatabaseRefused) as error:
            tally.faults.append(f"log {way}: {error!r}")
    return tally


def closed(whole: Sample, folder: Path) -> Path:
    """A copy in whose file everything is, without a log."""
    path = copied(whole, folder)
    engine = sqlite_engine(path, whole.key)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def found(path: Path) -> str:
    """How a damaged file is met: refused when opened, or named by the check."""
    try:
        engine = sqlite_engine(path, key_for(path, PASSPHRASE))
    except DatabaseRefused:
        return "refused"
    try:
        return "named by the check" if checking.problems(engine, METADATA) else ""
    finally:
        engine.dispose()


def damage_file(whole: Sample, folder: Path, times: int, seed: int) -> Tally:
    chance, tally = random.Random(seed), Tally()
    path = closed(whole, folder)
    before = path.read_bytes()
    for _ in range(times):
        content = bytearray(before)
        flip(content, chance)
        path.write_bytes(content)
        log_of(path).unlink(missing_ok=True)
        tally.trials["file flipped"] += 1
        met = found(path)
        tally.outcomes[met or "not noticed"] += 1
        if not met:
            tally.faults.append("a flipped bit was not noticed")
        if path.read_bytes() != bytes(content):
            tally.faults.append("a damaged file was written to")
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261121)
    given = parser.parse_args()
    begun, failed = time.monotonic(), False
    with tempfile.TemporaryDirectory(prefix="hhdesk-damage-") as name:
        folder, work = Path(name, "whole"), Path(name, "work")
        work.mkdir()
        with sample(folder) as whole:
            for act in (damage_log, damage_file):
                tally = act(whole, work, given.times, given.seed)
                print("\n".join(tally.lines()), flush=True)
                failed = failed or bool(tally.faults)
    print(f"seconds: {time.monotonic() - begun:.0f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
