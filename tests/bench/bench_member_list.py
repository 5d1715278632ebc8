"""The list of 27,000 members narrowed and sorted, on the encrypted file and PostgreSQL.

Each question counts with the median of some rounds, through the use case that the
screen asks, away from its thread. Exits with 1 where a filter takes too long.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="hhdesk-run-")

from sqlalchemy import select, update  # noqa: E402

from hhdesk.care import bulk, member_list, member_list_keys, search  # noqa: E402
from hhdesk.care.enrollment import EnrollmentSegment  # noqa: E402
from hhdesk.care.health import Condition  # noqa: E402
from hhdesk.care.member_list_columns import Column, Sort  # noqa: E402
from hhdesk.care.member_list_filter import MemberFilter, Whose  # noqa: E402
from hhdesk.care.member_list_keys import Asked  # noqa: E402
from hhdesk.care.members import Member  # noqa: E402
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way  # noqa: E402
from hhdesk.store import schema  # noqa: E402
from hhdesk.store.encryption import FileKey  # noqa: E402
from hhdesk.store.engine import Database, sqlite_engine  # noqa: E402
from tests.bench.synthetic_clinic import NOW, fill  # noqa: E402

CLINIC, ACTOR = UUID(int=5), UUID(int=7)
ZONE = ZoneInfo("America/Los_Angeles")
KEY = FileKey(bytes(range(32)), bytes(range(16)))
ROUNDS, MOST_MS = 5, 200
CONDITIONS = ("Asthma", "ADHD", "Obesity", "Type 1 diabetes", "Speech delay")


def vary(database: Database) -> UUID:
    """Give the members languages, states, tiers, conditions and contacts; gives a
    coordinator."""
    chance = random.Random(3)
    with database.transaction(ACTOR) as session:
        session.info["search"] = "off"
        members = list(session.scalars(select(Member.id)))
        for column, values in (
            (Member.spoken_language, ("en", "es", "vi", "zh-Hant")),
            (EnrollmentSegment.state, ("enrolled", "outreach", "ended")),
            (EnrollmentSegment.tier, ("1", "2", "3")),
        ):
            for value in values:
                some = chance.sample(members, len(members) // 5)
                key = column.class_.id if column.class_ is Member else None
                key = EnrollmentSegment.member_id if key is None else key
                for at in range(0, len(some), 5_000):
                    change = update(column.class_).values({column.key: value})
                    session.execute(change.where(key.in_(some[at : at + 5_000])))
        bulk.write(session, (row for one in members for row in _facts(one, chance)))
        session.flush()
        search.reindex(session)
        found = session.scalars(select(EnrollmentSegment.coordinator_id)).first()
    assert found is not None
    return found


def _facts(member_id: UUID, chance: random.Random) -> Iterator[Any]:
    for _ in range(chance.choice((0, 1, 2))):
        yield Condition(member_id=member_id, text=chance.choice(CONDITIONS))
    for _ in range(chance.choice((0, 1, 3, 5))):
        yield OutreachAttempt(
            member_id=member_id,
            at=NOW - timedelta(days=chance.randrange(1, 120)),
            way=Way.PHONE,
            outcome=chance.choice((Outcome.REACHED, Outcome.NOT_REACHED)),
        )


def questions(me: UUID) -> dict[str, Asked]:
    several = MemberFilter(
        states=("enrolled",),
        languages=("es",),
        tiers=("1",),
        conditions=("Asthma",),
        unreached=30,
    )
    return {
        "everybody": Asked(me),
        "my members": Asked(me, wanted=MemberFilter(whose=Whose.MINE)),
        "a language": Asked(me, wanted=MemberFilter(languages=("es",))),
        "a birthday": Asked(me, wanted=MemberFilter(birthday=30)),
        "five filters": Asked(me, wanted=several),
        "text and language": Asked(me, "hern", MemberFilter(languages=("es",))),
        "order by tier": Asked(me, sort=Sort(Column.TIER)),
        "order by contact": Asked(me, sort=Sort(Column.LAST_CONTACT)),
    }


def measure(database: Database, me: UUID) -> bool:
    """Print each question's time; whether every filter is quick enough."""
    slow = []
    for name, asked in questions(me).items():
        spent = []
        for _ in range(ROUNDS):
            with database.searching() as session:
                begun = time.perf_counter()
                found = member_list_keys.listed(session, asked)
                spent.append((time.perf_counter() - begun) * 1000)
        print(f"{name:20} {median(spent):7.0f} ms  {len(found.keys):,}")
        if median(spent) > MOST_MS and not name.startswith("order"):
            slow.append(name)
    with database.searching() as session:
        keys = member_list_keys.listed(session, Asked(me)).keys[:128]
        begun = time.perf_counter()
        member_list.rows(session, keys, tuple(Column))
        print(
            f"{'a page, all columns':20} {(time.perf_counter() - begun) * 1000:7.0f} ms"
        )
    return not slow


@contextmanager
def on_file(folder: Path) -> Iterator[Any]:
    yield sqlite_engine(folder / "clinic.db", KEY)


@contextmanager
def on_server(folder: Path) -> Iterator[Any]:
    from tests.databases import Server

    Path(os.environ["XDG_RUNTIME_DIR"], "python_PostgresServer").mkdir(exist_ok=True)
    server = Server(folder / "data")
    try:
        server.make("bench")
        yield server.engine("bench")
    finally:
        server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--size", type=int, default=int(os.environ.get("SIZE", 27_000)))
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hhdesk-list-"))
    try:
        with (on_server if given.postgresql else on_file)(folder) as engine:
            schema.upgrade(engine)
            database = Database(engine, CLINIC, ZONE, lambda: NOW)
            fill(database, given.size)
            passed = measure(database, vary(database))
            database.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
