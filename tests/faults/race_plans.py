"""Two editors race for one plan, 200 rounds on a file and on a server; no word is lost.

python tests/faults/race_plans.py --rounds 200
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from hhdesk.store.engine import Database, sqlite_engine
from tests.care.test_plan_race import race
from tests.databases import KEY, Server, _found, open_on


def tell(name: str, database: Database, rounds: int) -> None:
    start = time.perf_counter()
    met = race(database, rounds)
    took = time.perf_counter() - start
    print(
        f"{name}: {rounds} rounds, {2 * rounds} saves, {met} met, 0 lost, {took:.0f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    folder = Path(tempfile.mkdtemp(prefix="hhdesk-race-"))
    engine = sqlite_engine(folder / "clinic.db", KEY)
    _found(engine)
    tell("file", open_on(engine), rounds)
    server = Server(folder / "server")
    try:
        server.make("race", "template_clinic")
        database = open_on(server.engine("race"))
        tell("server", database, rounds)
        database.close()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
