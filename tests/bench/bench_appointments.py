"""A month of the calendar with 5,000 and with 50,000 appointments in the database.

Two ways to come to ten times as many: ten times the years, where a month holds as much
as before and must take as long, and ten times the visits a month, told a row. The
anchor is the driver's own cursor with the same statement, without rows made of it.
Exits with 1 where a pass mark is missed.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import event

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

from hhdesk.care import (  # noqa: E402
    appointment_calendar,
    appointment_lines,
    bulk,
    clinic,
    clinic_time,
)
from hhdesk.care.appointments import Appointment  # noqa: E402
from hhdesk.care.arrangements import Arrangement, ArrangementKind  # noqa: E402
from hhdesk.care.clinic import ClinicDetails  # noqa: E402
from hhdesk.care.members import Member  # noqa: E402
from hhdesk.care.staff import Staff  # noqa: E402
from hhdesk.store import schema  # noqa: E402
from hhdesk.store.base import Base  # noqa: E402
from hhdesk.store.encryption import FileKey  # noqa: E402
from hhdesk.store.engine import Database, sqlite_engine  # noqa: E402

CLINIC, ACTOR = UUID(int=5), UUID(int=7)
ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 17, tzinfo=UTC)
MONTH = clinic_time.window(date(2026, 11, 1), 30, ZONE)
# A year about the month that is measured.
FIRST, DAYS = date(2026, 5, 1), 364
STAFF, MEMBERS, ROUNDS = 12, 600, 15
MOST_RATIO = 1.2


@dataclass(frozen=True)
class Reading:
    """Of this process, in milliseconds: others on the machine do not count."""

    rows: int
    ours: float
    anchor: float


def people(database: Database) -> tuple[list[UUID], list[UUID]]:
    """Staff and members."""
    with database.transaction(ACTOR) as session:
        clinic.found(session, ClinicDetails("Bench"))
        staff = [
            Staff(id=session.new_id(), login=f"s{n}", name=f"Coordinator {n}")
            for n in range(STAFF)
        ]
        members = [
            Member(
                id=session.new_id(),
                given=f"Child {n}",
                first_surname="García",
                birth_date=date(2018, 1, 1),
            )
            for n in range(MEMBERS)
        ]
        bulk.write(session, [*staff, *members])
        return [one.id for one in staff], [one.id for one in members]


def visits(
    count: int,
    days: int,
    staff: list[UUID],
    members: list[UUID],
    new_id: Callable[[], UUID],
) -> Iterator[Base]:
    """Visits at clinic hours, spread evenly; two in five need a ride, one in five an
    interpreter."""
    chance = random.Random(1)
    for _ in range(count):
        day = FIRST + timedelta(days=chance.randrange(days))
        minutes = chance.randrange(0, 8 * 60, 15)
        start = clinic_time.begin_of(day, ZONE) + timedelta(hours=8, minutes=minutes)
        visit = Appointment(
            id=new_id(),
            member_id=chance.choice(members),
            staff_id=chance.choice(staff),
            title="Well visit",
            place="Room 2",
            with_whom="Dr. Priya Nair",
            starts_at=start,
            ends_at=start + timedelta(minutes=30),
        )
        yield visit
        for kind, share in zip(ArrangementKind, (0.4, 0.2, 0.0), strict=True):
            if chance.random() < share:
                yield Arrangement(appointment_id=visit.id, kind=kind)


def best(act: Callable[[], Any]) -> float:
    """Milliseconds of this process in the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return min(times) * 1000


def measured(count: int, days: int) -> Reading:
    """A fresh encrypted database with so many visits in so many days."""
    with tempfile.TemporaryDirectory(prefix="hhdesk-bench-") as folder:
        engine = sqlite_engine(Path(folder, "clinic.db"), FileKey(bytes(32), bytes(16)))
        schema.upgrade(engine)
        database = Database(engine, CLINIC, ZONE, lambda: NOW)
        staff, members = people(database)
        with database.transaction(ACTOR) as session:
            made = visits(count, days, staff, members, session.new_id)
            bulk.write(session, list(made))
        try:
            return _read(database)
        finally:
            database.close()


def _read(database: Database) -> Reading:
    with database.searching() as session:
        asked = appointment_lines.lines(*appointment_lines.overlapping(*MONTH))
        cursor = session.connection().connection.cursor()
        heard: list[Any] = []
        event.listen(database.engine, "before_cursor_execute", _hearing(heard))
        session.execute(asked)
        statement, values = heard[0]
        rows = appointment_calendar.between(session, *MONTH)
        ours = best(lambda: appointment_calendar.between(session, *MONTH))
        anchor = best(lambda: cursor.execute(statement, values).fetchall())
    return Reading(len(rows), ours, anchor)


def _hearing(heard: list[Any]) -> Callable[..., None]:
    def hear(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        heard.append((statement, values))

    return hear


def told(what: str, one: Reading) -> None:
    each = one.ours / one.rows * 1000
    print(
        f"{what:<34} {one.rows:>6} rows {one.ours:8.1f} ms {each:6.1f} us a row"
        f"   {one.ours / one.anchor:4.1f}x the driver alone"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--appointments", type=int, default=50_000)
    most = parser.parse_args().appointments
    few = most // 10
    small, years = measured(few, DAYS), measured(most, DAYS * 10)
    busy = measured(most, DAYS)
    told(f"{few:,} in a year", small)
    told(f"{most:,} in ten years", years)
    told(f"{most:,} in a year", busy)
    longer = (years.ours / years.rows) / (small.ours / small.rows)
    a_row = (busy.ours / busy.rows) / (small.ours / small.rows)
    print(f"ten times the years, a row:     {longer:.2f}x (at most {MOST_RATIO})")
    print(f"ten times as busy, a row:       {a_row:.2f}x (at most {MOST_RATIO})")
    return 0 if max(longer, a_row) <= MOST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
