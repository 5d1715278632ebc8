"""The sheet of a call opened, a call written down and undone: `make bench-wrap-up`.

A child with 2,000 contacts, a plan of 30 steps, eight open referrals and six visits,
and two siblings, on an encrypted file. Each beside an anchor of the same run: opening
beside bare reads of the same rows, writing beside bare inserts of as many rows in an
act of their own. Prints medians in milliseconds of the clock and of the processor and
fails where the processor, which others' work does not slow, takes longer than it may.
With `--server`, also how often an act asks a PostgreSQL of this machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import event, select, text

from hhdesk.care import (
    booking,
    bulk,
    members,
    plan_saving,
    referral_acts,
    wrap_up_acts,
    wrap_up_ground,
)
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow
from hhdesk.care.core_services import CoreService
from hhdesk.care.goals import (
    Activity,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.members import MemberDetails
from hhdesk.care.outreach import Met, Outcome, OutreachAttempt, Way
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referral_answers import Answers
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.translations import Pair
from hhdesk.care.wrap_up_facts import (
    ActivityTick,
    NewBarrier,
    NewVisit,
    ReferralTick,
    WrapUpOrder,
)
from hhdesk.care.wrap_up_ground import Ground
from hhdesk.store.engine import Database, sqlite_engine
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, KEY, Server, _found, open_on

OPENS_MS, SAVES_MS = 100, 150
CONTACTS = 2000
PIPELINE_OFF = 0
"""Of libpq."""
CALL = Contact(
    Way.PHONE,
    Outcome.REACHED,
    with_whom="Rosa Ruiz",
    note="They come by bus, which does not run on Sundays. " * 4,
    language="es",
    interpreter="4471",
    minutes=12,
    met=Met.CAREGIVER,
)
BARE = "INSERT INTO anchor VALUES (:id, :said)"
READS = ("referral", "appointment", "outreach_attempt")


@dataclass
class Taken:
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def _plan() -> PlanContent:
    def goal(number: int) -> GoalRow:
        steps = tuple(ActivityRow(Pair(f"Call {number}.{one}.")) for one in range(3))
        words = Pair(f"We reach goal {number}.")
        return GoalRow(
            Domain.MEDICAL, words, lifecycle=Lifecycle.ACTIVE, activities=steps
        )

    return PlanContent(goals=tuple(map(goal, range(10))))


def _visit(session: UnitOfWork, days: int) -> AppointmentDetails:
    begin = session.now() + timedelta(days=days)
    return AppointmentDetails("Check-up", begin, begin + timedelta(hours=1))


def _enter(session: UnitOfWork) -> list[uuid.UUID]:
    """The child and its siblings, each with what is open."""
    keys = [
        members.create(session, MemberDetails(Name(one, "Ruiz"), date(2019, 1, 1)))
        for one in ("Ana", "Luz", "Leo")
    ]
    home = members.present(session, keys[0]).household_id
    for place, key in enumerate(keys):
        members.present(session, key).household_id = home
        plan_saving.save(session, key, _plan(), seen=0)
        for number in range(2 if place else 8):
            asked = ReferralDetails(
                Domain.MEDICAL, f"need {number}", f"agency {number}"
            )
            referral_acts.create(session, key, asked)
        for number in range(1 if place else 6):
            booking.book(session, key, _visit(session, 5 + number))
    tries = [
        OutreachAttempt(
            member_id=keys[0],
            at=session.now() - timedelta(hours=number),
            way=Way.PHONE,
            outcome=Outcome.REACHED,
            with_whom="Rosa Ruiz",
            note="They will call.",
        )
        for number in range(CONTACTS)
    ]
    bulk.write(session, tries)
    session.execute(text("CREATE TABLE anchor (id TEXT PRIMARY KEY, said TEXT)"))
    return keys


class Bench:
    def __init__(self, database: Database) -> None:
        self.database, self.taken = database, dict[str, Taken]()
        with database.transaction(ACTOR_ID) as session:
            self.keys = _enter(session)
            self.step = session.scalars(
                select(Activity.id)
                .join(CarePlan, CarePlan.id == Activity.plan_id)
                .where(CarePlan.member_id == self.keys[0])
                .limit(1)
            ).one()

    def note(self, name: str, act: Callable[[], Any]) -> Any:
        taken = self.taken.setdefault(name, Taken())
        clock, processor = time.perf_counter(), time.process_time()
        found = act()
        taken.clock.append((time.perf_counter() - clock) * 1000)
        taken.processor.append((time.process_time() - processor) * 1000)
        return found

    def open(self) -> Ground:
        with self.database.reading() as session:
            return wrap_up_ground.ground(session, self.keys[0])

    def read_bare(self) -> None:
        """As many rows of the same tables, and nothing made of them."""
        with self.database.reading() as session:
            for table in READS:
                session.execute(text(f"SELECT * FROM {table} LIMIT 20")).all()

    def insert_bare(self, rows: int) -> None:
        with self.database.transaction(ACTOR_ID) as session:
            lines = [{"id": uuid.uuid4().hex, "said": CALL.note} for _ in range(rows)]
            session.execute(text(BARE), lines)

    def save(self, order: WrapUpOrder) -> uuid.UUID:
        with self.database.transaction(ACTOR_ID) as session:
            return wrap_up_acts.record(session, self.keys[0], order).id

    def undo(self, key: uuid.UUID) -> None:
        with self.database.transaction(ACTOR_ID) as session:
            wrap_up_acts.undo(session, key)

    def whole(self, ground: Ground) -> WrapUpOrder:
        """Two referrals of the child and one of a sibling, and one of each more."""
        child, sibling, _ = ground.children
        asked = [*child.referrals[:2], sibling.referrals[0]]
        with self.database.reading() as session:
            visit = _visit(session, 3)
        return WrapUpOrder(
            replace(CALL, next_on=ground.page.today + timedelta(days=14)),
            services=(CoreService.CARE_COORDINATION,),
            referrals=tuple(
                ReferralTick(
                    one.facts.id,
                    one.facts.version,
                    ReferralAct.NOTE
                    if one.facts.state is ReferralState.AWAITING_AGREEMENT
                    else ReferralAct.ASK_FAMILY,
                    Answers(note="They think about it."),
                )
                for one in asked
            ),
            activities=(
                ActivityTick(self.keys[0], self.step, ActivityStatus.IN_PROGRESS),
            ),
            visit=NewVisit(
                (child.id,), visit, (ArrangementRow(ArrangementKind.TRANSPORT),)
            ),
            barriers=(NewBarrier(child.id, BarrierKind.TRANSPORTATION, "no bus"),),
        )

    def run(self, rounds: int) -> None:
        plain = WrapUpOrder(CALL, services=(CoreService.CARE_COORDINATION,))
        for _ in range(rounds):
            self.note("read bare", self.read_bare)
            ground = self.note("open", self.open)
            self.note("insert 4", lambda: self.insert_bare(4))
            self.note("save a contact", lambda: self.save(plain))
            order = self.whole(ground)
            self.note("insert 25", lambda: self.insert_bare(25))
            key = self.note("save a whole call", lambda now=order: self.save(now))
            self.note("undo it", lambda done=key: self.undo(done))


@contextmanager
def trips(database: Database) -> Iterator[list[int]]:
    """How often the server was asked; what goes in one pipeline counts once."""
    asked = [0]
    state = {"pipeline": False}

    def note(connection: Any, *_: Any) -> None:
        driver = connection.connection.driver_connection
        inside = driver.pgconn.pipeline_status != PIPELINE_OFF
        asked[0] += not (inside and state["pipeline"])
        state["pipeline"] = inside

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def ask_server() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Without it the server locks a file that other users' servers lock too.
        os.environ["XDG_RUNTIME_DIR"] = folder
        Path(folder, "python_PostgresServer").mkdir()
        server = Server(Path(folder) / "server")
        server.make("bench_of_calls", "template_clinic")
        database = open_on(server.engine("bench_of_calls"))
        bench = Bench(database)
        bench.run(2)
        ground = bench.open()
        plain = WrapUpOrder(CALL)
        acts: dict[str, Callable[[], Any]] = {
            "open": bench.open,
            "save a contact": lambda: bench.save(plain),
            "save a whole call": lambda: bench.save(bench.whole(ground)),
        }
        for name, act in acts.items():
            with trips(database) as asked:
                act()
            print(f"{name:18} {asked[0]:3} round trips beside BEGIN and COMMIT")
        database.close()


PASS = (
    ("open", "read bare", OPENS_MS),
    ("save a contact", "insert 4", SAVES_MS),
    ("save a whole call", "insert 25", SAVES_MS),
    ("undo it", "insert 25", None),
)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--server", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlite_engine(Path(folder) / "clinic.db", KEY)
        _found(engine)
        bench = Bench(open_on(engine))
        bench.run(asked.rounds)
        engine.dispose()
    middle = statistics.median
    slow = False
    for name, anchor, most in PASS:
        took = bench.taken[name]
        clock, processor = middle(took.clock), middle(took.processor)
        beside = clock / middle(bench.taken[anchor].clock)
        print(
            f"{name:18} {clock:6.1f} ms, processor {processor:6.1f} ms "
            f"{beside:5.1f}x {anchor}"
        )
        slow = slow or (most is not None and processor > most)
    if asked.server:
        ask_server()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
