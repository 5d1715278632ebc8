"""Open loops: as a plain second opinion finds them, whose they are, what they show."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from hhdesk.care import open_loop_finding, open_loop_scope, open_loops
from hhdesk.care.open_loops import Asked, LoopGroup, LoopKind, Whose
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.open_loop_facts import Chance
from tests.care.open_loop_oracle import Oracle
from tests.databases import ACTOR_ID, OTHER_ID

CLINICS, CHILDREN = 3, 16


class _UndoneError(Exception):
    """Takes a clinic by chance back."""


def check(session: UnitOfWork, seed: int) -> Counter[LoopKind]:
    """One clinic by chance: every way of asking agrees with the oracle."""
    Chance(session, seed).clinic(CHILDREN)
    session.flush()
    expected = Oracle(session).found()
    found = open_loop_finding.find(open_loop_scope.scope(session))
    told = [(*one.key, date.fromisoformat(one.due)) for one in found.loops]
    assert sorted(told) == sorted(expected)
    today = session.today()
    week = today + timedelta(days=7)
    listed = open_loops.listed(session, Asked(Whose.EVERYONE, ACTOR_ID))
    shown = [one for one in told if one[0] != "referral" or one[3] <= week]
    assert sorted(listed.keys) == sorted(one[:3] for one in shown)
    rows = open_loops.rows(session, listed.keys)
    assert rows[: len(listed.first)] == listed.first
    child = listed.first[0].member_id or listed.first[1].member_id
    assert child is not None
    page = open_loops.of_member(session, child)
    mine = [one for one in found.loops if one.member == child.hex]
    assert sorted(row.key for row in page) == sorted(one.key for one in mine)
    next_due = min(row.due_on for row in page)
    assert open_loops.next_due(session, [child]) == {child: next_due}
    due = [row.due_on for row in rows if row is not None]
    assert all(one <= other for one, other in pairwise(due))
    assert len(due) == len(shown)
    assert listed.counts[LoopGroup.OVERDUE] == sum(day < today for day in due)
    assert listed.counts[LoopGroup.WEEK] == sum(today < day <= week for day in due)
    owned = Counter(row.owner_id for row in rows if row is not None)
    for staff in (ACTOR_ID, OTHER_ID):
        theirs = open_loops.listed(session, Asked(Whose.MINE, staff))
        assert len(theirs.keys) == owned[staff]
    loads = {one.staff_id: one for one in open_loops.loads(session)}
    late = Counter(row.owner_id for row in rows if row and row.due_on < today)
    assert {key: one.overdue for key, one in loads.items() if one.overdue} == late
    return Counter(key.kind for key in listed.keys)


@pytest.mark.parametrize("asked", ["sqlite", "postgresql"])
def test_every_rule_finds_what_a_plain_second_opinion_finds(
    request: pytest.FixtureRequest, asked: str
) -> None:
    database: Database = request.getfixturevalue(f"{asked}_database")
    met: Counter[LoopKind] = Counter()
    for seed in range(CLINICS):
        try:
            with database.transaction(ACTOR_ID) as session:
                met += check(session, seed)
                raise _UndoneError
        except _UndoneError:
            continue
    # All kinds came up, or the clinics show nothing.
    assert set(met) == set(LoopKind)
