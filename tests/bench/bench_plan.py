"""A care plan of 60 goals and 300 activities, opened, saved and compared: `make
bench-plan`.

On an encrypted file, each beside an anchor of the same run: opening beside reading the
saved text and taking its JSON apart, saving beside bare inserts of the same rows and
text. Prints medians in milliseconds of the clock and of the processor; fails where the
processor, which others' work does not slow, takes longer than it may.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import text

from hhdesk.care import care_plans, members, plan_comparing, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import ActivityRow, Domain, GoalRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_text import canonical
from hhdesk.care.translations import Pair
from hhdesk.store.engine import Database, sqlite_engine
from tests.databases import ACTOR_ID, KEY, _found, open_on

GOALS, STEPS = 60, 5
OPENS_MS, SAVES_MS, COMPARES_MS = 150, 100, 100


def big() -> PlanContent:
    def step(goal: int, number: int) -> ActivityRow:
        english = f"Call the clinic about visit {number} of goal {goal}."
        spanish = f"Llamar a la clínica por la cita {number} de la meta {goal}."
        return ActivityRow(Pair(english, spanish), who="Rosa", due_on=date(2027, 1, 9))

    goals = (
        GoalRow(
            Domain.MEDICAL,
            Pair(f"We reach goal {number}.", f"Llegamos a la meta {number}."),
            f"Clinical words of goal {number}",
            date(2027, 5, 1),
            activities=tuple(step(number, one) for one in range(STEPS)),
        )
        for number in range(GOALS)
    )
    return PlanContent(Pair("We sleep well.", "Dormimos bien."), goals=tuple(goals))


def one_line(content: PlanContent, words: str) -> PlanContent:
    goal = content.goals[30]
    step = replace(goal.activities[2], who=words)
    steps = (*goal.activities[:2], step, *goal.activities[3:])
    changed = replace(goal, activities=steps)
    return replace(content, goals=(*content.goals[:30], changed, *content.goals[31:]))


def every_line(content: PlanContent, words: str) -> PlanContent:
    goals = tuple(
        replace(
            goal,
            clinical_words=words,
            activities=tuple(replace(one, who=words) for one in goal.activities),
        )
        for goal in content.goals
    )
    return replace(content, goals=goals)


class Taken:
    def __init__(self) -> None:
        self.clock: list[float] = []
        self.processor: list[float] = []

    def note(self, act: Callable[[], Any]) -> Any:
        clock, processor = time.perf_counter(), time.process_time()
        found = act()
        self.clock.append(1000 * (time.perf_counter() - clock))
        self.processor.append(1000 * (time.process_time() - processor))
        return found


class Bench:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.taken: dict[str, Taken] = {}
        with database.transaction(ACTOR_ID) as session:
            details = MemberDetails(
                Name("Ana", "Ruiz"), date(2020, 1, 1), languages=Languages("es", "es")
            )
            self.member_id = members.create(session, details)
            session.execute(
                text("CREATE TABLE anchor (id TEXT PRIMARY KEY, said TEXT)")
            )

    def note(self, name: str, act: Callable[[], Any]) -> Any:
        return self.taken.setdefault(name, Taken()).note(act)

    def save(self, content: PlanContent, seen: int) -> PlanRow:
        with self.database.transaction(ACTOR_ID) as session:
            return plan_saving.save(session, self.member_id, content, seen=seen)

    def open(self) -> PlanRow:
        with self.database.reading() as session:
            return care_plans.current(session, self.member_id)

    def read_text(self) -> None:
        with self.database.reading() as session:
            last = "SELECT content FROM care_plan_version ORDER BY number DESC LIMIT 1"
            json.loads(session.execute(text(last)).scalar_one())

    def insert(self, rows: list[str]) -> None:
        with self.database.transaction(ACTOR_ID) as session:
            session.execute(
                text("INSERT INTO anchor VALUES (:id, :said)"),
                [{"id": uuid.uuid4().hex, "said": row} for row in rows],
            )

    def run(self, rounds: int) -> None:
        plan = self.save(big(), 0)
        for number in range(rounds):
            text_of_plan = canonical(plan.content)
            lines = [text_of_plan[:400]] * (GOALS * (STEPS + 1))
            self.note("read the text", self.read_text)
            plan = self.note("open", self.open)
            edited = one_line(plan.content, f"Ana {number}")
            self.note("insert the text", lambda said=text_of_plan: self.insert([said]))
            plan = self.note(
                "save one line", lambda now=edited, of=plan: self.save(now, of.number)
            )
            other = every_line(plan.content, f"Luz {number}")
            rows = [*lines, text_of_plan]
            self.note("insert the rows", lambda said=rows: self.insert(said))
            self.note(
                "compare", lambda a=plan, b=other: plan_comparing.compare(a.content, b)
            )
            plan = self.note(
                "save every line", lambda now=other, of=plan: self.save(now, of.number)
            )


PASS = (
    ("open", "read the text", OPENS_MS),
    ("save one line", "insert the text", SAVES_MS),
    ("save every line", "insert the rows", None),
    ("compare", "", COMPARES_MS),
)


def main(arguments: list[str]) -> int:
    rounds = int(arguments[0]) if arguments else 20
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlite_engine(Path(folder) / "clinic.db", KEY)
        _found(engine)
        bench = Bench(open_on(engine))
        bench.run(rounds)
        engine.dispose()
    middle = statistics.median
    slow = False
    for name, anchor, most in PASS:
        took = bench.taken[name]
        clock, processor = middle(took.clock), middle(took.processor)
        beside = clock / middle(bench.taken[anchor].clock) if anchor else 0
        told = f"{beside:5.1f}x {anchor}" if anchor else ""
        print(f"{name:16} {clock:6.1f} ms, processor {processor:6.1f} ms {told}")
        slow = slow or (most is not None and processor > most)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
