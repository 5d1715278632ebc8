"""Ways through the table of referral states: which are lawful, what one act passes."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from datetime import date

from hhdesk.care.clocks import WEEKDAYS, Calendar
from hhdesk.care.referral_states import (
    PREPARING,
    TABLE,
    Detail,
    ReferralState,
    rule_of,
)


def lawful(way: Iterable[ReferralState]) -> bool:
    """Whether each step of a way is one of the table's."""
    return all(to in TABLE[state].goes_to for state, to in itertools.pairwise(way))


def implied(to: ReferralState, known: Collection[ReferralState]) -> list[ReferralState]:
    """What must have happened before, back to what is known, in its order."""
    chain: list[ReferralState] = []
    before = TABLE[to].implies
    while before is not None and before not in known:
        chain.insert(0, before)
        before = TABLE[before].implies
    return chain


def passed_between(
    state: ReferralState, to: ReferralState, reached: Iterable[ReferralState] = ()
) -> tuple[ReferralState, ...]:
    """The states that one act passes unsaid: who gave food today has accepted.

    `reached` are those of this cycle already known; they are not passed again.
    """
    chain = implied(to, {state, *reached})
    for start in range(len(chain) + 1):
        passed = chain[start:]
        # That something left the clinic is never taken for granted.
        assumed = ReferralState.SENT in passed and state in PREPARING
        if not assumed and lawful((state, *passed, to)):
            return tuple(passed)
    return ()


def due_on(
    state: ReferralState,
    detail: Detail | None,
    since: date,
    *,
    urgent: bool = False,
    visit_on: date | None = None,
    calendar: Calendar = WEEKDAYS,
) -> date | None:
    """The day by which the next step is expected; None when closed.

    `since` is the day from which the clock runs: of the step, or of the last re-check.
    """
    clock = rule_of(state, detail).clock
    if clock is None:
        return None
    start = visit_on if clock.from_visit and visit_on else since
    return clock.due(start, urgent=urgent, calendar=calendar)
