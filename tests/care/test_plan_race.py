"""Two people save one plan again and again at once: nobody's words are overwritten.

`tests/faults/race_plans.py` lets them race for longer.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import UUID

from hhdesk.care import care_plans, members, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import ActivityRow, Domain, GoalRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import merge, put
from hhdesk.care.translations import Pair
from hhdesk.errors import ChangedElsewhere
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID

ROUNDS = 8
PLAN = PlanContent(
    goals=(GoalRow(Domain.MEDICAL, Pair("Walk"), activities=(ActivityRow(),)),)
)


class Editor:
    """Writes one more word into the same line each round, and one line of its own."""

    def __init__(self, database: Database, actor_id: UUID, plan: PlanRow) -> None:
        self.database, self.actor_id, self.plan = database, actor_id, plan
        self.typed: list[str] = []
        self.met = 0

    def work(self, together: threading.Barrier, rounds: int) -> None:
        for turn in range(rounds):
            together.wait(30)
            self.write(f"{self.actor_id.hex[-1]}{turn}")

    def write(self, word: str) -> None:
        self.typed.append(word)
        base = self.plan.content
        mine = with_word(base, word)
        while True:
            try:
                with self.database.transaction(self.actor_id) as session:
                    self.plan = plan_saving.save(
                        session, self.plan.member_id, mine, seen=self.plan.number
                    )
                return
            except ChangedElsewhere:
                self.met += 1
            with self.database.reading() as session:
                theirs = care_plans.current(session, self.plan.member_id)
            made = merge(base, mine, theirs.content)
            mine = made.content
            for conflict in made.conflicts:
                # What a person would do who reads both: keep both.
                both = f"{conflict.theirs.english} {word}"
                mine = put(mine, conflict, Pair(both))
            self.plan, base = theirs, theirs.content


def with_word(content: PlanContent, word: str) -> PlanContent:
    goal = content.goals[0]
    step = goal.activities[0]
    step = replace(step, text=Pair(f"{step.text.english} {word}".strip()))
    own = ActivityRow(Pair(word))
    goal = replace(goal, activities=(step, *goal.activities[1:], own)[:8])
    return replace(content, goals=(goal,))


def race(database: Database, rounds: int) -> int:
    """Both write a word in each round; gives how often one met the other's save.
    Raises AssertionError where a word is lost or written twice."""
    with database.transaction(ACTOR_ID) as session:
        details = MemberDetails(Name("Mateo", "Ruiz"), date(2025, 5, 14))
        member_id = members.create(session, details)
        plan = plan_saving.save(session, member_id, PLAN, seen=0)
    editors = [Editor(database, who, plan) for who in (ACTOR_ID, OTHER_ID)]
    together = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(one.work, together, rounds) for one in editors]:
            done.result()
    with database.reading() as session:
        last = care_plans.current(session, member_id)
    assert last.number == 1 + 2 * rounds
    kept = last.content.goals[0].activities[0].text.english.split()
    typed = [word for one in editors for word in one.typed]
    assert sorted(kept) == sorted(typed)
    return sum(one.met for one in editors)


def test_of_two_editors_at_once_no_word_is_lost(database: Database) -> None:
    assert race(database, ROUNDS) > 0
