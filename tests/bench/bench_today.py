"""Today's list of a clinic of 27,000 members, and of a coordinator with 150 children.

Ours is `open_loops.listed` on the encrypted file: every rule, counts, keys by due day
and the first 128 rows. The anchor is the driver's own cursor with the same statements,
their rows taken and thrown away. Exits with 1 where a pass mark is missed.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import event, select, update

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

from hhdesk.care import open_loops  # noqa: E402
from hhdesk.care.enrollment import EnrollmentSegment  # noqa: E402
from hhdesk.care.open_loops import Asked, LoopGroup, Whose  # noqa: E402
from hhdesk.care.staff import Staff  # noqa: E402
from hhdesk.store import schema  # noqa: E402
from hhdesk.store.encryption import FileKey  # noqa: E402
from hhdesk.store.engine import Database, sqlite_engine  # noqa: E402
from tests.bench import (  # noqa: E402
    synthetic_clinic,
    synthetic_loops,
    synthetic_referrals,
)

CLINIC = UUID(int=5)
ZONE = ZoneInfo("America/Los_Angeles")
CASELOAD, ROUNDS = 150, 7
MOST_EVERYONE, MOST_MINE, MOST_MEMBER = 1000.0, 150.0, 50.0
MOST_RATIO = 2.5

Statement = tuple[str, Any]


@dataclass(frozen=True)
class Reading:
    """Of this process, in milliseconds: others on the machine do not count."""

    ours: float
    anchor: float
    statements: int

    @property
    def ratio(self) -> float:
        return self.ours / self.anchor


def clinic_in(folder: Path, members: int) -> tuple[Database, UUID]:
    """A clinic with all kinds of open loops, and a coordinator of 150 children."""
    key = FileKey(bytes(range(32)), bytes(range(16)))
    engine = sqlite_engine(folder / "bench.db", key)
    schema.upgrade(engine)
    database = Database(engine, CLINIC, ZONE, lambda: synthetic_clinic.NOW)
    synthetic_clinic.fill(database, members)
    synthetic_referrals.fill(database, members // 3)
    synthetic_loops.fill(database)
    with engine.execution_options(immediate=True).begin() as connection:
        staff_id = connection.scalar(select(Staff.id).order_by(Staff.id).limit(1))
        others = connection.scalar(select(Staff.id).order_by(Staff.id.desc()).limit(1))
        theirs = EnrollmentSegment.coordinator_id == staff_id
        mine = connection.scalars(select(EnrollmentSegment.id).where(theirs)).all()
        rest = EnrollmentSegment.id.in_(mine[CASELOAD:])
        connection.execute(
            update(EnrollmentSegment).where(rest).values(coordinator_id=others)
        )
        assert staff_id is not None
    return database, staff_id


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of this process; as in the desk, no garbage is collected by it."""
    gc.collect()
    gc.disable()
    begin = time.process_time()
    work()
    end = time.process_time()
    gc.enable()
    return (end - begin) * 1000


def statements_of(database: Database, work: Callable[[], object]) -> list[Statement]:
    found: list[Statement] = []

    def note(*told: Any) -> None:
        found.append((told[2], told[3]))

    event.listen(database.engine, "before_cursor_execute", note)
    work()
    event.remove(database.engine, "before_cursor_execute", note)
    return [one for one in found if one[0].startswith("SELECT")]


def replay(database: Database, statements: list[Statement]) -> None:
    with database.engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        for text, parameters in statements:
            cursor.execute(text, parameters).fetchall()


def measured(database: Database, work: Callable[[], object]) -> Reading:
    work()
    asked = statements_of(database, work)
    anchor = partial(replay, database, asked)
    turns = [(cost(work), cost(anchor)) for _ in range(ROUNDS)]
    ours, theirs = (min(column) for column in zip(*turns, strict=True))
    return Reading(ours, theirs, len(asked))


def listing(database: Database, asked: Asked) -> open_loops.LoopList:
    with database.reading() as session:
        return open_loops.listed(session, asked)


def page(database: Database, staff_id: UUID) -> None:
    """A child's own open loops."""
    with database.reading() as session:
        segment = EnrollmentSegment
        mine = select(segment.member_id).where(segment.coordinator_id == staff_id)
        member_id = session.scalars(mine.limit(1)).one()
        open_loops.of_member(session, member_id)


def loads(database: Database) -> None:
    with database.reading() as session:
        open_loops.loads(session)


def told(name: str, reading: Reading, most: float, *, ratio: bool = True) -> bool:
    passed = reading.ours <= most and (not ratio or reading.ratio <= MOST_RATIO)
    print(
        f"{name:34} {reading.ours:7.0f} ms (at most {most:.0f})"
        f" {reading.anchor:7.0f} ms {reading.ratio:5.2f}x"
        f" {reading.statements:3} statements {'' if passed else 'MISSED'}"
    )
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=27_000, help="members")
    size: int = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        database, staff_id = clinic_in(Path(folder), size)
        everyone = Asked(Whose.EVERYONE, staff_id)
        mine = Asked(Whose.MINE, staff_id)
        found = listing(database, everyone)
        counts = ", ".join(f"{one.value} {found.counts[one]}" for one in LoopGroup)
        print(f"{size} members, {len(found.keys)} open loops: {counts}")
        print(f"{'':34} {'ours':>10} {'':14} {'anchor':>9}")
        passed = [
            told(
                "everyone",
                measured(database, partial(listing, database, everyone)),
                MOST_EVERYONE,
            ),
            told(
                f"mine, {CASELOAD} children",
                measured(database, partial(listing, database, mine)),
                MOST_MINE,
                ratio=False,
            ),
            told(
                "a child's page",
                measured(database, partial(page, database, staff_id)),
                MOST_MEMBER,
                ratio=False,
            ),
            told(
                "loads of all coordinators",
                measured(database, partial(loads, database)),
                MOST_EVERYONE,
            ),
        ]
        database.close()
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
